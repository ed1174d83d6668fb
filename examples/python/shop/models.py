"""What the database holds; `init/postgres` makes the tables."""

from datetime import datetime

from sqlalchemy import ForeignKey, func
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    pass


class Product(Base):
    __tablename__ = "product"

    id: Mapped[int] = mapped_column(primary_key=True)
    sku: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    price_cents: Mapped[int]
    stock: Mapped[int]


class Purchase(Base):
    __tablename__ = "purchase"

    id: Mapped[int] = mapped_column(primary_key=True)
    customer: Mapped[str]
    placed_at: Mapped[datetime] = mapped_column(server_default=func.now())
    lines: Mapped[list["Line"]] = relationship(back_populates="purchase", cascade="all, delete-orphan")


class Line(Base):
    __tablename__ = "purchase_line"

    purchase_id: Mapped[int] = mapped_column(ForeignKey("purchase.id"), primary_key=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("product.id"), primary_key=True)
    quantity: Mapped[int]
    price_cents: Mapped[int]
    purchase: Mapped[Purchase] = relationship(back_populates="lines")
    product: Mapped[Product] = relationship()
