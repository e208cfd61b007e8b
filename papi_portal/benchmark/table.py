"""Rows into one table past the models: by COPY on PostgreSQL, by many at once elsewhere; the constraints hold there too."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from django.db import connection, models

AT_ONCE = 5_000


class Table:
    """The table of `model`; rows say the columns `names` (attribute names, without the key), the rest are defaults.

    Keys go on from the greatest there is, in the order of the rows: `keys` says them before they are written.
    """

    def __init__(self, model: type[models.Model], *names: str) -> None:
        self.model, self.names = model, names
        fields = {field.attname: field for field in model._meta.local_concrete_fields}
        self.said = [fields[name] for name in names]
        self.rest = [field for field in fields.values() if field.attname not in names and not field.primary_key]
        self.next = (model._base_manager.aggregate(last=models.Max("pk"))["last"] or 0) + 1

    def keys(self, count: int) -> range:
        """Keys of the next `count` rows."""
        return range(self.next, self.next + count)

    def write(self, rows: Iterable[Sequence[Any]]) -> range:
        """Stores the rows, values in the order of `names`; returns their keys."""
        before = self.next
        numbered = self._numbered(rows)
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                self._copy(cursor, numbered)
            else:
                self._insert(cursor, numbered)
        return range(before, self.next)

    def _numbered(self, rows) -> Iterator[tuple]:
        rest = tuple(_default(field) for field in self.rest)
        for row in rows:
            yield (self.next, *row, *rest)
            self.next += 1

    def _copy(self, cursor, rows):
        with cursor.copy(f"COPY {self._place()} FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)

    def _insert(self, cursor, rows):
        marks = ", ".join(["%s"] * (1 + len(self.said) + len(self.rest)))
        prepared = (self._prepared(row) for row in rows)
        while chunk := list(islice(prepared, AT_ONCE)):
            cursor.executemany(f"INSERT INTO {self._place()} VALUES ({marks})", chunk)  # noqa: S608  (our own names)  # nosec B608

    def _prepared(self, row):
        key, values = row[0], row[1 : 1 + len(self.said)]
        said = (field.get_db_prep_save(value, connection) for field, value in zip(self.said, values, strict=True))
        return (key, *said, *row[1 + len(self.said) :])

    def _place(self):
        quoted = connection.ops.quote_name
        columns = [self.model._meta.pk.column, *(field.column for field in (*self.said, *self.rest))]
        return f"{quoted(self.model._meta.db_table)} ({', '.join(quoted(column or '') for column in columns)})"


def _default(field):
    """What the model itself would store, ready for the database."""
    now = getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False)
    return field.get_db_prep_save(datetime.now(UTC) if now else field.get_default(), connection)
