"""Lending: nobody gets what is not there, and nobody gets too much in a day."""

from django.core.cache import cache
from django.db import transaction

from .models import Book, Loan

LOANS_A_DAY = 3
DAY_SECONDS = 24 * 60 * 60


class Refused(Exception):
    """Why a book is not lent."""


def lend(title: str, reader: str) -> Loan:
    """Whoever else wants the same book waits until it is known whether this reader gets it."""
    today = f"loans:{reader}"
    cache.add(today, 0, DAY_SECONDS)
    if cache.incr(today) > LOANS_A_DAY:
        raise Refused(f"{reader} has had {LOANS_A_DAY} books today")
    with transaction.atomic():
        book = Book.objects.select_for_update().get(title=title)
        if Loan.objects.filter(book=book).count() >= book.copies:
            raise Refused(f"all copies of {title} are lent")
        return Loan.objects.create(book=book, reader=reader)
