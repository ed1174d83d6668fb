RSpec.configure do |config|
  config.before do
    allow(Clock).to receive(:now).and_return(0)
  end
end
