"""Loads the administrative units of Viet Nam and their successions from the fixtures."""

import csv
import gzip
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path

from django.db import models, transaction

from units import ending
from units.models import Succession, Unit

from .models.administrative import REFORM
from .models.computed import ComputedTextField

FIXTURES = Path(__file__).parent / "fixtures"
NOT_KNOWN_EARLIER = date(2004, 1, 1)  # the sources do not say when an old unit began; the code list is of 2004
SPANS = {"old": (NOT_KNOWN_EARLIER, REFORM - timedelta(days=1)), "new": (REFORM, None)}


@transaction.atomic
def load_units() -> Counter[str]:
    """Bring units and successions to the state of the fixtures; safe to run again.

    Returns rows "created" and "updated". What the fixtures do not know (sample units, one_hand) stays as it is.
    """
    counts: Counter[str] = Counter()
    placed: dict[tuple[str, str], Unit] = {}
    for generation in _generations(read_rows(FIXTURES / "units.csv.gz")):
        units = {(row["era"], row["code"]): _unit(row, placed) for row in generation}
        fields = ["name", "kind", "parent_id", "path", "depth", "valid_to", "legal_note", "full_name"]
        counts += upsert(Unit, units.values(), key=["code", "valid_from"], fields=fields)
        placed |= units
    links = [
        Succession(old=placed["old", row["old"]], new=placed["new", row["new"]], share=row["share"])
        for row in read_rows(FIXTURES / "successions.csv.gz")
    ]
    ending.follow()
    return counts + upsert(Succession, links, key=["old_id", "new_id"], fields=["share"])


def read_rows(path: Path) -> Iterator[dict[str, str]]:
    """Rows of a UTF-8 CSV file with a head line, gzipped if its name ends in .gz."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def upsert(
    model: type[models.Model], rows: Iterable[models.Model], *, key: list[str], fields: list[str]
) -> Counter[str]:
    """Insert rows whose `key` (attribute names) is new, save those whose `fields` differ, leave the rest alone.

    Every row has its primary key afterwards. Computed columns are compared too. Returns "created" and "updated".
    """
    rows = list(rows)
    computed = [field for field in model._meta.fields if isinstance(field, ComputedTextField)]
    fields = [*fields, *(field.attname for field in computed)] if fields else []
    known = {
        values[1 : len(key) + 1]: (values[0], values[len(key) + 1 :])
        for values in model._default_manager.values_list("pk", *key, *fields)
    }
    new, changed = [], []
    for row in rows:
        row.pk, stored = known.get(_values(row, key), (None, None))
        if row.pk is None:
            new.append(row)
        elif stored != _values(_computed(row, computed), fields):
            changed.append(row)
    model._default_manager.bulk_create(new, batch_size=2000)
    for row in changed:
        row.save(update_fields=[model._meta.get_field(name.removesuffix("_id")).name for name in fields])
    return Counter(created=len(new), updated=len(changed))


def _computed(row: models.Model, fields: list[ComputedTextField]) -> models.Model:
    for field in fields:
        field.pre_save(row, add=False)
    return row


def _values(row: models.Model, names: list[str]) -> tuple:
    return tuple(getattr(row, name) for name in names)


def _unit(row: dict[str, str], placed: dict) -> Unit:
    valid_from, valid_to = SPANS[row["era"]]
    unit = Unit(
        code=row["code"],
        name=row["name"],
        kind=row["kind"],
        legal_note=row["legal_note"],
        valid_from=valid_from,
        valid_to=valid_to,
        parent=placed.get((row["era"], row["parent"])),
    )
    unit.place()
    return unit


def _generations(rows: Iterable[dict[str, str]]) -> Iterator[list[dict[str, str]]]:
    """Rows without a parent first, then their children, and so on: depth is in the data."""
    children: dict[tuple[str, str], list] = {}
    for row in rows:
        children.setdefault((row["era"], row["parent"]), []).append(row)
    generation = [row for era in SPANS for row in children[era, ""]]
    while generation:
        yield generation
        generation = [child for row in generation for child in children.get((row["era"], row["code"]), [])]
