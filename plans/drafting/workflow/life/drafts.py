"""A draft: begun empty or from an earlier plan, saved while others save, removed again."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError

from journal.guards import removing
from plans.drafting.links import link_difference, links_later, shift_years, whole_words, write_links
from plans.drafting.wording import PLAN_FIELDS, Change, plan_difference, plan_words, started, tidy
from plans.drafting.workflow.life.heirs import pass_count_on
from plans.drafting.workflow.life.moves import guard, trace
from plans.drafting.workflow.tasks import copy_task
from plans.models import Plan, Progress
from units.errors import Conflict
from units.matching import Matcher
from units.merging import merge
from units.models import Agency, Unit, User
from units.permissions import Action, require


@transaction.atomic
def new_plan(
    unit: Unit,
    *,
    by: User,
    issuer: Agency,
    title: str,
    year_from: int,
    year_to: int,
    parents: Iterable[Plan] = (),
    **more: Any,
) -> Plan:
    """An empty draft of `unit`; `more`: any other text field of Plan."""
    seat = require(by, Action.EDIT_PLAN, unit)
    plan = Plan.objects.create(
        unit=unit, issuer=issuer, title=tidy(title), year_from=year_from, year_to=year_to, place=issuer.place,
        created_by=by, **more,
    )  # fmt: skip
    plan.parents.set(parents)
    trace(plan, "draft", by, seat)
    return plan


@transaction.atomic
def start_from(source: Plan, *, unit: Unit, by: User, year: int) -> Plan:
    """A draft of `unit` for `year` with the text, targets and tasks of `source`; deadlines and years move along.

    Parents that still run in the new years stay, one that has ended gives way to its successor of the same unit; what
    hung on tasks of a past year hangs on nothing until it is handed down or linked anew. `source` may be of the unit it
    succeeded: agencies are then found again by name among its own, and nobody's signature is taken over.
    """
    seat = require(by, Action.EDIT_PLAN, unit)
    own, shift = unit.pk == source.unit_id, year - source.year_from
    office = source.issuer if own else Agency.objects.get(unit=unit, heads_unit=True)
    plan = Plan.objects.create(
        unit=unit, issuer=office, place=office.place, created_by=by, source_note=f"Soạn từ {source}"[:300],
        reminder_days=source.reminder_days, **_words_later(source, shift, own=own),
    )  # fmt: skip
    write_links(plan, links_later(source, plan, shift, own=own))
    matcher = None if own else Matcher(unit)
    for task in source.tasks.worded().current():
        copy_task(task, plan, years=shift, matcher=matcher)
    trace(plan, "draft", by, seat, note=f"Soạn từ {source}")
    return plan


def _words_later(source, shift, *, own):
    words = plan_words(source)
    years = {words["year_from"], words["year_to"]}
    words |= {"year_from": source.year_from + shift, "year_to": source.year_to + shift}
    words["title"] = shift_years(source.title, years, shift)
    return words if own else words | {"signing_form": "", "signer_title": "", "signer_name": ""}


@transaction.atomic
def save_plan(
    plan: Plan, *, by: User, version: int, values: dict[str, Any], base: dict[str, Any] | None = None
) -> Plan:
    """Keep the plan's own text and links and return it fresh; `values` and `base` are plain, as `whole_words` gives
    them; raises Clash."""
    seat, current = guard(plan, "edit", by)
    before = whole_words(current)
    if current.amends_id:  # wrong content is put right by a paper of the same kind (Điều 18.4 Nghị định 30/2020/NĐ-CP)
        values = values | {"kind": current.kind}
    wanted = before | (values if current.version == version else merge(before, values, started(before, values, base)))
    changes = whole_difference(before, wanted)
    if not changes:
        return current
    for name in PLAN_FIELDS:
        setattr(current, name, wanted[name])
    current.version += 1
    current.save()
    write_links(current, wanted)
    trace(current, "edit", by, seat, changes=[change.as_json() for change in changes])
    return current


def whole_difference(before: dict[str, Any], after: dict[str, Any]) -> list[Change]:
    """What differs between two states of a plan's own text and links, as `whole_words` gives them."""
    return plan_difference(before, after, field_labels()) + link_difference(before, after)


def field_labels() -> dict[str, str]:
    """{field: verbose name} of a plan's own text."""
    fields = {field.name: field for field in Plan._meta.fields}
    return {name: str(fields[name].verbose_name) for name in PLAN_FIELDS}


@transaction.atomic
def remove_draft(plan: Plan, *, by: User) -> None:
    """Delete a draft nobody reports on; what it counted of an abolished unit the next heir counts."""
    seat, _ = guard(plan, "remove_draft", by)
    if plan.amends_id is None and Progress.objects.filter(plan=plan).exists():
        raise Conflict("Kế hoạch này đã có tiến độ nên không xóa được; hãy kết thúc thay vì xóa.")
    pass_count_on(plan, by=by, seat=seat)
    drop(plan, by=by)


def drop(draft: Plan, *, by: User) -> None:
    """Delete a draft with its tasks; rights are the caller's to ask. Raises Conflict while a paper stands on it."""
    try:
        with removing(draft.steps.all(), by=by, why=f"bỏ dự thảo kế hoạch {draft.pk}", unit=draft.unit):
            draft.tasks.all().delete()
            draft.delete()
    except ProtectedError:
        said = "Bản sửa đổi đang soạn" if draft.amends_id else "Dự thảo này"
        then = "; bỏ bản nháp hoặc hủy số của văn bản ấy trước." if draft.amends_id else " nên không xóa được."
        raise Conflict(f"{said} đã có văn bản lập trên hệ thống{then}") from None
