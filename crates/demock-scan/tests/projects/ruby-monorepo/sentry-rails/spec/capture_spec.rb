RSpec.describe "capture" do
  it "notes errors" do
    expect(Sentry).to receive(:capture_exception)
    expect(Bugsnag).to receive(:notify)
  end
end
