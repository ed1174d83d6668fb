require "rails_helper"

RSpec.describe Desk do
  let(:response) { instance_double(Faraday::Response, body: {}) }
  let(:connection) { instance_double(Faraday::Connection) }
end
