RSpec.describe Services do
  it "asks others" do
    expect(Services.rates).to receive(:latest).and_return(1)
    allow(Services.page).to receive(:title)
  end

  it "writes lines" do
    expect(Shop::UI).to receive(:success).with("done")
    allow(Shop::UI).to receive(:theme)
    response = instance_double(Net::HTTPResponse, code: "200")
    expect(ReportJob).to receive(:client_push).with({})
  end
end
