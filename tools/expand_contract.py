"""Which migrations the version that is still running could not live with: `python -m tools.expand_contract`.

A new version is migrated while web processes of the one before still answer (docs/operations.md). So a release only
expands: what is taken away, renamed, narrowed or required goes in the release after the one that stopped using it, with
its line in REVIEWED. Migrations up to BEFORE are older than the rule; who comes from there stops the portal meanwhile.
"""

import sys
from collections.abc import Iterator

from django.db import models
from django.db.migrations import Migration, operations
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation

# app: the number of its last migration before the rule
BEFORE = {
    "units": 23,
    "plans": 25,
    "indicators": 5,
    "post": 13,
    "reports": 20,
    "journal": 2,
    "appraisal": 2,
    "pulse": 1,
}
# (app, migration, what `judged` says): why no running version minds
REVIEWED: dict[tuple[str, str, str], str] = {
    (
        "post",
        "0014_papers_that_wait",
        "AlterField reminder.kind may narrow what is there",
    ): "only the words of a choice",
    (
        "post",
        "0015_pulse_desk",
        "AlterField letter.role may narrow what is there",
    ): "one more choice, nothing narrower",
    (
        "post",
        "0015_pulse_desk",
        "AlterField reminder.role may narrow what is there",
    ): "one more choice, nothing narrower",
    ("units", "0024_pulse_desk", "AlterField post.role may narrow what is there"): "one more choice, nothing narrower",
}
TAKES_AWAY = (
    operations.RemoveField, operations.DeleteModel, operations.RenameField, operations.RenameModel,
    operations.AlterModelTable, operations.AddConstraint, operations.AlterUniqueTogether,
)  # fmt: skip


def findings() -> list[str]:
    """One line for every operation of a migration after BEFORE that is neither expanding nor reviewed."""
    found = []
    for (app, name), migration in sorted(MigrationLoader(None).disk_migrations.items()):
        if app in BEFORE and int(name[:4]) > BEFORE[app]:
            found += [f"{app}.{name}: {what}" for what in judged(migration) if (app, name, what) not in REVIEWED]
    return found


def judged(migration: Migration) -> list[str]:
    """What of it a running older version could not live with, in its order."""
    made = {one.name_lower for one in migration.operations if isinstance(one, operations.CreateModel)}
    return [what for one in migration.operations for what in _judged(one, made)]


def _judged(one: Operation, made: set[str]) -> Iterator[str]:
    if getattr(one, "model_name_lower", "") in made:
        return  # nobody has rows in it yet
    if isinstance(one, TAKES_AWAY):
        yield f"{type(one).__name__} {one.describe()}"
    elif isinstance(one, operations.AddField) and _is_asked_for(one.field):
        yield f"AddField {one.model_name}.{one.name} is required and has no db_default"
    elif isinstance(one, operations.AlterField) and _is_asked_for(one.field):
        yield f"AlterField {one.model_name}.{one.name} may narrow what is there"
    elif isinstance(one, operations.SeparateDatabaseAndState):
        for inner in one.database_operations:
            yield from _judged(inner, made)
    elif isinstance(one, operations.RunSQL | operations.RunPython) and not one.reversible:
        yield f"{type(one).__name__} has no way back"


def _is_asked_for(field: models.Field) -> bool:
    """An older version writes no value for it, and the database would refuse the row."""
    return not (field.null or field.many_to_many or field.db_default is not models.NOT_PROVIDED)


if __name__ == "__main__":
    import django

    django.setup()
    print("\n".join(findings()) or "every migration after the last release only expands")
    sys.exit(1 if findings() else 0)
