"""Plain digits a database can hold are a key; everything else that calls itself a digit is none."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import Resolver404, resolve, reverse

from units.addresses import page_of, whole, wholes
from units.forms import Rows
from units.models import Unit

ODD = ["²", "٣", "９", "1²", "-1", "+1", "1.0", "1e3", " 1", "1\n", "", None, "0x1", "9" * 19, "9" * 30, "9" * 5000]


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("7", 7), ("007", 7), ("9" * 18, 10**18 - 1)])
def test_plain_digits(text, number):
    assert whole(text) == number < 2**63


@pytest.mark.parametrize("text", ODD)
def test_what_is_no_key(text):
    assert whole(text) is None


def test_ticked_boxes_keep_their_order():
    assert wholes(["3", "²", "1", "9" * 30, "x"]) == [3, 1]


@pytest.mark.parametrize("text", ["²", "٣", "9" * 30, "-1", "1.0"])
def test_an_address_with_such_a_key_is_none(text):
    with pytest.raises(Resolver404):
        resolve(f"/ke-hoach/{text}/")
    assert resolve("/ke-hoach/7/").kwargs == {"pk": 7}


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["²", "9" * 30, "9" * 19, "-1", ""])
def test_a_ticked_row_with_such_a_key_is_not_offered(cast, key):
    field = Rows(Unit.objects.all())
    assert list(field.clean([str(cast.commune.pk)])) == [cast.commune]
    with pytest.raises(ValidationError, match="không có trong danh sách"):
        field.clean([str(cast.commune.pk), key])


@pytest.mark.parametrize("name", ["entry", "plan", "review_entry", "period"])
def test_a_page_of_a_key_is_what_the_addresses_say(name):
    assert [page_of(name, key) for key in (1, 98765)] == [reverse(name, args=[key]) for key in (1, 98765)]
