module Faraday
  class Connection
    def get(url)
      url
    end
  end
end
