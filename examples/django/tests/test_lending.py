import os
import threading

from django.core.cache import cache
from django.db import IntegrityError, connection, transaction
from django.test import TestCase, TransactionTestCase

from library.loans.lending import LOANS_A_DAY, Refused, lend
from library.loans.models import Book, Loan


class Lending(TestCase):
    """Each test counts the loans of the same reader: what Django keeps in Redis, no transaction takes back."""

    @classmethod
    def setUpTestData(cls):
        for title in ["Emma", "Persuasion", "Ulysses", "Walden"]:
            Book.objects.create(title=title)

    def test_a_book_is_lent(self):
        loan = lend("Emma", "ann")
        self.assertEqual((loan.book.title, loan.reader), ("Emma", "ann"))
        self.assertEqual(cache.get("loans:ann"), 1)

    def test_what_is_lent_is_not_there(self):
        lend("Emma", "ann")
        with self.assertRaisesMessage(Refused, "all copies of Emma are lent"):
            lend("Emma", "bob")
        self.assertEqual(Loan.objects.count(), 1)

    def test_nobody_gets_too_much_in_a_day(self):
        for title in ["Emma", "Persuasion", "Ulysses"]:
            lend(title, "ann")
        with self.assertRaisesMessage(Refused, f"ann has had {LOANS_A_DAY} books today"):
            lend("Walden", "ann")

    def test_a_reader_gets_one_copy(self):
        Book.objects.filter(title="Emma").update(copies=2)
        lend("Emma", "ann")
        with self.assertRaises(IntegrityError), transaction.atomic():
            lend("Emma", "ann")
        self.assertEqual(Loan.objects.count(), 1)


class AtATime(TransactionTestCase):
    def test_two_who_want_the_same_book_do_not_both_get_it(self):
        Book.objects.create(title="Emma")
        got, together = [], threading.Barrier(2)

        def reader(name):
            try:
                together.wait(timeout=30)
                lend("Emma", name)
                got.append(name)
            except Refused:
                pass
            finally:
                connection.close()

        threads = [threading.Thread(target=reader, args=(name,)) for name in ("ann", "bob")]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=60)
        self.assertEqual(len(got), 1)


class Services(TestCase):
    def test_the_database_that_django_makes_is_in_the_lease(self):
        settings = connection.settings_dict
        self.assertTrue(settings["NAME"].startswith("test_library"), settings["NAME"])
        self.assertEqual(str(settings["PORT"]), os.environ["PGPORT"])
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_database(), current_user")
            self.assertEqual(cursor.fetchone(), (settings["NAME"], "library"))
