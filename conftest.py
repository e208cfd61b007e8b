"""The cast all tests share: a small country of two eras, the people in it, and a paper on its way."""

import gc
from collections.abc import Iterator
from copy import copy
from datetime import date
from functools import cache, lru_cache, partial
from unittest.mock import patch

import pytest
from django.contrib.auth.hashers import make_password
from django.utils import timezone
from django.utils.html import strip_tags
from pyhanko.sign import SimpleSigner

from papi_portal import context
from reports.layout import pdf
from reports.papers import press
from reports.signing.workflow import signing
from units.models import Agency, Post, Role, Unit, User
from units.passwords import OneFormArgon2, OneFormHasher
from units.text import fold, sort_key

pytest_plugins = ["tools.databases"]  # after pytest-django, whose `django_db_setup` it replaces
# The hashers of production, in a thousandth of their time.
OneFormArgon2.time_cost, OneFormArgon2.memory_cost, OneFormHasher.iterations = 1, 8, 1000


def pytest_collection_finish():
    """What stands now stays to the end of the run: the collector of garbage need not go through it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


REFORM = date(2025, 7, 1)
PASSWORD = "mat-khau-dai-2024"


def unit_row(name, code, *, kind="xa", parent=None, since=date(2004, 1, 1), until=None, **more):
    """A Unit of the cast, not yet stored, with its path, full name and search keys filled in."""
    full = f"{name}, {parent.full_name}" if parent else name
    return Unit(
        name=name, code=code, kind=kind, parent=parent, valid_from=since, valid_to=until, full_name=full,
        path=f"{parent.path if parent else ''}{code}-{since.year}/", depth=parent.depth + 1 if parent else 0,
        search_text=fold(full), sort_key=sort_key(name), **more,
    )  # fmt: skip


def agency_row(unit, name, **more):
    return Agency(unit=unit, name=name, search_text=fold(name), **more)


def person_rows(username, role, agency, title, **more):
    """A user with one post, in force since 2020, neither stored yet; a leader has a name to sign with, and her title has
    been confirmed."""
    user = User(
        username=username, email=f"{username}@example.vn", password=hashed(), title=title,
        legal_name="Lê Thị Hòa" if role == Role.LEADER else "",
    )  # fmt: skip
    held = {"role": role, "title": title, "valid_from": date(2020, 1, 1), "confirmed_for": title}
    return user, Post(user=user, agency=agency, **held, **more)


def make_unit(name, code, **more):
    return stored(unit_row(name, code, **more))


def make_agency(unit, name, **more):
    return stored(agency_row(unit, name, **more))


def make_person(username, role, agency, title, **more):
    user, post = person_rows(username, role, agency, title, **more)
    stored(user)
    stored(post)
    return user


def stored(row):
    row.save(force_insert=True)
    return row


def words(html):
    """What a page says as one reads it: without its tags, one blank between words."""
    return " ".join(strip_tags(html).split())


@cache
def hashed():
    """PASSWORD as the database holds it; hashing once for the whole run, not once a person, saves minutes."""
    return make_password(PASSWORD)


class Cast:
    """Tiền Phong under Ân Thi under Hưng Yên (2024), Hồng Quang straight under Hưng Yên (2026), and a stranger.

    Stored by the handful: a thousand tests begin with them.
    """

    def __init__(self):
        self._units()
        self._agencies()
        self._people()

    def _units(self):
        end = date(2025, 6, 30)
        self.old_province, self.province, elsewhere = Unit.objects.bulk_create([
            unit_row("Tỉnh Hưng Yên", "33", kind="tinh", until=end),
            unit_row("Tỉnh Hưng Yên", "33", kind="tinh", since=REFORM),
            unit_row("Tỉnh Khác", "99", kind="tinh"),
        ])  # fmt: skip
        self.district, self.new_commune, self.far_commune = Unit.objects.bulk_create([
            unit_row("Huyện Ân Thi", "329", kind="huyen", parent=self.old_province, until=end),
            unit_row("Xã Hồng Quang", "12196", parent=self.province, since=REFORM),
            unit_row("Xã Tiền Phong", "10531", parent=elsewhere),
        ])  # fmt: skip
        self.commune, self.neighbour = Unit.objects.bulk_create([
            unit_row("Xã Tiền Phong", "12193", parent=self.district, until=end),
            unit_row("Xã Hồ Tùng Mậu", "12190", parent=self.district, until=end),
        ])  # fmt: skip

    def _agencies(self):
        def committee(unit, **more):
            return agency_row(unit, f"UBND {unit.short_name}", heads_unit=True, symbol="UBND", **more)

        made = {
            "commune_office": committee(self.commune, place="Tiền Phong"),
            "neighbour_office": committee(self.neighbour),
            "district_office": committee(self.district, place="Ân Thi"),
            "old_province_office": committee(self.old_province, place="Hưng Yên"),
            "province_office": committee(self.province, place="Hưng Yên"),
            "new_commune_office": committee(self.new_commune, place="Hồng Quang"),
            "far_office": committee(self.far_commune),
            "district_home_affairs": agency_row(self.district, "Phòng Nội vụ huyện Ân Thi", reviews=True),
            "district_culture": agency_row(self.district, "Phòng Văn hóa và Thông tin huyện Ân Thi"),
            "province_home_affairs": agency_row(self.province, "Sở Nội vụ tỉnh Hưng Yên", reviews=True),
            "old_home_affairs": agency_row(self.old_province, "Sở Nội vụ tỉnh Hưng Yên", reviews=True),
        }
        Agency.objects.bulk_create(made.values())
        vars(self).update(made)

    def _people(self):
        entry, leader, reviewer, clerk = Role.ENTRY, Role.LEADER, Role.REVIEWER, Role.CLERK
        made = {
            "official": ("tienphong.nhaplieu", entry, self.commune_office, "Công chức Văn phòng – Thống kê"),
            "leader": ("tienphong.lanhdao", leader, self.commune_office, "Chủ tịch UBND xã"),
            "clerk": ("tienphong.vanthu", clerk, self.commune_office, "Văn thư"),
            "reviewer": ("anthi.thamdinh", reviewer, self.district_home_affairs, "Chuyên viên Phòng Nội vụ"),
            "culture_reviewer": ("anthi.vhtt", reviewer, self.district_culture, "Chuyên viên Phòng VH&TT"),
            "district_leader": ("anthi.lanhdao", leader, self.district_office, "Chủ tịch UBND huyện"),
            "province_reviewer": ("hungyen.thamdinh", reviewer, self.province_home_affairs, "Chuyên viên Sở Nội vụ"),
            "old_province_reviewer": ("hungyen.thamdinh.cu", reviewer, self.old_home_affairs, "Chuyên viên Sở Nội vụ"),
            "province_leader": ("hungyen.lanhdao", leader, self.province_office, "Chủ tịch UBND tỉnh"),
            "new_official": ("hongquang.nhaplieu", entry, self.new_commune_office, "Công chức Văn phòng"),
            "new_leader": ("hongquang.lanhdao", leader, self.new_commune_office, "Chủ tịch UBND xã"),
            "neighbour_official": ("hotungmau.nhaplieu", entry, self.neighbour_office, "Công chức Văn phòng"),
            "stranger": ("xakhac.nhaplieu", entry, self.far_office, "Công chức Văn phòng"),
        }
        rows = {name: person_rows(*words) for name, words in made.items()}
        vars(self).update(zip(rows, User.objects.bulk_create(user for user, _ in rows.values()), strict=True))
        Post.objects.bulk_create(post for _, post in rows.values())

    def everyone(self):
        return [value for value in vars(self).values() if isinstance(value, User)]


@pytest.fixture
def cast(db):
    return Cast()


@pytest.fixture
def today():
    return timezone.localdate()


def counted_once():
    """Within, the numbers in the bar are counted once a person: on every page anew they take a third of its time."""
    return patch.dict(context.COUNTS, {name: cache(count) for name, count in context.COUNTS.items()})


ASKS_THE_BAR = {"django_assert_num_queries", "django_assert_max_num_queries", "every_bar"}


@pytest.fixture(autouse=True)
def bar_once(request: pytest.FixtureRequest) -> Iterator[None]:
    """Many tests open pages and ask none of them for its bar; who counts queries, or asks `every_bar`, gets all."""
    if ASKS_THE_BAR & set(request.fixturenames) and "bar" not in request.fixturenames:
        yield
        return
    with counted_once():
        yield


@pytest.fixture
def bar() -> None:
    """The bar counts once also where a test counts queries: it asks for those of the page."""


@pytest.fixture
def every_bar() -> None:
    """The bar counts on every page, as people meet it."""


@pytest.fixture(autouse=True, scope="session")
def laid_out_once():
    """Papers of the same words are laid out once; tests of the layout ask `pdf.render` itself."""
    once = lru_cache(maxsize=100)(pdf.render)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(press, "render", once)
        patch.setattr(signing, "render", once)
        yield once


@pytest.fixture(autouse=True, scope="session")
def unlocked_once():
    """A key of the tests is checked by the arithmetic of RSA once; every signature has a signer of its own."""
    once = lru_cache(maxsize=50)(partial(SimpleSigner.load_pkcs12_data, other_certs=()))
    with pytest.MonkeyPatch.context() as patch:
        opened = staticmethod(lambda data, _others, secret: copy(once(data, passphrase=secret)))
        patch.setattr(SimpleSigner, "load_pkcs12_data", opened)
        yield


@pytest.fixture(autouse=True)
def unthrottled(settings):
    """All tests come from one address, and the Redis of a run outlives each of them."""
    settings.THROTTLED = {}
