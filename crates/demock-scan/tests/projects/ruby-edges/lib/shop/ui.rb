module Shop
  class UI
    def self.method_missing(name, *arguments)
      @shell.send(name, *arguments)
    end
  end
end
