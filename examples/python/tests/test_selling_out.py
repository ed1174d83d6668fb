"""What is committed is not put back here: each test begins with the shop as the scripts have filled it (`--fresh test`)."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from shop.models import Purchase
from shop.purchases import OutOfStock, buy


@pytest.mark.parametrize("customer", ["ann", "bob", "eve"])
def test_the_last_cup_is_sold_once(engine, customer):
    with Session(engine) as session:
        buy(session, customer, {"CUP-1": 1})
        session.commit()
    with Session(engine) as session:
        with pytest.raises(OutOfStock):
            buy(session, customer, {"CUP-1": 1})
        assert session.scalar(select(func.count()).select_from(Purchase)) == 1
