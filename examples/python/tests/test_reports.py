from datetime import UTC, datetime, timedelta

from shop.purchases import buy
from shop.reports import COLUMNS, record, takings

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


def test_what_was_bought_is_reported(session, events):
    for basket in [{"TEA-1": 2}, {"TEA-1": 1, "TEA-2": 1}]:
        purchase = buy(session, "ann", basket)
        session.commit()
        record(events, purchase)
    assert takings(events, LONG_AGO) == {"TEA-1": 3 * 450, "TEA-2": 390}


def test_what_was_sold_before_is_left_out(events):
    now = datetime.now(UTC)
    rows = [[now - timedelta(days=40), "TEA-1", 1, 450], [now, "TEA-2", 2, 390]]
    events.insert("sale", rows, column_names=COLUMNS)
    assert takings(events, now - timedelta(days=30)) == {"TEA-2": 780}


def test_many_rows_are_summed(events):
    now = datetime.now(UTC)
    events.insert("sale", [[now, f"P-{n % 10}", 1, n] for n in range(20_000)], column_names=COLUMNS)
    sums = takings(events, LONG_AGO)
    assert len(sums) == 10
    assert sum(sums.values()) == sum(range(20_000))


def test_a_shop_without_sales_reports_nothing(events):
    assert takings(events, LONG_AGO) == {}
