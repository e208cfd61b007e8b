"""Table cells of the boards, put together at once: a template takes a thousand of them one by one."""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from reports.boards.beside import Of
from reports.boards.picture import Row
from units.vietnamese import vn_num

__all__ = ["map_of", "of_picture", "of_trend", "tiles_of"]

CELL = '<td class="num" data-l="{}"><a href="{}">{}</a></td>'
SPOT = '<a href="{}"><b>{}</b> <span class="sub">{}/{}</span></a>'
TILE = '<li class="heat-{}"><a href="{}">{} <b>{}</b></a></li>'
MAP_TILE = """<a href="{}" aria-label="{}: {}"><svg x="{}" y="{}" width="80" height="40">
<rect class="tile tile-{}" x="1" y="1" width="78" height="38" rx="4" />
<text class="tile-ink-{}{}" x="40" y="16" text-anchor="middle">{}</text>
<text class="num tile-ink-{}" x="40" y="32" text-anchor="middle">{}</text></svg></a>"""
HIDDEN_TILE = """<svg x="{}" y="{}" width="80" height="40">
<rect class="tile tile-0" x="1" y="1" width="78" height="38" rx="4" />
<text class="tile-ink-0{}" x="40" y="24" text-anchor="middle">{}</text></svg>"""
FITS = 12  # letters of a name in a tile at the full size; a longer one is written smaller
SHARES = {"on_track": "Đúng tiến độ", "done": "Hoàn thành", "in_time": "Gửi đúng hạn"}
COUNTS = {"expected": "Phải gửi", "received": "Đã nhận", "overdue": "Quá hạn", "unproved": "Thiếu tài liệu"}
LACKS = {"plan": "Chưa có kế hoạch", "account": "Chưa có tài khoản", "entries": "Chưa có nhiệm vụ"}
EMPTY = mark_safe('<td class="mut" colspan="7">Chưa có nhiệm vụ nào trong kỳ này</td>')


def of_picture(row: Row, rows: Mapping[str, str], lacking_url: str) -> SafeString:
    """The figures of a unit: each opens what it counts (`rows`: {figure: address}), each lack its units."""
    return format_html("{}{}", _figures(row, rows) if row.tally else EMPTY, _lacking(row, lacking_url))


def _figures(row, rows):
    shares = (
        (SHARES[name], rows["in_time" if name == "in_time" else "done"], share_said(share))
        for name, share in row.shares
    )
    counts = ((said, rows[name], vn_num(getattr(row.tally, name))) for name, said in COUNTS.items())
    return format_html_join("", CELL, (*shares, *counts))


def _lacking(row, lacking_url):
    link, units = f"{lacking_url}&so={{}}&cua={row.unit.pk}", vn_num(len(row.lacking.units))
    lacks = ((said, link.format(name), len(getattr(row.lacking, name))) for name, said in LACKS.items())
    return format_html_join("", CELL, ((said, to, f"{vn_num(count)}/{units}") for said, to, count in lacks))


def tiles_of(lines: Iterable[Mapping]) -> SafeString:
    """The units as a list of tiles."""
    shown = ((one["step"], one["url"], one["row"].unit.place_name, share_said(one["percent"])) for one in lines)
    return format_html_join("", TILE, shown)


def map_of(tiles: Iterable[Mapping]) -> SafeString:
    """The provinces on their grid; those without a line are not hers to see."""
    return format_html_join("", "{}", ((_map_tile(**tile),) for tile in tiles))


def _map_tile(x, y, name, unit, line):
    name = name.replace("Thành phố ", "TP. ")
    size = " small" if len(name) > FITS else ""
    if line is None:
        return format_html(HIDDEN_TILE, x, y, size, name)
    step, share = line["step"], share_said(line["percent"])
    told = "chưa có số liệu" if line["percent"] is None else f"{share}%"
    return format_html(MAP_TILE, line["url"], unit.name, told, x, y, step, step, size, name, step, share)


@lru_cache(maxsize=2000)  # few shares differ
def share_said(share: float | None) -> str:
    """A share as the boards show it."""
    return "–" if share is None else vn_num(share, 0)


def of_trend(own: Of, url: str, middle: float | None, group: float | None) -> SafeString:
    """One period of a figure: the share with what it is made of, below it the median and the group where they are told."""
    shown = url, share_said(own.percent), vn_num(own.part), vn_num(own.whole)
    made = format_html(SPOT, *shown) if own.whole else "–"
    beside = "" if middle is None else f"trung vị {share_said(middle)}"
    beside += f", nhóm {share_said(group)}" if beside and group is not None else ""
    return format_html(
        '<td class="num">{}{}</td>', made, format_html('<span class="sub">{}</span>', beside) if beside else ""
    )
