class Rates::Ecb
  def initialize(key)
    @key = key
  end

  def latest!
    raise ArgumentError, "no key" if @key.nil?

    fetch_page("/latest")
  end

  def history
    download("https://rates.example.org/history")
  end

  def cents(amount)
    (amount * 100).round
  end

  private

  def fetch_page(path)
    download("https://rates.example.org#{path}")
  end

  def download(url)
    response = Faraday.get(url)
    JSON.parse(response.body)
  end
end
