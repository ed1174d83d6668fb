require "net/http"

module Acmelib
  class Sender
    def send_all(rows)
      Net::HTTP.post(@address, rows)
    end
  end
end
