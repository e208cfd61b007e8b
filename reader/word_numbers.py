"""The automatic numbers of Word's lists, written out: Word keeps them beside the text, not in it."""

import re
from typing import Any

from docx.document import Document as WordDocument
from docx.oxml.ns import qn

_ROMANS = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")


class Numbers:
    """The numbers of one document, counted as its paragraphs come by."""

    def __init__(self, document: WordDocument) -> None:
        self.levels: dict[tuple[str, int], tuple[str, str, int]] = {}
        self.counts: dict[tuple[str, int], int] = {}
        self.styles = {style.element.get(qn("w:styleId")): style.element for style in document.styles}
        try:
            root = document.part.numbering_part.element
        except (KeyError, NotImplementedError):
            return
        abstract = {a.get(qn("w:abstractNumId")): a for a in root.findall(qn("w:abstractNum"))}
        for num in root.findall(qn("w:num")):
            link = num.find(qn("w:abstractNumId"))
            definition = abstract.get(link.get(qn("w:val"))) if link is not None else None
            for level in definition.findall(qn("w:lvl")) if definition is not None else ():
                self._add_level(num.get(qn("w:numId")), level)

    def _add_level(self, num_id: str, level) -> None:
        def value(tag: str, default: str) -> str:
            found = level.find(qn(tag))
            return found.get(qn("w:val"), default) if found is not None else default

        start = value("w:start", "1")
        self.levels[num_id, int(level.get(qn("w:ilvl")))] = (
            value("w:numFmt", "decimal"),
            value("w:lvlText", ""),
            int(start) if start.isascii() and start.isdecimal() and len(start) < 6 else 1,
        )

    def label(self, paragraph: Any) -> str:
        """ "II. " or "- " for a paragraph that Word numbers, else an empty string."""
        found = self.num_of(paragraph)
        if found is None or found not in self.levels:
            return ""
        num_id, level = found
        kind, template, start = self.levels[found]
        self.counts[found] = self.counts.get(found, start - 1) + 1
        for deeper in [key for key in self.counts if key[0] == num_id and key[1] > level]:
            del self.counts[deeper]
        if kind == "bullet":
            return "+ " if "+" in template else "* " if "*" in template else "- "
        return re.sub(r"%(\d)", lambda match: self._figure(num_id, int(match.group(1)) - 1), template) + " "

    def _figure(self, num_id: str, level: int) -> str:
        kind, _, start = self.levels.get((num_id, level), ("decimal", "", 1))
        count = self.counts.get((num_id, level), start)
        if kind == "upperRoman" and count < len(_ROMANS):
            return _ROMANS[count]
        if kind in ("lowerLetter", "upperLetter"):
            letter = "abcdefghijklmnopqrstuvwxyz"[(count - 1) % 26]
            return letter.upper() if kind == "upperLetter" else letter
        return str(count)

    def num_of(self, paragraph: Any) -> tuple[str, int] | None:
        """(list, level from 0) of a paragraph that Word numbers or bullets, its own or its style's; else None."""
        for holder in (paragraph, self.style_of(paragraph)):
            found = holder.find(f"{qn('w:pPr')}/{qn('w:numPr')}") if holder is not None else None
            if found is not None and found.find(qn("w:numId")) is not None:
                level = found.find(qn("w:ilvl"))
                num_id = found.find(qn("w:numId")).get(qn("w:val"))
                return (num_id, int(level.get(qn("w:val"))) if level is not None else 0) if num_id != "0" else None
        return None

    def style_of(self, paragraph: Any) -> Any:
        """The element of the paragraph's style, None where it has none."""
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        return self.styles.get(style.get(qn("w:val"))) if style is not None else None
