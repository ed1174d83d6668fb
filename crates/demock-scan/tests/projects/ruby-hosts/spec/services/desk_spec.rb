require "rails_helper"

RSpec.describe Desk do
  let(:gateway) { instance_double(ChatGateway, reply: "yes") }
  let(:shell) { instance_double(Shell) }

  before do
    allow(Transcriber).to receive(:transcribe).and_return("text")
    allow_any_instance_of(ChatGateway).to receive(:reply)
    allow(WeatherClient).to receive(:get)
    allow(Order).to receive(:find)
    allow(Order).to receive(:all).and_return([])
    allow(order).to receive(:total)
    allow(order).to receive(:update!).and_raise("no")
    allow(order).to receive(:update)
    allow(desk).to receive(:`).and_return("")
    allow(URI).to receive(:open)
  end
end
RSpec.describe Shell do
  let(:response) { instance_double(Faraday::Response, body: {}) }
end
