"""Scanned pages: words out of tesseract with their place on the page, debris left out, columns kept apart."""

import csv
import io
import os
import re
import shutil
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import groupby, pairwise
from pathlib import Path
from statistics import median

from .layout import Piece
from .refusals import ImportRefused
from .shapes import ParsedPlan, Warning
from .text import fold

MAX_PAGES = 20
# Stamps, rules and signatures come out as one to three characters that the recogniser itself does not believe in.
_DEBRIS_LENGTH, _DEBRIS_CONFIDENCE = 3, 30
_COLUMN_GAP = 1.8
# One thread a page and a few pages at once is faster than tesseract's own threads.
_AT_ONCE = max(1, min(4, os.cpu_count() or 1))
_NOTE = "Văn bản quét được nhận dạng chữ tự động (OCR); cần đối chiếu với bản gốc."
_DOUBTED = ("number", "date", "place", "issuer", "title", "signer_name", "signer_title", "recipients", "tasks")


def pieces_of(data: bytes, pages: int, *, unmapped: bool = False) -> list[Piece]:
    return [Piece(line) for line in text_of(data, pages).split("\n")]


def text_of(data: bytes, pages: int) -> str:
    """The text of a scanned PDF; ImportRefused says what to do where OCR or its Vietnamese data are missing."""
    if not is_installed():
        raise ImportRefused(
            "Tệp PDF là bản quét, không có lớp chữ, nên không đọc được nội dung. "
            "Hãy dùng tệp Word gốc hoặc bản PDF có chữ."
        )
    if pages > MAX_PAGES:
        raise ImportRefused(f"Bản quét có {pages} trang; chỉ nhận dạng chữ tối đa {MAX_PAGES} trang.")
    with tempfile.TemporaryDirectory(prefix="papi-ocr-") as folder:
        source = Path(folder, "scan.pdf")
        source.write_bytes(data)
        command = ["pdftoppm", "-r", "300", "-gray", "-png", str(source), f"{folder}/page"]
        subprocess.run(command, check=True, timeout=300, capture_output=True)
        with ThreadPoolExecutor(max_workers=_AT_ONCE) as pool:
            return "\n\n".join(pool.map(_page_text, sorted(Path(folder).glob("page*.png"))))


def doubted(plan: ParsedPlan) -> ParsedPlan:
    """The reading of a scan: a note on the whole, and one on every field that was read from it."""
    read = [name for name in _DOUBTED if getattr(plan, name)]
    notes = [
        Warning(name, "Đọc bằng nhận dạng chữ (OCR), cần đối chiếu.", plan.source_lines.get(name, ())) for name in read
    ]
    if plan.appendix:
        notes.append(Warning("appendix_tasks", "Bảng ở phụ lục của bản quét không đọc được chắc chắn nên không lấy."))
    warnings = (Warning("source_text", _NOTE), *plan.warnings, *notes)
    return replace(plan, appendix=(), warnings=warnings)


def is_installed() -> bool:
    """Whether tesseract with Vietnamese, and pdftoppm, are on this machine."""
    if not (shutil.which("tesseract") and shutil.which("pdftoppm")):
        return False
    listing = subprocess.run(["tesseract", "--list-langs"], capture_output=True, timeout=20, check=False)
    return "vie" in listing.stdout.decode().split()


def _page_text(image: Path) -> str:
    command = ["tesseract", str(image), "-", "-l", "vie", "--psm", "6", "tsv"]
    alone = os.environ | {"OMP_THREAD_LIMIT": "1"}
    result = subprocess.run(command, check=True, timeout=120, capture_output=True, env=alone)
    rows = csv.DictReader(
        io.StringIO(result.stdout.decode("utf-8", "replace")), delimiter="\t", quoting=csv.QUOTE_NONE
    )
    words = [row for row in rows if row["level"] == "5" and not _is_debris(row)]
    height = median([int(word["height"]) for word in words]) if words else 0
    lines = groupby(words, key=lambda word: (word["block_num"], word["par_num"], word["line_num"]))
    return "\n".join(_line_text(list(line), height) for _, line in lines)


def _is_debris(word: dict[str, str]) -> bool:
    text = word["text"].strip()
    # A rule under the motto is read as one letter with changing marks: "ăắầ—ắ-ẦẶẶ".
    if len(text) > _DEBRIS_LENGTH and len(set(re.sub(r"[\W_]", "", fold(text)))) == 1:
        return True
    return not text or (len(text) <= _DEBRIS_LENGTH and float(word["conf"]) < _DEBRIS_CONFIDENCE)


def _line_text(words: list[dict[str, str]], height: float) -> str:
    """The words of a line; a gap much wider than the letters are high parts two columns."""
    pieces = [words[0]["text"]]
    for before, word in pairwise(words):
        gap = int(word["left"]) - int(before["left"]) - int(before["width"])
        pieces += ["\t" if gap > _COLUMN_GAP * height else " ", word["text"]]
    return "".join(pieces)
