module Acmelib
  class Socket
    def address
      "#{@host}:#{@port}"
    end

    def sum
      @port + @host.size
    end
  end
end
