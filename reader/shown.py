"""A Word or Excel file as PDF, to be read beside an entry without the programme it was written with. Runs in the child."""

from reader import libreoffice
from reader.errors import Unfit
from reader.uploads import EXCEL, WORD

SECONDS = 90
MOST_PAGES = 200  # nobody reviews more of one file in the portal; the file itself stays whole
KINDS = {  # MIME type -> (ending, export filter)
    WORD: (".docx", "writer"),
    "application/msword": (".doc", "writer"),
    EXCEL: (".xlsx", "calc"),
    "application/vnd.ms-excel": (".xls", "calc"),
}


def pdf_of(data: bytes, mime: str) -> bytes:
    """The pages of an Office file, MOST_PAGES at most. Raises Unfit with what to do instead."""
    suffix, room = KINDS[mime]
    if not libreoffice.installed():
        raise Unfit("Máy chủ chưa cài LibreOffice nên chưa xem được tại đây; mở tệp gốc để xem.")
    pages = f'{{"PageRange":{{"type":"string","value":"1-{MOST_PAGES}"}}}}'
    try:
        made = libreoffice.converted(data, suffix, f"pdf:{room}_pdf_Export:{pages}", seconds=SECONDS)
    except libreoffice.TooSlow:
        raise Unfit("Chuyển sang PDF quá lâu; mở tệp gốc để xem, hoặc đề nghị đơn vị gửi bản PDF.") from None
    if not made or not made.startswith(b"%PDF-"):
        raise Unfit("Tệp bị hỏng, trống hoặc có mật khẩu nên không chuyển được sang PDF; đề nghị đơn vị gửi bản PDF.")
    return made
