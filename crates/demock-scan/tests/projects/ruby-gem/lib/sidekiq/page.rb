module Sidekiq
  class Page
    def editions
      Sidekiq.paid? ? %w[paid free] : %w[free]
    end
  end
end
