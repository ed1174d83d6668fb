"""Buying: all of it or nothing."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from .models import Line, Product, Purchase


class OutOfStock(Exception):
    """There is less of a product than was asked for."""

    def __init__(self, sku: str, left: int) -> None:
        super().__init__(f"{sku}: {left} left")
        self.sku, self.left = sku, left


class UnknownProduct(Exception):
    """Nothing is called so."""


def buy(session: Session, customer: str, basket: dict[str, int]) -> Purchase:
    """Takes a basket out of the stock. Whoever else buys the same waits until this is committed or given up."""
    purchase = Purchase(customer=customer)
    # In one order, so that two baskets with the same products never wait for each other.
    for sku, quantity in sorted(basket.items()):
        product = session.scalar(select(Product).where(Product.sku == sku).with_for_update())
        if product is None:
            raise UnknownProduct(sku)
        if product.stock < quantity:
            raise OutOfStock(sku, product.stock)
        product.stock -= quantity
        purchase.lines.append(Line(product=product, quantity=quantity, price_cents=product.price_cents))
    session.add(purchase)
    session.flush()
    return purchase


def total_cents(purchase: Purchase) -> int:
    """What it costs."""
    return sum(line.quantity * line.price_cents for line in purchase.lines)
