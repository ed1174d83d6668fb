require "rails_helper"

RSpec.describe Rates::Ecb do
  it "asks" do
    allow_any_instance_of(described_class).to receive(:latest!).and_return({})
    rates = instance_double(::Rates::Ecb, latest!: {})
    feed = instance_double("Rates::Feed", read: "")
    allow(order).to receive(:broadcast_replace_to)
    allow(File).to receive(:write)
    allow(UserMailer.welcome(rates)).to receive(:deliver_later)
  end
end
