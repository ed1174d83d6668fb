RSpec.describe Board do
  let(:board) { described_class.new }
  let(:answer) { double }

  before do
    @desk = Board.new
  end

  it "lists" do
    allow(board).to receive(:names)
    allow(board).to receive(:width)
    allow(subject).to receive(:client)
    allow(@desk).to receive(:names) { answer }
    expect(board.title).to eq("Board of 0")
  end
end
