"""What a recogniser lost of the form of a paper is put back before it is read, and each repair is told.

Fixed words of a signature in capitals get their marks; a number that its list is missing stands at the item again.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from . import markers
from .layout import Piece
from .shapes import Warning
from .text import UPPER, ends_sentence, fold, is_caps, squeeze

_OFFICES = (
    "CHỦ TỊCH", "GIÁM ĐỐC", "CHÁNH VĂN PHÒNG", "TRƯỞNG BAN", "TRƯỞNG PHÒNG", "CHI CỤC TRƯỞNG", "CỤC TRƯỞNG", "BÍ THƯ",
    "CHÁNH THANH TRA", "HIỆU TRƯỞNG", "TRƯỞNG CÔNG AN", "CHỈ HUY TRƯỞNG",
)  # fmt: skip
_BODIES = ("ỦY BAN NHÂN DÂN", "BAN THƯỜNG TRỰC", "BAN CHỈ ĐẠO", "BAN CHẤP HÀNH", "BAN THƯỜNG VỤ", "HỘI ĐỒNG NHÂN DÂN")
_FIXED = {
    fold(phrase): phrase
    for phrase in (
        *_OFFICES,
        *(f"PHÓ {office}" for office in _OFFICES),
        *(f"{short}. {office}" for short in ("KT", "TL", "TUQ") for office in _OFFICES),
        *(f"TM. {body}" for body in _BODIES),
    )
}
_DEBRIS = re.compile(r"[^\w]*$|^[^\w]*")
_NUMBERED = re.compile(r"\s*(\d{1,2})\.\s")
_ENDS_LIST = re.compile(rf"\s*(?:[IVX]{{1,4}}\.\s|[{UPPER}]\.\s)|nơi nhận", re.IGNORECASE)


def repaired(pieces: Sequence[Piece]) -> tuple[list[Piece], list[Warning]]:
    """The pieces of a recognised paper as they must have stood, and a doubt for each that was changed."""
    notes: list[Warning] = []
    found = [_of_form(piece, n, notes) for n, piece in enumerate(pieces, start=1)]
    return _numbered(found, notes), notes


def _of_form(piece, line, notes):
    """Cells that are one of the fixed words of a signature but for marks and specks."""
    cells = piece.text.split("\t")
    mended = [_mended(cell) for cell in cells]
    for was, now in zip(cells, mended, strict=True):
        if squeeze(was).strip(" .:") != now.strip(" .:"):
            field = "signing_form" if "." in now else "signer_title"
            notes.append(Warning(field, f"“{squeeze(was)}” được sửa thành “{now}”; đối chiếu với bản gốc.", (line,)))
    if mended == cells:
        return piece
    same = [cell for cell in piece.cells if cell] == cells
    full = tuple(_mended(cell) if cell else "" for cell in piece.cells) if same else piece.cells
    return replace(piece, text="\t".join(mended), cells=full)


def _mended(cell):
    bare = _DEBRIS.sub("", cell)
    if not bare or not is_caps(bare):
        return cell
    return _FIXED.get(fold(re.sub(r"^(TM|KT|TL|TUQ)\s*[.,]?\s*", r"\1. ", squeeze(bare))), cell)


def _numbered(pieces, notes):
    """A paragraph between the items n and n + 2, or after the last of a list, without a mark of its own has lost it."""
    found = list(pieces)
    said = [n for n, piece in enumerate(found) if piece.text.strip()]
    for before, here, after in zip(said, said[1:], said[2:], strict=False):
        number = _number(found[before].text)
        if number is None or not _stands_alone(found[before].text, found[here]):
            continue
        if _number(found[after].text) == number + 2 or (number > 1 and _ENDS_LIST.match(found[after].text.strip())):
            words = found[here].text.strip()
            found[here] = replace(found[here], text=f"{number + 1}. {words}", starts=True)
            notes.append(
                Warning("tasks", f"Số thứ tự {number + 1} không đọc được ở bản quét, được ghi lại.", (here + 1,))
            )
    return found


def _number(text):
    match = _NUMBERED.match(text)
    return int(match.group(1)) if match else None


def _stands_alone(above, piece):
    """An item that ends as a sentence, and a new one below it in small print of no mark."""
    text = piece.text.strip()
    return ends_sentence(above) and not markers.find(text) and text[:1].isupper() and not is_caps(text)
