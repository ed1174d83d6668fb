"""What was sold: written to ClickHouse, and read back in sums."""

from datetime import datetime

from clickhouse_connect.driver.client import Client

from .models import Purchase

COLUMNS = ["at", "sku", "quantity", "price_cents"]


def record(events: Client, purchase: Purchase) -> None:
    """One row for each line of a purchase."""
    rows = [
        [purchase.placed_at, line.product.sku, line.quantity, line.price_cents] for line in purchase.lines
    ]
    events.insert("sale", rows, column_names=COLUMNS)


def takings(events: Client, since: datetime) -> dict[str, int]:
    """Cents by product."""
    result = events.query(
        "SELECT sku, sum(quantity * price_cents) FROM sale WHERE at >= {since:DateTime64(3)} GROUP BY sku ORDER BY sku",
        parameters={"since": since},
    )
    return dict(result.result_rows)
