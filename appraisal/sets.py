"""Verbs on sets of criteria: make one, fill it from a table, start next year's from it, issue it; and what it would give.

make         an empty draft
fill         groups and criteria in place of what the draft holds
next_from    a draft of the next version, every group and criterion copied
issue        from then on rounds are held by it and nothing in it changes
preview      one real unit scored by it from what the portal knows
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max, Sum
from django.utils import timezone

from appraisal import adding, portal
from appraisal.models import CriteriaSet, Criterion, Group, Mark, Round
from appraisal.scoring import Outcome, Total
from appraisal.steps import trace
from units.errors import Conflict
from units.models import Unit, User
from units.permissions import Action, require

__all__ = [
    "Draft",
    "GroupDraft",
    "Preview",
    "fill",
    "issue",
    "make",
    "next_from",
    "preview",
    "scored_units",
    "what_is_wrong",
]


KINDS = {
    CriteriaSet.Audience.COMMUNES: (
        Unit.Kind.COMMUNE, Unit.Kind.WARD, Unit.Kind.TOWNSHIP, Unit.Kind.SPECIAL_ZONE,
    ),
    CriteriaSet.Audience.DEPARTMENTS: (Unit.Kind.DEPARTMENT,),
}  # fmt: skip


@dataclass(frozen=True)
class Draft:
    """A criterion to be: fields of `Criterion`, the code of the criterion it is a part of ("" for none)."""

    fields: dict[str, Any]
    under: str = ""


@dataclass(frozen=True)
class GroupDraft:
    """A group to be, with its criteria in their order."""

    fields: dict[str, Any]
    criteria: list[Draft] = field(default_factory=list)


@transaction.atomic
def make(unit: Unit, *, by: User, code: str, name: str, first_year: int, **more: Any) -> CriteriaSet:
    """Raises Refused, Http404; Conflict where the code is taken: the next version starts from the one there is."""
    seat = require(by, Action.INDEX, unit)
    if CriteriaSet.objects.filter(unit=unit, code=code).exists():
        raise Conflict(f"Đã có bộ tiêu chí mã {code}. Mở bộ ấy và chọn soạn phiên bản tiếp.", title="Trùng mã")
    made = CriteriaSet.objects.create(unit=unit, code=code, name=name, first_year=first_year, made_by=by, **more)
    trace(made, "make", by=by, seat=seat)
    return made


def _require_draft(of, by):
    seat = require(by, Action.INDEX, of.unit)
    if not CriteriaSet.objects.select_for_update().filter(pk=of.pk, state=CriteriaSet.State.DRAFT).exists():
        raise Conflict("Bộ tiêu chí đã ban hành, không sửa được nữa. Soạn phiên bản tiếp từ bộ này.")
    return seat


@transaction.atomic
def fill(of: CriteriaSet, groups: Sequence[GroupDraft], *, by: User) -> None:
    """All of its groups and criteria anew. Raises Refused, Http404, Conflict once it is issued."""
    seat = _require_draft(of, by)
    before = Criterion.objects.filter(group__set=of).count()
    of.groups.all().delete()
    for given in groups:
        group = Group.objects.create(set=of, **given.fields)
        by_code: dict[str, Criterion] = {}
        for place, row in enumerate(given.criteria):
            above = by_code.get(row.under)
            by_code[row.fields["code"]] = Criterion.objects.create(
                group=group, parent=above, position=place, **row.fields
            )
    count = sum(len(group.criteria) for group in groups)
    trace(of, "fill", by=by, seat=seat, changes=[{"field": "criteria", "old": before, "new": count}])


@transaction.atomic
def next_from(of: CriteriaSet, *, by: User, year: int) -> CriteriaSet:
    """Raises Refused, Http404; Conflict while another draft of the code is being written."""
    seat = require(by, Action.INDEX, of.unit)
    same = CriteriaSet.objects.filter(unit=of.unit, code=of.code)
    if same.filter(state=CriteriaSet.State.DRAFT).exists():
        raise Conflict("Đang có một phiên bản dự thảo của bộ tiêu chí này. Mở dự thảo ấy để soạn tiếp.")
    read = adding.frame(of)
    kept = {name: getattr(of, name) for name in KEPT}
    version = (same.aggregate(last=Max("version"))["last"] or 0) + 1
    try:
        made = CriteriaSet.objects.create(
            unit=of.unit, version=version, first_year=year, previous=of, made_by=by, **kept
        )
    except IntegrityError as error:
        raise Conflict("Phiên bản tiếp vừa được người khác soạn.") from error
    groups = [
        GroupDraft({name: getattr(group, name) for name in GROUP_FIELDS}, [
            Draft({name: getattr(row, name) for name in CRITERION_FIELDS}, row.parent.code if row.parent else "")
            for row in read.criteria if row.group_id == group.pk
        ]) for group in read.groups
    ]  # fmt: skip
    fill(made, groups, by=by)
    trace(made, "next_from", by=by, seat=seat, note=str(of))
    return made


KEPT = ("code", "name", "audience", "scale", "classes", "tie_groups", "sample")
GROUP_FIELDS = ("number", "name", "outside", "least", "most")
CRITERION_FIELDS = ("code", "name", "rule", "least", "most", "steps", "source", "figure", "dimension", "least_answers",
                    "wants_evidence", "may_not_apply")  # fmt: skip


@transaction.atomic
def issue(of: CriteriaSet, *, by: User, basis: str) -> None:
    """Raises Refused, Http404, Conflict; ValueError with everything that is wrong with it."""
    seat = _require_draft(of, by)
    of.basis = basis.strip()
    if wrong := what_is_wrong(of):
        raise ValueError(" ".join(wrong))
    CriteriaSet.objects.filter(pk=of.pk).update(
        state=CriteriaSet.State.ISSUED, issued_at=timezone.now(), basis=of.basis
    )
    of.refresh_from_db()
    trace(of, "issue", by=by, seat=seat, note=of.basis)


def scored_units(of: CriteriaSet, day: date) -> list[Unit]:
    """Whom a round of the set scores: units of its kind below the house that holds it, in force on `day`."""
    return list(Unit.objects.below(of.unit).on(day).filter(kind__in=KINDS[CriteriaSet.Audience(of.audience)]))


def what_is_wrong(of: CriteriaSet) -> list[str]:
    """What keeps a draft from being issued, each a sentence."""
    read = adding.frame(of)
    inside = of.groups.filter(outside=False).aggregate(sum=Sum("most"))["sum"] or Decimal(0)
    found = [] if of.basis else ["Chưa ghi căn cứ ban hành (số, ngày quyết định)."]
    if not read.criteria:
        found.append("Chưa có tiêu chí nào.")
    if inside != of.scale:
        found.append(f"Tổng điểm tối đa các nhóm là {_vn(inside)}, khác thang điểm {_vn(of.scale)}.")
    limits = [least for _, least in adding.classes_of(of)]
    if not limits or sorted(limits, reverse=True) != limits or len(set(limits)) < len(limits) or limits[-1] > 0:
        found.append("Ngưỡng xếp loại phải giảm dần và loại cuối từ 0 điểm.")
    for group in read.groups:
        found += _of_group(group, read)
    return found


def _of_group(group, read):
    tree = read.tree(group)
    bring = sum((row.most for row, _ in tree), Decimal(0))
    if not tree:
        yield f"Nhóm {group.number} chưa có tiêu chí."
    elif not group.outside and bring < group.most:
        yield f"Nhóm {group.number}: các tiêu chí cộng lại {_vn(bring)} điểm, chưa đủ {_vn(group.most)}."
    for row, parts in tree:
        if parts and sum((part.most for part in parts), Decimal(0)) < row.most:
            yield f"Tiêu chí {row.code}: các thành phần cộng lại chưa đủ {_vn(row.most)} điểm."


def _vn(value):
    return f"{Decimal(value).normalize():f}".replace(".", ",")


@dataclass(frozen=True)
class Preview:
    """One unit by the set: outcomes by criterion, and the total of what the portal knows."""

    unit: Unit
    marks: dict[int, Mark]
    outcomes: dict[int, Outcome]
    total: Total


def preview(of: CriteriaSet, unit: Unit, year: int, day: date) -> Preview:
    """What the portal would fill in for `unit`; what people answer counts as not answered. Writes nothing."""
    read, held = adding.frame(of), Round(set=of, year=year)
    marks = {row.pk: Mark(criterion=row) for row in read.leaves()}
    for (_, key), (top, bottom) in portal.shares(read, [unit], year, day).items():
        marks[key].portal_top, marks[key].portal_bottom = Decimal(top), Decimal(bottom)
    outcomes = {row.pk: adding.own_of(marks[row.pk], row, held) for row in read.leaves()}
    return Preview(unit, marks, outcomes, read.total(outcomes))
