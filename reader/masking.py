"""Black boxes burnt into a picture: what lay under them is in the new file no more. Runs in the child."""

import io
from collections.abc import Sequence

from PIL import Image, ImageDraw

from reader import uploads
from reader.errors import Unfit
from reader.large_pictures import fitting

__all__ = ["MOST_BOXES", "masked"]

MOST_BOXES = 60


def masked(data: bytes, mime: str, boxes: Sequence[Sequence[float]]) -> list[bytes]:
    """[the picture anew, its thumbnail]: `boxes` are left, top, width, height as shares of the whole (0 to 1).

    A box is widened to whole points and one more on each side. Raises Unfit for what is no picture or no box.
    """
    if mime not in uploads.PHOTO_FORMATS:
        raise Unfit("Chỉ che được trên ảnh (JPG, PNG, WebP).")
    if not 0 < len(boxes) <= MOST_BOXES:
        raise Unfit(f"Vẽ từ một đến {MOST_BOXES} ô che.")
    clean = uploads.examined(data)[1]
    with Image.open(io.BytesIO(clean)) as image:
        picture = image if image.mode in ("RGB", "RGBA", "L") else fitting(image).convert("RGB")
        picture.load()
    pen = ImageDraw.Draw(picture)
    for box in boxes:
        pen.rectangle(_points(box, picture.size), fill="black")
    return uploads.drawn(picture, mime)


def _points(box, size):
    left, top, width, height = box
    if not (0 <= left < 1 and 0 <= top < 1 and 0 < width <= 1 and 0 < height <= 1):
        raise Unfit("Ô che nằm ngoài ảnh. Vẽ lại.")
    wide, high = size
    right, bottom = min(left + width, 1), min(top + height, 1)
    return int(left * wide) - 1, int(top * high) - 1, int(right * wide) + 1, int(bottom * high) + 1
