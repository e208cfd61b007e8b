"""What a database holds: nothing of an office's, the set, or work; and emptying it of the set."""

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models

from journal.guards import lifted
from plans.models import Plan
from units.models import User

from .size import MARK, PREFIX

__all__ = ["empty", "has_work", "holds_the_set", "tell_the_planner"]

# What `migrate` and `load_reference_data` put there; the set is everything else. An opening is what lets traces go.
KEPT = {
    "units.Unit", "units.Succession", "post.DayOverride", "contenttypes.ContentType", "auth.Permission",
    "journal.Opening", "plans.CutOff",
}  # fmt: skip
KEPT_APPS, WORK = {"indicators"}, {"indicators.Scenario", "indicators.ScoreImport"}  # of people, in an app of scores


def has_work() -> bool:
    """Whether there is a plan or an account that is not the set's."""
    people = User.objects.exclude(username__startswith=PREFIX)
    return people.exists() or Plan.with_amendments.exclude(source_note=MARK).exists()


def holds_the_set() -> bool:
    return Plan.objects.filter(source_note=MARK).exists()


def empty() -> None:
    """Takes out everything but reference data; only for a database without work (`has_work`)."""
    tables = [model._meta.db_table for model in _models() if not _kept(model)]
    quick = connection.ops.sql_flush(no_style(), tables, reset_sequences=True, allow_cascade=False)
    with lifted("gỡ bộ dữ liệu đo tốc độ"), connection.cursor() as cursor:
        connection.check_constraints()  # PostgreSQL empties no table about which a check still waits in the transaction
        for statement in quick:
            cursor.execute(statement)


def _models() -> list[type[models.Model]]:
    return [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]


def _kept(model):
    label = model._meta.label
    return label in KEPT or (model._meta.app_label in KEPT_APPS and label not in WORK)


def tell_the_planner() -> None:
    """Next keys after rows that brought their own, and what is where: or the first pages are joined row by row."""
    with connection.cursor() as cursor:
        for command in connection.ops.sequence_reset_sql(no_style(), _models()):
            cursor.execute(command)
        cursor.execute("ANALYZE")
