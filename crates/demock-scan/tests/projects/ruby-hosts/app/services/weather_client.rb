class WeatherClient
  include HTTParty
  base_uri "https://weather.shop.org"

  def current(city)
    self.class.get("/current", query: { q: city })
  end
end
