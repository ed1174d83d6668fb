class TaxClient
  def lookup(country)
    answer = connection.get("/taxes", country: country)
    first = answer.body.fetch("rates").first
    return nil if first.nil?
    rate = first.fetch("rate")
    rounded = rate.round(2)
    known << rounded
    sorted = known.sort
    lowest = sorted.first
    highest = sorted.last
    if lowest == highest
      lowest
    else
      check(lowest, highest)
    end
  end

  def known
    @known ||= []
  end

  def name
    "taxes"
  end

  def later
    ReportJob.perform_later(self)
  end

  private

  def check(lowest, highest)
    [lowest, highest].sum / 2
  end

  def connection
    @connection ||= Faraday.new("https://taxes.example.org")
  end
end
