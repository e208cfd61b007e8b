"""Reading positions, sizes and rules back out of a PDF, as a stranger with a ruler would."""

import io
from dataclasses import dataclass

import pdfplumber

PT_MM = 25.4 / 72


@dataclass(frozen=True)
class Line:
    """One line of text: `size` of its letters in points, edges in millimetres from the upper left corner."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float
    font: str

    @property
    def bold(self) -> bool:
        return "Bold" in self.font

    @property
    def italic(self) -> bool:
        return "Italic" in self.font

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


def opened(pdf: bytes) -> pdfplumber.PDF:
    return pdfplumber.open(io.BytesIO(pdf))


def lines(page, left: float = 0, right: float = 1000) -> list[Line]:
    """Lines of a page whose letters lie between two edges in millimetres."""
    part = page.filter(lambda thing: left <= thing.get("x0", 0) * PT_MM and thing.get("x1", 0) * PT_MM <= right)
    found = []
    for row in part.extract_text_lines(strip=True, return_chars=True, x_tolerance=2):
        letter = max(row["chars"], key=lambda one: one["text"] != " ")
        edges = [row[name] * PT_MM for name in ("x0", "x1", "top", "bottom")]
        found.append(Line(row["text"], *edges, round(letter["size"], 1), letter["fontname"]))
    return found


def line(page, start: str, **edges) -> Line:
    """The first line that begins with these words."""
    found = [one for one in lines(page, **edges) if one.text.startswith(start)]
    assert found, f"no line begins with {start!r}: {[one.text for one in lines(page, **edges)]}"
    return found[0]


def rules(page) -> list[tuple[float, float, float]]:
    """(left, right, top) in millimetres of every thin horizontal rule."""
    things = [*page.rects, *page.lines]
    thin = [thing for thing in things if thing["height"] < 1.5 and thing["width"] > 5]
    return sorted((t["x0"] * PT_MM, t["x1"] * PT_MM, t["top"] * PT_MM) for t in thin)


def rule_below(page, above: Line) -> tuple[float, float, float]:
    """The rule right under a line and centred on it."""
    near = [r for r in rules(page) if -1 < r[2] - above.bottom < 3 and abs((r[0] + r[1]) / 2 - above.middle) < 1]
    assert len(near) == 1, f"{above.text!r}: {near}"
    return near[0]
