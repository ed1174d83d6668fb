module Sidekiq
  class APIKeys
    def list
      @keys.sort
    end
  end
end
