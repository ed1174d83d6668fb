require "shop"

RSpec.describe Shop do
  it "listens" do
    expect(TCPServer).to receive(:new).and_return(nil)
    allow(UNIXSocket).to receive(:new)
    allow(IO).to receive(:select)
    allow(File).to receive(:read)
    queue = double("SizedQueue")
    mock_basket = double
    mock_client = double
    Shop.listen(queue, mock_basket, mock_client)
  end
end
