"""The dashboard's heat map as a spreadsheet: numbers as numbers, empty where there is no figure."""

from collections.abc import Sequence

from reports.dashboard.rollup import Board, UnitLine
from units.characters import fit_for_files
from units.statuses import DIMENSION_NAMES, STATUSES
from units.watching import watched
from units.workbooks import written

__all__ = ["to_xlsx"]

WIDTHS = {0: 5, 1: 28, 2: 16, 3: 10, 4: 10}


def to_xlsx(made: Board, lines: Sequence[UnitLine]) -> bytes:
    """Lines of a `rollup.Board` as bytes of an .xlsx file."""
    return written(lambda book: _fill(book, made, lines))


def _fill(book, made, lines):
    sheet = book.add_worksheet("Tổng hợp")
    bold, whole = book.add_format({"bold": True, "text_wrap": True}), book.add_format({"num_format": "0"})
    for place, text in enumerate(_facts(made.survey)):
        sheet.write(place, 0, fit_for_files(text), bold if place == 0 else None)
    names = [f"{number}. {name}" for number, name in DIMENSION_NAMES.items()]
    head = ["TT", "Đơn vị", "Gửi báo cáo", "Phải gửi", "Đã nhận", *names, "Chung", "So kỳ trước"]
    sheet.write_row(4, 0, head, bold)
    for place, line in enumerate(watched(lines, len(lines)), 1):
        for column, value in enumerate(_cells(place, line)):
            sheet.write(place + 4, column, value, whole)
    for column, width in WIDTHS.items():
        sheet.set_column(column, column, width)
    sheet.freeze_panes(5, 2)


def _facts(seen):
    yield f"Tổng hợp tiến độ – {seen.unit.name}"
    yield f"{seen.period.plan}; kỳ {seen.period.name}; số liệu chốt ngày {seen.as_of:%d/%m/%Y}"
    yield "% nhiệm vụ đúng tiến độ trong số đã nhận báo cáo; ô trống: chưa có số liệu"


def _cells(place, line):
    shares = [line.cells[number].percent if number in line.cells else None for number in DIMENSION_NAMES]
    sending = line.sending
    return [
        place, fit_for_files(line.unit.name), STATUSES[sending.state].word, sending.expected, sending.received, *shares,
        line.overall, line.change,
    ]  # fmt: skip
