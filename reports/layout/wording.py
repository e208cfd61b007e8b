"""The decree's small rules of wording: numbers, dates, addressees, recipients, who signs for whom."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from reports.layout.decree30 import KINDS
from units.characters import fit_for_files

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
BLANK_NUMBER = "\u00a0" * 8
BLANK_DAY = "\u00a0" * 6
SIGNING_WORDS = ("TM.", "Q.", "KT.", "TL.", "TUQ.")
ROMAN = (("X", 10), ("IX", 9), ("V", 5), ("IV", 4), ("I", 1))
POINTS = "abcdđeghiklmnopqrstuvxy"  # Vietnamese order: no f, j, w, z
_TITLES = re.compile(r"(GS|PGS|TS|TSKH|ThS|BS|KS|CN|LS|Thạc sĩ|Tiến sĩ|(Phó )?Giáo sư|Kỹ sư|Bác sĩ)\b", re.I)


def nfc(text: str) -> str:
    """Composed letters only, for with both forms in one PDF the first one seen decides for all; no sign that a file
    cannot carry."""
    return fit_for_files(text)


def number_text(number: int) -> str:
    """`9` -> `09` (Annex I, II.3.a: numbers below 10 get a leading 0)."""
    return f"{number:02d}"


def symbol(kind: str, agency: str, drafting_unit: str = "") -> str:
    """`KH-UBND`; of a letter `UBND-VP`, the agency and its drafting unit (Annex I, II.3.b; Annex III).

    >>> symbol("ke_hoach", "UBND"), symbol("cong_van", "UBND", "VP")
    ('KH-UBND', 'UBND-VP')
    """
    abbreviation = KINDS[kind][1]
    parts = [agency, drafting_unit] if not abbreviation else [abbreviation, agency]
    return "-".join(part.strip() for part in parts if part.strip())


def reference(number: int | None, symbol: str) -> str:
    """`09/KH-UBND`, or blank space before the slash for a paper that has no number yet."""
    return f"{BLANK_NUMBER if number is None else number_text(number)}/{symbol}"


def day_text(day: date) -> str:
    """`ngày 05 tháng 02 năm 2026` (Annex I, II.4.b: days below 10 and months 1, 2 get a leading 0)."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def place_and_day(place: str, day: date | None, year: int | None = None) -> str:
    """`Tiền Phong, ngày 24 tháng 01 năm 2024`; day and month stay blank until the paper has its number."""
    blank = f"ngày{BLANK_DAY}tháng{BLANK_DAY}năm {year or BLANK_DAY}"
    return f"{place}, {day_text(day) if day else blank}"


def ended(lines: Sequence[str], last: str = ".") -> list[str]:
    """Each line ends with ";" and the last with "." (Annex I, II.6 of bases, II.9.a of addressees)."""
    bare = [re.sub(r"[;.,\s]+$", "", line.strip()) for line in lines if line.strip()]
    return [f"{line};" for line in bare[:-1]] + [line + last for line in bare[-1:]]


def recipient_lines(recipients: Sequence[str], *, archive: str, as_above: bool) -> list[str]:
    """`- Như trên;` first when the paper has addressees, `- Lưu: VT, NV.` last (Annex I, II.9.b).

    `archive` is what stands after `Lưu: VT`, usually the drafting unit and number of copies: `NV`, `NV (05b)`.
    """
    bare = [re.sub(r"^[-–\s]+|[;.,\s]+$", "", line) for line in recipients]
    bare = [line for line in bare if line and line != "Như trên" and not line.startswith("Lưu:")]
    kept = [f"- {line};" for line in (["Như trên"] if as_above else []) + bare]
    return [*kept, f"- Lưu: VT{', ' + archive if archive else ''}."]


def signing_lines(*, body: str = "", head: str, own: str = "", form: str = "") -> tuple[str, ...]:
    """The lines above a signature (Annex I, II.7.a).

    `body`: the collective in whose name the paper is signed (`ỦY BAN NHÂN DÂN`); empty where one person leads.
    `head`: the position of its head; `own`: the signer's own position when she is not the head.
    `form`: "" the head, "KT" a deputy for the head, "Q" acting head, "TL" by order, "TUQ" by authorisation.

    >>> signing_lines(body="Ủy ban nhân dân", head="Chủ tịch", own="Phó Chủ tịch", form="KT")
    ('TM. ỦY BAN NHÂN DÂN', 'KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH')
    """
    lines = [f"{form}. {head}" if form else head]
    if form in ("", "Q", "KT") and body:
        lines.insert(0, f"TM. {body}")  # by order and by authorisation one signs for the head, not for the collective
    if form in ("KT", "TL", "TUQ"):
        if not own:
            raise ValueError(f"{form}. cần chức vụ của chính người ký.")
        lines.append(own)
    return tuple(nfc(line).upper() for line in lines)


def has_academic_title(name: str) -> bool:
    """Whether a degree or title stands before the signer's name, which Annex I, II.7.b does not allow."""
    return bool(_TITLES.match(nfc(name).strip()))


def roman(number: int) -> str:
    """`4` -> `IV`, as parts, sections and annexes are numbered."""
    text = ""
    for letters, value in ROMAN:
        text += letters * (number // value)
        number %= value
    return text


def annex_info(reference: str, moment: datetime) -> list[str]:
    """`07/BC-UBND` and `05/10/2026 15:04:05 +07:00`, the text of an annex that is a separate file (II.8.b)."""
    return [reference, clock(moment)]


def copy_info(form: str, agency: str, moment: datetime) -> list[str]:
    """`SAO Y`, the agency and the moment, the text of an electronic copy (Annex I, Part II.I)."""
    return [form, agency, clock(moment)]


def clock(moment: datetime) -> str:
    """`05/10/2026 15:04:05 +07:00`: day, seconds and the offset of Viet Nam by ISO 8601."""
    return f"{moment.astimezone(HANOI):%d/%m/%Y %H:%M:%S} +07:00"
