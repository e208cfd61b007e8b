"""The two-column head of a paper, broken into lines and measured once for the PDF and for Word."""

from dataclasses import dataclass

from reports.layout import decree30, fonts, wording
from reports.layout.content import Paper
from reports.layout.decree30 import STYLES

_INSET = 2  # millimetres that stay free on each side of a column


@dataclass(frozen=True)
class Letterhead:
    """Lines of cells 2, 4 and 5b, the points of the issuer's rule, and the widths of the columns in millimetres."""

    superior: list[str]
    issuer: list[str]
    issuer_rule: float
    place_and_day: list[str]
    letter_subject: list[str]
    left: float
    right: float


def letterhead(paper: Paper) -> Letterhead:
    """The head of `paper`; a long place (`Thành phố Hồ Chí Minh`) takes room from the issuer's column."""
    place = wording.nfc(wording.place_and_day(paper.place, paper.date, paper.year))
    right = _nation_column(place)
    left = decree30.TEXT_WIDTH - right
    issuer = _lines(paper.issuer, "issuer", left - 2 * _INSET)
    return Letterhead(
        superior=_lines(paper.superior, "superior", left - 2 * _INSET),
        issuer=issuer,
        issuer_rule=fonts.short_rule(issuer, STYLES["issuer"]),
        place_and_day=_day_below(place) if _needs(place) > right else [place],
        letter_subject=letter_subject(paper, left),
        left=left,
        right=right,
    )


def letter_subject(paper: Paper, column: float = decree30.ISSUER_COLUMN) -> list[str]:
    """`V/v …` under the number of an official letter, broken into lines; nothing for other kinds."""
    if not paper.is_letter:
        return []
    return fonts.lines(wording.nfc(f"V/v {paper.title}"), STYLES["letter_subject"], column - 4 * _INSET)


def _nation_column(place: str) -> float:
    return min(max(decree30.NATION_COLUMN, _needs(place)), decree30.NATION_COLUMN_MAX)


def _needs(line: str) -> float:
    return fonts.width(line, STYLES["place"]) / fonts.MM_PT + _INSET


def _day_below(place: str) -> list[str]:
    town, _, day = place.rpartition(", ")
    return [*fonts.lines(f"{town},", STYLES["place"], decree30.NATION_COLUMN_MAX - _INSET), day]


def _lines(given: tuple[str, ...], style: str, limit: float) -> list[str]:
    """Lines in capitals, the too long ones broken, as names are told from other words only by their own capitals."""
    return [line.upper() for text in given for line in fonts.lines(wording.nfc(text), STYLES[style], limit)]
