"""Which tables of traces are chained, and of what in a row its digest is made."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.models import Model, Q, QuerySet
from django.utils.module_loading import import_string

from .models import digest_of

__all__ = ["columns", "contents", "form_now", "growing", "labels", "table"]


def growing(label: str, now: datetime) -> Q:
    """The condition on rows of a table that may still be widened at `now`: they are linked when that is over."""
    found = import_string(settings.TRACES_GROWING).get(label)
    return found(now) if found else Q(pk__in=[])


def _forms():
    """{label of a model: [columns, by blanks, of form 1, 2, …]}; the roof says which tables there are."""
    return import_string(settings.TRACES)


def labels() -> list[str]:
    """Every chain, by the label of its model."""
    return list(_forms())


def table(label: str) -> type[Model]:
    return apps.get_model(label)


def form_now(label: str) -> int:
    """The form in which a row's digest is made today."""
    return len(_forms()[label])


def columns(label: str, form: int) -> list[str]:
    """Columns that the digest of a row is made of, the key first."""
    return _forms()[label][form - 1].split()


def contents(label: str, form: int, rows: QuerySet[Any]) -> Iterator[tuple[int, str]]:
    """(key, digest) of some rows, by their keys."""
    names = columns(label, form)
    for values in rows.order_by("pk").values_list(*names):
        yield values[0], digest_of(label, [_plain(value) for value in values])


def _plain(value):
    """A moment as UTC to the microsecond, whatever the engine; everything else as JSON has it."""
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else value
