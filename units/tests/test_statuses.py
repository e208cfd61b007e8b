"""The vocabulary of statuses: complete, unambiguous, and every icon is in the sprite."""

from pathlib import Path

import pytest
from django.conf import settings

from units.statuses import DIMENSION_NAMES, STATUSES, choices, the_one_badge

GROUPS = {
    "level": 4,
    "due": 4,
    "flow": 7,
    "sending": 5,
    "document": 5,
    "signature": 5,
    "certificate": 4,
    "assignment": 4,
}


def test_every_group_is_complete():
    assert {group: len(choices(group)) for group in GROUPS} == GROUPS


def test_no_two_statuses_share_a_word():
    words = [status.word for status in STATUSES.values()]
    assert len(words) == len(set(words))


def test_statuses_of_one_group_differ_without_colour():
    for group in {status.group for status in STATUSES.values()}:
        icons = [status.icon for status in STATUSES.values() if status.group == group]
        assert len(icons) == len(set(icons)), group


def test_every_icon_is_in_the_sprite_list():
    listed = (Path(settings.BASE_DIR) / "tools" / "icons.txt").read_text().split("\n")
    assert {status.icon for status in STATUSES.values()} <= set(listed)


@pytest.mark.parametrize("status", STATUSES.values(), ids=lambda status: status.code)
def test_every_tone_has_its_style(status):
    sheet = (Path(settings.BASE_DIR) / "static" / "css" / "components.css").read_text()
    assert f".st.{status.tone} " in sheet


@pytest.mark.parametrize(
    ("codes", "shown"),
    [
        (["in_progress", "overdue", "returned"], "returned"),
        (["in_progress", "overdue", "draft"], "overdue"),
        (["done", "submitted"], "submitted"),
        (["done"], "done"),
        (["due_soon", "missing"], "missing"),
    ],
)
def test_a_row_shows_what_to_do_next(codes, shown):
    assert the_one_badge(*codes) == the_one_badge(*reversed(codes)) == shown


def test_eight_dimensions():
    assert list(DIMENSION_NAMES) == list(range(1, 9))
