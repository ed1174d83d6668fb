module Stripe
  class Receipt
    def lines
      @rows.sort
    end
  end
end
