"""Issuing: a draft gets number and date, its text is frozen, its entries are owed from now."""

from datetime import date as day_of

from django.db import IntegrityError, transaction
from django.db.models import F

from plans.drafting.links import whole_words
from plans.drafting.wording import task_words, tidy
from plans.drafting.workflow.life.amending import issue_amendment, owe, own_changes, tasks_changed
from plans.drafting.workflow.life.moves import State, guard, locked, trace
from plans.models import Plan
from units.models import User
from units.vietnamese import vn_date


@transaction.atomic
def issue(plan: Plan, *, by: User, number: str, date: day_of) -> Plan:
    """Issue a draft, or bring an amendment into its plan; returns the plan in force.

    Called with a number that stands in the register of the issuing agency: by the plan's paper when it goes out, or by
    `reports.registers.workflow` for what was issued on paper; no page takes a number and comes here directly.
    Raises ValueError with the reason when number or date cannot be, Conflict when it is no draft any more.
    """
    seat, current = guard(plan, "issue", by)
    if not tidy(number) or not date:
        raise ValueError("Cần số, ký hiệu và ngày ban hành.")
    return _issue(current, by=by, seat=seat, number=tidy(number), date=date)


@transaction.atomic
def issue_as_signed(plan: Plan, *, by: User, acting_for: User | None, number: str, date: day_of) -> Plan:
    """`issue` by whoever signed the plan's paper, for whom she signed it, once it has gone out under its number.

    Her right was asked when she signed: what was lawfully signed stays so, though a delegation or a post has ended
    before the seal. Raises ValueError and Conflict as `issue` does.
    """
    return _issue(locked(plan, "issue"), by=by, seat=acting_for, number=tidy(number), date=date)


def _issue(current, *, by, seat, number, date):
    if reason := why_not_issued(current):
        raise ValueError(reason)
    if current.amends_id:
        return issue_amendment(current, by=by, seat=seat, number=number, date=date)
    _give_number(current, number, date)
    frozen = _freeze(current)
    trace(current, "issue", by, seat, note=f"Số {number} ngày {vn_date(date)}", changes=[{"frozen": frozen}])
    owe(current)
    return current


def why_not_issued(draft: Plan) -> str:
    """What `draft` lacks before it can come into force, as a sentence; "" when nothing."""
    if draft.amends is None:
        return "" if draft.tasks.exists() else "Kế hoạch chưa có nhiệm vụ nào."
    if own_changes(draft, draft.amends) or tasks_changed(draft):
        return ""
    return "Bản sửa đổi chưa thay đổi gì so với kế hoạch đang hiệu lực."


def _give_number(plan, number, date):
    try:
        with transaction.atomic():
            Plan.objects.filter(pk=plan.pk).update(
                number=number, date=date, state=State.ISSUED, version=F("version") + 1
            )
    except IntegrityError:
        raise ValueError(f"Số {number} ngày {vn_date(date)} đã dùng cho một kế hoạch khác của cơ quan này.") from None
    plan.refresh_from_db()


def _freeze(plan):
    """Write the agencies' names into the text as they are called today, and return the whole text as plain values."""
    tasks = []
    for task in plan.tasks.worded():
        words = task_words(task)
        task.lead_text, task.coordinating_text = words["lead_text"], words["coordinating_text"]
        task.save(update_fields=["lead_text", "coordinating_text"])
        tasks.append(words)
    return {"plan": whole_words(plan), "issuer": plan.issuer.name, "unit": plan.unit.full_name, "tasks": tasks}
