from sqlalchemy.orm import Session

from shop.models import Order


def open_orders(
    *, session: Session, customer: str, limit=None
) -> Order | None:
    """All that nobody has paid for."""
    return (
        session.query(Order)
        .join(Order.customer)
        .filter(Order.customer_name == customer)
        .filter(Order.is_paid == False)
        .limit(limit)
        .one_or_none()
    )


def priced(
    *, session: Session, customer: str, limit=None
) -> Order | None:
    order = session.query(Order).first()
    total = 0
    for line in order.lines:
        if line.is_free:
            continue
        total += line.amount
    if total > limit:
        total = limit
    order.total = total
    return order
