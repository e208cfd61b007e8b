"""Chỉ số PAPI: the provinces of a year, and one province through the years; open to everyone who signs in."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from units.addresses import whole
from units.models import Succession, Unit
from units.permissions import Action, can
from units.requests import SignedInRequest

from . import intervals, leading, scores
from .book import published
from .charts import Range, TrendChart, spark
from .composites import difference
from .kin import kin
from .work import work_on

COMPOSITE_OF_EIGHT = 2018  # first year with eight dimensions: before, the scale is 10–60


@login_required
def overview(request: SignedInRequest) -> HttpResponse:
    """All provinces of a year by composite, or as `?sort=` says; `?nam=2024&q=hung yen&sort=-nd3`."""
    book = published()
    by_year = book.composites
    if not by_year:
        return render(request, "indicators/overview.html", {"years": []})
    composite = by_year[_year(request, by_year)]
    rows = _sorted(scores.list_of_year(book, composite.year), request.GET.get("sort", ""))
    asked = request.GET.get("q", "").strip()
    if asked:
        found = set(Unit.objects.filter(pk__in=composite.values).search(asked).values_list("pk", flat=True))
        rows = [row for row in rows if row.province.pk in found]
    groups, ranges = intervals.published_groups(book, composite.year), intervals.all_ranges(book, composite)
    rows = [replace(row, ranks=ranges.get(row.province.pk), published=groups.get(row.province.pk, "")) for row in rows]
    context = {
        "years": sorted(by_year, reverse=True),
        "year": composite.year,
        "ranges": ranges,
        "before_reform": any(row.province.valid_to for row in rows),
        "groups": groups,
        "composite": composite,
        "rows": rows,
        "asked": asked,
        "heads": [(f"nd{n}", n) for n in range(1, len(rows[0].dimensions) + 1)] if rows else [],
        "source": book.source,
        "own": _own_provinces(request.user, composite),
    }
    return render(request, "indicators/overview.html", context)


def _sorted(rows, asked):
    """By rank ("hang"), name ("ten") or points of a dimension ("nd3"); "-" turns it round, what is missing stays last."""
    field = asked.removeprefix("-")
    values: dict[str, Callable[[scores.ScoreRow], Any]] = {
        "hang": lambda row: row.rank,
        "ten": lambda row: row.province.sort_key,
    }
    values |= {f"nd{n}": _points_of(n) for n in range(1, len(rows[0].dimensions) + 1)}
    if field not in values:
        return rows
    value = values[field]
    known = sorted((row for row in rows if value(row) is not None), key=value, reverse=asked.startswith("-"))
    return known + [row for row in rows if value(row) is None]


def _points_of(number: int) -> Callable[[scores.ScoreRow], Any]:
    return lambda row: row.dimensions[number - 1]


@login_required
def province(request: SignedInRequest, pk: int) -> HttpResponse:
    """One province of before the reform: standing, trend, dimensions, sub-dimensions by gap; `?nam=2024&muc=duoi`.

    Beside each score stands what the current plan does about it, where there is one to see.
    """
    book = published()
    own = book.years_of(pk)
    year = _year(request, own) if own else 0
    of = kin(pk, own[year].best_province if own else None)
    if not own:
        return _to_predecessor(of, book.composites)
    unit, heirs = of.unit, of.heirs
    scored = [one for one in heirs if one not in of.merged and book.years_of(one.pk)]
    dimensions, subs = scores.parts_of(book, pk, year)
    points = scores.trend(pk, own, book.broken)
    work = work_on(request.user, of, year, book, whole(request.GET.get("ke")))
    point = next(point for point in points if point.year == year)
    context = {
        "unit": unit,
        "bare_name": _bare(unit),
        "year": year,
        "years": sorted(own, reverse=True),
        "composite": own[year],
        "best_province": of.others.get(own[year].best_province or 0),
        "points": points,
        "breaks": book.breaks,
        "merged": [(other, _bare(other)) for other in [*of.merged, *scored]],
        "source": book.source,
        "dimensions": [(part, Range.between(part, part.worst, part.best)) for part in dimensions],
        "sure": intervals.standing(book, pk, year, point.comparable),
        **_beside_median(subs, pk, year, book.estimates),
        **_standing(pk, point, year, book.composites),
        **_charts(points, year),
        "work": work,
        "may_plan": any(can(request.user, Action.EDIT_PLAN, one) for one in heirs),
        **_sub_table(subs, work.answers, request.GET.get("muc", "")),
    }
    return render(request, "indicators/province.html", context)


@login_required
def leading_figures(request: SignedInRequest, pk: int) -> HttpResponse:
    """Chỉ báo sớm: figures of today beside the scores they lead; `?nam=2024`."""
    book, of = published(), kin(pk)
    years = book.years_of(pk)
    if not years:
        raise Http404
    year = _year(request, years)
    dimensions, subs = scores.parts_of(book, pk, year)
    figures = leading.leading(request.user, of, year, book)
    rows = [(part, figures[part.code]) for part in [*dimensions, *subs] if part.code in figures]
    rows.sort(key=lambda row: row[0].code)
    context = {"unit": of.unit, "year": year, "rows": rows, "without": sum(part.code not in figures for part in subs)}
    return render(request, "indicators/leading.html", context)


def _standing(pk, point, year, by_year):
    """The chosen year's point and its change on the year before, where the two can be compared."""
    before = by_year[year - 1].values.get(pk) if year - 1 in by_year and point.comparable else None
    change = difference(point.value, before)
    return {"point": point, "change": change, "gap": by_year[year].gap(pk)}


def _charts(points, year):
    """Drawings of the years whose composite has the same scale as the chosen one."""
    shown = [point for point in points if (point.year >= COMPOSITE_OF_EIGHT) == (year >= COMPOSITE_OF_EIGHT)]
    return {"charts": [("only-d", TrendChart(shown)), ("only-p", TrendChart(shown, narrow=True))]}


def _beside_median(subs, pk, year, sure):
    """Codes whose median lies within the error, and codes where it does not; neither without an interval."""
    off = {part.code: intervals.beside_median(part, pk, year, sure) for part in subs}
    return {"within": {code for code, one in off.items() if one is False}, "off": {code for code in off if off[code]}}


SHOWN = {
    "duoi": lambda part, answer: part.gap is not None and part.gap < 0,
    "chua-co": lambda part, answer: answer is not None and not answer.count,
}


def _sub_table(subs, answers, asked):
    """Rows of the table, furthest below the median first, kept by `asked` (a key of SHOWN, else all)."""
    keep = SHOWN.get(asked, lambda part, answer: True)
    rows = [part for part in scores.widest_gap_first(subs) if keep(part, answers.get(part.code))]
    counts = {name: sum(rule(part, answers.get(part.code)) for part in subs) for name, rule in SHOWN.items()}
    return {
        "subs": [
            (part, Range.between(part, part.range_min, part.range_max), spark(part), answers.get(part.code))
            for part in rows
        ],
        "n_subs": len(subs),
        "n_below": counts["duoi"],
        "n_without": counts["chua-co"],
        "kept": asked if asked in SHOWN else "",
        "unverified": [part.code for part in subs if not part.name_verified],
    }


def _year(request, by_year):
    """The year asked for, else the latest there is."""
    asked = whole(request.GET.get("nam"))
    return asked if asked in by_year else max(by_year)


def _to_predecessor(of, by_year):
    """A province without scores of its own shows the one whose code it kept, else the first it was made of."""
    scored = {key for composite in by_year.values() for key in composite.values}
    old = [other for other in of.merged if other.pk in scored]
    if not old:
        raise Http404
    return redirect("indicators_province", min(old, key=lambda other: other.code != of.unit.code).pk)


def _own_provinces(user, composite):
    """Provinces with scores above the seats of `user`, or those their province was made of. One query."""
    tops = {seat.unit.path.split("/")[0] + "/" for seat in user.seats}
    made_of = Succession.objects.filter(new__path__in=tops, new__valid_to=None).values("old")
    found = Unit.objects.filter(Q(path__in=tops) | Q(pk__in=made_of), pk__in=composite.values)
    return [(unit, _bare(unit)) for unit in found]


def _bare(unit):
    """Hưng Yên, without its common noun."""
    return unit.name.removeprefix("Tỉnh ").removeprefix("Thành phố ")
