"""Names that keep their common noun: proposed from our own list, said by a person of the unit."""

import gzip
from csv import DictReader

import pytest
from django.urls import reverse

from conftest import make_person
from units.errors import Refused
from units.loading import FIXTURES
from units.models import SettingStep, Unit
from units.namesakes import EVENTS, PERSONS, bare, proposes_noun
from units.unit_settings import say_noun

KEEP = [
    "Phường Trần Hưng Đạo",
    "Quận 1",
    "Phường 10",
    "Thành phố Hồ Chí Minh",
    "Phường Điện Biên Phủ",
    "Xã Hồ Tùng Mậu",
]
LOWER = [
    "Xã Tiền Phong",
    "Phường Móng Cái 1",
    "Xã Trần Cao",
    "Thành phố Hà Nội",
    "Xã Hồng Quang",
    "Cả nước",
    "Phường Đống Đa",
]


@pytest.mark.parametrize(("name", "keeps"), [*((name, True) for name in KEEP), *((name, False) for name in LOWER)])
def test_proposed(name, keeps):
    assert proposes_noun(name) is keeps


def test_ten_or_so_of_today_s_hung_yen():
    with gzip.open(FIXTURES / "units.csv.gz", "rt") as file:
        names = [row["name"] for row in DictReader(file) if row["era"] == "new" and row["parent"] == "33"]
    assert sorted(bare(name) for name in names if proposes_noun(name)) == [
        "Hoàng Hoa Thám", "Lê Lợi", "Lê Quý Đôn", "Nguyễn Du", "Nguyễn Trãi", "Nguyễn Văn Linh", "Phạm Ngũ Lão",
        "Triệu Việt Vương", "Trần Hưng Đạo", "Trần Lãm", "Tống Trân",
    ]  # fmt: skip


def test_no_name_of_the_list_has_a_blank_or_stands_in_both():
    assert not PERSONS & EVENTS and all(name == " ".join(name.split()) for name in PERSONS | EVENTS)


@pytest.mark.parametrize(
    ("name", "said", "short", "place"),
    [
        ("Phường Trần Hưng Đạo", None, "Phường Trần Hưng Đạo", "Phường Trần Hưng Đạo"),
        ("Phường Trần Hưng Đạo", False, "phường Trần Hưng Đạo", "Trần Hưng Đạo"),
        ("Phường Đống Đa", None, "phường Đống Đa", "Đống Đa"),
        ("Phường Đống Đa", True, "Phường Đống Đa", "Phường Đống Đa"),
    ],
)
def test_a_person_overrules_the_list(name, said, short, place):
    unit = Unit(name=name, kind="phuong", keeps_noun=said)
    assert (unit.short_name, unit.place_name) == (short, place)


def test_the_leader_says_it_and_the_trace_keeps_it(client, cast):
    assert say_noun(cast.neighbour, by=_admin(cast), keeps=False).old is True
    client.force_login(cast.leader)
    client.post(reverse("unit_name", args=[cast.commune.pk]), {"keeps": "1"})
    step = SettingStep.objects.get(unit=cast.commune)
    assert (step.setting, step.old, step.new, step.by) == ("keeps_noun", False, True, cast.leader)
    assert Unit.objects.get(pk=cast.commune.pk).place_name == "Xã Tiền Phong"
    assert "cách viết tên đơn vị" in client.get(reverse("unit_settings", args=[cast.commune.pk])).content.decode()


def _admin(cast):
    return make_person("quantri", "admin", cast.district_office, "Quản trị")


def test_only_its_leader_or_the_administrator(cast):
    with pytest.raises(Refused):
        say_noun(cast.commune, by=cast.official, keeps=True)
