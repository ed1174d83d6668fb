RSpec.describe Order do
  it 'pays' do
    expect(Order.new.pay).to eq(1)
  end
end
