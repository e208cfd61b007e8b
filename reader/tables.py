"""Tables of tasks: the header is recognised by meaning, group rows give sections, each bad cell gets its message."""

import re
from dataclasses import dataclass, field, replace
from datetime import date

from . import dimensions
from .markers import find
from .shapes import Task, TaskSection, Warning
from .text import fold, squeeze

_COLUMNS = (
    ("order", r"(so\s*)?(stt|tt|thu tu)"),
    ("coordinating", r".*phoi hop.*"),
    (
        "lead",
        r".*(chu tri|don vi thuc hien|co quan thuc hien|don vi phu trach|nguoi thuc hien|nguoi phu trach"
        r"|bo phan thuc hien|phan cong|phu trach|tham muu|dau moi|trach nhiem).*|(cac )?(don vi|co quan|bo phan)",
    ),
    ("deadline", r".*(thoi gian|thoi han|tien do|thoi diem|hoan thanh|han\b).*"),
    ("output", r".*(san pham|ket qua|dau ra).*"),
    ("text", r".*(nhiem vu|noi dung|cong viec|giai phap|hoat dong|ten viec).*"),
    ("note", r".*ghi chu.*"),
)
# Columns of a form of figures: what is counted, in what unit, how much of it. No work is given in it.
_FIGURES = re.compile(
    r"don vi tinh|dvt|(chi tieu|so lieu|noi dung) thong ke\b.*|so luong.*|ty le.*|tong so.*|(ket qua|thuc hien|uoc|ke hoach)"
    r" (nam )?\d{4}|so (lieu|nguoi|ho|vu|luot).*|ket qua thong ke|so (cung|voi).*|diem( toi da| tu cham| so)?|ti le.*"
)
_GROUPS = r"(chi so|truc|linh vuc|nhom)?\s*noi dung|linh vuc|nhom|chi so"
LONGEST_CELL = 5000
_FULL_DATE = re.compile(r"\b(\d{1,2})/(\d{1,2})/(\d{4})\b")
_LONGEST_FIGURE = 8
# A table's own title, the header, and the header's second row.
_HEADER_ROWS = 4


@dataclass(slots=True)
class Cell:
    """One table cell: its text, in a workbook its address, in a document its source line."""

    text: str
    address: str | None = None
    line: int | None = None


@dataclass
class TaskTable:
    """Sections of tasks read from a table, and what was wrong with which cell."""

    sections: list[TaskSection] = field(default_factory=list)
    warnings: list[Warning] = field(default_factory=list)

    @property
    def count(self) -> int:
        return sum(len(section.items) for section in self.sections)

    def sections_of(self, text: str) -> tuple[TaskSection, ...]:
        """The sections; in a text about PAPI a group row may name a dimension."""
        if not dimensions.is_about_papi(text):
            return tuple(self.sections)
        return tuple(replace(s, dimension=dimensions.of_heading(s.heading or "")) for s in self.sections)


def header_of(row: list[Cell]) -> dict[str, int] | None:
    """Column index by meaning, when the row is the header of a task table (a task column and one more).

    Where a column "Nội dung PAPI" stands beside "Nhiệm vụ", the second holds the tasks and the first groups them.
    """
    columns: dict[str, int] = {}
    for index, cell in enumerate(row):
        folded = squeeze(re.sub(r"[^\w\s]", " ", fold(cell.text)))
        if not folded or len(folded) > 60:
            continue
        name = next((name for name, pattern in _COLUMNS if re.fullmatch(pattern, folded)), None)
        if name == "text" and name in columns and re.match(_GROUPS, _folded(row[columns[name]])):
            columns["group"] = columns.pop(name)
        if name and name not in columns:
            columns[name] = index
    return columns if "text" in columns and len(columns.keys() - {"text", "order", "note", "group"}) >= 1 else None


def counts_only(row: list[str]) -> bool:
    """Whether a header row is that of a form of figures: a unit of measure or counts, and nobody in charge."""
    heads = [squeeze(re.sub(r"\([^)]*\)|[^\w\s]", " ", fold(text))) for text in row]
    named = [name for head in heads for name, pattern in _COLUMNS if name != "text" and re.fullmatch(pattern, head)]
    return not {"lead", "coordinating", "deadline"} & set(named) and any(_FIGURES.fullmatch(head) for head in heads)


def _folded(cell: Cell) -> str:
    return squeeze(fold(cell.text))


def read_rows(rows: list[list[Cell]], columns: dict[str, int]) -> TaskTable:
    """Tasks of the rows below a header; a row with words but no attributes opens a group."""
    table = TaskTable()
    section: str | None = None
    heading: str | None = None
    items: list[Task] = []
    for row in rows:
        values = {name: _cell(row, index) for name, index in columns.items()}
        text = squeeze(values["text"].text)
        if not any(cell.text and not cell.text.isspace() for cell in row) or _is_column_numbers(row):
            continue
        if len(text) < 40 and header_of(row):
            continue
        if _is_group(row, values, text):
            _close(table, section, heading, items)
            section, heading = _group_of(values, text or squeeze(_first_text(row)))
            items = []
            continue
        group = squeeze(values["group"].text) if "group" in values else ""
        if group and group != heading:
            _close(table, section, heading, items)
            section, heading, items = None, group, []
        task = _task(values, text, row, table.warnings)
        if task:
            items.append(task)
    _close(table, section, heading, items)
    return table


def _cell(row: list[Cell], index: int) -> Cell:
    return row[index] if index < len(row) else Cell("", _address_beside(row, index))


def _address_beside(row: list[Cell], index: int) -> str | None:
    """The address of an empty cell to the right of a row's last one."""
    number = re.sub(r"\D", "", row[0].address or "") if row else ""
    return f"{chr(ord('A') + index)}{number}" if number and index < 26 else None


def _first_text(row: list[Cell]) -> str:
    return next((cell.text for cell in row if len(squeeze(cell.text)) > 3), "")


def _is_column_numbers(row: list[Cell]) -> bool:
    """The line "(1) (2) (3) …" some tables carry under the header."""
    if any(len(cell.text) > _LONGEST_FIGURE for cell in row):
        return False
    texts = [squeeze(cell.text).strip("()") for cell in row if squeeze(cell.text)]
    return len(texts) >= 3 and all(re.fullmatch(r"\d{1,2}|[a-zA-Z]", text) for text in texts)


def _is_group(row: list[Cell], values: dict[str, Cell], text: str) -> bool:
    others = [squeeze(cell.text) for name, cell in values.items() if name not in ("text", "order", "note", "group")]
    filled = [value for value in others if value and value != text]
    if filled or not (text or _first_text(row)):
        return False
    order = squeeze(values["order"].text) if "order" in values else ""
    return (
        not text
        or bool(re.fullmatch(r"[IVX]+\.?|[A-H]\.?", order))
        or any(other == text for other in others)
        or not order.strip(".").isdecimal()
    )


def _group_of(values: dict[str, Cell], text: str) -> tuple[str | None, str]:
    """(label, heading) of a group row; its number may stand in the first column or before the words."""
    label = squeeze(values["order"].text).rstrip(".") if "order" in values else ""
    if 0 < len(label) <= 8:
        return label, text
    marker = find(text)
    return (marker.label, text[marker.length :].strip()) if marker and marker.label else (None, text)


def _task(values: dict[str, Cell], text: str, row: list[Cell], warnings: list[Warning]) -> Task | None:
    if not text:
        address = values["text"].address
        warnings.append(
            Warning("tasks", "Dòng có số liệu nhưng không có nội dung nhiệm vụ, không nhập.", cell=address)
        )
        return None
    found = {name: squeeze(cell.text) or None for name, cell in values.items()}
    for name, label in (("lead", "cơ quan chủ trì"), ("deadline", "thời gian")):
        if name in values and not found[name]:
            warnings.append(Warning("tasks", f"Thiếu {label} của nhiệm vụ.", cell=values[name].address))
    _check_cells(values, warnings)
    return Task(
        text,
        found.get("lead"),
        found.get("coordinating"),
        found.get("deadline"),
        found.get("output"),
        source_lines=(line,) if (line := values["text"].line) else (),
        cell=values["text"].address,
    )


def _check_cells(values: dict[str, Cell], warnings: list[Warning]) -> None:
    for name, cell in values.items():
        if not cell.text:
            continue
        if cell.text[0] == "=":
            warnings.append(
                Warning(
                    "tasks", "Ô bắt đầu bằng dấu “=” được đọc như chữ, công thức không được tính.", cell=cell.address
                )
            )
        elif cell.text[0] == "#" and re.match(r"#(REF|N/A|VALUE|NAME|DIV/0|NUM)", cell.text):
            warnings.append(Warning("tasks", "Ô mang lỗi của bảng tính, cần nhập lại.", cell=cell.address))
        if len(cell.text) > LONGEST_CELL:
            warnings.append(Warning("tasks", "Ô dài bất thường, cần kiểm tra.", cell=cell.address))
        if name == "deadline" and _is_impossible_date(cell.text):
            warnings.append(
                Warning("tasks", f"Ngày “{squeeze(cell.text)[:40]}” không có trong lịch.", cell=cell.address)
            )


def _is_impossible_date(text: str) -> bool:
    match = _FULL_DATE.search(text)
    if match is None:
        return False
    day, month, year = map(int, match.groups())
    try:
        return not date(year, month, day)
    except ValueError:
        return True


def _close(table: TaskTable, section: str | None, heading: str | None, items: list[Task]) -> None:
    if items:
        table.sections.append(TaskSection(section, heading, None, tuple(items)))


def text_table(lines: list[tuple[int, list[str]]]) -> TaskTable | None:
    """A table of a document: (line number, cells) rows, its header among the first; None where it holds no tasks."""
    for index, (_, cells) in enumerate(lines[:_HEADER_ROWS]):
        if counts_only(cells):
            return None
        columns = header_of([Cell(text) for text in cells])
        if columns:
            rows = [[Cell(text, line=line) for text in row] for line, row in lines[index + 1 :]]
            return read_rows(rows, columns)
    return None
