Dir[File.join(__dir__, 'support', '**', '*.rb')].each { |f| require f }

RSpec.configure do |config|
  config.before(:each) do
    stub_request(:any, /pay.example/)
  end
end
