"""What the database holds."""

from django.db import models


class Book(models.Model):
    title = models.TextField(unique=True)
    copies = models.PositiveIntegerField(default=1)


class Loan(models.Model):
    book = models.ForeignKey(Book, on_delete=models.PROTECT)
    reader = models.TextField()
    lent_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["book", "reader"], name="one_copy_a_reader")]
