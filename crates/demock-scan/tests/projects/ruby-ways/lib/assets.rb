module Assets
  def assets
    @assets ||= Faraday.new("https://assets.example.org")
  end
end
