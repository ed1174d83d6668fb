RSpec.describe Helpers do
  let(:note_store) { FakeEvernoteNoteStore.new }

  it "runs programs" do
    allow(Helpers).to receive(:run_npm_command)
    Helpers.stubs(:`)
    allow(Helpers).to receive(:revision)
    allow(Helpers).to receive(:total)
    allow(Helpers).to receive(:query)
    allow(ReportJob).to receive(:perform_async_in_queue)
    allow(Remover).to receive(:call)
  end

  it "asks those that stand in" do
    allow(note_store).to receive(:find_notes)
    allow_any_instance_of(Faraday::Connection).to receive(:get)
    allow(Encoding).to receive(:default_external)
    allow(SSHKit::Backend::Netssh).to receive(:new)
  end

  it "is handed things" do
    mock_thread = double("mock_thread")
    s3_bucket = double
    Helpers.total([mock_thread, s3_bucket])
  end
end
