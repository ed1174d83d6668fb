module Sidekiq
  VERSION = "1.0.0"
end
