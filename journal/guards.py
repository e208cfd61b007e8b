"""Rows that stay as they were written: the database refuses to change or delete them, whoever asks.

stays      migration operations that lay the guard on a table, and lift it when the migration goes back
lifted     within, this transaction alone may: for retention, erasure and sample data
removing   the same for rows that go with what they tell of; which ones is kept, so that the chain still holds
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import migrations, transaction
from django.db.models import QuerySet

from .kinds import Kind
from .models import Opening, Removal
from .notes import note

__all__ = ["VERBS", "lifted", "removing", "stays"]

# An opening is a row nobody else ever sees: it is written and taken away in one transaction.
_SHUT = "NOT EXISTS (SELECT 1 FROM journal_opening)"
_SQLITE = (
    'CREATE TRIGGER "stays_{verb}_{table}" BEFORE {verb} ON "{table}" WHEN {shut} BEGIN '
    "SELECT RAISE(ABORT, '{table}: a trace stays as it was written'); END"
)
_FUNCTION = (
    'CREATE OR REPLACE FUNCTION "{name}"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {shut} THEN '
    "RAISE EXCEPTION '%: a trace stays as it was written', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation'; "
    "END IF; RETURN CASE TG_OP WHEN 'DELETE' THEN OLD WHEN 'UPDATE' THEN NEW END; END $$"
)
_TRIGGER = (
    'CREATE TRIGGER "stays_{verb}_{table}" BEFORE {verb} ON "{table}" FOR EACH {each} EXECUTE FUNCTION "{name}"()'
)
VERBS = {"sqlite": ("UPDATE", "DELETE"), "postgresql": ("UPDATE", "DELETE", "TRUNCATE")}


def stays(table: str, grows: str = "") -> migrations.RunPython:
    """The operation for one table; a later migration that changes rows of it opens the way by `lifted`.

    grows: condition on OLD (SQL of both engines) under which a row not linked yet may still be updated.
    """
    return migrations.RunPython(_run(_laid, table, grows), _run(_taken_away, table, grows))


def _run(statements: Callable[[str, str, str], list[str]], table: str, grows: str) -> Callable[[Any, Any], None]:
    def run(apps, schema_editor):
        for statement in statements(schema_editor.connection.vendor, table, grows):
            schema_editor.execute(statement, params=None)

    return run


def _laid(vendor, table, grows):
    return [sql for verb in VERBS[vendor] for sql in _guard(vendor, verb, table, grows if verb == "UPDATE" else "")]


def _guard(vendor, verb, table, grows):
    words = {"table": table, "verb": verb, "shut": f"{_SHUT} AND NOT ({grows})" if grows else _SHUT}
    if vendor == "sqlite":
        return [_SQLITE.format(**words)]
    words |= {"name": f"journal_stays_{table}" if grows else "journal_stays"}
    words |= {"each": "STATEMENT" if verb == "TRUNCATE" else "ROW"}
    return [_FUNCTION.format(**words), _TRIGGER.format(**words)]


def _taken_away(vendor, table, _grows):
    on = f' ON "{table}"' if vendor == "postgresql" else ""
    return [f'DROP TRIGGER IF EXISTS "stays_{verb}_{table}"{on}' for verb in VERBS[vendor]]


@contextmanager
def lifted(why: str) -> Iterator[None]:
    """Traces may be changed and deleted within, by this transaction; a failure takes the opening back with it."""
    with transaction.atomic():
        opening = Opening.objects.create(why=why[:120])
        yield
        opening.delete()


@contextmanager
def removing(
    *traces: QuerySet[Any], by: Any, why: str, kind: Kind = Kind.TRACES_REMOVED, about: Any = None, unit: Any = None
) -> Iterator[None]:
    """The rows of `traces` go within, by hand or by cascade; their keys stay, chained, with who did it and why, and the
    journal has one line of `kind` that says how many went (none: no line)."""
    with lifted(why):
        kept = [
            Removal(chain=rows.model._meta.label, row=row, by_id=by and by.pk, why=why[:120])
            for rows in traces
            for row in rows.order_by("pk").values_list("pk", flat=True)
        ]
        Removal.objects.bulk_create(kept)
        yield
        if kept:
            note(kind, by=by, about=about, unit=unit, said=f"{why}: {len(kept)} dòng vết")
