require 'minitest/autorun'

module ActiveSupport
  class TestCase
    setup do
      Payment.stubs(:charge)
    end
  end
end

class BaseTest < Minitest::Test
  def setup
    WebMock.stub_request(:get, 'https://a.example')
  end
end
