class SweepJob < ActiveJob::Base
  def perform
    Order.open.count
  end
end
