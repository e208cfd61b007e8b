"""Saved filters: kept through the gate, one's own, back where they belong."""

import pytest
from django.urls import reverse

from units.models import SavedFilter
from units.saved_filters import MOST, kept

pytestmark = pytest.mark.django_db
HERE = "/bo-loc/"


@pytest.mark.parametrize(
    ("query", "stays"),
    [
        ("don_vi=3&loai=xa", "don_vi=3&loai=xa"),
        ("ngay=30%2F11%2F2026&page=2&gui=", ""),
        ("q=Ti%E1%BB%81n%20Phong", "q=Ti%E1%BB%81n+Phong"),
        ("q=a%00b", "q=ab"),
        ("", ""),
    ],
)
def test_what_is_kept_of_an_address(query, stays):
    assert kept(query) == stays


def test_kept_used_written_anew_and_dropped_by_its_owner_alone(client, cast):
    client.force_login(cast.reviewer)
    offered = client.get(HERE, {"trang": "plans", "loc": "nam=2024&tt=draft"}).context["form"]
    assert (offered["trang"].value(), offered["loc"].value()) == ("plans", "nam=2024&tt=draft")
    for query in ("nam=2024", "nam=2025&page=3"):
        answer = client.post(HERE, {"trang": "plans", "loc": query, "ten": "Năm nay"})
    row = SavedFilter.objects.get()
    assert answer.url == f"{reverse('plans')}?nam=2025" and client.get(answer.url).status_code == 200
    assert answer.url in client.get(HERE).text.replace("&amp;", "&")
    client.force_login(cast.official)
    assert client.post(reverse("saved_filter_drop", args=[row.pk])).status_code == 404
    assert row.name not in client.get(HERE).text
    client.force_login(cast.reviewer)
    assert client.get(reverse("saved_filter_drop", args=[row.pk])).status_code == 405
    client.post(reverse("saved_filter_drop", args=[row.pk]))
    assert not SavedFilter.objects.exists()


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"trang": "plans", "ten": ""}, "cần điền"),
        ({"trang": "nowhere", "ten": "x"}, "không có trong danh sách"),
        ({"trang": "plans", "ten": "x", "loc": "q=" + "a" * 1000}, "dài quá"),
    ],
)
def test_what_cannot_be_kept_is_said(client, cast, given, message):
    client.force_login(cast.reviewer)
    answer = client.post(HERE, given)
    assert answer.status_code == 422 and message in str(answer.context["form"].errors).lower()


def test_nobody_drowns_in_filters(client, cast):
    SavedFilter.objects.bulk_create(SavedFilter(user=cast.reviewer, page="plans", name=str(n)) for n in range(MOST))
    client.force_login(cast.reviewer)
    assert client.post(HERE, {"trang": "plans", "ten": "thêm"}).status_code == 422
    assert client.post(HERE, {"trang": "plans", "ten": "3", "loc": "nam=2024"}).status_code == 302
