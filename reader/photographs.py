"""What a camera does to a page is taken back: the table around it, its slant away from the eye, shadows over it."""

from PIL import Image, ImageChops, ImageFilter

_SMALL = 200
# A page fills so much of a photo, and of the four corners drawn around it.
_LEAST, _FULL = 0.45, 0.96


def page_in(image: Image.Image) -> Image.Image:
    """The sheet a photo shows on something darker, pulled straight by its corners; the photo itself where none is found."""
    factor = max(image.size) / _SMALL
    small = image.resize((round(image.width / factor), round(image.height / factor)), Image.Resampling.BOX)
    light = small.convert("L").filter(ImageFilter.MaxFilter(7)).filter(ImageFilter.MinFilter(7))
    bright = light.point(_above(_level_between(light.histogram()))).tobytes()
    at = [divmod(place, light.width) for place, inked in enumerate(bright) if inked]
    share = len(at) / len(bright)
    if not _LEAST < share < 0.99:
        return image
    corners = [
        min(at, key=lambda p: p[1] + p[0]),
        min(at, key=lambda p: p[1] - p[0]),
        max(at, key=lambda p: p[1] + p[0]),
        max(at, key=lambda p: p[1] - p[0]),
    ]
    if len(at) < _FULL * _area(corners):
        return image
    places = [round((value + 0.5) * factor) for y, x in corners for value in (x, y)]
    return image.transform(_size(places), Image.Transform.QUAD, places, Image.Resampling.BICUBIC)


def _above(level):
    return [0] * level + [1] * (256 - level)


def _level_between(histogram: list[int]) -> int:
    """The grey that parts dark from light best (Otsu)."""
    total, weighted = sum(histogram), sum(n * value for value, n in enumerate(histogram))
    count = dark = 0
    best = (0.0, 128)
    for value, n in enumerate(histogram):
        count, dark = count + n, dark + n * value
        if 0 < count < total:
            apart = dark / count - (weighted - dark) / (total - count)
            best = max(best, (count * (total - count) * apart * apart, value + 1))
    return best[1]


def _area(corners):
    """Of the four-sided figure, by the shoelace rule."""
    turned = [*corners[1:], corners[0]]
    return abs(sum(y * next_x - next_y * x for (y, x), (next_y, next_x) in zip(corners, turned, strict=True))) / 2


def _size(places):
    """How large the sheet is drawn: as wide and as high as its longer edges; corners go round from the upper left."""
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = zip(places[::2], places[1::2], strict=True)
    width = max(_far(ax - dx, ay - dy), _far(bx - cx, by - cy))
    return round(width), round(max(_far(ax - bx, ay - by), _far(dx - cx, dy - cy)))


def _far(x, y):
    return (x * x + y * y) ** 0.5


def evenly_lit(grey: Image.Image) -> Image.Image:
    """The page as if lit from everywhere alike: each part is compared with the lightest near it."""
    small = grey.resize((max(1, grey.width // 16), max(1, grey.height // 16)), Image.Resampling.BOX)
    paper = small.filter(ImageFilter.MaxFilter(9)).filter(ImageFilter.GaussianBlur(6)).resize(grey.size)
    return ImageChops.invert(ImageChops.subtract(paper, grey))
