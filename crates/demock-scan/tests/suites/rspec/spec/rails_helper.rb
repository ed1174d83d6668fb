require 'spec_helper'

RSpec.configure do |config|
  config.before(:each, type: :request) do
    allow(Billing).to receive(:charge)
  end

  config.around(:each) do |example|
    Timecop.freeze
    example.run
  end
end
