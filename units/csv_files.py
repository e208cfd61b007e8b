"""The one way a long table is handed out as CSV: row by row, never whole in memory; text is never a formula. And how one
is read.

With the mark of UTF-8 in front, or Excel takes Vietnamese for another language.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from django.http import StreamingHttpResponse

from units.characters import fit_for_files

__all__ = ["as_stream", "lines", "read"]

MIME = "text/csv; charset=utf-8"
AT_ONCE = 200  # rows handed over together
_FORMULA = re.compile(r"[=+\-@\t\r＝＋－＠]")  # what a spreadsheet takes for the beginning of one


class _Passed:
    """A file that gives back what is written into it."""

    def write(self, text: str) -> str:
        return text


def lines(rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """`rows` as lines of CSV (RFC 4180); None is an empty cell, text like a formula begins with an apostrophe."""
    writer = csv.writer(_Passed())
    return (writer.writerow([_safe(value) for value in row]) for row in rows)


def _safe(value):
    return _safe_text(value) if isinstance(value, str) else value


@lru_cache(maxsize=4000)  # states, days and names of units come again in thousands of rows
def _safe_text(value):
    text = fit_for_files(value)
    return f"'{text}" if _FORMULA.match(text) else text


def as_stream(rows: Iterable[Sequence[Any]], name: str) -> StreamingHttpResponse:
    """The table as a file to be saved under the ASCII `name`, given without its ending."""
    answer = StreamingHttpResponse(_together(lines(rows)), content_type=MIME)
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer


def _together(found):
    kept = ["\ufeff"]
    for line in found:
        kept.append(line)
        if len(kept) >= AT_ONCE:
            yield "".join(kept)
            kept.clear()
    yield "".join(kept)


def read(data: bytes, *, most_columns: int, most_rows: int) -> list[list[str]]:
    """The cells of a table parted by commas, semicolons or tabs, whichever its first line has most of.

    Raises ValueError, in words for who sent it, for what is no UTF-8 text or no table.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ValueError("Cần tệp Excel .xlsx, hoặc CSV lưu bằng mã UTF-8 (Excel: CSV UTF-8).") from None
    if "\x00" in text:
        raise ValueError("Tệp không phải Excel .xlsx hay CSV.")
    first = text.split("\n", 1)[0]
    mark = max(";\t,", key=first.count)
    try:
        return [row[:most_columns] for row in csv.reader(io.StringIO(text), delimiter=mark)][:most_rows]
    except csv.Error:
        raise ValueError("Tệp CSV bị hỏng. Lưu lại bằng Excel, kiểu CSV UTF-8.") from None
