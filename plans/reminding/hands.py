"""Who of a unit is told of what it has yet to enter: whoever is in charge, then the agency that collects.

A row of the sources is a part of a submission; `charge` is the key of the charge that holds, None where a task is in
nobody's: those rows are told to all who enter for the unit, as where nothing was ever given out.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from plans.models import Charge
from post import milestones, subjects
from post.due import Due, Line, in_days, shortened
from post.people import Directory
from post.working_days import Calendar
from units.models import Role

__all__ = ["COLLECTING_FROM", "Row", "for_collecting", "for_hands", "in_charge_of", "wholes", "with_charges"]

COLLECTING_FROM = 1  # days past an agency's inner date
Row = Mapping[str, Any]


def with_charges(rows: Iterable[Row]) -> list[dict[str, Any]]:
    """`rows` with the Charge itself in place of its key; one query more where some task is in somebody's charge."""
    found = [dict(row) for row in rows]
    keys = {row["charge"] for row in found if row["charge"]}
    charges = Charge.objects.select_related("agency").in_bulk(keys) if keys else {}
    return [{**row, "charge": charges.get(row["charge"])} for row in found]


def in_charge_of(row: Row, directory: Directory) -> list[int]:
    """Ids of the people who enter what `row` is about."""
    charge = row["charge"]
    if charge is None:
        return directory.entering(row["unit_id"])
    return directory.in_charge(charge.agency_id, charge.post_id)


def wholes(rows: Iterable[Row]) -> Iterator[tuple[dict[str, Any], list[Row]]]:
    """(the whole submission in sums, its rows) of one unit in one period for one plan each."""
    groups: dict[tuple, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row["period_id"], row["unit_id"], row["plan_id"]].append(row)
    for parts in groups.values():
        sums = {name: sum(part[name] for part in parts) for name in ("total", "typed", "on_desk")}
        if sums["typed"] or sums["on_desk"]:
            left = [part for part in parts if part["typed"]] or parts
            yield {**parts[0], **sums, "due_inside": min(part["due_inside"] for part in left)}, parts


@dataclass
class _Share:
    """What one person has yet to enter by one day."""

    typed: int = 0
    total: int = 0
    first: int = 0
    charged: bool = False

    def add(self, row: Row) -> None:
        self.typed += row["typed"]
        self.total += row["total"]
        self.first = min(self.first or row["first"], row["first"])
        self.charged = self.charged or row["charge"] is not None


def for_hands(
    whole: Row, parts: Iterable[Row], today: date, calendar: Calendar, directory: Directory
) -> Iterator[Due]:
    """One line a person and day: what is in her charge, or nobody's, and not handed to the leader."""
    shares: dict[tuple[int, date], _Share] = defaultdict(_Share)
    for part in parts:
        for person in in_charge_of(part, directory) if part["typed"] else ():
            shares[person, part["due_inside"]].add(part)
    for (person, day), share in shares.items():
        reached = _reached(whole, day, today, calendar)
        if reached:
            line = Line(group(whole), _words(whole, share), in_days(reached), _page(whole, share), reached.days, day)
            wish = "early" if reached.days < -1 else ""
            yield Due(person, "period", subject(whole), reached.code, line, wish, (Role.ENTRY, whole["unit_id"]))


def _reached(whole, day, today, calendar):
    return milestones.of_deadline(day, today, calendar, milestones.days_before(whole["period__plan__reminder_days"]))


def _words(whole, share):
    given = "được phân công " if share.charged else ""
    return f"{whole['period__name']}: còn {share.typed}/{share.total} nhiệm vụ {given}chưa nhập xong, trình lãnh đạo"


def _page(whole, share):
    grid = f"{reverse('grid', args=[whole['period_id']])}?don_vi={whole['unit_id']}"  # she may enter for several units
    return grid if share.typed > 1 else reverse("entry", args=[share.first])


def for_collecting(
    whole: Row, parts: Iterable[Row], today: date, calendar: Calendar, directory: Directory
) -> Iterator[Due]:
    """The agency that collects: one line with every other that is behind, from the day after its inner date; of those
    whom no letter reaches, among them Party and Front bodies without an account, as early as they would be told."""
    people = directory.collecting(whole["unit_id"])
    behind: dict[Any, _Share] = defaultdict(_Share)
    latest: milestones.Milestone | None = None
    for part in parts if people else ():
        reached = _reached(whole, part["due_inside"], today, calendar) if part["typed"] and part["charge"] else None
        told = in_charge_of(part, directory) if reached else []
        silent = not directory.reachable(told)
        if reached and not set(told) & set(people) and (silent or reached.days >= COLLECTING_FROM):
            behind[part["charge"].agency, silent].add(part)
            latest = max(latest, reached, key=lambda one: one.days) if latest else reached
    if latest:
        words = "; ".join(_behind(agency, silent, share) for (agency, silent), share in behind.items())
        text = f"{whole['period__name']}, chưa nhập xong: {words}"
        line = Line(group(whole), text, in_days(latest), reverse("assignment", args=[whole["plan_id"]]), latest.days,
                    whole["due_inside"])  # fmt: skip
        for person in people:
            mark, post = subject(whole, subjects.COLLECTING), (Role.ENTRY, whole["unit_id"])
            yield Due(person, "period", mark, latest.code, line, post=post)


def _behind(agency, silent, share):
    """Party, Front and mass organisations are asked, never ordered; whom no letter reaches is asked on paper."""
    name = f"đề nghị {agency.name}" if agency.is_requested else agency.name
    return f"{name} {share.typed}/{share.total} nhiệm vụ" + (
        " (không có thư nhắc, cần nhắc bằng văn bản)" if silent else ""
    )


def subject(row: Row, suffix: str = "") -> str:
    """The subject of what a unit owes for a plan in a period."""
    return subjects.of_report(row["period_id"], row["unit_id"], row["plan_id"], suffix)


def group(row: Row) -> str:
    """The plan a line stands under: the unit's own."""
    return row["plan__number"] or shortened(row["plan__title"], 80)
