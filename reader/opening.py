"""A file of any accepted kind as a ParsedPlan, or a refusal with its reason. Runs in the child."""

from collections.abc import Sequence
from dataclasses import replace

from . import (
    layout,
    legacy,
    open_documents,
    parser,
    pdf_files,
    pictures,
    recognised,
    repairs,
    scans,
    sheets,
    web_pages,
    word_files,
)
from .layout import Piece
from .refusals import MAX_CHARACTERS, OLE_MAGIC, ImportRefused
from .shapes import ParsedPlan, Warning
from .text import normalise
from .unit_names import Names, names_of


def plan_in(data: bytes, suffix: str, catalogue: Sequence[str] = ()) -> ParsedPlan:
    """The reading of a file's bytes; `catalogue` are names of agencies and units it may speak of.

    Runs in the child; raises ImportRefused.
    """
    try:
        return _read(data, suffix, names_of(catalogue))
    except ImportRefused:
        raise
    except (ValueError, KeyError, IndexError, AttributeError, TypeError, OSError, RuntimeError) as error:
        # A hostile or damaged file can fail anywhere inside a format library; the person needs a sentence.
        raise ImportRefused("Không đọc được tệp này: nội dung bị hỏng hoặc không đúng định dạng.") from error


def _read(data: bytes, suffix: str, known: Names) -> ParsedPlan:
    if suffix == ".xlsx":
        return sheets.read(_unlocked(data))
    if suffix == ".ods":
        return sheets.read(open_documents.workbook_of(data))
    notes: tuple[Warning, ...] = ()
    pieces, scanned = _pieces(data, suffix)
    if scanned:
        pieces, told = repairs.repaired(pieces)
        notes += tuple(told)
    text, encoding = legacy.convert(layout.text_of(pieces))
    if encoding:
        notes += (
            Warning("source_text", f"Văn bản dùng bảng mã {encoding}, đã chuyển sang Unicode; cần kiểm tra chữ hoa."),
        )
    text = _with_words(normalise(text))
    known_lines = layout.with_text(pieces, text)
    plan = parser.parse(text, known_lines, known)
    plan = replace(plan, warnings=notes + plan.warnings, places=layout.places(known_lines))
    return recognised.doubted(plan, known_lines, known) if scanned else plan


def _pieces(data: bytes, suffix: str) -> tuple[list[Piece], bool]:
    """(pieces, whether they were recognised from pictures) of a file of running text."""
    if suffix == ".docx":
        return word_files.docx_pieces(_unlocked(data)), False
    if suffix == ".odt":
        open_documents.check_text(data)
    if suffix in (".doc", ".rtf", ".odt"):
        return word_files.converted_pieces(data, suffix), False
    if suffix in pictures.SUFFIXES:
        return scans.pieces_of_photo(data), True
    if suffix == ".pdf":
        return pdf_files.pieces_of(data)
    if suffix in (".html", ".htm"):
        return web_pages.pieces_of(_decoded(data)), False
    return [Piece(line) for line in _decoded(data).split("\n")], False


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
