"""A page as a picture in the order it is read: the columns of its head and foot one below the other, for a recogniser."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from PIL import Image

_WIDTH = 400
_DARK = 150
# In parts of the page's width: where a gutter may lie, how wide it must be.
_FROM, _TO, _GUTTER = 0.32, 0.64, 0.018
# So near is in the middle, in pixels of the small picture.
_NEAR = 12
# A column has at least so many lines beside the other one; in pixels of the small picture a line is so high.
_LINE, _FEWEST, _SPECK = 4, 2, 2
_APART = 60


@dataclass(frozen=True)
class Strip:
    """A part of the page (left, top, right, bottom), its column, and the row it is laid at in the picture to be read."""

    box: tuple[int, int, int, int]
    column: int | None
    at: int

    @property
    def height(self) -> int:
        return self.box[3] - self.box[1]


def laid_out(image: Image.Image) -> tuple[Image.Image, list[Strip]]:
    """The picture to be read and its strips from top to bottom; a page of one column is one strip, and itself."""
    strips = _strips(image)
    if len(strips) == 1:
        return image, strips
    last = strips[-1]
    sheet = Image.new("L", (image.width, last.at + last.height + _APART), 255)
    for strip in strips:
        sheet.paste(image.crop(strip.box), (0, strip.at))
    return sheet, strips


def strip_at(strips: Sequence[Strip], row: float) -> Strip:
    """The strip that a row of the picture to be read lies in."""
    return next((strip for strip in reversed(strips) if row >= strip.at - _APART / 2), strips[0])


def _strips(image):
    scale = image.width / _WIDTH
    rows = _ink(image)
    bands = _bands(rows)
    edges = _edges(rows, bands)
    centred = [_centred(rows, band, edges) for band in bands]
    head = _two_columns(rows, bands, centred.index(True) if True in centred else len(bands))
    foot = _below_text(rows, bands, _two_columns(rows, bands[::-1], len(bands)))
    parts = _parts(len(rows), head, foot if foot and (not head or foot[1] >= head[2]) else None)
    strips, at = [], 0
    for left, top, right, bottom, column in parts:
        box = (round(left * scale), round(top * scale), round(right * scale), min(image.height, round(bottom * scale)))
        strips.append(Strip(box, column, at))
        at += box[3] - box[1] + _APART
    return strips


def _parts(height, head, foot):
    """(left, top, right, bottom, column) of each strip in the order it is read."""
    top = head[2] if head else 0
    bottom = foot[1] if foot else height
    if head:
        yield from ((0, 0, head[0], top, 0), (head[0], 0, _WIDTH, top, 1))
    if bottom > top:
        yield 0, top, _WIDTH, bottom, None
    if foot:
        yield from ((0, bottom, foot[0], height, 0), (foot[0], bottom, _WIDTH, height, 1))


def _ink(image) -> list[bytes]:
    """Rows of the small picture, 1 where there is ink."""
    height = max(1, round(image.height * _WIDTH / image.width))
    small = image.resize((_WIDTH, height), Image.Resampling.BOX).point([1] * _DARK + [0] * (256 - _DARK))
    flat = small.tobytes()
    return [flat[start : start + _WIDTH] for start in range(0, len(flat), _WIDTH)]


def _bands(rows) -> list[tuple[int, int]]:
    """(top, bottom) of each run of rows with ink: lines of words, no specks."""
    numbered = groupby(range(len(rows)), key=lambda y: 1 in rows[y])
    runs = [list(group) for inked, group in numbered if inked]
    return [(run[0], run[-1] + 1) for run in runs if len(run) >= _LINE]


def _centred(rows, band, edges) -> bool:
    """Whether a line lies about the middle of the page and inside its edges, as a title or a page's number does."""
    left, right = _reach_of(rows, band)
    if left <= edges[0] + _NEAR or abs(left + right - sum(edges)) > 2 * _NEAR:
        return False
    inked = bytes(map(max, *(rows[y] for y in range(*band))))
    return bytes(round(_GUTTER * _WIDTH)) not in inked[left:right]


def _reach_of(rows, band):
    lines = [rows[y] for y in range(*band)]
    return min(line.find(1) for line in lines), max(line.rfind(1) for line in lines)


def _edges(rows, bands):
    """Where most lines begin and end."""
    reaches = [_reach_of(rows, band) for band in bands]
    return min((left for left, _ in reaches), default=0), max((right for _, right in reaches), default=_WIDTH)


def _two_columns(rows, bands, most):
    """(gutter, top, bottom) of the lines from the first of `bands` on, `most` at most, that leave one gutter free."""
    width = round(_GUTTER * _WIDTH)
    counts = [_free(rows, bands[:most], x, width) for x in range(round(_FROM * _WIDTH), round(_TO * _WIDTH))]
    count = max(counts)
    free = [x for x, reached in enumerate(counts, start=round(_FROM * _WIDTH)) if reached == count]
    middle = free[len(free) // 2] + width // 2
    for side in (slice(0, middle), slice(middle, _WIDTH)):
        if sum(1 in rows[y][side] for band in bands[:count] for y in range(*band)) < _LINE * _FEWEST:
            return None
    if count == len(bands):
        return middle, 0, len(rows)
    edge, beyond = bands[count - 1], bands[count]
    if beyond > edge:
        return middle, 0, (edge[1] + beyond[0]) // 2
    return middle, (beyond[1] + edge[0]) // 2, len(rows)


def _below_text(rows, bands, foot):
    """The foot without short lines above it that leave the gutter free too: it begins where both columns do."""
    if foot is None:
        return None
    gutter, top, end = foot
    inside = [band for band in bands if band[0] >= top]
    first = next(n for n, band in enumerate(inside) if any(1 in rows[y][gutter:] for y in range(*band)))
    return gutter, (inside[first - 1][1] + inside[first][0]) // 2 if first else top, end


def _free(rows, bands, x, width):
    """How many bands on end leave the columns of `width` at `x` free, but for specks."""
    count = 0
    for band in bands:
        if sum(sum(rows[y][x : x + width]) for y in range(*band)) > _SPECK:
            break
        count += 1
    return count
