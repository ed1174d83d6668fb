require "net/http"

module Sidekiq
  class OAuthWire
    def token(code)
      Net::HTTP.post(@address, code)
    end
  end
end
