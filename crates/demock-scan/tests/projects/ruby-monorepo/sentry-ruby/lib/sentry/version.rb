module Sentry
  VERSION = "1.0.0"
end
