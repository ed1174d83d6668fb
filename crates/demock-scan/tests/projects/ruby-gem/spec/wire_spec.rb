require "sidekiq"

RSpec.describe Sidekiq::OAuthWire do
  let(:clerk) { double }
  let(:result) { double }

  it "asks" do
    allow_any_instance_of(Sidekiq::OAuthWire).to receive(:token)
    allow_any_instance_of(Sidekiq::APIKeys).to receive(:list)
    allow(desk).to receive(:env).and_return({})
    allow(ENV).to receive(:fetch)
    allow(Mixlib::ShellOut).to receive(:new)
    allow(env).to receive(:[])
  end
end
