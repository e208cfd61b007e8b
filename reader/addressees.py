"""To whom a letter goes: "Kính gửi" and its list stand before the body and are no tasks."""

import re

from . import letterhead, markers
from .blocks import Line
from .shapes import Passage
from .text import fold, squeeze, strip_end


def without(body: list[Line]) -> tuple[list[Line], tuple[Passage, ...]]:
    """Takes "Kính gửi" and its list off the body's start; they are no tasks."""
    start = next((i for i, line in enumerate(body[:12]) if re.match(r"\W*kinh gui", fold(line.text))), None)
    if start is None:
        return body, ()
    entries: list[list] = []
    end = start
    for index in range(start, min(len(body), start + 25)):
        text = squeeze(re.sub(r"^\W*[Kk][íi]nh\s*g[ửu]i\s*[:;.]?", "", body[index].text))
        bulleted = re.match(r"[-–—−•+*~¬]", text)
        if index > start and not bulleted:
            running = (
                letterhead.BODY_START.match(fold(text))
                or markers.find(text)
                or len(text) > 150
                or (entries and entries[-1][0].endswith("."))
            )
            if running or (body[index].after_blank and entries):
                break
        end = index + 1
        clean = re.sub(r"^[-–—−•+*~¬]+\s*", "", text)
        if bulleted or not entries:
            entries.append([clean, [body[index].number]])
        else:
            entries[-1] = [f"{entries[-1][0]} {clean}", [*entries[-1][1], body[index].number]]
    found = tuple(Passage(strip_end(text), tuple(numbers)) for text, numbers in entries if text)
    return body[:start] + body[end:], found
