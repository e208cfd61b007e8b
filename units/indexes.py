"""Indexes that models cannot declare: those Django makes of its own accord and those only PostgreSQL has."""

from collections.abc import Callable
from typing import Any

from django.db import DatabaseError, transaction

Move = Callable[[Any, Any], None]


def first_column_index(table: str, column: str) -> tuple[Move, Move]:
    """(drop, make again) for a migration's RunPython: the plain index on `column`, the first of the table's pair."""

    def drop(apps: Any, editor: Any) -> None:
        with editor.connection.cursor() as cursor:
            found = editor.connection.introspection.get_constraints(cursor, table)
        for name, facts in found.items():
            if facts["columns"] == [column] and facts["index"] and not (facts["unique"] or facts["primary_key"]):
                editor.execute(f"DROP INDEX IF EXISTS {editor.quote_name(name)}")

    def make(apps: Any, editor: Any) -> None:
        name = f"{table}_{column}_first"[:60]
        named, quoted = editor.quote_name(name), editor.quote_name
        editor.execute(f"CREATE INDEX IF NOT EXISTS {named} ON {quoted(table)} ({quoted(column)})")

    return drop, make


def trigrams(table: str) -> tuple[Move, Move]:
    """(make, drop) for a migration's RunPython: PostgreSQL finds a part of `search_text` without reading the table.

    Nothing on SQLite, whose one province is read through in milliseconds. Nothing either where the database's owner may
    not have the extension pg_trgm (it comes with PostgreSQL and is trusted since 13): search is right there, only slower.
    """
    name = f"{table}_words"

    def make(apps: Any, editor: Any) -> None:
        if editor.connection.vendor == "postgresql" and _has_trigrams(editor):
            quoted = editor.quote_name
            editor.execute(
                f"CREATE INDEX IF NOT EXISTS {quoted(name)} ON {quoted(table)} USING gin (search_text gin_trgm_ops)"
            )

    def drop(apps: Any, editor: Any) -> None:
        editor.execute(f"DROP INDEX IF EXISTS {editor.quote_name(name)}")

    return make, drop


def _has_trigrams(editor):
    try:
        with transaction.atomic(using=editor.connection.alias):
            editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    except DatabaseError:
        return False
    return True
