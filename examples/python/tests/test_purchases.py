import threading

import pytest
from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from shop.models import Line, Product, Purchase
from shop.purchases import OutOfStock, UnknownProduct, buy, total_cents


def stock(session, sku):
    return session.scalar(select(Product.stock).where(Product.sku == sku))


def test_the_scripts_of_the_compose_file_have_filled_the_shop(session):
    assert session.scalars(select(Product.sku).order_by(Product.sku)).all() == ["CUP-1", "TEA-1", "TEA-2"]


def test_a_purchase_takes_its_lines_out_of_the_stock(session):
    purchase = buy(session, "ann", {"TEA-1": 2, "CUP-1": 1})
    session.commit()
    assert total_cents(purchase) == 2 * 450 + 1250
    assert (stock(session, "TEA-1"), stock(session, "CUP-1")) == (10, 0)
    assert purchase.placed_at.tzinfo is not None


@pytest.mark.parametrize(("basket", "left"), [({"CUP-1": 2}, 1), ({"TEA-1": 1, "TEA-2": 4}, 3)])
def test_a_basket_that_is_not_there_changes_nothing(session, basket, left):
    with pytest.raises(OutOfStock) as refused:
        buy(session, "ann", basket)
    assert refused.value.left == left
    session.rollback()
    assert stock(session, "TEA-1") == 12
    assert session.scalar(select(func.count()).select_from(Purchase)) == 0


def test_nobody_buys_what_nobody_sells(session):
    with pytest.raises(UnknownProduct):
        buy(session, "ann", {"HAT-1": 1})


def test_the_database_itself_refuses_a_stock_below_nothing(session):
    product = session.scalar(select(Product).where(Product.sku == "CUP-1"))
    product.stock = -1
    with pytest.raises(IntegrityError, match="product_stock_check"):
        session.flush()


def test_lines_go_with_their_purchase(session):
    purchase = buy(session, "ann", {"TEA-1": 1})
    session.commit()
    session.execute(delete(Purchase).where(Purchase.id == purchase.id))
    assert session.scalar(select(func.count()).select_from(Line)) == 0


def test_two_who_want_the_last_cup_do_not_both_get_it(engine):
    """Row locks need two connections that commit: what was bought is put back by hand."""
    got, together = [], threading.Barrier(2)

    def customer(name):
        with Session(engine) as session:
            together.wait(timeout=30)
            try:
                buy(session, name, {"CUP-1": 1})
                session.commit()
                got.append(name)
            except OutOfStock:
                session.rollback()

    threads = [threading.Thread(target=customer, args=(name,)) for name in ("ann", "bob")]
    try:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=60)
        assert len(got) == 1
    finally:
        with Session(engine) as session:
            session.execute(delete(Purchase))
            session.query(Product).filter_by(sku="CUP-1").update({"stock": 1})
            session.commit()
