require "sidekiq"

RSpec.describe Sidekiq::Page do
  it "counts" do
    allow(Sidekiq).to receive(:paid?).and_return(true)
    allow(Sidekiq::Sums).to receive(:new)
    allow_any_instance_of(Sidekiq::Page).to receive(:editions)
    allow(Resque).to receive(:default_configuration)
  end
end
