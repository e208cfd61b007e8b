"""Lines of the sheet against what is stored: what would be made, what would change, which cells are wrong."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from papi_portal.accounts import sets
from papi_portal.accounts.workbook.layout import (
    AGENCY,
    CODE,
    EMAIL,
    LABELS,
    NAME,
    PHONE,
    ROLE,
    SINCE,
    TITLE,
    USERNAME,
)
from papi_portal.accounts.workbook.reading import Line, Mistake
from units.accounts.guarding import ADDRESSES, needed
from units.accounts.guarding import RULE as TWO_RULE
from units.accounts.managing import label, may_manage
from units.accounts.names import suggested
from units.fields import DateField
from units.models import Agency, Post, Unit, User
from units.models.people import folded_name
from units.permissions import Action, can
from units.text import fold
from units.vietnamese import vn_date

__all__ = ["Preview", "compare"]

WORDS = {"title": TITLE, "legal_name": NAME, "email": EMAIL, "phone": PHONE}
LONGEST = {TITLE: 120, NAME: 120, EMAIL: 254, PHONE: 20, USERNAME: 150}


@dataclass
class Preview:
    """`new` and `changed` are plain values, signed into the page and taken when it is sent back."""

    new: list[dict[str, Any]] = field(default_factory=list)
    changed: list[dict[str, Any]] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)
    same: int = 0


class _Wrong(Exception):
    """A cell that can't be taken: column and words."""


def compare(lines: Sequence[Line], unit: Unit, *, by: User, today: date) -> Preview:
    """The Preview of `lines` for `unit` and the units below it whose accounts `by` keeps; writes nothing."""
    preview, seen = Preview(), set[str]()
    units = {row.code: row for row in Unit.objects.under(unit).on(today) if can(by, Action.ACCOUNTS, row)}
    names = [line.cells[USERNAME] for line in lines if line.cells[USERNAME]]
    known = {one.name_key: one for one in User.objects.filter(name_key__in=[folded_name(name) for name in names])}
    for line in lines:
        try:
            _sort_in(preview, line, units, known, seen, by, today)
        except _Wrong as wrong:
            column, words = wrong.args
            preview.mistakes.append(Mistake(line.place(column), words))
    return preview


def _sort_in(preview, line, units, known, seen, by, today):
    where = _unit(line, units)
    office, role = _agency(line, where), _role(line)
    words = _words(line)
    person = known.get(folded_name(line.cells[USERNAME])) if line.cells[USERNAME] else None
    if person:
        _held_by(line, person, office, role, by, today)
        return _changed(preview, person, words)
    if not words["title"]:
        raise _Wrong(TITLE, "Tài khoản mới cần chức danh.")
    name = line.cells[USERNAME] or _free(office, role, seen)
    _once(folded_name(name), seen)
    preview.new.append({
        "unit": where.pk, "agency": office.pk, "office": office.name, "unit_name": where.name, "role": role.value,
        "role_name": role.label, "username": name, "since": _since(line, today), **words,
    })  # fmt: skip


def _held_by(line, person, office, role, by, today):
    """A row names a post she holds: giving and ending posts is no work of the sheet."""
    if not may_manage(by, person):
        raise _Wrong(USERNAME, "Tài khoản này không thuộc phạm vi quản lý của bạn. Đặt tên khác cho tài khoản mới.")
    held = Post.objects.in_force(today).filter(user=person, role=role)
    if not (office.pk and held.filter(agency=office).exists()):
        raise _Wrong(
            ROLE, "Người này không giữ vai trò đó ở cơ quan này. Giao, chuyển chức vụ ở trang của từng người."
        )


def _changed(preview, person, words):
    """Somebody with two posts stands on two rows; they may not say different things."""
    said = {name: word for name, word in words.items() if word and word != getattr(person, name)}
    before = next((row for row in preview.changed if row["person"] == person.pk), None)
    for name, word in said.items():
        if before and before["words"].get(name, word) != word:
            raise _Wrong(WORDS[name], "Khác với dòng trên của cùng tài khoản.")
    if not said or (before and not said.keys() - before["words"].keys()):
        preview.same += 1
        return
    if said.keys() & set(ADDRESSES) and needed(person):
        raise _Wrong(EMAIL if "email" in said else WORDS["phone"], f"Sửa ở trang của người này. {TWO_RULE}")
    told = [f"{label(name)}: {getattr(person, name) or '–'} → {word}" for name, word in said.items()]
    preview.changed.append({"person": person.pk, "username": person.username, "words": said, "told": told})


def _once(name, seen):
    if name in seen:
        raise _Wrong(USERNAME, "Tên đăng nhập này đã có ở một dòng trên.")
    seen.add(name)


def _unit(line, units):
    code = line.cells[CODE]
    if not code and len(units) == 1:
        return next(iter(units.values()))
    if code not in units:
        raise _Wrong(CODE, f"Không có đơn vị mã “{code}” trong phạm vi quản lý của bạn ở trang này.")
    return units[code]


def _agency(line, unit) -> Agency:
    """By its name, marks and capitals aside; empty, or not stored yet: the committee."""
    committee, asked = sets.committee(unit), fold(line.cells[AGENCY])
    if not asked or asked == fold(committee.name):
        return committee
    known = [row for row in unit.agencies.all() if asked in (fold(row.name), fold(row.short_name))]
    if not known:
        have = "; ".join(row.name for row in unit.agencies.all()[:6]) or committee.name
        raise _Wrong(AGENCY, f"{unit.name} không có cơ quan này. Đang có: {have}.")
    return known[0]


def _role(line):
    role = LABELS.get(line.cells[ROLE])
    if role is None:
        raise _Wrong(ROLE, f"Vai trò là một trong: {', '.join(LABELS)}.")
    return role


def _words(line):
    for column, most in LONGEST.items():
        if len(line.cells[column]) > most:
            raise _Wrong(column, f"Dài quá {most} ký tự.")
    if line.cells[EMAIL]:
        try:
            validate_email(line.cells[EMAIL])
        except ValidationError:
            raise _Wrong(EMAIL, f"“{line.cells[EMAIL]}” không phải địa chỉ thư điện tử.") from None
    return {name: line.cells[column] for name, column in WORDS.items()}


def _free(office, role, seen):
    taken = sets.names_taken([suggested(office, role, ())]) | seen
    return suggested(office, role, taken)


def _since(line, today):
    """The day in ISO form; today where none is given."""
    if not line.cells[SINCE]:
        return today.isoformat()
    try:
        return DateField().clean(line.cells[SINCE]).isoformat()
    except ValidationError:
        raise _Wrong(SINCE, f"Ghi ngày như {vn_date(today)}.") from None
