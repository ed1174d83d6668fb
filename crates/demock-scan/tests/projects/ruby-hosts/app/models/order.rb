class Order < ApplicationRecord
  def total
    lines.sum(&:price)
  end
end
