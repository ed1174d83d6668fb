class Rates::Feed
  def read
    Faraday.get("https://feed.example.org/").body
  end

  def kept
    Rails.cache.fetch("feed") { Faraday.get("https://feed.example.org/kept").body }
  end

  def label(order)
    Shop.logger.info(order.id)
    order.total.to_s
  end

  def announce(order)
    OrderMailer.sent(order).deliver_later
    Faraday.post("https://hooks.example.org/", order.to_json)
  end
end
