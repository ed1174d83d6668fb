require "sentry/version"

module Sentry
  def self.capture_exception(error)
    @seen ||= []
    @seen << error
  end
end
