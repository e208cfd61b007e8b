"""The heat map's rows beside their lines, cells put together at once: a template takes eight hundred of them one by one."""

from collections.abc import Iterable
from functools import lru_cache

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from reports.dashboard.rollup.board import UnitLine
from units.vietnamese import vn_num

__all__ = ["rows"]

CELL = '<td class="h heat-{}"><a href="{}&amp;nd={}" data-k="{}">{}</a></td>'
NONE = format_html('–<span class="visually-hidden">{}</span>', "chưa có số liệu")


def rows(lines: Iterable[UnitLine], rows_url: str) -> list[tuple[UnitLine, SafeString]]:
    """[(line, its eight cells)]: each opens the entries it counts, at `rows_url` (the board's own address of rows)."""
    return [(line, _cells(line, rows_url)) for line in lines]


def _cells(line, rows_url):
    link = format_html("{}&amp;so=share&amp;cua={}", rows_url, line.unit.pk)
    return format_html_join("", CELL, ((cell.step, link, n, n, _shown(cell.percent)) for n, cell in line.row))


@lru_cache(maxsize=2000)  # few shares differ
def _shown(share):
    return NONE if share is None else vn_num(share, 0)
