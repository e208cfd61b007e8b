"""Places on the pages of a finished PDF."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Box:
    """A rectangle on a page: `page` from 0, points from the lower left corner."""

    page: int
    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True)
class Stamp:
    """A small PDF and the box of the first page that it fills."""

    box: Box
    pdf: bytes
