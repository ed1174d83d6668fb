require 'spec_helper'

RSpec.describe Other do
  it 'pays' do
    expect(Other.new.pay).to eq(1)
  end
end
