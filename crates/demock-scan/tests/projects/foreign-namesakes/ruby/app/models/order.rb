class Order
  def total
    @rows.sum
  end
end
