"""The door of the importer: a file of any accepted kind in, a ParsedPlan out, or a refusal with its reason."""

import logging
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from . import legacy, parser, pdf_files, scans, sheets, web_pages, word_files
from .refusals import MAX_CHARACTERS, OLE_MAGIC, ImportRefused, check_size
from .shapes import ParsedPlan, Warning
from .text import normalise

ACCEPTED = (".docx", ".doc", ".pdf", ".txt", ".html", ".htm", ".xlsx")
_log = logging.getLogger(__name__)


def read_plan(path_or_file: str | Path | BinaryIO, filename: str) -> ParsedPlan:
    """Reads one document; `filename` tells the kind, the content must agree with it.

    Raises ImportRefused with a Vietnamese message for a file that is too large, broken, locked, of another
    kind, or a scan without text. Nothing is written anywhere but in a temporary folder of a converter.
    """
    suffix = Path(filename).suffix.lower()
    if suffix not in ACCEPTED:
        raise ImportRefused("Loại tệp không được nhận. Hãy dùng .docx, .doc, .pdf, .txt, .html hoặc .xlsx.")
    data = _bytes_of(path_or_file)
    try:
        return _read(data, suffix)
    except ImportRefused:
        raise
    except (ValueError, KeyError, IndexError, AttributeError, TypeError, OSError, RuntimeError) as error:
        # A hostile or damaged file can fail anywhere inside a format library; the person needs a sentence.
        _log.warning("cannot read %s: %r", suffix, error)
        raise ImportRefused("Không đọc được tệp này: nội dung bị hỏng hoặc không đúng định dạng.") from error


def _bytes_of(source: str | Path | BinaryIO) -> bytes:
    if isinstance(source, str | Path):
        path = Path(source)
        if not path.is_file():
            raise ImportRefused("Không tìm thấy tệp.")
        check_size(path.stat().st_size)
        return path.read_bytes()
    size = getattr(source, "size", None)
    if size is not None:
        check_size(size)
    source.seek(0)
    data = source.read(25 * 1024 * 1024 + 1)
    check_size(len(data))
    return data


def _read(data: bytes, suffix: str) -> ParsedPlan:
    if suffix == ".xlsx":
        return sheets.read(_unlocked(data))
    notes: tuple[Warning, ...] = ()
    scanned = False
    if suffix == ".docx":
        text = word_files.docx_text(_unlocked(data))
    elif suffix == ".doc":
        text = word_files.doc_text(data)
    elif suffix == ".pdf":
        text, scanned = pdf_files.text_of(data)
    elif suffix in (".html", ".htm"):
        text = web_pages.text_of(_decoded(data))
    else:
        text = _decoded(data)
    text, encoding = legacy.convert(text)
    if encoding:
        notes += (
            Warning("source_text", f"Văn bản dùng bảng mã {encoding}, đã chuyển sang Unicode; cần kiểm tra chữ hoa."),
        )
    plan = parser.parse(_with_words(normalise(text)))
    plan = replace(plan, warnings=notes + plan.warnings)
    return scans.doubted(plan) if scanned else plan


def _unlocked(data: bytes) -> bytes:
    """An encrypted .docx or .xlsx is an OLE container instead of a zip."""
    if data.startswith(OLE_MAGIC):
        raise ImportRefused("Tệp được đặt mật khẩu hoặc ở định dạng cũ. Hãy bỏ mật khẩu, lưu lại rồi tải lên.")
    return data


def _decoded(data: bytes) -> str:
    if data.count(b"\x00") > len(data) // 4 and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ImportRefused("Đây không phải là tệp văn bản.")
    return legacy.decode(data)


def _with_words(text: str) -> str:
    if not any(char.isalpha() for char in text):
        raise ImportRefused("Tệp không có chữ nào để đọc.")
    if len(text) > MAX_CHARACTERS:
        raise ImportRefused("Văn bản quá dài để đọc một lần; hãy tách phụ lục ra tệp riêng.")
    return text
