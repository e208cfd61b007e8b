"""Mục tiêu qua các năm: every target of a province's issued plans held against each year's results, and how far noise
alone would reach it.

Ranks and groups of a year are compared as they were worked out or published then; points only where no break lies
between the years. What PAPI did not publish is not concluded.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from indicators.book import Book, Estimates
from indicators.composites import Composite, difference, group_names
from indicators.kin import Kin
from indicators.uncertainty import NO_CLAIM, chance_of_gain, differ, told
from plans.models import Plan, Target
from plans.permissions import visible_plans
from units.models import User
from units.text import fold
from units.vietnamese import vn_num, vn_pct, vn_signed

__all__ = ["Followed", "Published", "Result", "follow", "followed", "known_of", "wanted_group"]

NOT_PUBLISHED = "PAPI chưa công bố"
LONGEST = 15  # years one target is followed


@dataclass(frozen=True)
class Result:
    """One year of a target: `met` is None where nothing can be concluded; `figure` and `reason` say why; `noise` how sure
    it is."""

    year: int
    met: bool | None
    figure: str
    reason: str = ""
    noise: str = ""


@dataclass(frozen=True)
class Followed:
    """A target with its results, oldest first; `chance`: how likely noise alone reaches it, in words."""

    target: Target
    what: str
    results: tuple[Result, ...]
    chance: str = ""


@dataclass(frozen=True)
class Published:
    """Everything published that targets of one province are held against; points by (year, code of a part)."""

    province: int
    composites: Mapping[int, Composite]
    points: Mapping[tuple[int, str], Decimal | None]
    sure: Estimates
    groups: Mapping[int, int]
    breaks: Mapping[int, set[str]]


def followed(user: User, of: Kin, book: Book) -> list[Followed]:
    """Targets of plans that `user` sees, of a province and of those that went on with it; one query."""
    plans = visible_plans(user).filter(unit__in=of.lineage).exclude(state=Plan.State.DRAFT)
    rows = Target.objects.filter(plan__in=plans).exclude(kind=Target.Kind.OTHER).select_related("plan", "dimension")
    known = known_of(of.unit.pk, book)
    return [follow(target, known) for target in rows.order_by("-plan__year_from", "plan_id", "pk")]


def known_of(province: int, book: Book) -> Published:
    """What the book has of one province."""
    points = {
        (year, code): one.values[province]
        for year, figures in book.figures.items()
        for code, one in figures.items()
        if province in one.values
    }
    groups = {year: places[province] for year, places in book.groups.items() if province in places}
    return Published(province, book.composites, points, book.estimates, groups, book.broken)


def follow(target: Target, known: Published) -> Followed:
    """`target` held against what is `known`, a year after its baseline to the year it is to be reached by."""
    code = _code(target)
    base = target.baseline_year or target.plan.year_from - 1
    last = min(target.by_year or target.plan.year_to, base + LONGEST)
    results = [_result(target, known, code, base, year) for year in range(base + 1, last + 1)]
    return Followed(target, _what(target, code), tuple(results), _chance(target, known, base))


def _code(target):
    """The part a target is of: its sub-dimension, else its dimension, else "" for the composite."""
    return target.sub_code or (str(target.dimension.number) if target.dimension else "")


def _what(target, code):
    return target.get_kind_display() + (f", nội dung {code}" if code else "")


def _result(target, known, code, base, year):
    if target.kind in (Target.Kind.GROUP, Target.Kind.KEEP_GROUP):
        return _group(target, known, base, year)
    if target.kind == Target.Kind.RANKS_UP and not code:
        return _ranks(target, known, base, year)
    if target.kind == Target.Kind.SCORE_UP:
        return _points(target, known, code, base, year)
    return Result(year, None, "–", "chỉ đối chiếu thứ hạng theo điểm tổng hợp")


def _needed(target, base, year):
    """How much by `year`: an amount a year adds up."""
    return (target.amount or 0) * (year - base if target.per_year else 1)


def _ranks(target, known, base, year):
    before, after = known.composites.get(base), known.composites.get(year)
    first, now = before and before.rank(known.province), after and after.rank(known.province)
    if not now:
        return Result(year, None, "–", NOT_PUBLISHED)
    figure = f"{now}/{after.n_ranked}"
    if not first:
        return Result(year, None, figure, f"không có thứ hạng năm {base} để so")
    gained, needed = first - now, _needed(target, base, year) or 1
    reason = f"{'tăng' if gained > 0 else 'giảm' if gained < 0 else 'giữ nguyên'} {abs(gained) or ''} bậc".replace(
        "  ", " "
    )
    one, other = (known.sure.get((at, ""), {}).get(known.province) for at in (base, year))
    return Result(year, gained >= needed, figure, f"{reason} so với {base}", told(differ(one, other)))


def _points(target, known, code, base, year):
    before, after = _value(known, code, base), _value(known, code, year)
    if after is None:
        return Result(year, None, "–", NOT_PUBLISHED)
    changed = [at for at in range(base + 1, year + 1) if _breaks(known.breaks.get(at, ()), code)]
    if before is None or changed:
        why = f"cách đo đổi năm {changed[0]}, không so sánh" if changed else f"không có điểm năm {base} để so"
        return Result(year, None, vn_num(after, 4), why)
    gained = difference(after, before)
    one, other = (known.sure.get((at, code), {}).get(known.province) for at in (base, year))
    met = gained is not None and gained > 0 and gained >= _needed(target, base, year)
    return Result(year, met, vn_num(after, 4), f"{vn_signed(gained, 4)} so với {base}", told(differ(one, other)))


def _value(known, code, year):
    composite = known.composites.get(year)
    return known.points.get((year, code)) if code else composite and composite.values.get(known.province)


def _breaks(codes, code):
    return any(one == code or (len(code) < 2 and one.startswith(code)) for one in codes)


def wanted_group(text: str) -> int | None:
    """Which of the four groups a text aims at, 1 the highest; None for a bare number, which may count from either end."""
    said = fold(text)
    names = (("trung binh cao", 2), ("trung binh thap", 3), ("cao nhat", 1), ("nhom cao", 1), ("diem cao", 1))
    return next((place for words, place in names if words in said), None)


def _group(target, known, base, year):
    place = known.groups.get(year)
    if place is None:
        computed = known.composites[year].group(known.province) if year in known.composites else ""
        told_so = f"tính toán: {computed}; chưa có nhóm do PAPI công bố" if computed else NOT_PUBLISHED
        return Result(year, None, "–", told_so)
    wanted = wanted_group(target.text) if target.kind == Target.Kind.GROUP else known.groups.get(base)
    name = group_names(year)[place - 1]
    why = (
        "nhóm ghi bằng số, đối chiếu theo văn bản"
        if target.kind == Target.Kind.GROUP
        else f"chưa có nhóm công bố năm {base}"
    )
    return Result(year, None if wanted is None else place <= wanted, name, "PAPI công bố" if wanted else why)


def _chance(target, known, base):
    """How likely a gain of that many ranks is without any change, by the baseline year's intervals."""
    composite = known.composites.get(base)
    if target.kind != Target.Kind.RANKS_UP or target.dimension_id or not composite:
        return ""
    ranked = [key for key, value in composite.values.items() if value is not None]
    chance = chance_of_gain(known.sure.get((base, ""), {}), ranked, known.province, int(target.amount or 1))
    if chance is None:
        return f"Ngẫu nhiên có đạt được không: {NO_CLAIM}"
    return f"Không có gì thay đổi thì sai số mẫu vẫn cho kết quả này với xác suất {vn_pct(100 * chance, 0)}"
