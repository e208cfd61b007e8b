"""Loads the PAPI structure by years and the provincial scores from the fixtures."""

from collections import Counter
from decimal import Decimal
from pathlib import Path

from django.db import transaction

from units.loading import NOT_KNOWN_EARLIER, read_rows, upsert
from units.models import Unit

from .models import Break, Dimension, DimensionAlias, Score, Source, StructureVersion, SubDimension

FIXTURES = Path(__file__).parent / "fixtures"
SCORE_PLACES = Decimal("1e-10")
SOURCE = {
    "key": "papi",
    "name": "CECODES, RTA và UNDP, papi.org.vn",
    "url": "https://papi.org.vn/",
    "note": "Bản sao: github.com/hnks-gh/ml-mcdm, commit d165721, giấy phép MIT, © 2026 Son Hoang; "
    "đã đối chiếu với các số liệu công bố.",
}


@transaction.atomic
def load_structure() -> Counter:
    """Dimensions with their aliases, structure versions with their sub-dimensions, comparability breaks."""
    rows = [
        Dimension(**{**row, "number": int(row["number"]), "year_from": int(row["year_from"])})
        for row in read_rows(FIXTURES / "dimensions.csv")
    ]
    counts = upsert(Dimension, rows, key=["number"], fields=["name", "short_name", "name_en", "year_from"])
    dimensions = {row.number: row for row in rows}
    return counts + _load_aliases(dimensions) + _load_sub_dimensions(dimensions) + _load_breaks()


@transaction.atomic
def load_scores() -> Counter:
    """Provincial scores 2011–2024; needs units and structure. A blank cell is stored as null: published none.

    Belongs to the 63 provinces before 01/07/2025, whose scores they are.
    """
    source = Source.objects.update_or_create(key=SOURCE["key"], defaults=SOURCE)[0]
    provinces = dict(Unit.objects.filter(valid_from=NOT_KNOWN_EARLIER, depth=0).values_list("code", "pk"))
    subs = _sub_dimensions_by_year()
    rows = (
        Score(
            year=int(row["year"]),
            province_id=provinces[row["province"]],
            sub_dimension_id=subs[int(row["year"]), row["code"]],
            value=Decimal(row["score"]).quantize(SCORE_PLACES) if row["score"] else None,
            source=source,
        )
        for row in read_rows(FIXTURES / "scores.csv.gz")
    )
    return upsert(Score, rows, key=["year", "province_id", "sub_dimension_id"], fields=["value", "source_id"])


def _load_aliases(dimensions: dict[int, Dimension]) -> Counter:
    rows = [
        DimensionAlias(dimension=dimensions[int(row["dimension"])], name=row["name"], note=row["note"])
        for row in read_rows(FIXTURES / "aliases.csv")
    ]
    return upsert(DimensionAlias, rows, key=["dimension_id", "name"], fields=["note"])


def _load_sub_dimensions(dimensions: dict[int, Dimension]) -> Counter:
    table = list(read_rows(FIXTURES / "sub_dimensions.csv"))
    spans = {int(row["year_from"]): int(row["year_to"]) if row["year_to"] else None for row in table}
    versions = [StructureVersion(year_from=start, year_to=end) for start, end in spans.items()]
    counts = upsert(StructureVersion, versions, key=["year_from"], fields=["year_to"])
    by_year = {version.year_from: version for version in versions}
    rows = [
        SubDimension(
            version=by_year[int(row["year_from"])],
            dimension=dimensions[int(row["dimension"])],
            code=row["code"],
            name=row["name"],
            name_en=row["name_en"],
            name_verified=row["name_verified"] == "1",
            range_min=Decimal(row["range_min"]),
            range_max=Decimal(row["range_max"]),
            range_note=row["range_note"],
        )
        for row in table
    ]
    fields = ["dimension_id", "name", "name_en", "name_verified", "range_min", "range_max", "range_note"]
    return counts + upsert(SubDimension, rows, key=["version_id", "code"], fields=fields)


def _load_breaks() -> Counter:
    rows = [Break(**{**row, "year": int(row["year"])}) for row in read_rows(FIXTURES / "breaks.csv")]
    return upsert(Break, rows, key=["year", "code"], fields=["reason"])


def _sub_dimensions_by_year() -> dict[tuple[int, str], int]:
    """(year, code) -> id, each year by the structure version in force."""
    spans = SubDimension.objects.values_list("version__year_from", "version__year_to", "code", "pk")
    return {(year, code): pk for start, end, code, pk in spans for year in range(start, (end or start + 50) + 1)}
