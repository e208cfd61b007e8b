"""Demo agencies and accounts: named unit.role, called by position, made only in demo mode."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.hashers import make_password

from units.models import Agency, Post, Role, Unit, User
from units.namesakes import bare
from units.text import fold, sort_key

SPECIMEN_NAME = "Nguyễn Văn A"  # the blank of Vietnamese forms: leaders' papers need a name, and nobody is invented
PASSWORD = "papi-mau-2026"  # noqa: S105  (the demo's one password, printed by ./run and by demo_accounts)
OLD_ERA_ENDS = date(2025, 6, 30)
NEW_ERA = date(2025, 7, 1)
STATE, PARTY, FRONT = Agency.Kind.STATE, Agency.Kind.PARTY, Agency.Kind.FRONT


@dataclass(frozen=True)
class Account:
    """One demo account: where it sits, in which role, under which title, with which power to sign."""

    username: str
    role: Role
    agency: str
    title: str
    signs: Post.Signs = Post.Signs.HEAD


def old_unit(code: str) -> Unit:
    return Unit.objects.get(code=code, valid_to=OLD_ERA_ENDS)


def new_unit(code: str) -> Unit:
    return Unit.objects.get(code=code, valid_from=NEW_ERA)


def sample_unit(
    code: str, name: str, kind: str, parent: Unit | None = None, *, since: date = date(2004, 1, 1),
    until: date | None = OLD_ERA_ENDS,
) -> Unit:  # fmt: skip
    """A unit that no source names: the unnamed city of the half-year report, a department that reports."""
    full = f"{name}, {parent.full_name}" if parent else name
    path = f"{parent.path if parent else ''}{code}-{since.year}/"
    unit, _ = Unit.objects.get_or_create(
        code=code,
        valid_from=since,
        defaults={
            "name": name, "kind": kind, "parent": parent, "path": path, "depth": parent.depth + 1 if parent else 0,
            "valid_to": until, "full_name": full, "search_text": fold(full), "sort_key": sort_key(name),
            "sample": kind != Unit.Kind.DEPARTMENT,
        },
    )  # fmt: skip
    return unit


def agency(unit: Unit, name: str, kind: str = STATE, **more: Any) -> Agency:
    row, _ = Agency.objects.get_or_create(
        unit=unit, name=name, defaults={"kind": kind, "search_text": fold(name), **more}
    )
    return row


def committee(unit: Unit, *, superior: str = "", place: str = "") -> Agency:
    """The unit's People's Committee with its letterhead: two lines, the body over its place (Decree 30, cell 2)."""
    return agency(
        unit,
        f"UBND {unit.short_name}",
        heads_unit=True,
        symbol="UBND",
        letterhead=f"ỦY BAN NHÂN DÂN\n{unit.name.upper()}",
        superior_line=superior,
        place=place,
        aliases=f"Ủy ban nhân dân {unit.short_name}",
    )


def slug(unit: Unit) -> str:
    """`Xã Tiền Phong` -> `tienphong`, the first half of an account name."""
    return fold(bare(unit.name)).replace(" ", "")


def seat(account: Account, office: Agency, hashed: str, since: date = date(2020, 1, 1)) -> User:
    """Make the account (once) and give it its post in `office`."""
    user, _ = User.objects.get_or_create(
        username=account.username,
        defaults={
            "title": account.title,
            "email": f"{account.username}@vi-du.example",
            "password": hashed,
            "legal_name": SPECIMEN_NAME if account.role == Role.LEADER else "",
        },
    )
    Post.objects.get_or_create(
        user=user, agency=office, role=account.role,
        defaults={"title": account.title, "signs": account.signs, "confirmed_for": account.title,
                  "valid_from": max(since, office.unit.valid_from)},
    )  # fmt: skip
    return user


def staff(
    prefix: str,
    office: Agency,
    *,
    reviewing: Agency | None = None,
    hashed: str,
    head: str = "Chủ tịch",
    level: str = "",
    deputy: bool = True,
) -> list[User]:
    """The usual posts of a unit: entry, leader, deputy, clerk, and a reviewer where `reviewing` is its agency."""
    rows = [
        (Account(f"{prefix}.nhaplieu", Role.ENTRY, "", "Công chức Văn phòng – Thống kê"), office),
        (Account(f"{prefix}.lanhdao", Role.LEADER, "", f"{head} {level}".strip()), office),
        (Account(f"{prefix}.vanthu", Role.CLERK, "", f"Văn thư {level}".strip()), office),
    ]
    if deputy:
        title = f"Phó {head[:1].lower()}{head[1:]} {level}".strip()
        rows.append((Account(f"{prefix}.pho", Role.LEADER, "", title, Post.Signs.DEPUTY), office))
    if reviewing:
        short = reviewing.name.removesuffix(reviewing.unit.short_name).strip()
        rows.append((Account(f"{prefix}.thamdinh", Role.REVIEWER, "", f"Chuyên viên {short}"), reviewing))
    return [seat(account, where, hashed) for account, where in rows]


def hashed_password() -> str:
    """Hashed once for all demo accounts: two hundred separate hashes would cost half a minute."""
    return make_password(PASSWORD)


def administrator(hashed: str) -> User:
    """`quantri`: reference data and accounts in Django's admin, nothing of the offices' own work."""
    nation = sample_unit("VN", "Cả nước", "nation", until=None)
    office = agency(nation, "Quản trị hệ thống (mẫu)")
    user = seat(Account("quantri", Role.ADMIN, "", "Quản trị hệ thống"), office, hashed)
    User.objects.filter(pk=user.pk).update(is_staff=True, is_superuser=True)
    return user


MAIN = {
    "tienphong.nhaplieu", "tienphong.lanhdao", "tienphong.vanthu", "anthi.thamdinh", "anthi.vhtt", "anthi.lanhdao",
    "hungyen.thamdinh", "hungyen.lanhdao", "hungyen.vanthu", "snv.lanhdao", "snv.vanthu", "hongquang.nhaplieu",
    "hongquang.lanhdao",
    "hongquang.vanthu", "hongquang.thamdo", "vanphuc.nhaplieu", "vanphuc.lanhdao", "hadong.thamdinh", "thanhpho.nhaplieu",
    "thanhpho.lanhdao", "svhtt.nhaplieu", "svhtt.lanhdao", "hungyen.quantri", "hungyen.kiemtra", "hungyen.theodoi",
    "hungyen.chamdiem", "hungyen.chamhai", "hungyen.hoidong1", "hungyen.hoidong2", "quantri",
}  # fmt: skip
