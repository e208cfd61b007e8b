"""Pictures of pages made ready for recognition: seals and signatures in ink of colour taken out, photos turned straight."""

import io
from statistics import pvariance

from PIL import Image, ImageChops, ImageFilter, ImageOps

from . import photographs
from .large_pictures import fitting, too_large
from .refusals import ImportRefused

SUFFIXES = (".jpg", ".jpeg", ".png")
_COLOURED, _LIGHT = 50, 105
_SMALL_WIDTH = 500
_ANGLES = [step / 2 for step in range(-10, 11)]
_NEARER = (-0.25, 0.0, 0.25)
_LONG_SIDE = 3300
_SMOOTH, _INK, _PAPER = 0.8, 60, 190
_CONTRAST = [max(0, min(255, (value - _INK) * 255 // (_PAPER - _INK))) for value in range(256)]


def without_colour(image: Image.Image) -> Image.Image:
    """The page in grey; red and blue ink is as light as paper, black letters under a seal stay."""
    if image.mode != "RGB":
        return image.convert("L")
    red, green, blue = image.split()
    light = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    dark = ImageChops.darker(ImageChops.darker(red, green), blue)
    coloured = ImageChops.subtract(light, dark).point(lambda value: 255 if value > _COLOURED else 0)
    seen = light.point(lambda value: 255 if value > _LIGHT else 0)
    light.paste(255, mask=ImageChops.multiply(coloured, seen))
    return light


def scan(image: Image.Image) -> Image.Image:
    """A scanned page in grey without ink of colour, its lines level."""
    return _clear(_level(without_colour(image)))


def photo(data: bytes) -> Image.Image:
    """A photo or picture of one page, upright, straight and in grey. Raises ImportRefused for what is no picture."""
    try:
        taken = Image.open(io.BytesIO(data))
        if too_large(taken):
            raise ImportRefused("Ảnh quá lớn; hãy chụp hoặc lưu lại với kích thước nhỏ hơn.")
        image = fitting(taken)
        del taken  # the large one goes at once
        image = ImageOps.exif_transpose(image).convert("RGB")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise ImportRefused("Không mở được ảnh này; hãy dùng tệp .jpg hoặc .png khác.") from error
    image = _sized(photographs.page_in(image))
    return _clear(_level(ImageOps.autocontrast(photographs.evenly_lit(without_colour(image)), cutoff=1)))


def _clear(grey):
    """Grain smoothed and paper white: a recogniser takes dirt between letters for marks over them."""
    return grey.filter(ImageFilter.GaussianBlur(_SMOOTH)).point(_CONTRAST)


def _level(grey):
    angle = skew_of(grey)
    return grey.rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor=255) if angle else grey


def _sized(image):
    """As large as a page at the resolution that letters are recognised best."""
    factor = _LONG_SIDE / max(image.size)
    size = (round(image.width * factor), round(image.height * factor))
    return image.resize(size, Image.Resampling.LANCZOS) if factor > 1.15 or factor < 0.8 else image


def skew_of(image: Image.Image) -> float:
    """By how many degrees to turn a page so that its lines lie level: where rows differ most in darkness."""
    small = image.resize((_SMALL_WIDTH, max(1, image.height * _SMALL_WIDTH // image.width)))
    coarse = max(_ANGLES, key=lambda angle: _levelness(small, angle))
    best = max((coarse + step for step in _NEARER), key=lambda angle: _levelness(small, angle))
    return best if _levelness(small, best) > 1.05 * _levelness(small, 0) else 0.0


def _levelness(image, angle):
    turned = image.rotate(angle, fillcolor=255)
    return pvariance(turned.resize((1, turned.height), Image.Resampling.BOX).tobytes())
