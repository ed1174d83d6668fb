module Acmelib
  class Names
    def join(parts)
      all = parts.reject(&:empty?)
      all.join("/")
    end

    def count(parts)
      parts.size + 1
    end
  end
end
