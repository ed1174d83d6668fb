require "resolv"

class Lookup
  def initialize(servers)
    @servers = servers
  end

  def addresses(name)
    Resolv::DNS.open(nameserver: @servers) { |dns| dns.getaddresses(name) }
  end

  def order
    @servers.sort
  end

  def self.local
    @local ||= begin
      raise ArgumentError, "no servers" if Settings.servers.empty?
      raise ArgumentError, "no names" if Settings.names.empty?

      servers = Settings.servers.split(",")
      servers = servers.reject(&:empty?)
      servers = servers.map(&:strip)
      servers = servers.uniq
      names = Settings.names.split(",")
      names.each { |name| servers << name }

      new(servers)
    end
  end
end
