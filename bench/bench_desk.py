"""Review by commune at full size: 104 communes of 13 waiting entries, 70 of a hundred clear; clicks, time and queries.

The units, people and entries are those of `bench_progress`, fewer tasks and one waiting period; three of ten entries are
reported done without evidence, which wants a close look. Clicks are those of a hand that presses what the pages offer.
"""

import tempfile
import time
from pathlib import Path

from bench import bench_progress as country

TASKS, PERIODS = 13, 2


def rows() -> list[dict]:
    """Bench rows of the desk."""
    country.TASKS, country.PERIODS = TASKS, PERIODS
    with tempfile.TemporaryDirectory(prefix="papi-desk-") as folder:
        country.set_up(Path(folder))
        reviewer, _ = country.build()
        hang_under_the_province()
        flagged = mark()
        return [*of_pages(reviewer), *of_clicks(reviewer, flagged)]


def hang_under_the_province() -> None:
    """Every commune's task carries out one of the province's thirteen, as handed-down plans do."""
    from plans.models import Plan, Task

    above = Plan.objects.get(reports_under=None)
    for place in range(TASKS):
        task = Task.objects.create(plan=above, code=f"{place + 1}", position=place, text=f"Nhiệm vụ số {place}")
        Task.objects.filter(position=place).exclude(plan=above).update(parent=task)


def mark() -> int:
    """Every entry looked at; returns how many of them want a close look."""
    from plans.models import Progress
    from plans.progress import looking

    waiting = Progress.objects.in_review().order_by("pk")
    for key in list(waiting.values_list("pk", flat=True)):
        if key % 10 < 3:
            Progress.objects.filter(pk=key).update(level=Progress.Level.DONE)
    looking.look_at_all(afresh=True)
    return Progress.objects.in_review().exclude(flags="").count()


def of_pages(reviewer) -> list[dict]:
    """Server time and queries of the three ways of looking at the queue, beside a page without data."""
    from django.urls import reverse

    found = []
    for name, label in (("review_units", "by unit"), ("review_tasks", "by task"), ("review", "one by one")):
        spent, empty, queries = country.timed(reviewer, reverse(name), reverse("more"))
        found.append(row(f"queue {label}, times a page without data", round(spent / empty, 2), 3))
        found.append(row(f"queue {label}, queries", queries, 12))
    return found


def of_clicks(reviewer, flagged: int) -> list[dict]:
    """One commune's clear entries, then everybody's."""
    from django.urls import reverse

    from plans.models import Progress
    from tests.clicks import Hand

    waiting = Progress.objects.in_review()
    every = waiting.count()
    commune = waiting.order_by("unit__code").first().unit
    of_commune = waiting.filter(unit=commune, flags="")
    hand = Hand(reviewer, reverse("review_units")).click(commune.name).press("Duyệt ")
    left_of_one, one = of_commune.count(), hand.clicks
    hand, began = Hand(reviewer, reverse("review_units")), time.monotonic()
    hand.press("Duyệt ")
    return [
        row(f"entries that want a close look, share of {every}", round(flagged / every, 2), 0.32),
        row("clear entries of one commune: clicks", one, 2),
        row("clear entries of one commune: left over", left_of_one, 0),
        row("clear entries of all 104 communes: clicks", hand.clicks, 4),
        row("clear entries of all 104 communes: left over", waiting.filter(flags="").count(), 0),
        row("entries that want a close look: approved along", flagged - waiting.exclude(flags="").count(), 0),
        row(
            "clear entries of all 104 communes: seconds, a worker may take sixty",
            round(time.monotonic() - began, 1),
            60,
        ),
    ]


def row(name: str, figure: float, bar: float) -> dict:
    return {"issue": "desk", "name": name, "figure": figure, "bar": bar, "met": figure <= bar}
