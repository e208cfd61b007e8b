"""Numbers as people type them -> Decimal: one gate for pages, the grid, the plan editor and cells of Excel.

A number with two readings is asked back with both, never taken without a word. `static/js/numbers.js` knows the same
rules, to say while somebody types how a number is understood; a test compares the two.
"""

import re
from decimal import Decimal

from units.vietnamese import MINUS, vn_num

LONGEST = 40  # signs of one number; what is longer is no figure of an office
MOST = Decimal(10) ** 12  # figures and targets stay below, with at most four places
_BLANKS = re.compile(r"[\s\u00a0\u2007\u2009\u202f]+")
_MINUSES = "-" + MINUS + "–‐‑"
_SHAPE = re.compile(r"\d+(?:[. ]\d+)*(?:,\d+)?", re.ASCII)
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:(?:\.\d{3})+|(?: \d{3})+)", re.ASCII)
_LAST_MARK = re.compile(r"[. ](?!.*[. ])")
_POINTED = re.compile(r"\d+\.(?!\d{3}$)\d+", re.ASCII)  # a dot that cannot group: 44.4042 pasted from elsewhere


class Doubtful(ValueError):
    """A number that can be read in two ways, or whose signs stand where they do not belong."""


def read_number(text: str, *, small: bool = False) -> Decimal:
    """1284, 1.284, 21.651,5, 1 284, 95,2%, −3,4 -> Decimal.

    A dot or a blank before exactly three digits groups thousands. `small`: a share, a weight, a score, where a dot may
    well be a decimal point. Raises Doubtful for what has two readings (0.284, 95.125%, 1.2.3, 7 12), ValueError for
    what is no number, both in words for the place where it was typed.
    """
    options, sure = _understand(text, small)
    if not sure:
        raise Doubtful(f"“{text.strip()}” chưa rõ là {' hay '.join(options)}. Gõ lại cho rõ.")
    return _decimal(options[0])


def said(text: str, *, small: bool = False) -> str:
    """`hiểu là 1.284, không phải 1,284` beside what was typed; nothing where both look the same, or for no number."""
    try:
        options, sure = _understand(text, small)
    except ValueError:
        return ""
    if not sure:
        return f"{' hay '.join(options)}?"
    written = vn_num(_decimal(options[0]))
    if len(options) == 2:
        return f"hiểu là {written}, không phải {options[1]}"
    return "" if written == text.strip() else f"hiểu là {written}"


def within(number: Decimal, *, below: Decimal = MOST, places: int = 4, least: Decimal | None = None) -> Decimal:
    """`number` where it fits the column it is kept in. Raises ValueError with the bound that it breaks."""
    if not number.is_finite():
        raise ValueError("Không phải là số.")
    if abs(number) >= below:
        raise ValueError(f"{vn_num(number)} quá lớn: phải nhỏ hơn {_bound(below)}.")
    if least is not None and number < least:
        raise ValueError(f"{vn_num(number)} quá nhỏ: ít nhất là {vn_num(least)}.")
    if -int(number.normalize().as_tuple().exponent) > places:
        raise ValueError(f"{vn_num(number)} có quá {places} chữ số sau dấu phẩy.")
    return number


def plain_text(number: Decimal | None) -> str | None:
    """A number as JSON and hidden fields keep it: 1284.5, no zeros at the end, never 1E+3."""
    return None if number is None else f"{number.normalize() + 0:f}"


def field_text(number: Decimal | None, *, small: bool = False) -> str:
    """What stands in a field for a stored number, and is read back as the same: 1.284; a small one without dots."""
    if number is None:
        return ""
    return vn_num(number).replace(".", "") if small else vn_num(number)


def _understand(text: str, small: bool) -> tuple[list[str], bool]:
    """(readings as one would type them plainly, whether the first may be taken)."""
    sign, digits, share = _apart(text)
    if len(text.strip()) > LONGEST or not _SHAPE.fullmatch(digits):
        raise ValueError(f"“{text.strip()[:LONGEST]}” không phải là số. Nhập như 1284, 1.284 hoặc 95,2.")
    whole, comma, decimals = digits.partition(",")
    joined = _plain(sign, re.sub("[. ]", "", whole), decimals)
    if comma or whole.isdigit():
        return [joined], whole.isdigit() or bool(_GROUPED.fullmatch(whole))
    first, last = _LAST_MARK.split(whole)
    pointed = _plain(sign, re.sub("[. ]", "", first), last)
    if _POINTED.fullmatch(whole) or joined == pointed:
        return [pointed], True
    if not _GROUPED.fullmatch(whole):
        return [pointed, joined], False
    twofold = "." in whole and first.isdigit()
    if not twofold:
        return [joined], True
    return ([pointed, joined], False) if small or share else ([joined, pointed], True)


def _apart(text: str) -> tuple[str, str, bool]:
    """(sign, digits with their dots, commas and single blanks, whether a percent sign stood behind)."""
    typed = _BLANKS.sub(" ", text).strip()
    share = typed.endswith("%")
    typed = typed.removesuffix("%").rstrip()
    return ("-", typed[1:].lstrip(), share) if typed[:1] in tuple(_MINUSES) else ("", typed, share)


def _plain(sign: str, whole: str, decimals: str) -> str:
    whole = whole.lstrip("0") or "0"
    decimals = decimals.rstrip("0")
    shown = f"{whole},{decimals}" if decimals else whole
    return shown if shown == "0" else sign + shown


def _decimal(plain: str) -> Decimal:
    return Decimal(plain.replace(",", "."))


def _bound(below: Decimal) -> str:
    return "1.000 tỷ" if below == MOST else vn_num(below)
