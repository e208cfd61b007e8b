"""Annexes of a paper: long tables laid out by Typst, in the look of the paper, and put behind it before any signature.

The HTML engine needs 9 s for 500 rows of 9 columns, Typst less than one; so every annex goes this way, short or long,
and there is only one look.
"""

import dataclasses
import io
import json
import re
import subprocess
import sys
from pathlib import Path

import pikepdf

from reports.layout import decree30, fonts, tags, wording
from reports.layout.content import Annex, Column, Paper
from reports.layout.decree30 import STYLES
from reports.layout.fonts import MM_PT
from reports.layout.html import cell_text, document_title
from reports.layout.printable import printable

_SOURCE = Path(__file__).resolve().parents[2] / "templates/papers/annex.typ"
_PROCESS = Path(__file__).with_name("typesetting.py")
_TALL = 15  # lines of a cell; a row with more may break over two pages, else it could be taller than one
_INSET = 8  # points that borders and the space beside them take from the width of a cell
_LONG_WORD = re.compile(r"\S{8,}")  # no Vietnamese word is longer than seven letters
_BREAK = "\u200b"
_STYLES = ("annex_number", "annex_title", "annex_origin", "annex_table", "page_number")


def append(pdf: bytes, paper: Paper) -> tuple[bytes, int]:
    """The PDF with all annexes of the paper behind it, and how many pages they take.

    Must happen before the first signature: a later page would break it.
    """
    with pikepdf.open(io.BytesIO(pdf)) as whole, pikepdf.open(io.BytesIO(to_pdf(paper))) as annexes:
        tags.append(whole, annexes)
        merged = io.BytesIO()
        whole.save(merged)
        return merged.getvalue(), len(annexes.pages)


def to_pdf(paper: Paper, only: int | None = None) -> bytes:
    """All annexes as one PDF/A-2b file, or the one at index `only`, for an annex that is sent as a file of its own."""
    paper = printable(paper)
    annexes = [_annex(paper, index, annex) for index, annex in enumerate(paper.annexes) if only in (None, index)]
    data = {"title": document_title(paper), "author": paper.issuer_name, "decree": _decree(), "annexes": annexes}
    return _typeset(json.dumps(data, ensure_ascii=False))


def _typeset(data: str) -> bytes:
    """Raises RuntimeError with the engine's own words when it fails."""
    fonts.check()
    order = json.dumps({"source": str(_SOURCE), "fonts": str(fonts.folder()), "data": data})
    command = [sys.executable, "-I", str(_PROCESS)]
    done = subprocess.run(command, input=order.encode(), capture_output=True, check=False)
    if done.returncode:
        raise RuntimeError(f"Không dàn được phụ lục: {done.stderr.decode('utf-8', 'replace')[-500:]}")
    return done.stdout


def _decree() -> dict:
    styles = {name: dataclasses.asdict(STYLES[name]) for name in _STYLES}
    margins = {"top": decree30.TOP, "bottom": decree30.BOTTOM, "left": decree30.LEFT, "right": decree30.RIGHT}
    return {"font": decree30.FONT, "body": STYLES["body"].size} | margins | styles


def _annex(paper: Paper, index: int, annex: Annex) -> dict:
    room = (decree30.LANDSCAPE_TEXT_WIDTH if annex.landscape else decree30.TEXT_WIDTH) - 10
    total = sum(column.weight for column in annex.table.columns)
    widths = [(room + 10) * MM_PT * column.weight / total - _INSET for column in annex.table.columns]
    return {
        "head": paper.annex_head(index),
        "title": [line.upper() for line in fonts.lines(wording.nfc(annex.title), STYLES["annex_title"], room)],
        "origin": fonts.lines(wording.nfc(paper.annex_origin), STYLES["annex_origin"], room),
        "landscape": annex.landscape,
        "columns": [_column(*pair) for pair in zip(annex.table.columns, widths, strict=True)],
        "rows": [_row(row, widths if len(row) > 1 else [sum(widths)]) for row in annex.table.rows],
        "notes": [_breaking(note, room * MM_PT, italic=True) for note in annex.notes],
    }


def _column(column: Column, width: float) -> dict:
    return dataclasses.asdict(column) | {"title": _breaking(column.title, width, bold=True)}


def _row(row: tuple, widths: list[float]) -> dict:
    group = len(row) == 1
    cells = [_breaking(cell_text(cell), width, bold=group) for cell, width in zip(row, widths, strict=False)]
    return {"cells": cells, "long": any(map(_is_tall, cells, widths))}


def _is_tall(cell: str, width: float) -> bool:
    a_line = max(1, width // (STYLES["annex_table"].size / 2))
    return sum(1 + len(line) // a_line for line in cell.split("\n")) > _TALL


def _breaking(text: str, width: float, **look: bool) -> str:
    """`text` with places to break in those words that are wider than their cell: Typst would let them run out of it."""
    if not _LONG_WORD.search(text):
        return text
    style = dataclasses.replace(STYLES["annex_table"], **look)  # type: ignore[arg-type]
    return _LONG_WORD.sub(lambda found: _BREAK.join(fonts.pieces(found[0], style, width)), text)
