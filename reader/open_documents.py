"""OpenDocument and RTF: text through LibreOffice as Word files, tables of an .ods as the workbook they are."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree
from openpyxl import Workbook

from .refusals import ImportRefused, check_zip

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_MOST_ROWS, _MOST_COLUMNS = 20_000, 60


def check_text(data: bytes) -> None:
    """Refuses what is called .odt and is none, before LibreOffice sees it."""
    check_zip(data, "content.xml")


def workbook_of(data: bytes) -> bytes:
    """An .xlsx with the visible words of every sheet of an .ods; formulas and formats stay behind."""
    check_zip(data, "content.xml")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as pack:
            content = etree.fromstring(pack.read("content.xml"), parser)
    except (etree.XMLSyntaxError, zipfile.BadZipFile) as error:
        raise ImportRefused("Tệp .ods bị hỏng, không mở được. Hãy lưu lại tệp rồi thử lần nữa.") from error
    book = Workbook(write_only=True)
    for number, table in enumerate(content.iter(f"{_TABLE}table"), start=1):
        name = (table.get(f"{_TABLE}name") or "").translate(dict.fromkeys(map(ord, "[]:*?/\\"), " "))[:28]
        sheet = book.create_sheet(f"{name or 'Tờ'} {number}")
        for row in _rows(table):
            sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _rows(table: Any) -> Iterator[list[str]]:
    """Rows with words in them, repeated ones counted out up to the limit; empty ones between them kept, at most ten."""
    left = _MOST_ROWS
    for row in table.iter(f"{_TABLE}table-row"):
        cells = list(_cells(row))
        times = min(int(row.get(f"{_TABLE}number-rows-repeated", "1")), left if any(cells) else 10)
        for _ in range(times):
            yield cells
        left -= times
        if left <= 0:
            return


def _cells(row: Any) -> list[str]:
    found: list[str] = []
    for cell in row:
        if cell.tag not in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            continue
        text = "\n".join("".join(part.itertext()) for part in cell.iter(f"{_TEXT}p"))
        times = min(int(cell.get(f"{_TABLE}number-columns-repeated", "1")), _MOST_COLUMNS - len(found))
        found += [text] * max(0, times)
    while found and not found[-1]:
        found.pop()
    return found
