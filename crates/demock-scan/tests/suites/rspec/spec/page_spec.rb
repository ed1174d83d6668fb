require 'rails_helper'

RSpec.describe Page do
  before { allow(Page).to receive(:load) }

  it 'loads' do
    expect(Page.new.text).to eq('a')
  end
end
