"""Tables of traces on PostgreSQL by year: what stands in them stays where it is, each coming year has a part of its own.

    partitioned(table)      whether it is
    divide(table, year)     rows up to `year` become its first part, untouched; parts for the year after, and for later ones
    put_together(table)     the way back: one table again, with every row, key, index and guard as before
    prepare(table, year)    a part for `year`, unless there is one or rows of that year lie in the part for later ones

A key of a divided table is (id, year): a table that another one points at cannot be divided (`divisible`). Numbers come
from a sequence, for PostgreSQL before 17 gives a divided table no identity.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.utils.module_loading import import_string

__all__ = ["divide", "divisible", "partitioned", "prepare", "prepare_all", "put_together"]

BEFORE, LATER = "before", "later"


class Kept(NamedTuple):
    """What hangs on a table, as PostgreSQL would write it: [(name, definition)]."""

    constraints: list[tuple[str, str]]
    indexes: list[tuple[str, str]]
    triggers: list[tuple[str, str]]


def divisible() -> list[str]:
    """Names of the tables of traces that have a year and that no other table points at."""
    models = [apps.get_model(label) for label in import_string(settings.TRACES)]
    return sorted(m._meta.db_table for m in models if not m._meta.related_objects and "year" in _fields(m))


def _fields(model: Any) -> set[str]:
    return {field.name for field in model._meta.fields}


def partitioned(table: str) -> bool:
    """Whether it is divided; False on other databases."""
    if connection.vendor != "postgresql":
        return False
    return _rows("SELECT relkind FROM pg_class WHERE oid = %s::regclass", table) == [("p",)]


@transaction.atomic
def divide(table: str, year: int) -> None:
    """Rows up to `year`, or the newest there is, are not moved; other transactions wait while their years are looked
    through."""
    _run("SET CONSTRAINTS ALL IMMEDIATE")  # nothing of this transaction may still wait to be checked
    _run(f'LOCK TABLE "{table}" IN ACCESS EXCLUSIVE MODE')
    kept, first, year = _kept(table), f"{table}_{BEFORE}", max(year, _newest(table))
    [(key,)] = _rows("SELECT conname FROM pg_constraint WHERE conrelid = %s::regclass AND contype = 'p'", table)
    last = _last(table)
    for name, _ in kept.triggers:
        _run(f'DROP TRIGGER "{name}" ON "{table}"')
    _run(f'ALTER TABLE "{table}" ALTER COLUMN id DROP IDENTITY')
    _run(f'ALTER TABLE "{table}" RENAME TO "{first}"')
    for name, _ in kept.indexes:
        _run(f'ALTER INDEX "{name}" RENAME TO "{_short(name)}"')
    _run(f'ALTER TABLE "{first}" DROP CONSTRAINT "{key}"')
    _run(f'CREATE UNIQUE INDEX "{_short(key)}" ON "{first}" (id)')
    _run(f'CREATE TABLE "{table}" (LIKE "{first}" INCLUDING DEFAULTS INCLUDING STORAGE) PARTITION BY RANGE (year)')
    _run(f'CREATE SEQUENCE "{table}_id_seq" OWNED BY "{table}".id')
    _run(f"SELECT setval('\"{table}_id_seq\"', {last + 1}, false)")
    _run(f'ALTER TABLE "{table}" ALTER COLUMN id SET DEFAULT nextval(\'"{table}_id_seq"\')')
    _run(f'ALTER TABLE "{table}" ADD CONSTRAINT "{key}" PRIMARY KEY (id, year)')
    for name, words in kept.constraints:
        _run(f'ALTER TABLE "{table}" ADD CONSTRAINT "{name}" {words}')
    for _, words in kept.indexes:
        _run(words)
    _run(f'ALTER TABLE "{table}" ATTACH PARTITION "{first}" FOR VALUES FROM (MINVALUE) TO ({year + 1})')
    _run(f'CREATE TABLE "{table}_{LATER}" PARTITION OF "{table}" DEFAULT')
    for _, words in kept.triggers:
        _run(words)
    for part in (first, f"{table}_{LATER}"):
        _guard_part(table, part)
    prepare(table, year + 1)


def prepare(table: str, year: int) -> bool:
    """Whether a part was made. A row whose year nobody prepared lies in the part for later years and is found there."""
    part = f"{table}_{year}"
    reached = _rows("SELECT 1 FROM pg_class WHERE relname = %s", part) or year <= _divided_at(table)
    lies = f'SELECT 1 FROM "{table}_{LATER}" WHERE year = %s LIMIT 1'  # noqa: S608 - the name of our own table
    if reached or _rows(lies, year):
        return False
    with transaction.atomic():
        _run(f'CREATE TABLE "{part}" PARTITION OF "{table}" FOR VALUES FROM ({year}) TO ({year + 1})')
        _guard_part(table, part)
    return True


def prepare_all(year: int) -> int:
    """A part for `year` in every divided table; returns how many were made."""
    return sum(prepare(table, year) for table in divisible() if partitioned(table))


@transaction.atomic
def put_together(table: str) -> None:
    """Rows of later years are copied into the first part, which becomes the table."""
    _run("SET CONSTRAINTS ALL IMMEDIATE")  # nothing of this transaction may still wait to be checked
    _run(f'LOCK TABLE "{table}" IN ACCESS EXCLUSIVE MODE')
    kept, first, last = _kept(table), f"{table}_{BEFORE}", _last(table)
    [(key,)] = _rows("SELECT conname FROM pg_constraint WHERE conrelid = %s::regclass AND contype = 'p'", table)
    for name in _of_statements(first):
        _run(f'DROP TRIGGER "{name}" ON "{first}"')
    _run(f'ALTER TABLE "{table}" DETACH PARTITION "{first}"')
    _run(f'INSERT INTO "{first}" SELECT * FROM "{table}"')  # noqa: S608 - names of our own tables
    _run(f'DROP TABLE "{table}"')
    [(own,)] = _rows("SELECT conname FROM pg_constraint WHERE conrelid = %s::regclass AND contype = 'p'", first)
    _run(f'ALTER TABLE "{first}" DROP CONSTRAINT "{own}"')
    _run(f'DROP INDEX "{_short(key)}"')
    _run(f'ALTER TABLE "{first}" RENAME TO "{table}"')
    _run(f'ALTER TABLE "{table}" ADD CONSTRAINT "{key}" PRIMARY KEY (id)')
    for name, _ in kept.indexes:
        _run(f'ALTER INDEX "{_short(name)}" RENAME TO "{name}"')
    _run(f'ALTER TABLE "{table}" ALTER COLUMN id DROP DEFAULT')
    _run(f'ALTER TABLE "{table}" ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY')
    _run(f"SELECT setval(pg_get_serial_sequence('\"{table}\"', 'id'), {last + 1}, false)")
    for _, words in kept.triggers:
        _run(words)


# --- What hangs on a table ----------------------------------------------------------------------------------------------


def _kept(table: str) -> Kept:
    """Without the primary key; constraints of a divided table's parts are the table's."""
    return Kept(
        _rows("SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint "
              "WHERE conrelid = %s::regclass AND contype IN ('f', 'c') ORDER BY conname", table),
        _rows("SELECT i.relname, pg_get_indexdef(i.oid) FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid "
              "WHERE x.indrelid = %s::regclass AND NOT x.indisprimary ORDER BY i.relname", table),
        list(_triggers(table)),
    )  # fmt: skip


def _triggers(table: str) -> Iterator[tuple[str, str]]:
    yield from _rows(
        "SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE tgrelid = %s::regclass AND NOT tgisinternal "
        "ORDER BY tgname", table,
    )  # fmt: skip


def _guard_part(table: str, part: str) -> None:
    """Guards of whole statements (TRUNCATE) are not handed down by PostgreSQL, as those of rows are."""
    for _, words in _triggers(table):
        if "FOR EACH STATEMENT" in words:
            _run(words.replace(f".{table} ", f'."{part}" '))


def _of_statements(table: str) -> list[str]:
    return [name for name, words in _triggers(table) if "FOR EACH STATEMENT" in words]


def _last(table: str) -> int:
    """The last number given, also to a row that is gone."""
    [(sequence,)] = _rows("SELECT pg_get_serial_sequence(%s, 'id')", f'"{table}"')
    [(last, called)] = _rows(f"SELECT last_value, is_called FROM {sequence}")  # noqa: S608 - as PostgreSQL quoted it
    return last if called else last - 1


def _newest(table: str) -> int:
    [(year,)] = _rows(f'SELECT max(year) FROM "{table}"')  # noqa: S608 - the name of our own table
    return year or 0


def _divided_at(table: str) -> int:
    """The last year of the first part."""
    [(words,)] = _rows(
        "SELECT pg_get_expr(relpartbound, oid) FROM pg_class WHERE oid = %s::regclass", f"{table}_{BEFORE}"
    )
    return int(words.rpartition("(")[2].strip("')")) - 1


def _short(name: str) -> str:
    """The name of the first part's own index, within PostgreSQL's 63 bytes."""
    return f"{name[:56]}_{BEFORE}"


def _rows(sql: str, *values: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values or None)
        return cursor.fetchall()


def _run(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)
