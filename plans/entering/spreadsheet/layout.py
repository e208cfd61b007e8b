"""The columns of the form, and the key of a row: entry, version and a seal over its words."""

import re

from django.utils.crypto import salted_hmac

from plans.models import Progress
from units.characters import fit_for_files, one_line

SHEET, HEAD_ROW, FIRST_ROW, MOST_ROWS, MOST_COLUMNS = "Tiến độ", 4, 5, 3000, 40
KEY, CODE, TASK, ASKED, LEVEL = "Mã dòng (không sửa)", "Mục", "Nhiệm vụ", "Chỉ tiêu được giao", "Mức độ"
TEXTS = {"result": "Kết quả đã làm", "difficulties": "Khó khăn, vướng mắc", "proposals": "Đề xuất, kiến nghị",
         "explanation": "Giải trình"}  # fmt: skip
STATE, UNIT, IN_CHARGE = "Tình trạng", "Đơn vị", "Phụ trách"
LEVELS = {word: code for code, word in Progress.Level.choices}
FIGURE_HEAD = re.compile(r"Số liệu (\d{1,2})")
OURS = {KEY, CODE, TASK, ASKED, LEVEL, STATE, UNIT, IN_CHARGE, *TEXTS.values()}


def key_of(entry: Progress) -> str:
    """Visible key of a row: entry, version, and a seal over the words of the task."""
    return f"{entry.pk}-{entry.version}-{seal(entry.pk, entry.version, entry.task.code, entry.task.text)}"


def seal(pk: int | str, version: int | str, code: object, text: object) -> str:
    """The seal over the words of a task; `code` and `text` as the file holds them."""
    words = f"{pk}|{version}|{plain(code)}|{plain(text)}"
    return salted_hmac("plans.spreadsheet.row", words).hexdigest()[:10]


def plain(text: object) -> str:
    """What a cell says as one line of text."""
    return one_line(fit_for_files(str(text or "")))
