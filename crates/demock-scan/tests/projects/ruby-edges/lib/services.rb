module Services
  def self.rates
    @rates ||= GdsApi::Rates.new(
      ENV.fetch("RATES_ADDRESS"),
      timeout: 20,
    )
  end

  def self.page
    GdsApi::Page.new(1)
  end
end
