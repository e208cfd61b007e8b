"""What many units below report, told as a report: summed by dimension, those that lag named, every row in a spreadsheet.

A province hears of 104 communes with 60 tasks each. Their 6,240 rows are no annex of a paper (640 pages that nobody
reads): the paper has the sums and one row a unit, the rows themselves go with it as a spreadsheet.
"""

from collections import Counter, defaultdict

from plans.models import Progress
from reports.drafting.counting import Results
from reports.drafting.figures import Figures
from reports.drafting.shares import levels_said
from reports.layout.content import Annex, Block, Column, Table
from units.statuses import STATUSES
from units.vietnamese import vn_date

__all__ = ["MANY", "are_many", "by_unit", "detail", "merged", "rest_of", "summed"]

MANY = 15  # units whose own words go into the body; of more only sums, and their words into the spreadsheet
NAMED_AT_MOST = 10  # units that lag named in a sentence; the annex shows all
WORDS_AT_MOST = 20  # difficulties or proposals told in the body, those of most units first
Level = Progress.Level
_LEVELS = ((Level.DONE, "hoan_thanh"), (Level.DOING, "dang"), (Level.NOT_STARTED, "chua"), (Level.NONE, "khong"))


def are_many(results: Results) -> bool:
    """Whether the units below are summed instead of heard one by one."""
    return len(results.sendings) > MANY


# --- Sentences ------------------------------------------------------------------------------------------------------


def summed(number: int, entries: list[Progress], results: Results, figures: Figures, annex: str) -> list[Block]:
    """One dimension: how many units and tasks at which level, and which units lag; `annex`: where each unit stands."""
    levels, units = Counter(entry.final_level for entry in entries), len({entry.unit_id for entry in entries})
    what = f"(nội dung {number}, các đơn vị)"

    def put(name, value, label):
        return figures.put(f"nd{number}_{name}", value, f"{label} {what}")

    rows = [
        (f"nd{number}_{name}", STATUSES[level].word.lower(), levels[level], f"{STATUSES[level].word} {what}")
        for level, name in _LEVELS
    ]
    return [
        figures.paragraph(
            f"Có {put('don_vi', units, 'Đơn vị đã báo cáo')} đơn vị báo cáo "
            f"{put('nhiem_vu', len(entries), 'Nhiệm vụ đã báo cáo')} nhiệm vụ: {levels_said(rows, figures)}; tình hình của "
            f"từng đơn vị nêu tại Phụ lục {annex}."
        ),
        *_named(lagging(entries, results), put, figures, annex),
    ]


def lagging(entries: list[Progress], results: Results) -> list[tuple]:
    """[(unit, how many of its tasks are not begun or overdue)], the furthest behind first."""
    counted, units = Counter(), {}
    for entry in entries:
        if _lags(entry, results):
            counted[entry.unit_id] += 1
            units[entry.unit_id] = entry.unit
    return sorted(((units[pk], count) for pk, count in counted.items()), key=lambda row: (-row[1], row[0].sort_key))


def _lags(entry, results):
    return entry.final_level == Level.NOT_STARTED or entry.is_overdue(results.counted_on)


def _named(behind, put, figures, annex):
    if not behind:
        return []
    names = ", ".join(f"{unit.short_name} ({count} nhiệm vụ)" for unit, count in behind[:NAMED_AT_MOST])
    count = put("cham", len(behind), "Đơn vị còn nhiệm vụ chưa thực hiện hoặc quá hạn")
    more = f"; các đơn vị khác nêu tại Phụ lục {annex}" if len(behind) > NAMED_AT_MOST else ""
    return [figures.bullet(f"{count} đơn vị còn nhiệm vụ chưa thực hiện hoặc quá hạn: {names}{more}.")]


def merged(rows: list[tuple]) -> list[tuple]:
    """Of `[(words, units)]` those that most units share; the rest stand in the spreadsheet."""
    return sorted(rows, key=lambda row: -len(row[1]))[:WORDS_AT_MOST]


def rest_of(rows: list[tuple], field: str, figures: Figures) -> list[Block]:
    """What `merged` leaves out, as a sentence that counts it."""
    left = len(rows) - WORDS_AT_MOST
    if left <= 0:
        return []
    put = figures.put(f"con_lai_{field}", left, "Ý kiến khác của các đơn vị")
    return [figures.paragraph(f"Ngoài ra có {put} ý kiến khác, nêu tại bảng tính chi tiết kèm theo.")]


# --- Tables ---------------------------------------------------------------------------------------------------------

_UNITS = (
    Column("TT", 0.5, "center"), Column("Đơn vị", 3), Column("Đã báo cáo", 1, "right"), Column("Hoàn thành", 1, "right"),
    Column("Đang thực hiện", 1, "right"), Column("Chưa thực hiện", 1, "right"), Column("Không phát sinh", 1, "right"),
    Column("Quá hạn", 1, "right"),
)  # fmt: skip
_ROWS = (
    Column("TT", 0.5, "center"), Column("Đơn vị", 1.8), Column("Nội dung", 1.5), Column("Nhiệm vụ", 4),
    Column("Thời hạn", 1, "center"), Column("Mức độ", 1.3, "center"), Column("Kết quả", 4),
    Column("Khó khăn, vướng mắc", 3), Column("Đề xuất, kiến nghị", 3),
)  # fmt: skip


def by_unit(results: Results) -> Annex:
    """One row a unit: its tasks by level, and how many are overdue."""
    found = defaultdict(list)
    for entry in results.below:
        found[entry.unit_id].append(entry)
    rows = tuple(
        (number, unit.name, *_counts(found[unit.pk], results)) for number, unit in enumerate(results.sendings, 1)
    )
    return Annex("Kết quả thực hiện của từng đơn vị", Table(_UNITS, rows))


def _counts(entries, results):
    levels = Counter(entry.final_level for entry in entries)
    overdue = sum(entry.is_overdue(results.counted_on) for entry in entries)
    return (len(entries), *(levels[level] for level, _ in _LEVELS), overdue)


def detail(results: Results) -> Table:
    """Every received entry of the units below: what the sums were made of."""
    rows = sorted(results.below, key=lambda entry: (entry.unit.sort_key, entry.task.position))
    return Table(_ROWS, tuple((number, *_row(entry)) for number, entry in enumerate(rows, 1)))


def _row(entry):
    numbers = ", ".join(sorted(str(row.number) for row in entry.task.dimensions.all())) or "Chung"
    return (
        entry.unit.name, numbers, entry.task.text, _deadline(entry), STATUSES[entry.final_level].word, entry.result,
        entry.difficulties, entry.proposals,
    )  # fmt: skip


def _deadline(entry):
    return vn_date(entry.task.deadline) if entry.task.deadline else "Thường xuyên"
