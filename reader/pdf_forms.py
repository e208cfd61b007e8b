"""Forms that draw forms: forty of them, each drawing the next twice, are a million million drawings in three kilobytes."""

import io
from collections import Counter

import pikepdf

from reader.errors import Unfit

__all__ = ["check"]

MOST_DRAWN, DEEPEST = 20_000, 40  # a drawing of a plan has some hundreds, three deep
_REFUSED = "Tệp PDF có hình lồng nhau quá nhiều, không an toàn để mở. Hãy in hoặc xuất lại thành PDF mới."


def check(data: bytes) -> None:
    """Raises Unfit for a PDF whose pages draw more forms than any honest one; what cannot be opened is others' to judge."""
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            drawn = sum(_Drawn().by(page.obj, {}, 0) for page in pdf.pages)
    except (pikepdf.PdfError, pikepdf.PasswordError):
        return
    if drawn > MOST_DRAWN:
        raise Unfit(_REFUSED)


class _Drawn:
    """How many forms are drawn on a page, counted once for each form."""

    def __init__(self) -> None:
        self.known: dict[tuple[int, int], int] = {}

    def by(self, thing: pikepdf.Object, around: dict[str, pikepdf.Object], depth: int) -> int:
        """`thing` itself and all it draws; more than MOST_DRAWN for a ring, or for what lies too deep.

        around: the forms of what draws it, which it may draw when it names none of its own.
        """
        if depth > DEEPEST:
            return MOST_DRAWN + 1
        if thing.objgen not in self.known:
            self.known[thing.objgen] = self._total(thing, _forms(thing) or around, depth)
        return self.known[thing.objgen]

    def _total(self, thing, forms, depth):
        total = 1
        for name, many in _names(thing).items() if forms else ():
            total += many * self.by(forms[name], forms, depth + 1) if name in forms else 0
            if total > MOST_DRAWN:
                break
        return total


def _names(thing):
    asked = pikepdf.parse_content_stream(thing, "Do")
    return Counter(str(one.operands[0]) for one in asked if one.operands)


def _is_form(thing):
    return isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Form"


def _forms(thing):
    """{name: form} that `thing` may draw."""
    resources = _resources(thing)
    named = resources.get("/XObject") if isinstance(resources, pikepdf.Dictionary) else None
    return {name: one for name, one in named.items() if _is_form(one)} if isinstance(named, pikepdf.Dictionary) else {}


def _resources(thing):
    """Its own, or for a page those of the pages around it."""
    for _ in range(DEEPEST):
        found = thing.get("/Resources")
        thing = thing.get("/Parent")
        if found is not None or not isinstance(thing, pikepdf.Dictionary):
            return found
    return None
