"""Who works in the units of the set: named by position, without a password until an administrator gives one."""

from collections.abc import Sequence
from datetime import UTC, datetime

from units.models import Agency, Post, Role, Unit, User
from units.models.administrative import REFORM
from units.search import search_text

from .size import PREFIX
from .table import Table

__all__ = ["Offices", "seat"]

STAFF = ((Role.ENTRY, "nhaplieu", "Công chức nhập liệu"), (Role.LEADER, "lanhdao", "Chủ tịch"),
         (Role.CLERK, "vanthu", "Văn thư"))  # fmt: skip
REVIEWER = (Role.REVIEWER, "thamdinh", "Chuyên viên thẩm định")
ADMIN = (Role.ADMIN, "quantri", "Quản trị hệ thống")
NO_PASSWORD = "!"  # noqa: S105  (as Django marks an account nobody can sign in to by password)
JOINED = datetime(REFORM.year, REFORM.month, REFORM.day, tzinfo=UTC)


class Offices:
    """Keys by unit: `office` of the body that heads it, `reviewing` of who appraises, `official` of who enters."""

    def __init__(self) -> None:
        self.office: dict[int, int] = {}
        self.reviewing: dict[int, int] = {}
        self.official: dict[int, int] = {}
        self.leader: dict[int, int] = {}


def seat(units: Sequence[Unit]) -> Offices:
    """Agencies, accounts and posts of `units`; a Sở Nội vụ and a reviewer where there is nobody above."""
    found = Offices()
    provinces = [unit for unit in units if unit.parent_id is None]
    agencies = Table(Agency, "unit_id", "name", "heads_unit", "reviews", "symbol", "search_text", "seal")
    found.office = dict(zip((u.pk for u in units), agencies.write(map(_office, units)), strict=True))
    found.reviewing = dict(zip((u.pk for u in provinces), agencies.write(map(_reviewing, provinces)), strict=True))
    hired = [(unit, found.office[unit.pk], *row) for unit in units for row in STAFF]
    hired += [(unit, found.reviewing[unit.pk], *REVIEWER) for unit in provinces]
    hired += [(unit, found.office[unit.pk], *ADMIN) for unit in provinces[:1]]
    _hire(hired, found)
    return found


def _office(unit):
    name = f"UBND {unit.short_name}"
    return unit.pk, name, True, False, "UBND", _words(name, unit, "ubnd"), Agency.Seal.OWN


def _reviewing(unit):
    return unit.pk, "Sở Nội vụ", False, True, "SNV", _words("Sở Nội vụ", unit, "snv"), ""


def _words(name, unit, symbol):
    return search_text(name, f" {unit.full_name} ", symbol)


def _hire(hired, found):
    users = Table(User, "username", "name_key", "title", "search_text", "password", "date_joined")
    names = [f"{PREFIX}{unit.code}.{word}" for unit, _, _, word, _ in hired]
    keys = users.write(
        (name, name, row[4], search_text("", row[4]), NO_PASSWORD, JOINED)
        for name, row in zip(names, hired, strict=True)
    )
    posts = Table(Post, "user_id", "agency_id", "role", "title", "search_text", "valid_from", "confirmed_for")
    posts.write(
        (key, office, role, title, search_text(title), REFORM, title)
        for key, (_, office, role, _, title) in zip(keys, hired, strict=True)
    )
    for key, (unit, _, role, _, _) in zip(keys, hired, strict=True):
        if role == Role.ENTRY:
            found.official[unit.pk] = key
        if role == Role.LEADER:
            found.leader[unit.pk] = key
