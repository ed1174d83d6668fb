require 'test_helper'

class OrderTest < ActiveSupport::TestCase
  test 'pays' do
    assert_equal 1, Order.new.pay
  end
end

class PlainTest < BaseTest
  def test_adds
    assert_equal 1, Order.new.pay
  end
end
