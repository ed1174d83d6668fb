class ChatGateway
  BASE = "https://api.openai.com/v1"

  def initialize(connection = Faraday.new(url: BASE))
    @connection = connection
  end

  def reply(messages)
    @connection.post("/chat/completions", messages.to_json)
  end
end
