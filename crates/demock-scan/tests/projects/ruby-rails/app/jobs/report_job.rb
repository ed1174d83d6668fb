class ReportJob < ApplicationJob
  def perform(order)
    order.total
  end
end
