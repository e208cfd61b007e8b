"""All that is stored of one year, as plain rows: to compare, to keep before a write, to bring back."""

import hashlib
import json
from decimal import Decimal
from typing import Any

from indicators.models import Interval, PublishedGroup, Score

__all__ = ["digest", "of_year", "restore"]

TABLES = {
    "scores": (Score, ("province_id", "sub_dimension_id", "value", "source_id")),
    "intervals": (Interval, ("province_id", "code", "value", "low", "high", "error", "source_id")),
    "groups": (PublishedGroup, ("province_id", "place", "source_id")),
}


def of_year(year: int) -> dict[str, list[list[Any]]]:
    """{table: its rows of `year`, figures as text}, in a fixed order. Three queries."""
    return {
        name: _rows(model._default_manager.filter(year=year).values_list(*fields))
        for name, (model, fields) in TABLES.items()
    }


def _rows(found):
    return sorted(([_plain(value) for value in row] for row in found), key=str)


def _plain(value):
    return f"{value:.10f}" if isinstance(value, Decimal) else value


def digest(state: dict[str, list[list[Any]]]) -> str:
    """A short name of a state: the same rows have the same."""
    return hashlib.sha256(json.dumps(state, sort_keys=True).encode()).hexdigest()[:32]


def restore(year: int, state: dict[str, list[list[Any]]]) -> None:
    """Bring `year` to exactly `state`."""
    for name, (model, fields) in TABLES.items():
        model._default_manager.filter(year=year).delete()
        rows = [dict(zip(fields, row, strict=True)) for row in state.get(name, [])]
        model._default_manager.bulk_create([model(year=year, **row) for row in rows], batch_size=500)
