require "shop"

RSpec.describe Shop do
  it "tells the library's constants from its own" do
    allow(::Socket).to receive(:new)
    allow(Shop::Socket).to receive(:open)
    answer = instance_double("Net::HTTPOK")
    allow(@worker).to receive(:sleep)
    allow(@worker).to receive(:puts)
    allow(Shop::Report).to receive(:exec)
    stub_openai_request(answer)
  end
end
