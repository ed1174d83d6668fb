require "rails_helper"

RSpec.describe "the catalog" do
  it "is read" do
    allow(Catalog).to receive(:find_by).and_return(nil)
    allow(Catalog).to receive(:exists?).with(name: "spring").and_return(true)
    allow(Catalog).to receive(:find_by_name).and_return(nil)
    allow(Catalog).to receive(:summary)
    allow(PageObjects::Catalog).to receive(:summary)
    allow(Printed::Catalog).to receive(:find_by)
    entry = FactoryBot.build(:entry)
    allow(entry.pages).to receive(:delete_all)
    allow(entry).to receive(:title)
    allow(Lookup.local).to receive(:addresses)
    allow(Lookup.local).to receive(:order)
    allow(Rails.env).to receive(:test?)
    allow(ReportJob).to receive(:set).and_return(later)
    allow(Report).to receive(:set)
    allow(EventLog).to receive(:noted)
    allow(OrdersChannel).to receive(:broadcast_to)
  end
end
