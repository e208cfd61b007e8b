"""The door of the importer: a file in, a ParsedPlan out of the child, or a refusal with its reason."""

from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO, cast

from reader import child
from reader.wire import into

from .refusals import ImportRefused, check_size
from .shapes import ParsedPlan

ACCEPTED = (".docx", ".doc", ".rtf", ".odt", ".pdf", ".txt", ".html", ".htm", ".xlsx", ".ods", ".jpg", ".jpeg", ".png")
_BY_OFFICE = (".doc", ".rtf", ".odt")
# A scan of 20 pages takes tesseract two minutes; LibreOffice maps more memory than it uses.
LIMITS = child.Limits(memory_mb=700, seconds=240, cpu_seconds=200, scratch_mb=400)
VIEWS = child.Limits(memory_mb=400, seconds=60, cpu_seconds=50)
OFFICE = child.Limits(memory_mb=1500, seconds=100, cpu_seconds=80, scratch_mb=200)


def read_plan(path_or_file: str | Path | BinaryIO, filename: str, catalogue: Sequence[str] = ()) -> ParsedPlan:
    """Reads one document; `filename` tells the kind, the content must agree with it.

    `catalogue`: names of agencies and units the document may speak of, asked while reading.

    Raises ImportRefused with a Vietnamese message for a file that is too large, broken, locked, of another
    kind, or a scan without text. The file is opened in the sandboxed child only (`reader.child`).
    """
    suffix = check_kind(filename)
    data = _bytes_of(path_or_file)
    try:
        limits = OFFICE if suffix in _BY_OFFICE else LIMITS
        given = child.run("reader.opening:plan_in", data, suffix, list(catalogue), limits=limits)
    except child.ChildRefused as refused:
        raise ImportRefused(refused.message_vi) from refused
    return into(ParsedPlan, given)


def page_views(data: bytes, filename: str) -> list[tuple[int, int, bytes]]:
    """[(width, height, JPEG)] of a PDF's or a photo's pages to look at; none where there are none to draw."""
    if not filename.lower().endswith((".pdf", ".jpg", ".jpeg", ".png")):
        return []
    try:
        found = child.run("reader.page_views:views_of", data, check_kind(filename), limits=VIEWS)
    except child.ChildRefused:
        return []
    return [(width, height, picture) for width, height, picture in cast(list, found)]


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


def check_kind(filename: str, size: int | None = None) -> str:
    """The suffix of a file that may be read; ImportRefused for another kind, or for a `size` in bytes out of bounds."""
    suffix = Path(filename).suffix.lower()
    if suffix not in ACCEPTED:
        raise ImportRefused(
            "Loại tệp không được nhận. Hãy dùng .docx, .doc, .rtf, .odt, .pdf, .txt, .html, .xlsx, .ods hoặc ảnh .jpg, .png."
        )
    if size is not None:
        check_size(size)
    return suffix
