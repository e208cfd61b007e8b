"""Large pictures: what is too large, and what is made smaller before it is turned."""

import io

import pytest
from PIL import Image

from reader import large_pictures
from reader.large_pictures import fitting, shrunk, too_large
from reader.uploads import examined

pytestmark = pytest.mark.one_engine


def picture(size, kind="JPEG", *, turned=False, **more):
    out, exif = io.BytesIO(), Image.Exif()
    exif[0x0112] = 6 if turned else 1
    Image.new("L", size, 90).save(out, kind, exif=exif, **more)
    return out.getvalue()


@pytest.fixture(autouse=True)
def small_limits(monkeypatch):
    monkeypatch.setattr(large_pictures, "MOST_PIXELS", 6_000)
    monkeypatch.setattr(large_pictures, "HELD_TWICE", 2_500)


@pytest.mark.parametrize(
    ("kind", "more", "size", "large"),
    [("JPEG", {}, (60, 100), False), ("JPEG", {}, (61, 100), True), ("PNG", {}, (60, 100), False),
     ("JPEG", {"progressive": True}, (25, 100), False), ("JPEG", {"progressive": True}, (26, 100), True),
     ("WEBP", {}, (25, 100), False), ("WEBP", {}, (26, 100), True)],
)  # fmt: skip
def test_what_is_too_large(kind, more, size, large):
    assert too_large(Image.open(io.BytesIO(picture(size, kind, **more)))) is large


@pytest.mark.parametrize(
    ("kind", "times", "size"),
    [("PNG", 1, (80, 60)), ("PNG", 2, (40, 30)), ("PNG", 3, (27, 20)), ("PNG", 200, (2, 1)),
     ("JPEG", 0, (80, 60)), ("JPEG", 2, (40, 30)), ("JPEG", 3, (40, 30)), ("JPEG", 4, (20, 15))],
)  # fmt: skip
def test_shrunk(kind, times, size):
    assert shrunk(Image.open(io.BytesIO(picture((80, 60), kind))), times).size == size


@pytest.mark.parametrize(("size", "left"), [((25, 100), (25, 100)), ((26, 100), (13, 50)), ((60, 100), (30, 50))])
def test_two_copies_have_room(size, left):
    assert fitting(Image.open(io.BytesIO(picture(size)))).size == left


@pytest.mark.parametrize(
    ("size", "turned", "left"),
    [((60, 100), False, (60, 100)), ((60, 100), True, (50, 30)), ((20, 100), True, (100, 20))],
)
def test_only_a_large_photo_that_must_be_turned_loses_points(size, turned, left):
    mime, kept, _ = examined(picture(size, turned=turned))
    assert mime == "image/jpeg" and Image.open(io.BytesIO(kept)).size == left
