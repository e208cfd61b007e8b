"""Large pictures in little memory: a point costs four bytes in every copy, so sixty million of them are 240 MB a copy."""

import math

from PIL import Image

__all__ = ["HELD_TWICE", "MOST_PIXELS", "fitting", "shrunk", "too_large"]

MOST_PIXELS = 60_000_000  # of a picture that lies in memory once
HELD_TWICE = 25_000_000  # of one that is turned or converted, and of those whose decoder keeps a copy of its own


def too_large(image: Image.Image) -> bool:
    """More points than are taken; of a WebP or a progressive JPEG fewer are."""
    twice = image.format == "WEBP" or bool(image.info.get("progressive"))
    return image.width * image.height > (HELD_TWICE if twice else MOST_PIXELS)


def fitting(image: Image.Image) -> Image.Image:
    """`image`, not read yet, made so small that two copies of it have room."""
    return shrunk(image, math.ceil(math.sqrt(image.width * image.height / HELD_TWICE)))


def shrunk(image: Image.Image, times: int) -> Image.Image:
    """`image`, not read yet, with 1/`times` of its points along each side, or a few more.

    A JPEG is never decoded whole for it.
    """
    if times < 2:
        return image
    size = max(1, image.width // times), max(1, image.height // times)
    image.draft(image.mode, size)  # a JPEG at a half, a quarter, an eighth
    left = min(image.width // size[0], image.height // size[1])
    return image.reduce(left) if left > 1 else image
