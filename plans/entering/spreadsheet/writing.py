"""The form as bytes: validated lists, a locked heading, rows that may be sorted."""

import io
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from plans.entering.spreadsheet.layout import (
    ASKED,
    CODE,
    FIGURE_HEAD,
    FIRST_ROW,
    HEAD_ROW,
    IN_CHARGE,
    KEY,
    LEVEL,
    LEVELS,
    SHEET,
    STATE,
    TASK,
    TEXTS,
    UNIT,
    key_of,
)
from plans.models import Period, Progress
from plans.progress.workflow import may_be_typed
from units.characters import fit_for_files
from units.vietnamese import vn_date, vn_num

WIDTHS = {KEY: 22, CODE: 8, TASK: 44, ASKED: 30, LEVEL: 18, STATE: 18, IN_CHARGE: 26, UNIT: 34}
HAIR = Side(style="thin", color="D7DDE5")


def build(entries: Sequence[Progress], period: Period) -> bytes:
    """Bytes of the form of `period` for `entries` of one unit (with unit, task, measures and figures loaded)."""
    book = Workbook()
    sheet = book.active
    sheet.title = SHEET
    columns = _columns(entries)
    _write_head(sheet, period, entries[0].unit if entries else None, columns)
    for n, entry in enumerate(entries):
        _write_row(sheet, FIRST_ROW + n, entry, columns)
    _guard(sheet, columns, FIRST_ROW + max(len(entries), 1) - 1)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _columns(entries):
    most = max((len(entry.task.asked_measures()) for entry in entries), default=0)
    charged = [IN_CHARGE] if any(_in_charge(entry) for entry in entries) else []
    figures = (f"Số liệu {n}" for n in range(1, most + 1))
    return [KEY, CODE, TASK, ASKED, LEVEL, *figures, *TEXTS.values(), STATE, *charged, UNIT]


def _in_charge(entry):
    """Name of the agency in charge, where whoever read the entries asked for it."""
    return getattr(entry, "in_charge", None) or ""


def _write_head(sheet, period, unit, columns):
    of_unit = f" – {unit.full_name}" if unit else ""
    sheet["A1"] = fit_for_files(f"Nhập tiến độ kỳ {period.name}{of_unit}")
    sheet["A1"].font = Font(bold=True, size=14)
    sheet["A2"] = (
        f"Kỳ {vn_date(period.starts)}–{vn_date(period.ends)}. Nhập vào các cột Mức độ đến Giải trình; được sắp xếp, "
        "lọc, sao chép cả dòng. Không sửa cột Mã dòng. Xong thì nạp lại trên hệ thống để xem trước thay đổi."
    )
    for n, title in enumerate(columns, 1):
        cell = sheet.cell(HEAD_ROW, n, title)
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="DFE9F4")
        cell.alignment, cell.border = Alignment(wrap_text=True, vertical="center"), Border(bottom=HAIR)
        sheet.column_dimensions[get_column_letter(n)].width = WIDTHS.get(title, 16 if FIGURE_HEAD.match(title) else 40)
    sheet.freeze_panes = sheet.cell(FIRST_ROW, 4)


def _write_row(sheet, number, entry, columns):
    values = _cells(entry)
    typed = may_be_typed(entry)
    for n, title in enumerate(columns, 1):
        cell = sheet.cell(number, n)
        value = values.get(title, "")
        cell.value = value if isinstance(value, int | float) else fit_for_files(str(value))
        if not isinstance(value, int | float):
            cell.data_type, cell.quotePrefix = "s", True  # a text that begins with "=" stays a text
        if FIGURE_HEAD.match(title):
            cell.number_format = "#,##0.####"
        elif title in TEXTS.values():
            cell.number_format = "@"  # 5/6 and 2026 stay what was typed
        cell.protection = Protection(locked=False)  # a protected sheet sorts only where nothing is locked
        cell.alignment, cell.border = Alignment(wrap_text=True, vertical="top"), Border(bottom=HAIR, right=HAIR)
        if title in (KEY, CODE, TASK, ASKED, STATE, IN_CHARGE, UNIT) or not typed:
            cell.fill = PatternFill("solid", fgColor="F1F3F6")


def _cells(entry):
    measures = entry.task.asked_measures()
    figures = {row.measure_id: row.value for row in entry.figures.all()}
    asked = "; ".join(
        f"{n}) {row}" + (f": {vn_num(row.target)}" if row.target is not None else "")
        for n, row in enumerate(measures, 1)
    )
    numbers = {f"Số liệu {n}": _excel_number(figures.get(row.pk)) for n, row in enumerate(measures, 1)}
    texts = {title: getattr(entry, name) for name, title in TEXTS.items()}
    return {KEY: key_of(entry), CODE: entry.task.code, TASK: entry.task.text, ASKED: asked,
            LEVEL: entry.get_level_display() if entry.level else "", STATE: entry.get_state_display(),
            IN_CHARGE: _in_charge(entry), UNIT: entry.unit.full_name, **numbers, **texts}  # fmt: skip


def _excel_number(value):
    if value is None:
        return ""
    return int(value) if value == value.to_integral_value() else float(value)


def _guard(sheet, columns, last):
    """Lists for the level, a locked heading, filters; sorting and filtering stay allowed."""
    level = get_column_letter(columns.index(LEVEL) + 1)
    choice = DataValidation(type="list", formula1=f'"{",".join(LEVELS)}"', allow_blank=True, showErrorMessage=True)
    choice.errorTitle, choice.error = "Mức độ", "Chọn một trong bốn mức độ của danh sách."
    sheet.add_data_validation(choice)
    choice.add(f"{level}{FIRST_ROW}:{level}{last}")
    sheet.auto_filter.ref = f"A{HEAD_ROW}:{get_column_letter(len(columns))}{last}"
    guard = sheet.protection
    guard.sheet, guard.sort, guard.autoFilter, guard.formatColumns, guard.formatRows = True, False, False, False, False
