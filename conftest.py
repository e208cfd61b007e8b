"""The cast all tests share: a small country of two eras, the people in it, and a paper on its way."""

from datetime import date
from functools import cache

import pytest
from django.contrib.auth.hashers import make_password
from django.utils import timezone
from django.utils.html import strip_tags

from units.models import Agency, Post, Role, Unit, User
from units.text import fold, sort_key

pytest_plugins = ["tools.databases"]  # after pytest-django, whose `django_db_setup` it replaces

REFORM = date(2025, 7, 1)
PASSWORD = "mat-khau-dai-2024"


def make_unit(name, code, *, kind="xa", parent=None, since=date(2004, 1, 1), until=None, **more):
    """A Unit of the cast with its path, full name and search keys filled in."""
    full = f"{name}, {parent.full_name}" if parent else name
    return Unit.objects.create(
        name=name, code=code, kind=kind, parent=parent, valid_from=since, valid_to=until, full_name=full,
        path=f"{parent.path if parent else ''}{code}-{since.year}/", depth=parent.depth + 1 if parent else 0,
        search_text=fold(full), sort_key=sort_key(name), **more,
    )  # fmt: skip


def make_agency(unit, name, **more):
    return Agency.objects.create(unit=unit, name=name, search_text=fold(name), **more)


def words(html):
    """What a page says as one reads it: without its tags, one blank between words."""
    return " ".join(strip_tags(html).split())


@cache
def hashed():
    """PASSWORD as the database holds it; hashing once for the whole run, not once a person, saves minutes."""
    return make_password(PASSWORD)


def make_person(username, role, agency, title, **more):
    """A user with one post, in force since 2020; a leader has a name to sign with, and her title has been confirmed."""
    name = "Lê Thị Hòa" if role == Role.LEADER else ""
    user = User.objects.create(
        username=username, email=f"{username}@example.vn", password=hashed(), title=title, legal_name=name
    )
    since = date(2020, 1, 1)
    Post.objects.create(
        user=user, agency=agency, role=role, title=title, valid_from=since, confirmed_for=title, **more
    )
    return user


class Cast:
    """Tiền Phong under Ân Thi under Hưng Yên (2024), Hồng Quang straight under Hưng Yên (2026), and a stranger."""

    def __init__(self):
        self._units()
        self._agencies()
        self._people()

    def _units(self):
        end = date(2025, 6, 30)
        self.old_province = make_unit("Tỉnh Hưng Yên", "33", kind="tinh", until=end)
        self.district = make_unit("Huyện Ân Thi", "329", kind="huyen", parent=self.old_province, until=end)
        self.commune = make_unit("Xã Tiền Phong", "12193", parent=self.district, until=end)
        self.neighbour = make_unit("Xã Hồ Tùng Mậu", "12190", parent=self.district, until=end)
        self.province = make_unit("Tỉnh Hưng Yên", "33", kind="tinh", since=REFORM)
        self.new_commune = make_unit("Xã Hồng Quang", "12196", parent=self.province, since=REFORM)
        self.far_commune = make_unit("Xã Tiền Phong", "10531", parent=make_unit("Tỉnh Khác", "99", kind="tinh"))

    def _agencies(self):
        def committee(unit, **more):
            return make_agency(unit, f"UBND {unit.short_name}", heads_unit=True, symbol="UBND", **more)

        self.commune_office = committee(self.commune, place="Tiền Phong")
        self.neighbour_office = committee(self.neighbour)
        self.district_office = committee(self.district, place="Ân Thi")
        self.old_province_office = committee(self.old_province, place="Hưng Yên")
        self.province_office = committee(self.province, place="Hưng Yên")
        self.new_commune_office = committee(self.new_commune, place="Hồng Quang")
        self.far_office = committee(self.far_commune)
        self.district_home_affairs = make_agency(self.district, "Phòng Nội vụ huyện Ân Thi", reviews=True)
        self.district_culture = make_agency(self.district, "Phòng Văn hóa và Thông tin huyện Ân Thi")
        self.province_home_affairs = make_agency(self.province, "Sở Nội vụ tỉnh Hưng Yên", reviews=True)
        self.old_home_affairs = make_agency(self.old_province, "Sở Nội vụ tỉnh Hưng Yên", reviews=True)

    def _people(self):
        entry, leader, reviewer, clerk = Role.ENTRY, Role.LEADER, Role.REVIEWER, Role.CLERK
        self.official = make_person("tienphong.nhaplieu", entry, self.commune_office, "Công chức Văn phòng – Thống kê")
        self.leader = make_person("tienphong.lanhdao", leader, self.commune_office, "Chủ tịch UBND xã")
        self.clerk = make_person("tienphong.vanthu", clerk, self.commune_office, "Văn thư")
        self.reviewer = make_person("anthi.thamdinh", reviewer, self.district_home_affairs, "Chuyên viên Phòng Nội vụ")
        self.culture_reviewer = make_person("anthi.vhtt", reviewer, self.district_culture, "Chuyên viên Phòng VH&TT")
        self.district_leader = make_person("anthi.lanhdao", leader, self.district_office, "Chủ tịch UBND huyện")
        self.province_reviewer = make_person(
            "hungyen.thamdinh", reviewer, self.province_home_affairs, "Chuyên viên Sở Nội vụ"
        )
        self.old_province_reviewer = make_person(
            "hungyen.thamdinh.cu", reviewer, self.old_home_affairs, "Chuyên viên Sở Nội vụ"
        )
        self.province_leader = make_person("hungyen.lanhdao", leader, self.province_office, "Chủ tịch UBND tỉnh")
        self.new_official = make_person("hongquang.nhaplieu", entry, self.new_commune_office, "Công chức Văn phòng")
        self.new_leader = make_person("hongquang.lanhdao", leader, self.new_commune_office, "Chủ tịch UBND xã")
        self.neighbour_official = make_person(
            "hotungmau.nhaplieu", entry, self.neighbour_office, "Công chức Văn phòng"
        )
        self.stranger = make_person("xakhac.nhaplieu", entry, self.far_office, "Công chức Văn phòng")

    def everyone(self):
        return [value for value in vars(self).values() if isinstance(value, User)]


@pytest.fixture
def cast(db):
    return Cast()


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture(autouse=True)
def unthrottled(settings):
    """All tests come from one address, and the Redis of a run outlives each of them."""
    settings.THROTTLED = {}
