class OrderMailer < ActionMailer::Base
  def sent(order)
    mail(to: order.email)
  end
end
