"""Loads the days reports are cut off on, and the working days after them for the whole country, from the fixtures."""

from collections import Counter
from pathlib import Path

from django.db import transaction

from plans.models import CutOff, ReportingDays
from units.loading import read_rows, upsert

FIXTURES = Path(__file__).parent / "fixtures"


@transaction.atomic
def load_reporting_calendar() -> Counter:
    """Enter the cut-offs and the country's days to hand in; rows edited by hand since stay untouched."""
    rows = [
        CutOff(
            kind=row["kind"], first_day=int(row["first_day"]), last_day=int(row["last_day"]), mark=row["mark"],
            source=row["source"],
        )
        for row in read_rows(FIXTURES / "cut_offs.csv")
    ]  # fmt: skip
    counts = upsert(CutOff, rows, key=["kind"], fields=[])
    for row in read_rows(FIXTURES / "reporting_days.csv"):
        values = {name: int(row[name]) for name in ("inside", "up", "cut")} | {n: row[n] for n in ("mark", "source")}
        _, new = ReportingDays.objects.get_or_create(plan=None, unit=None, defaults=values)
        counts["created"] += new
    return counts
