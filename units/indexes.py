"""Indexes Django makes of its own accord for many-to-many tables though the unique one begins with the same column."""

from collections.abc import Callable
from typing import Any

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
