"""Rows of the long tables, put together at once: a template takes a thousand cells one by one."""

from collections.abc import Iterable
from functools import lru_cache
from html import escape

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from appraisal.adding import Frame
from appraisal.models import Criterion, Group
from appraisal.results import Row, Way
from units import vietnamese

__all__ = ["of_criteria", "of_gaps", "of_ranking", "of_ways", "of_years", "sheet_url"]

num, signed = lru_cache(maxsize=20_000)(vietnamese.vn_num), lru_cache(maxsize=20_000)(vietnamese.vn_signed)
SHARED = '<span class="visually-hidden"> đồng hạng</span>='
NO_YEAR = '<td class="num"><span class="mut">–</span></td>'


def sheet_url(pk: int, group: int | None = None) -> str:
    """The address of a sheet; `group`: where that group of criteria is shown."""
    return reverse("index_sheet", args=[pk]) + (f"?nhom={group}" if group else "")


def _addresses() -> tuple[str, str]:
    """What stands around the key of a sheet in its address."""
    before, after = reverse("index_sheet", args=[0]).split("0")
    return before, after


def _joined(rows: Iterable[str]) -> SafeString:
    """Rows whose words (names, classes) were escaped where they were put in; figures and addresses are our own."""
    return mark_safe("\n".join(rows))


def of_ranking(rows: Iterable[Row], groups: Iterable[Group]) -> SafeString:
    """Rank, unit, per cent of each group with its step of the heat map, both totals, how far apart, class."""
    before, after = _addresses()
    groups = list(groups)
    return _joined(_ranked(row, f"{before}{row.sheet.pk}{after}", groups) for row in rows)


def _ranked(row, url, groups):
    cells = "".join(
        f'<td class="h heat-{step}"><a href="{url}?nhom={group.number}#nhom-{group.number}">{num(share, 0)}</a></td>'
        for group, share, step in row.cells(groups)
    )
    place = f"{row.place.rank}{SHARED if row.place.shared else ''}" if row.place else "–"
    return (
        f'<tr><td class="num">{place}</td>'
        f'<th scope="row"><a class="lnk" href="{url}">{escape(row.sheet.unit.name)}</a></th>{cells}'
        f'<td class="num">{num(row.own.value, 2)}</td><td class="num"><b>{num(row.given.value, 2)}</b></td>'
        f'<td class="num">{signed(row.overrates, 2)}</td><td>{escape(row.named) or "–"}</td></tr>'
    )


def of_gaps(rows: Iterable[Row], groups: Iterable[Group]) -> SafeString:
    """Unit, how many points its own stand above the appraised ones in each group, both totals."""
    before, after = _addresses()
    groups = list(groups)
    return _joined(_gap(row, f"{before}{row.sheet.pk}{after}", groups) for row in rows)


def _gap(row, url, groups):
    cells = "".join(
        f'<td class="num{_tone(apart)}"><a href="{url}?nhom={group.number}#nhom-{group.number}">{signed(apart, 2)}</a></td>'
        for group, apart in row.overrated(groups)
    )
    return (
        f'<tr><th scope="row"><a class="lnk" href="{url}">{escape(row.sheet.unit.name)}</a></th>{cells}'
        f'<td class="num">{num(row.own.value, 2)}</td><td class="num">{num(row.given.value, 2)}</td>'
        f'<td class="num"><b>{signed(row.overrates, 2)}</b></td></tr>'
    )


def _tone(apart):
    return " over" if apart > 0 else " under" if apart < 0 else ""


def of_ways(ways: Iterable[tuple[Row, Way]], read: Frame) -> SafeString:
    """Unit, where it stands, the next class, what lacks, the nearest criteria."""
    before, after = _addresses()
    numbers = {group.pk: group.number for group in read.groups}
    said = {row.pk: (escape(row.code), escape(row.name)) for row in read.criteria}
    return _joined(_way(row, way, f"{before}{row.sheet.pk}{after}", numbers, said) for row, way in ways)


def _way(row, way, url, numbers, said):
    named = ", ".join(
        f'<a href="{url}?nhom={numbers[asked.group_id]}#tc-{asked.pk}" title="{said[asked.pk][1]}">{said[asked.pk][0]}</a> '
        f"(thiếu {num(points, 2)})"
        for asked, points in way.nearest
    )
    more = f" và {way.count - len(way.nearest)} tiêu chí nữa" if way.count > len(way.nearest) else ""
    return (
        f'<tr><th scope="row"><a class="lnk" href="{url}">{escape(row.sheet.unit.name)}</a></th>'
        f'<td data-l="Điểm" class="num">{num(row.given.value, 2)}</td>'
        f'<td data-l="Loại">{escape(row.named) or "chưa xếp loại"} → <b>{escape(way.above)}</b></td>'
        f'<td data-l="Còn thiếu" class="num">{num(way.lacks, 2)}</td><td data-l="Gần nhất">{named}{more}</td></tr>'
    )


def of_years(rows: Iterable[tuple[str, list]]) -> SafeString:
    """Unit, and of each year its total, class and rank."""
    before, after = _addresses()

    def cell(one):
        if one is None:
            return NO_YEAR
        rank = f", hạng {one['rank']}{' (đồng hạng)' if one['shared'] else ''}" if one["rank"] else ""
        return (
            f'<td class="num"><a href="{before}{one["sheet"]}{after}"><b>{num(one["total"], 2)}</b></a> '
            f'<span class="sub">{escape(one["class"]) or "–"}{rank}</span></td>'
        )

    return _joined(f'<tr><th scope="row">{escape(name)}</th>{"".join(map(cell, found))}</tr>' for name, found in rows)


def of_criteria(held: int, groups: Iterable[tuple[Group, list[Criterion]]]) -> list[tuple[Group, SafeString]]:
    """Of each group its criteria, each leading to all units of the round `held`, or to where its figures are taken in."""
    before, after = reverse("index_criterion", args=[held, 0]).rsplit("0", 1)
    to, end = reverse("index_intake", args=[held, 0]).rsplit("0", 1)
    return [
        (group, _joined(
            f'<li><a href="{before}{row.pk}{after}">{escape(str(row))}</a>'
            + (f' · <a href="{to}{row.pk}{end}">Nạp số liệu</a>' if row.source == Criterion.Source.IMPORT else "") + "</li>"
            for row in criteria
        ))
        for group, criteria in groups
    ]  # fmt: skip
