class Order < ApplicationRecord
  scope :open, -> { where(paid: false) }

  def total
    lines.sum(&:price)
  end

  def expired?
    limit = created_at + 3.days
    return false if paid
    limit < Time.now
  end

  def report_later
    ReportJob.perform_later(self)
  end
end
