"""News items that retell a plan or report on one: recognised, so that no plan is made of them."""

import re

from . import bases, markers
from .blocks import Block, Line
from .kinds import NEWS, kind_of_words
from .shapes import AboutDocument, ParsedPlan, Warning
from .text import UPPER, fold, squeeze, strip_end
from .titles import Title

_CUES = re.compile(
    r"luot xem|no image|theo do,|(?:vua|da) (?:co |ky )?(?:ban hanh|ky)|nguon\s*:|tac gia|phong vien"
    r"|dua tin|xem them tin|(?:sang|chieu|ngay) \d{1,2}/\d{1,2}"
)
_RETELLS = re.compile(
    r"(?P<issuer>(?:so|ubnd|uy ban nhan dan|ban|chu tich|hdnd|bo|tinh uy|thanh uy)[^,.;:]{2,90}?)\s+(?:vua|da"
    r"|moi)?\s*(?:co|ky)?\s*(?:ban hanh|ky ban hanh|trien khai)\s+"
    r"(?P<kind>ke hoach|chuong trinh|chi thi|quyet dinh|cong van)\s+(?:so\s*)?(?P<number>\d{1,5}\s?/[\w\-]+)"
    r"(?:\s*,?\s*(?:ngay\s*)?(?P<date>\d{1,2}/\d{1,2}/\d{4}))?\s*,?\s*(?:(?:ve viec|ve)\s+)?(?P<title>[^.]{5,300})?"
)
_BODY = re.compile(
    r"\b(?:UBND|Ủy ban nhân dân|Uỷ ban nhân dân)\s+(?:Thành phố|thành phố|tỉnh|huyện|thị xã|quận|xã"
    r"|phường|thị trấn)"
    rf"(?:\s+[{UPPER}]\w*)*"
)


def looks_like_news(blocks: list[Block], has_head: bool) -> bool:
    """No letterhead, no kind of document, hardly a numbered heading: running paragraphs of a site."""
    if has_head:
        return False
    sections = sum(block.kind in (markers.ROMAN, markers.PART, markers.ARTICLE) for block in blocks)
    numbered = sum(block.kind in (markers.NUM, markers.MULTI, markers.LETTER) for block in blocks)
    if sections >= 2:
        return False
    whole = fold(" ".join(block.text for block in blocks[:12]) + " " + " ".join(block.text for block in blocks[-8:]))
    cues = len(set(_CUES.findall(whole)))
    return (numbered + sections == 0 and (cues >= 1 or len(blocks) >= 3)) or (cues >= 2 and sections == 0)


def about(text: str) -> AboutDocument | None:
    """The document a news item retells, from its first sentences."""
    folded = fold(text[:3000])
    match = _RETELLS.search(folded)
    if not match:
        return None
    title = squeeze(text[match.start("title") : match.end("title")]) if match.group("title") else None
    return AboutDocument(
        doc_type=kind_of_words(match.group("kind")),
        number=re.sub(r"\s", "", text[match.start("number") : match.end("number")]),
        date=bases.iso_date(match.group("date")),
        issuer=squeeze(text[match.start("issuer") : match.end("issuer")]),
        title=strip_end(title) if title else None,
        years_covered=bases.years_of(title),
    )


def first_body(text: str) -> str | None:
    """The first office a news item names as acting."""
    match = _BODY.search(text)
    return squeeze(match.group(0)) if match else None


def read(source: str, lines: list[Line], title: Title) -> ParsedPlan:
    """A news item as it stands: no plan, and what document it tells of."""
    told = about(source)
    text = "\n".join(line.text for line in lines)
    warning = Warning(
        "is_plan",
        "Đây là tin bài thuật lại hoặc đưa tin, không phải bản kế hoạch; không có kế hoạch để nhập.",
        (lines[0].number,),
    )
    return ParsedPlan(
        doc_type=NEWS,
        title=title.title,
        issuer=None if told else first_body(text),
        is_plan=False,
        about_document=told,
        years_covered=told.years_covered
        if told and told.years_covered
        else bases.years_of(title.title) or bases.commonest_year(text),
        based_on=bases.cited([(m.group(0), ()) for m in re.finditer(r"theo Kế hoạch số [^;.]*", text)])
        if not told
        else (),
        source_text=source,
        source_lines={"title": title.lines} if title.lines else {},
        warnings=(warning,),
    )
