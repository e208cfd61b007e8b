"""Lines of the journal as a workbook."""

from collections.abc import Sequence

from papi_portal.auditing.rows import Line
from units.characters import fit_for_files
from units.watching import watched
from units.workbooks import written

__all__ = ["HEADS", "MOST", "build"]

MOST = 20_000  # lines in one file; more: choose fewer days
HEADS = ("Lúc", "Việc", "Người làm", "Thay cho", "Về tài khoản", "Tại đơn vị", "Về", "Địa chỉ", "Trình duyệt", "Nội dung",
         "Thay đổi")  # fmt: skip


def build(lines: Sequence[Line]) -> bytes:
    """The bytes of the .xlsx file."""

    def fill(book):
        sheet, bold = book.add_worksheet("Nhật ký"), book.add_format({"bold": True, "text_wrap": True})
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(HEADS) - 1, 22)
        sheet.write_row(0, 0, HEADS, bold)
        for number, line in enumerate(watched(lines, len(lines)), 1):
            sheet.write_row(number, 0, [fit_for_files(cell) for cell in _cells(line)])

    return written(fill, title="Nhật ký hệ thống", many_rows=True)


def _cells(line):
    changes = "; ".join(f"{name}: {old} → {new}" for name, old, new in line.changes)
    return (f"{line.at:%d/%m/%Y %H:%M:%S}", line.what, line.who, line.acting_for, line.about, line.unit, line.subject,
            line.address, line.device, line.said, changes)  # fmt: skip
