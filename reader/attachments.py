"""A plan that a decision puts into force: two titles, two letters of numbers, one signature ("Ban hành kèm theo …")."""

from . import letterhead, signature, titles
from .blocks import Line
from .kinds import kind_of_line
from .text import fold


def plan_below(lines: list[Line], title: titles.Title, foot: signature.Foot) -> int | None:
    """The index of a plan's kind line that follows a decision ("Ban hành kèm theo Quyết định …")."""
    start = title.end if title.doc_type == "QUYET_DINH" else foot.start + 3
    for index in range(start, min(len(lines), foot.end + 6)):
        kind = next(filter(None, map(kind_of_line, letterhead.cells_of(lines[index].text))), None)
        if kind and kind[0] in ("KE_HOACH", "CHUONG_TRINH", "DE_AN", "PHUONG_AN"):
            following = fold(" ".join(line.text for line in lines[index : index + 8]))
            if "kem theo quyet dinh" in following:
                return index
    return None


def read(lines: list[Line], index: int, foot: signature.Foot) -> tuple[titles.Title, list[Line], signature.Foot]:
    """Title, body and foot of the plan whose kind line is at `index`; the decision's foot where that one is signed."""
    head = letterhead.Letterhead(kind_index=index)
    title = titles.read(lines, head)
    second = signature.find_foot(lines, title.end)
    body = lines[title.end : second.start]
    signed = foot.start < index and (foot.signer_name or foot.recipients)
    return title, body, foot if signed else second
