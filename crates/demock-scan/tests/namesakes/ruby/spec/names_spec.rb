require "acmelib"

RSpec.describe Acmelib::Names do
  it "replaces" do
    allow(Acmelib).to receive(:configure)
    allow_any_instance_of(Acmelib::Names).to receive(:count)
    instance_double(Acmelib::Names)
    instance_double("Acmelib::Socket")
    allow(Acmelib::Missing).to receive(:find)
    allow_any_instance_of(Acmelib::Sender).to receive(:send_all)
    allow(Mongo::Client).to receive(:new)
    expect(Acmelib::Names.new.join([])).to eq("")
  end
end
