module Shop
  class Basket
    def total
      0
    end
  end
end
