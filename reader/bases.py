"""Documents a plan rests on, titles' years, and the targets that a purpose states in passing."""

import re
from collections import Counter

from .shapes import Basis, Passage
from .text import fold, squeeze

_CITED = re.compile(
    r"(?P<kind>nghi quyet|chi thi|ke hoach|quyet dinh|cong van|chuong trinh|thong bao|nghi dinh|thong tu|huong dan"
    r"|van ban|to trinh|quy dinh|ket luan|de an|cong dien|phap lenh|luat|bao cao)\s+"
    r"(?:lien tich\s+|hanh dong\s+|phoi hop\s+)?(?:so\s*:?\s*)?(?P<number>\d{1,5}[a-z]?\s?[/\-]\s?[\w&.]+(?:[-/][\w&.]+)*)"
    r"(?:\s*,?\s*(?:ra |ban hanh )?(?:ngay)\s*(?P<date>\d{1,2}\s?[/.\-]\s?\d{1,2}\s?[/.\-]\s?\d{4}"
    r"|\d{1,2} thang \d{1,2} nam \d{4}))?"
    r"(?:\s*,?\s*cua\s+(?P<issuer>[^,;.()“”\"]{3,90}?)(?=\s+(?:ve|v/v|quy dinh|phe duyet|ban hanh|huong dan"
    r"|trien khai|thuc hien|sua doi|va\b)|[,;.()“”\"]|$))?"
)
_TARGET = re.compile(
    r"(?:phan dau|trung binh moi nam)[^.;]{0,160}?(?:tang|dat|duy tri|giu|nam trong"
    r"|thuoc)[^.;]{0,120}?(?:bac|nhom|diem|%|xep hang|thu hang|vi tri)[^.;]*"
)
# A term of office is whose term it is, not when the plan is carried out.
_TERM = re.compile(r"(?:nhiem ky|khoa\s+[\w]{1,6})\s*,?\s*(?:nam\s+)?\(?\s*\d{4}\s*(?:-|–|—|den(?: nam)?)\s*\d{4}")
_YEARS = re.compile(
    r"(?:giai doan|tu nam|cac nam)\s*(\d{4})\s*(?:-|–|—|den(?: nam)?)\s*(\d{4})"
    r"|\bnam\s+(\d{4})\b|\b(20\d{2})\s*[-–]\s*(20\d{2})\b"
)


def cited(paragraphs: list[tuple[str, tuple[int, ...]]]) -> tuple[Basis, ...]:
    """The numbered documents named in the opening paragraphs, each once."""
    found: dict[str, Basis] = {}
    for text, lines in paragraphs:
        for match in _CITED.finditer(fold(text)):
            number = re.sub(r"\s", "", text[match.start("number") : match.end("number")]).rstrip(".,")
            issuer = squeeze(text[match.start("issuer") : match.end("issuer")]) if match.group("issuer") else None
            found.setdefault(number, Basis(number, iso_date(match.group("date")), issuer, lines))
    return tuple(found.values())


def iso_date(text: str | None) -> str | None:
    """ "04/02/2021" or "04 tháng 02 năm 2021" as ISO; None where a part is missing or impossible."""
    figures = [int(figure) for figure in re.findall(r"\d+", text or "")]
    if len(figures) != 3 or not (1 <= figures[0] <= 31 and 1 <= figures[1] <= 12):
        return None
    return f"{figures[2]:04d}-{figures[1]:02d}-{figures[0]:02d}"


def targets_in(passages: tuple[Passage, ...]) -> tuple[Passage, ...]:
    """Ranks, groups and points that a purpose sets in passing ("phấn đấu tăng ít nhất 05 bậc")."""
    found = []
    for passage in passages:
        for match in _TARGET.finditer(fold(passage.text)):
            found.append(Passage(squeeze(passage.text[match.start() : match.end()]), passage.source_lines))
    return tuple(found)


def years_of(text: str | None) -> tuple[int, ...]:
    """Years a title covers: "năm 2024", "giai đoạn 2021 - 2025"; a base year of comparison or a term of office is none."""
    if not text:
        return ()
    years: list[int] = []
    folded = _TERM.sub(" ", re.sub(r"so voi nam \d{4}", " ", fold(text)))
    for match in _YEARS.finditer(folded):
        first, last, single, start, end = match.groups()
        first, last = first or start, last or end
        if first and last and 0 <= int(last) - int(first) <= 30:
            years.extend(range(int(first), int(last) + 1))
        elif single and 1990 <= int(single) <= 2100:
            years.append(int(single))
    return tuple(dict.fromkeys(years))


def names_term(text: str | None) -> bool:
    """Whether a title speaks of a term of office ("nhiệm kỳ 2026 - 2031")."""
    return bool(text and _TERM.search(fold(text)))


def commonest_year(text: str) -> tuple[int, ...]:
    """The year a text without a dated title speaks of most, when it is clearly one."""
    counts = Counter(int(year) for year in re.findall(r"(?<![\d.])(20[0-4]\d)(?![\d.])", text))
    ranked = counts.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] < 2 * ranked[1][1]):
        return ()
    return (ranked[0][0],)
