"""Before any parser sees a PDF: how many objects its cross-references declare and what its streams inflate to.

A cross-reference stream of 6 kB can declare a million and a half entries; a parser that believes it takes 40 seconds and
550 MB. What hides from this look (odd filters, sizes kept elsewhere) meets the limits of the child.
"""

import re
import zlib

from reader.errors import Unfit

MOST_ENTRIES = 200_000  # of all cross-references together; a scanned register of 1,000 pages has some 10,000
MOST_SECTIONS = 1_000  # of the cross-reference: one an update
MOST_INFLATED = 200 * 1024 * 1024  # bytes of all streams together but pictures, which nobody unpacks here
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_TABLE = re.compile(rb"(?<!start)xref\s+(?:\d+\s+(\d+)\s)")
_SECTION = re.compile(rb"[\r\n](\d{1,10}) (\d{1,10})\s*[\r\n]")
_SIZE = re.compile(rb"/Size\s+(\d+)")
_NUMBER = re.compile(rb"\d+")
_INDEX = re.compile(rb"/Index\s*\[([\d\s]*)\]")
_SPELLED = re.compile(rb"#([0-9A-Fa-f]{2})")
_STEP, _DICTIONARY = 256 * 1024, 4096
_TOO_MUCH = "Tệp PDF có cấu trúc bất thường ({}), không an toàn để mở. Hãy in hoặc xuất lại thành PDF mới."


def check(data: bytes) -> None:
    """Raises Unfit for a PDF whose declared objects or inflated streams are beyond any honest file's."""
    if data.count(b"startxref") > MOST_SECTIONS:
        raise Unfit(_TOO_MUCH.format("quá nhiều lần ghi thêm"))
    if _entries(data) > MOST_ENTRIES:
        raise Unfit(_TOO_MUCH.format("khai quá nhiều đối tượng"))
    total = 0
    for found in _STREAM.finditer(data):
        if not _is_picture(data, found.start()):
            total += _inflated(data, found.end(), MOST_INFLATED - total)
        if total >= MOST_INFLATED:
            raise Unfit(_TOO_MUCH.format("giải nén ra quá lớn"))


def _entries(data: bytes) -> int:
    """The most entries that any trailer, table or cross-reference stream declares, names spelled in hex included."""
    data = _SPELLED.sub(lambda found: bytes([int(found[1], 16)]), data)
    sizes = [int(size[:12]) for size in _SIZE.findall(data)]
    tables = [sum(int(many) for _, many in _SECTION.findall(part)) for part in _tables(data)]
    streams = [sum(int(n[:12]) for n in _NUMBER.findall(pairs)[1::2]) for pairs in _INDEX.findall(data)]
    return max((*sizes, *streams, sum(tables)), default=0)


def _tables(data: bytes):
    for found in _TABLE.finditer(data):
        end = data.find(b"trailer", found.start())
        yield data[found.start() : end if end > 0 else len(data)]


def _is_picture(data: bytes, start: int) -> bool:
    """Whether the stream that begins at `start` calls itself a picture and nothing of the file's structure."""
    about = data[max(0, start - _DICTIONARY) : start]
    about = about[about.rfind(b" obj") + 1 :]
    return b"/Image" in about and b"/XRef" not in about and b"/ObjStm" not in about


def _inflated(data: bytes, start: int, most: int) -> int:
    """How many bytes the stream at `start` gives, at most `most`; 0 for one that is not deflated."""
    if data[start : start + 1] not in (b"x", b"h", b"H", b"X", b"8", b"\x08"):
        return 0
    inflating, size, at = zlib.decompressobj(), 0, start
    try:
        while size < most and not inflating.eof and at < len(data):
            part = inflating.unconsumed_tail or data[at : at + _STEP]
            at += 0 if inflating.unconsumed_tail else _STEP
            size += len(inflating.decompress(part, _STEP))
    except zlib.error:
        pass
    return size
