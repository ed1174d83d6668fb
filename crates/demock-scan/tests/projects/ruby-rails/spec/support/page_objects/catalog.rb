module PageObjects
  class Catalog < Page
    def summary
      text
    end
  end
end
