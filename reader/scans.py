"""Pages that are pictures: words out of tesseract with their place and how sure it is of them, debris left out."""

import csv
import io
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from itertools import groupby
from pathlib import Path
from statistics import median

from PIL import Image

from . import page_columns, page_lines, pictures, two_readings
from .layout import Piece
from .page_columns import Strip
from .page_lines import Page, Word, rows_of
from .refusals import ImportRefused
from .text import LOWER, UPPER, ends_sentence, fold

MAX_PAGES = 20
_DOTS = 300
# Stamps, rules and signatures come out as one to three characters that the recogniser itself does not believe in.
_DEBRIS_LENGTH, _DEBRIS_CONFIDENCE, _SPECK_CONFIDENCE = 3, 30, 70
# Signs that never stand between two blanks.
_NO_WORD = re.compile(r"[.,;:'’‘`´·°^ˆ_\\|]+$")
_NUMERAL = re.compile(r"[IVX]+\W?$")
_LETTERS = re.compile(rf"[{UPPER}{LOWER}\d]")
_GLUED = re.compile(r"^[:;'’‘`|.,·°_]+(?=[^\W_])")
_DASHED = re.compile(r"^[-–—~]+(?=\d{1,2}[.)]$)")
# Two words of small letters with dirt between them: "Công.an"; addresses have more than one stop.
_PARTED = re.compile(rf"([{UPPER}]?[{LOWER}]+)\.([{LOWER}]+\W?)$")
# A number of a heading or an item; what stands before it at the margin is dirt.
_MARK = re.compile(r"(?:[IVX]{1,4}|\d{1,2})[.)]$")
# The short names of offices behind "Lưu:" look like debris and are none.
_KEPT = re.compile(r"\W*l[uư]u\s*:", re.IGNORECASE)
# The language's letters, and those of its script: two readings that were learnt apart.
_LETTER_SETS = ("vie", "Vietnamese")
# One thread a page and a few pages at once is faster than tesseract's own threads.
_AT_ONCE = max(1, min(4, os.cpu_count() or 1))
_USE_WORD = "Hãy dùng tệp Word gốc hoặc bản PDF có chữ."


def pieces_of(data: bytes, pages: int, *, unmapped: bool = False) -> list[Piece]:
    """The pieces of a PDF that is pictures, or whose fonts name no letters (`unmapped`).

    ImportRefused says what to do where OCR or its Vietnamese data are missing.
    """
    what = "Phông chữ trong tệp PDF không cho biết chữ nào" if unmapped else "Tệp PDF là bản quét, không có lớp chữ"
    if not is_installed():
        raise ImportRefused(f"{what}, nên không đọc được nội dung. {_USE_WORD}")
    if pages > MAX_PAGES:
        raise ImportRefused(f"{what}, có {pages} trang; chỉ nhận dạng chữ tối đa {MAX_PAGES} trang. {_USE_WORD}")
    with tempfile.TemporaryDirectory(prefix="papi-ocr-") as folder:
        source = Path(folder, "scan.pdf")
        source.write_bytes(data)
        with ThreadPoolExecutor(max_workers=_AT_ONCE) as pool:
            return _laid_out(pool.map(lambda number: _read_page(source, number), range(1, pages + 1)))


def pieces_of_photo(data: bytes) -> list[Piece]:
    """The pieces of a photo of one page."""
    if not is_installed():
        raise ImportRefused(f"Máy chủ chưa cài bộ nhận dạng chữ nên chưa đọc được ảnh. {_USE_WORD}")
    with tempfile.TemporaryDirectory(prefix="papi-ocr-") as folder:
        page = Path(folder, "page.pgm")
        image = pictures.photo(data)
        image.save(page)
        return _laid_out([(_size_of(image), _words_in(page))])


def is_installed() -> bool:
    """Whether tesseract with Vietnamese, and pdftoppm, are on this machine."""
    return bool(shutil.which("tesseract") and shutil.which("pdftoppm") and _LETTER_SETS[0] in _letter_sets())


@cache
def _letter_sets() -> list[str]:
    """Those of the two sets of letters that are on this machine."""
    listing = subprocess.run(["tesseract", "--list-langs"], capture_output=True, timeout=20, check=False)
    there = listing.stdout.decode().split()
    return [letters for letters in _LETTER_SETS if letters in there]


Read = tuple[tuple[float, float], list[Word]]  # a page's width and height in points, its words


def _size_of(image):
    return image.width * 72 / _DOTS, image.height * 72 / _DOTS


def _read_page(source: Path, number: int) -> Read:
    """One page as a picture without seals, recognised, and gone again: twenty at once would fill the folder."""
    stem = source.with_name(f"page-{number}")
    command = [
        "pdftoppm",
        "-r",
        str(_DOTS),
        "-f",
        str(number),
        "-l",
        str(number),
        "-singlefile",
        str(source),
        str(stem),
    ]
    subprocess.run(command, check=True, timeout=120, capture_output=True)
    drawn, page = stem.with_suffix(".ppm"), stem.with_suffix(".pgm")
    with Image.open(drawn) as image:
        size = _size_of(image)
        pictures.scan(image).save(page)
    drawn.unlink()
    words = _words_in(page)
    page.unlink()
    return size, words


def _words_in(page: Path) -> list[Word]:
    with Image.open(page) as image:
        sheet, strips = page_columns.laid_out(image)
        sheet.save(page)
    with ThreadPoolExecutor(max_workers=len(_LETTER_SETS)) as pool:
        readings = list(pool.map(lambda letters: _rows(page, letters), _letter_sets()))
    rows = two_readings.joined(*readings) if len(readings) > 1 else readings[0]
    lines = groupby(rows, key=lambda row: (row["block_num"], row["par_num"], row["line_num"]))
    return [word for _, line in lines for word in _line_words(list(line), strips)]


def _rows(page: Path, letters: str) -> list[two_readings.Row]:
    command = ["tesseract", str(page), "-", "-l", letters, "--psm", "4", "--dpi", str(_DOTS), "tsv"]
    alone = os.environ | {"OMP_THREAD_LIMIT": "1"}
    result = subprocess.run(command, check=True, timeout=120, capture_output=True, env=alone)
    said = io.StringIO(result.stdout.decode("utf-8", "replace"))
    return list(csv.DictReader(said, delimiter="\t", quoting=csv.QUOTE_NONE))


def _line_words(line: list[dict[str, str]], strips: list[Strip]) -> list[Word]:
    """The words of a line of one column, all as high as the line: letters with tails make no line of their own."""
    said = [row for row in line if row["level"] == "5" and row["text"].strip()]
    found = [row for n, row in enumerate(said) if not _is_debris(row) and not (n and _is_speck(row, said[n - 1]))]
    if any(_LETTERS.search(row["text"]) for row in found) and _KEPT.match(" ".join(row["text"] for row in said)):
        found = said
    while len(found) > 1 and not _LETTERS.search(found[0]["text"]) and _MARK.match(found[1]["text"].strip()):
        found = found[1:]
    if not found:
        return []
    scale = 72 / _DOTS
    low = median(int(row["top"]) + int(row["height"]) for row in found)
    strip = page_columns.strip_at(strips, low)
    bottom = (low - strip.at + strip.box[1]) * scale
    height = max(int(row["height"]) for row in found) * scale
    return [_word(one, bottom - height, bottom, scale, strip) for row in found for one in _parted(row)]


def _parted(row):
    parts = _PARTED.match(row["text"].strip())
    return [row | {"text": part} for part in parts.groups()] if parts else [row]


def _word(row, top, bottom, scale, strip):
    left = (int(row["left"]) + strip.box[0]) * scale
    right = left + int(row["width"]) * scale
    return Word(
        without_speck(row["text"].strip()),
        left,
        right,
        top,
        bottom,
        confidence=float(row["conf"]),
        column=strip.column,
    )


def without_speck(word: str) -> str:
    """A word without the dirt that was read as a mark glued before it: ":Nạo", "'1.", "-1."."""
    return _DASHED.sub("", _GLUED.sub("", word))


def _is_speck(word: dict[str, str], before: dict[str, str]) -> bool:
    """Dirt inside a line comes out as a mark without a letter; at its start that may be an item's own."""
    alone = _NO_WORD.match(word["text"].strip())
    unsure = alone or float(word["conf"]) < _SPECK_CONFIDENCE or ends_sentence(before["text"])
    return bool(unsure) and not _LETTERS.search(word["text"])


def _is_debris(word: dict[str, str]) -> bool:
    text = word["text"].strip()
    # A rule under the motto is read as one letter with changing marks: "ăắầ—ắ-ẦẶẶ".
    alike = len(set(re.sub(r"[\W_]", "", fold(text)))) == 1
    if len(text) > _DEBRIS_LENGTH and alike and not _NUMERAL.match(text):
        return True
    return not text or (len(text) <= _DEBRIS_LENGTH and float(word["conf"]) < _DEBRIS_CONFIDENCE)


def _laid_out(pages: Iterable[Read]) -> list[Piece]:
    found = list(pages)
    heights = [word.size for _, words in found for word in words]
    if not heights:
        return [Piece("")]
    body = median(heights)
    width = max(word.right for _, words in found for word in words) + body
    laid = [Page(n, width, rows_of(words, body), size) for n, (size, words) in enumerate(found, start=1)]
    return page_lines.pieces_of(laid, body)
