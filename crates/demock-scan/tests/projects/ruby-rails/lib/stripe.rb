module Stripe
  class Ledger
    def charge(id)
      Stripe::Charge.retrieve(id)
    end
  end
end
