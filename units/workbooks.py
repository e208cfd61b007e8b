"""The one way a workbook of figures is written: text is never a formula nor an address, numbers stay numbers.

The Excel form of a period is no such table: it is written, locked and read back by `plans.entering.spreadsheet`.
"""

import io
from collections.abc import Callable

import xlsxwriter
from django.http import HttpResponse
from xlsxwriter.workbook import Workbook

from units.characters import fit_for_files

__all__ = ["MIME", "as_download", "written"]

MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PLAIN = {"strings_to_formulas": False, "strings_to_urls": False}


def written(fill: Callable[[Workbook], None], *, title: str = "", author: str = "", many_rows: bool = False) -> bytes:
    """The bytes of the .xlsx file whose sheets `fill` writes; `many_rows`: from top to bottom only, kept on disk."""
    saved = io.BytesIO()
    book = xlsxwriter.Workbook(saved, {**PLAIN, "constant_memory" if many_rows else "in_memory": True})
    if title:
        book.set_properties({"title": fit_for_files(title), "author": fit_for_files(author)})
    fill(book)
    book.close()
    return saved.getvalue()


def as_download(data: bytes, name: str) -> HttpResponse:
    """The workbook as a file to be saved under the ASCII `name`, given without its ending."""
    answer = HttpResponse(data, content_type=MIME)
    answer["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return answer
