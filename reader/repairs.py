"""What a recogniser lost of the form of a paper is put back before it is read, and each repair is told.

Fixed words of a signature in capitals get their marks; a number that its list is missing stands at the item again.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from . import markers
from .layout import Piece
from .shapes import Warning
from .signing import OFFICES
from .text import UPPER, ends_sentence, fold, is_caps, squeeze

_BODIES = ("ỦY BAN NHÂN DÂN", "BAN THƯỜNG TRỰC", "BAN CHỈ ĐẠO", "BAN CHẤP HÀNH", "BAN THƯỜNG VỤ", "HỘI ĐỒNG NHÂN DÂN")
_FIXED = {
    fold(phrase): phrase
    for phrase in (
        *OFFICES,
        *(f"PHÓ {office}" for office in OFFICES),
        *(f"{short}. {office}" for short in ("KT", "TL", "TUQ") for office in OFFICES),
        *(f"TM. {body}" for body in _BODIES),
    )
}
_BODIES_BY_FOLD = {fold(body): body for body in _BODIES}
_BODY = re.compile("|".join(_BODIES_BY_FOLD))
_HEAD_LINES = 12
_BEHEADED = re.compile(r"^([\W_]*)BAN NHÂN DÂN(?=\s|$)")
_NUMERALS = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
_VALUES = {numeral: value for value, numeral in enumerate(_NUMERALS) if numeral}
# What a recogniser makes of "I.", "II.", "III." before capitals: "L", "H.", "HI.", "TII,".
_HEADING = re.compile(rf"\s*([IVXLHTNMUĨÌÍỊl1|!_]{{1,4}}(?:[.,]\s*|\s+))?([{UPPER}][{UPPER}\s,\-–]{{5,}})[.:]?\s*$")
_HEADINGS = (
    "muc dich", "yeu cau", "muc tieu", "noi dung", "nhiem vu", "giai phap", "to chuc thuc hien", "kinh phi", "can cu",
    "trach nhiem", "pham vi", "doi tuong", "thoi gian", "phan cong", "che do", "danh gia", "quan diem", "chi tieu",
)  # fmt: skip
# Without blanks, which a recogniser loses between capitals: "CHỦTỊCH".
_TIGHT = {phrase.replace(" ", ""): right for phrase, right in _FIXED.items()}
_DEBRIS = re.compile(r"[^\w]*$|^[^\w]*")
_NUMBERED = re.compile(r"\s*(\d{1,2})\.\s")
# The registry's short name behind "Lưu:", whose T is read as a stroke.
_KEPT_AT = re.compile(r"(\bLưu\s*:\s*)V[ILTÌÍỊĨ1l!]?(?=[.,;:]|\s*$)")
_MISREAD_STOP = re.compile(rf"(\s*)(\d{{1,2}})[:;,·]\s+(?=[{UPPER}])")
_PARTED_DATE = re.compile(r"\b(\d{1,2}/)\s+(\d{1,2}/\d{4})\b")
_YEAR_DASH = re.compile(r"\b(năm)[-–_.](?=\d{4}\b)")
_FIRST_DASH = re.compile(r"^(\s*)[-–—_~]+\s*")
_KIND_WORDS = ("KẾ HOẠCH", "CHƯƠNG TRÌNH", "BÁO CÁO", "CHỈ THỊ", "QUYẾT ĐỊNH", "THÔNG BÁO")
_FOOT = re.compile(r"[\W_]*noi nhan")
_NEXT, _SECOND = 6, 2
_ENDS_LIST = re.compile(rf"\s*(?:[IVX]{{1,4}}\.\s|[{UPPER}]\.\s)|nơi nhận", re.IGNORECASE)


def repaired(pieces: Sequence[Piece]) -> tuple[list[Piece], list[Warning]]:
    """The pieces of a recognised paper as they must have stood, and a doubt for each that was changed."""
    notes: list[Warning] = []
    pieces = _without_dashes(pieces, notes)
    found = [_with_bodies(_of_form(piece, n, notes), n, notes) for n, piece in enumerate(pieces, start=1)]
    found = [_with_registry(piece, n, notes) for n, piece in enumerate(found, start=1)]
    return _numbered(_pointed(_headed(found, notes), notes), notes), notes


def _with_registry(piece, line, notes):
    text = _KEPT_AT.sub(r"\1VT", piece.text)
    if text == piece.text:
        return piece
    message = f"“{squeeze(piece.text)}” được sửa thành “{squeeze(text)}”; đối chiếu với bản gốc."
    notes.append(Warning("recipients", message, (line,)))
    return replace(piece, text=text, cells=tuple(_KEPT_AT.sub(r"\1VT", cell) for cell in piece.cells))


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


def _without_dashes(pieces, notes):
    """Specks read as a dash: right before the title under the kind's word, and between "năm" and its figures.

    Dates that a blank parts ("30/ 11/2026") are one again.
    """
    found, under = [], False
    for line, piece in enumerate(pieces, start=1):
        text = _PARTED_DATE.sub(r"\1\2", _YEAR_DASH.sub(r"\1 ", piece.text))
        if under and piece.text.strip():
            text = _FIRST_DASH.sub(r"\1", text)
        if text != piece.text:
            message = f"“{squeeze(piece.text)}” được sửa thành “{squeeze(text)}”; đối chiếu với bản gốc."
            notes.append(Warning("title" if under or line <= _HEAD_LINES else "tasks", message, (line,)))
            piece = replace(piece, text=text, cells=tuple(_YEAR_DASH.sub(r"\1 ", cell) for cell in piece.cells))
        found.append(piece)
        under = piece.text.strip() in _KIND_WORDS or (under and not piece.text.strip())
    return found


def _with_bodies(piece, line, notes):
    """Names of bodies in capitals whose marks were read wrongly: "ỦY BẠN NHÂN DÂN"."""
    if not is_caps(piece.text):
        return piece
    put = _spelt if line > _HEAD_LINES else _whole
    text = put(piece.text)
    if text == piece.text:
        return piece
    message = f"“{squeeze(piece.text)}” được sửa thành “{squeeze(text)}”; đối chiếu với bản gốc."
    notes.append(Warning("issuer" if line <= _HEAD_LINES else "signing_form", message, (line,)))
    return replace(piece, text=text, cells=tuple(map(put, piece.cells)))


def _whole(text):
    """A letterhead's "BAN NHÂN DÂN" has lost its first word; hamlets, whose body is called so, issue no papers."""
    return _BEHEADED.sub(r"\1ỦY BAN NHÂN DÂN", _spelt(text))


def _spelt(text):
    """One character is folded to one, so what stands in the folded text stands there in `text`."""
    for match in _BODY.finditer(fold(text)):
        right = _BODIES_BY_FOLD[match.group(0)]
        written = text[match.start() : match.end()]
        if is_caps(written) and written not in (right, right.replace("ỦY", "UỶ")):
            text = text[: match.start()] + right + text[match.end() :]
    return text


def _headed(pieces, notes):
    """A heading in capitals of the words that headings have, whose numeral was lost or misread, gets the next one."""
    found, last, restored = list(pieces), 0, {}
    for index, piece in enumerate(pieces):
        if last and _FOOT.match(fold(piece.text)):
            break  # what stands in capitals below the signature are titles of annexes
        match = _HEADING.match(piece.text)
        if not match or not is_caps(piece.text):
            continue
        numeral, words = match.group(1) or "", match.group(2)
        if not numeral and index and is_caps(pieces[index - 1].text) and _HEADING.match(pieces[index - 1].text):
            continue  # the heading above goes on
        value = _VALUES.get(numeral.strip(" .\t")) if re.fullmatch(r"\s*[IVX]+\.\s*", numeral) else None
        if value is None and (last or numeral) and fold(words).startswith(_HEADINGS):
            value = last + 1
            found[index] = replace(piece, text=f"{_NUMERALS[value]}. {words}", starts=True, cells=())
            restored[index + 1] = _NUMERALS[value]
        last = min(value or last, len(_NUMERALS) - 2)
    if restored:
        message = f"Số mục {', '.join(restored.values())} không đọc được ở bản quét, được ghi lại."
        notes.append(Warning("tasks", message, tuple(restored)))
    return found


def _mended(cell):
    bare = _DEBRIS.sub("", cell)
    if not bare or not is_caps(bare):
        return cell
    return _TIGHT.get(fold("".join(re.sub(r"^(TM|KT|TL|TUQ)\s*[.,]?\s*", r"\1. ", bare).split())), cell)


def _pointed(pieces, notes):
    """ "5: Xử lý …" below the item 4 had a stop behind its number."""
    found, last = list(pieces), 0
    for index, piece in enumerate(pieces):
        match = _MISREAD_STOP.match(piece.text)
        goes_on = last or (match and _begins(found[:index], pieces[index + 1 :]))
        if match and goes_on and int(match.group(2)) == last + 1:
            found[index] = replace(piece, text=f"{match.group(1)}{last + 1}. {piece.text[match.end() :]}", starts=True)
            message = f"“{match.group(0).strip()}” được sửa thành “{last + 1}.”; đối chiếu với bản gốc."
            notes.append(Warning("tasks", message, (index + 1,)))
        last = _number(found[index].text) or (0 if _HEADING.match(piece.text) else last)
    return found


def _begins(before, after):
    """Whether a list begins here: below a heading or what ends, above the item 2."""
    above = next((piece.text.strip() for piece in reversed(before) if piece.text.strip()), "")
    marked = next((number for number in (_number(piece.text) for piece in after[:_NEXT]) if number), None)
    return marked == _SECOND and (is_caps(above) or above.endswith((".", ":")))


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
