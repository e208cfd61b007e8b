"""First and last days of reporting periods: by the calendar, or as reports are cut off by Decree 09/2019/NĐ-CP.

spans       [(name, first day, last day)] of one kind of the calendar in one year
cut_spans   the same of a kind cut off by the rule, from the rows of `CutOff`
kinds_cut   the kinds of which those rows say enough
"""

import calendar
from collections.abc import Collection
from datetime import date

from plans.models import CutOff, Period
from units.vietnamese import vn_date

__all__ = ["CUT_OF", "MONTHS", "cut_spans", "kinds_cut", "spans"]

Kind, Cut = Period.Kind, CutOff.Kind
MONTHS: dict[str, int] = {Kind.MONTH: 1, Kind.QUARTER: 3, Kind.HALF_YEAR: 6, Kind.NINE_MONTHS: 9, Kind.YEAR: 12}
CUT_OF: dict[str, str] = {
    Kind.MONTH_CUT: Kind.MONTH, Kind.QUARTER_CUT: Kind.QUARTER, Kind.HALF_CUT: Kind.HALF_YEAR,
    Kind.NINE_CUT: Kind.NINE_MONTHS, Kind.YEAR_CUT: Kind.YEAR,
}  # fmt: skip
ROMAN = ("I", "II", "III", "IV")


def spans(kind: str, year: int) -> list[tuple[str, date, date]]:
    """[(name, first day, last day)] of `kind` in `year`; nine months and the year start in January, once."""
    length = MONTHS[kind]
    return [
        (_name(kind, month, year), date(year, month, 1), _last_day(year, month + length - 1))
        for month in _starts(kind)
    ]


def _starts(kind):
    length = MONTHS[kind]
    return [1] if length >= 9 else range(1, 13, length)


def cut_spans(kind: str, year: int, rules: Collection[CutOff]) -> list[tuple[str, date, date]]:
    """[(name, first day, last day)] of a cut-off `kind` in `year`, named with its days so that it is not taken for the
    calendar's: "Quý I năm 2026 (15/12/2025–14/3/2026)". Periods no row of `rules` speaks of are left out."""
    plain, known = CUT_OF[kind], {row.kind: row for row in rules}
    found = [(_name(plain, month, year), month, known.get(_rule_of(plain, month))) for month in _starts(plain)]
    return [_cut(name, year, month, MONTHS[plain], rule) for name, month, rule in found if rule]


def _rule_of(plain, month):
    halves = Cut.FIRST_HALF if month == 1 else Cut.SECOND_HALF
    return {
        Kind.MONTH: Cut.MONTH, Kind.QUARTER: Cut.QUARTER, Kind.HALF_YEAR: halves, Kind.NINE_MONTHS: Cut.NINE_MONTHS,
        Kind.YEAR: Cut.YEAR,
    }[plain]  # fmt: skip


def _cut(name, year, month, length, rule):
    opened, before = (year - 1, 12) if month == 1 else (year, month - 1)
    starts, ends = date(opened, before, rule.first_day), date(year, month + length - 1, rule.last_day)
    return f"{name} ({vn_date(starts)}–{vn_date(ends)})", starts, ends


def kinds_cut(rules: Collection[CutOff]) -> list[str]:
    """Kinds of periods that `rules` know the days of, as values of `Period.Kind`, in office order."""
    known = {row.kind for row in rules}
    return [kind for kind, plain in CUT_OF.items() if known & {_rule_of(plain, month) for month in _starts(plain)}]


def _name(kind, month, year):
    return {
        Kind.MONTH: f"Tháng {month:02d}/{year}",
        Kind.QUARTER: f"Quý {ROMAN[(month - 1) // 3]} năm {year}",
        Kind.HALF_YEAR: f"6 tháng {'đầu' if month == 1 else 'cuối'} năm {year}",
        Kind.NINE_MONTHS: f"9 tháng năm {year}",
        Kind.YEAR: f"Năm {year}",
    }[kind]


def _last_day(year, month):
    return date(year, month, calendar.monthrange(year, month)[1])
