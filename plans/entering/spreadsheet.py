"""The Excel form of a period: written with validated lists and a locked heading, read back cell by cell.

Every row carries a visible key of entry, version and a seal over the task's words, so rows may be sorted or copied and
a row whose cells slipped, a key typed by hand or a stale file is told apart. No database in here.

    build           entries -> bytes of .xlsx
    read            bytes -> [Line]; raises evidence.Refused for what is no such form
    compare         lines + entries as they stand -> Preview: changes, errors by cell, stale rows
"""

import io
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from django.utils.crypto import constant_time_compare, salted_hmac
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from plans.counting.plausible import Ground
from plans.models import Period, Progress
from plans.progress.evidence_files import Refused
from plans.progress.workflow import may_be_typed, why_over
from reader import child
from units.characters import clean, fit_for_files, one_line
from units.numbers import field_text, read_number, said, within
from units.vietnamese import vn_date, vn_num

__all__ = ["Change", "Line", "Mistake", "Preview", "build", "compare", "read"]

SHEET, HEAD_ROW, FIRST_ROW, MOST_ROWS, MOST_COLUMNS = "Tiến độ", 4, 5, 3000, 40
LIMITS = child.Limits(memory_mb=400, seconds=60, cpu_seconds=50)
KEY, CODE, TASK, ASKED, LEVEL = "Mã dòng (không sửa)", "Mục", "Nhiệm vụ", "Chỉ tiêu được giao", "Mức độ"
TEXTS = {"result": "Kết quả đã làm", "difficulties": "Khó khăn, vướng mắc", "proposals": "Đề xuất, kiến nghị",
         "explanation": "Giải trình"}  # fmt: skip
STATE, UNIT = "Tình trạng", "Đơn vị"
LEVELS = {word: code for code, word in Progress.Level.choices}
FIGURE_HEAD = re.compile(r"Số liệu (\d{1,2})")
OURS = {KEY, CODE, TASK, ASKED, LEVEL, STATE, UNIT, *TEXTS.values()}
WIDTHS = {KEY: 22, CODE: 8, TASK: 44, ASKED: 30, LEVEL: 18, STATE: 18, UNIT: 34}
HAIR = Side(style="thin", color="D7DDE5")
LONGEST = 4000


# --- Out --------------------------------------------------------------------------------------------------------------


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
    return [KEY, CODE, TASK, ASKED, LEVEL, *(f"Số liệu {n}" for n in range(1, most + 1)), *TEXTS.values(), STATE, UNIT]


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
        if title in (KEY, CODE, TASK, ASKED, STATE, UNIT) or not typed:
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
            UNIT: entry.unit.full_name, **numbers, **texts}  # fmt: skip


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


def key_of(entry: Progress) -> str:
    """Visible key of a row: entry, version, and a seal over the words of the task."""
    return f"{entry.pk}-{entry.version}-{_seal(entry.pk, entry.version, entry.task.code, entry.task.text)}"


def _seal(pk, version, code, text):
    words = f"{pk}|{version}|{_plain(code)}|{_plain(text)}"
    return salted_hmac("plans.spreadsheet.row", words).hexdigest()[:10]


def _plain(text):
    return one_line(fit_for_files(str(text or "")))


# --- In ---------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Line:
    """A row of the file: its number, key, and {heading: value} with the letter of each column."""

    number: int
    key: str
    cells: dict
    letters: dict

    def place(self, title: str) -> str:
        return f"{self.letters[title]}{self.number}"


def read(data: bytes) -> list[Line]:
    """[Line] of the first sheet. Raises evidence.Refused with what to do when it isn't the form or can't be read."""
    try:
        given: Any = child.run("reader.grids:rows", data, MOST_ROWS + FIRST_ROW, MOST_COLUMNS, limits=LIMITS)
    except child.ChildRefused as refused:
        raise Refused(refused.message_vi) from None
    rows = [[_value(cell) for cell in row] for row in given]
    head = next((n for n, row in enumerate(rows[:20]) if _plain(row[0] if row else "") == KEY), None)
    if head is None:
        raise Refused("Không thấy dòng tiêu đề của mẫu. Dùng đúng mẫu Excel tải ở trang này, giữ nguyên dòng tiêu đề.")
    letters = {_plain(title): get_column_letter(n) for n, title in enumerate(rows[head], 1) if title}
    absent = [title for title in (LEVEL, *TEXTS.values()) if title not in letters]
    if absent:
        raise Refused(f"Mẫu thiếu cột {', '.join(absent)}. Tải lại mẫu Excel của kỳ.")
    titles = [_plain(title) for title in rows[head]]
    _refuse_doubled(titles)
    return [
        Line(number, _plain(row[0]), dict(zip(titles, row, strict=False)), letters)
        for number, row in enumerate(rows[head + 1 :], head + 2)
        if any(value not in (None, "") for value in row)
    ]


def _refuse_doubled(titles):
    """Two columns of one heading: neither is taken, for nobody can know which one was meant."""
    for title in dict.fromkeys(titles):
        places = [get_column_letter(n) for n, other in enumerate(titles, 1) if other == title]
        if len(places) > 1 and (title in OURS or FIGURE_HEAD.fullmatch(title)):
            raise Refused(
                f"Tiêu đề “{title}” có ở các cột {', '.join(places)}. Chưa đọc cột nào; xóa cột thêm vào, hoặc đặt tên khác."
            )


@dataclass(frozen=True)
class Unreadable:
    """A cell without a value to take: a formula nobody counted, its error, a merged cell; `why` says what to do."""

    why: str

    def __str__(self) -> str:
        return self.why


def _value(cell):
    """A cell of `reader.grids` as a value to compare: a date is written as offices write it."""
    if not isinstance(cell, dict):
        return cell
    if "share" in cell:
        return Share(cell["share"])
    if "day" in cell:
        return _day(vn_date(date.fromisoformat(cell["day"])), cell)
    if "merged" in cell:
        return Unreadable(
            f"Ô gộp {cell['merged']}: dòng này không có giá trị riêng. Bỏ gộp ô, gõ giá trị cho từng dòng."
        )
    if "uncounted" in cell:
        return Unreadable("Ô là công thức chưa có giá trị. Mở tệp bằng Excel, lưu lại, hoặc gõ thẳng giá trị.")
    return Unreadable(f"Ô báo lỗi {cell['error']} của Excel. Sửa công thức hoặc gõ thẳng giá trị.")


def _day(written, cell):
    if "short" not in cell:
        return written
    return Unreadable(
        f"Excel đã đổi chữ gõ vào thành ngày {written}. Định dạng ô là Văn bản (Text) rồi gõ lại, hoặc gõ dấu ' phía trước."
    )


class Share(float):
    """95,2 of a cell that shows 95,2%."""


@dataclass(frozen=True)
class Mistake:
    """What is wrong in one cell."""

    cell: str
    task: str
    message: str


@dataclass(frozen=True)
class Change:
    """One cell that differs from what is stored: words for the preview."""

    cell: str
    entry: Progress
    label: str
    old: str
    new: str
    note: str = ""  # how a number written as text was understood
    doubt: str = ""  # why the figure does not look right


@dataclass
class Preview:
    """What applying the file would do; `apply` is ready for `progress.save`, rows with a mistake are not in it."""

    changes: list = field(default_factory=list)
    mistakes: list = field(default_factory=list)
    apply: list = field(default_factory=list)  # of {"pk", "version", "values", "figures"}
    same: int = 0


def compare(lines: Iterable[Line], entries: Mapping[int, Progress], ground: Ground) -> Preview:
    """Preview of `lines` against `entries` ({id: Progress with task, measures, figures}); `ground`: their
    `plausible.Ground`, for the figures the file would bring."""
    preview, seen = Preview(), {}
    for line in lines:
        entry = _identified(line, entries, preview)
        if not entry:
            continue
        mistakes, changes, wanted = _differences(line, entry)
        content = (tuple(sorted(wanted["values"].items())), tuple(sorted(wanted["figures"].items())))
        if entry.pk in seen:
            if seen[entry.pk][1] != content:
                _complain(
                    preview,
                    line,
                    KEY,
                    entry,
                    f"Trùng nhiệm vụ với dòng {seen[entry.pk][0]} nhưng nội dung khác. Giữ một dòng.",
                )
                preview.apply = [row for row in preview.apply if row["pk"] != entry.pk]
                preview.changes = [change for change in preview.changes if change.entry.pk != entry.pk]
            continue
        seen[entry.pk] = (line.number, content)
        _sort_in(preview, line, entry, mistakes, _questioned(changes, entry, wanted, ground), wanted)
    _take_out_slipped(preview)
    return preview


def _take_out_slipped(preview):
    """A column sorted by itself: words that are stored for one row stand beside another, whose own went elsewhere too."""
    for title in TEXTS.values():
        changed = [change for change in preview.changes if change.label == title]
        stored = {change.old for change in changed if change.old}
        moved = [change for change in changed if change.new in stored]
        if len({change.new for change in moved}) < 2:
            continue
        for change in moved:
            message = "Chữ này đang lưu ở dòng khác: có vẻ chỉ cột này bị sắp xếp. Sắp xếp cả bảng rồi nạp lại."
            preview.mistakes.append(Mistake(change.cell, str(change.entry.task)[:80], message))
        gone = {change.entry.pk for change in moved}
        preview.apply = [row for row in preview.apply if row["pk"] not in gone]
        preview.changes = [change for change in preview.changes if change.entry.pk not in gone]


def _questioned(changes, entry, wanted, ground):
    """The changes of one row, figures that would not look right with their question: also where the file leaves a
    figure as it is and changes the one it is held against."""
    brought = {key: None if value is None else Decimal(value) for key, value in wanted["figures"].items()}
    asked = defaultdict(list)
    for one in ground.findings(entry, brought):
        asked[one.field].append(one.said)
    places = {f"Số liệu {n}": f"figure-{row.pk}" for n, row in enumerate(entry.task.asked_measures(), 1)}
    rows = [replace(row, doubt=" ".join(asked.pop(places.get(row.label), []))) for row in changes]
    rest = " ".join(text for texts in asked.values() for text in texts)
    return [*rows[:-1], replace(rows[-1], doubt=f"{rows[-1].doubt} {rest}".strip())] if rows else rows


def _sort_in(preview, line, entry, mistakes, changes, wanted):
    version = int(line.key.split("-")[1])
    preview.mistakes += mistakes
    if mistakes:
        return
    if not changes:
        preview.same += 1
    elif entry.version != version:
        message = (
            f"Tệp cũ: nhiệm vụ đã được lưu lại lúc {entry.typed_at:%H:%M %d/%m/%Y}" if entry.typed_at else "Tệp cũ"
        )
        _complain(preview, line, KEY, entry, f"{message} sau khi tải mẫu này. Tải mẫu mới cho dòng này.")
    elif over := why_over(entry):
        _complain(preview, line, KEY, entry, over)
    elif not may_be_typed(entry):
        _complain(preview, line, KEY, entry, f"Đang ở bước “{entry.get_state_display()}”, không sửa được.")
    else:
        preview.changes += changes
        preview.apply.append({"pk": entry.pk, "version": entry.version, **wanted})


def _identified(line, entries, preview):
    """The entry of a line, by its key; complains and gives None for a key that is broken or of elsewhere."""
    match = re.fullmatch(r"(\d{1,18})-(\d{1,9})-([0-9a-f]{10})", line.key)
    text = _plain(line.cells.get(TASK))
    if not match:
        preview.mistakes.append(Mistake(f"A{line.number}", text, "Mã dòng trống hoặc bị sửa. Chép lại mã từ mẫu."))
        return None
    seal = _seal(match[1], match[2], line.cells.get(CODE), text)
    if not constant_time_compare(seal, match[3]):
        slipped = (
            "Mã dòng không khớp nhiệm vụ: dòng bị lệch khi sắp xếp hoặc bị sửa chữ. Sắp xếp cả bảng, không từng cột."
        )
        preview.mistakes.append(Mistake(f"A{line.number}", text, slipped))
        return None
    entry = entries.get(int(match[1]))
    if entry is None:
        preview.mistakes.append(Mistake(f"A{line.number}", text, "Dòng này của kỳ khác hoặc đơn vị khác."))
    return entry


def _complain(preview, line, title, entry, message):
    preview.mistakes.append(Mistake(line.place(title), str(entry.task)[:80], message))


def _differences(line, entry):
    """([Mistake], [Change], {"values", "figures"} to save) of one row."""
    mistakes, changes, values, figures = [], [], {}, {}
    task = str(entry.task)[:80]

    def take(title, parse, old, shown, into, name, note=""):
        try:
            new = parse(_readable(line.cells.get(title)))
        except ValueError as reason:
            mistakes.append(Mistake(line.place(title), task, str(reason)))
            return
        if new != old:
            into[name] = str(new) if isinstance(new, Decimal) else new
            changes.append(Change(line.place(title), entry, title, shown(old), shown(new), note))

    take(LEVEL, _level, entry.level, lambda code: dict(Progress.Level.choices).get(code, ""), values, "level")
    have = {row.measure_id: row.value for row in entry.figures.all()}
    for n, measure in enumerate(entry.task.asked_measures(), 1):
        title, small = f"Số liệu {n}", measure.in_percent
        if title in line.letters:
            read, note = partial(_number, small=small), _said(line.cells.get(title), small)
            take(title, read, have.get(measure.pk), _shown_number, figures, measure.pk, note)
    mistakes += _strays(line, entry, task)
    for name, title in TEXTS.items():
        take(title, _text, getattr(entry, name), lambda text: text, values, name)
    return mistakes, changes, {"values": values, "figures": figures}


def _strays(line, entry, task):
    """Mistakes for figures typed where the task asks for none: left out silently they would be lost."""
    asked = len(entry.task.asked_measures())
    typed = ((title, FIGURE_HEAD.fullmatch(title)) for title, value in line.cells.items() if value not in (None, ""))
    message = "Nhiệm vụ này không có chỉ tiêu ở cột này. Ghi con số vào Kết quả đã làm."
    return [Mistake(line.place(title), task, message) for title, head in typed if head and int(head[1]) > asked]


def _readable(value):
    if isinstance(value, Unreadable):
        raise ValueError(value.why)
    return value


def _shown_number(value):
    return "" if value is None else vn_num(value)


def _level(value):
    word = _plain(value)
    if not word:
        return ""
    found = {title.casefold(): code for title, code in LEVELS.items()}.get(word.casefold())
    if found is None:
        raise ValueError(f"“{word}” không có trong danh sách. Chọn: {', '.join(LEVELS)}.")
    return str(found)


def _number(value, small):
    """A number cell as it is, a text through the gate of numbers; raises ValueError with the reason."""
    if value is None or _plain(value) == "":
        return None
    if isinstance(value, str):
        return within(read_number(value, small=small))
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(f"“{value}” không phải là số.")
    number = within(Decimal(str(value)), places=400)  # a counted cell may have more places than are kept
    return round(number, 4).normalize() + 0 if number % 1 else number.quantize(Decimal(1))


def _said(value, small):
    return said(value, small=small) if isinstance(value, str) else ""


def _text(value):
    written = "" if value is None else value if isinstance(value, str) else _as_written(value)
    text = clean(written.replace("_x000D_", ""))
    if len(text) > LONGEST:
        raise ValueError(f"Dài {vn_num(len(text))} ký tự, tối đa {vn_num(LONGEST)}.")
    return text


def _as_written(value):
    """A number in a column of words: 2026 was typed as 2026, never as 2.026."""
    if isinstance(value, bool):
        return str(value).upper()
    return field_text(Decimal(str(float(value))), small=True) + ("%" if isinstance(value, Share) else "")
