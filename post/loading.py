"""Loads the exceptions of the working-day calendar from the fixtures."""

from collections import Counter
from datetime import date
from pathlib import Path

from django.db import transaction

from post.models import DayOverride
from units.loading import read_rows, upsert

FIXTURES = Path(__file__).parent / "fixtures"


@transaction.atomic
def load_day_overrides() -> Counter:
    """Enter the days on which the holiday library is known to be wrong; days edited by hand since stay untouched."""
    days = [
        DayOverride(
            day=date.fromisoformat(row["day"]), working=row["working"] == "1", name=row["name"], source=row["source"]
        )
        for row in read_rows(FIXTURES / "day_overrides.csv")
    ]
    return upsert(DayOverride, days, key=["day"], fields=[])
