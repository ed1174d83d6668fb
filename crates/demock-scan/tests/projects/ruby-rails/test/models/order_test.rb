require "test_helper"

class OrderTest < ActiveSupport::TestCase
  test "models" do
    Order.any_instance.stubs(:update!).returns(true)
    Order.any_instance.stubs(:total).returns(3)
    Order.any_instance.stubs(:expired?).returns(true)
    Order.any_instance.expects(:report_later)
    Order.expects(:open).returns([])
    ReportJob.expects(:perform_later)
    ReportJob.any_instance.stubs(:perform)
    order.stubs(:save!).raises(ActiveRecord::RecordInvalid)
    order.stubs(:total).returns(4)
  end

  test "clients" do
    Rates::Ecb.any_instance.stubs(:latest!).returns({})
    Rates::Ecb.any_instance.stubs(:cents).returns(1)
    Rates.stubs(:plain).returns(2)
    Photos::List.any_instance.stubs(:call).returns([])
    Photos::List.any_instance.stubs(:count).returns(1)
    Photos::List.any_instance.stubs(:deliver)
    TaxClient.any_instance.stubs(:lookup).returns(1)
    TaxClient.any_instance.stubs(:name).returns("x")
    Shop.publishing.expects(:publish)
    Shop.rates.expects(:history)
    Shop.parcel.stubs(:weight).returns(1)
    Weather::Api.any_instance.stubs(:today)
  end

  test "answers" do
    page = stub(body: "{}")
    Rates::Ecb.any_instance.expects(:latest!).with("EUR").returns(page)
    Shop.rates.stubs(:history).returns(stub(body: "[]"))
    @taxes = mock
    TaxClient.any_instance.stubs(:lookup).returns(@taxes)
    response = mock("response")
    clerk = mock("clerk")
    handle(response, clerk)
    sheet = mock("sheet")
    Rates::Ecb.any_instance.stubs(:latest!).returns(sheet)
    Rates::Ecb.any_instance.stubs(:history).returns(
      stub(rows: []),
    )
  end

  test "ways" do
    Rates::Feed.any_instance.stubs(:kept).returns("")
    Rates::Feed.any_instance.stubs(:announce)
    Shop.usual.stubs(:history).returns([])
    Stripe::Ledger.any_instance.stubs(:charge)
    Stripe::Refund.stubs(:create)
    SweepJob.any_instance.stubs(:perform)
    Planner.any_instance.stubs(:plan)
    Rates::Feed.any_instance.stubs(:label).returns("x")
  end
end
