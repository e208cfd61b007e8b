"""A plan issued on paper or elsewhere: its number is entered in the register first, then the plan comes into force.

    issue         one plan, by its leader, with the number its paper bears
    enter_issued  plans that were in force before they had a register (samples, data read in)

A plan or an amendment written in the portal needs neither: it is issued with its own paper, which takes its number when
it is signed.
"""

from collections.abc import Iterable
from datetime import date as day_of

from django.db import transaction

from plans.drafting.workflow import life
from plans.models import Plan
from reports.models import Document
from reports.papers.workflow import amendments, registers
from units.errors import Conflict
from units.models import User
from units.permissions import Action, require

__all__ = ["enter_issued", "issue"]

State = Document.State


@transaction.atomic
def issue(plan: Plan, *, by: User, number: str, date: day_of) -> Plan:
    """The plan (or the plan an amendment changes) in force. Raises Refused, Conflict, ValueError naming the paper that
    has the number already."""
    require(by, Action.ISSUE_PLAN, plan.unit)
    _no_paper_on_its_way(plan)
    entry = _entered(plan, number, date, by=by)
    amendments.keep_papers(plan)
    return life.issue(plan, by=by, number=str(entry), date=date)


def enter_issued(plans: Iterable[Plan], *, by: User) -> list[Plan]:
    """Enter the numbers that plans in force bear; returns those whose number stands for another paper already."""
    return [plan for plan in plans if plan.number and plan.date and not _try(plan, by=by)]


def _try(plan, *, by):
    try:
        _entered(plan, plan.number, plan.date, by=by)
        return True
    except ValueError:
        return False


def _entered(plan, number, date, *, by):
    title = f"Sửa đổi, bổ sung kế hoạch: {plan.title}" if plan.amends_id else plan.title
    return registers.enter(
        plan.issuer, registers.BOOK_OF_PLAN[plan.kind], number, by=by, day=date, title=title[:500],
        signer=", ".join(filter(None, [plan.signer_name, plan.signer_title]))[:160], recipients=plan.recipients,
    )  # fmt: skip


def _no_paper_on_its_way(plan):
    going = Document.objects.filter(plan=plan, kind=Document.Kind.PLAN, state__in=[State.TO_SIGN, State.SIGNED])
    if going.exists():
        raise Conflict("Văn bản của kế hoạch này đang được ký trên hệ thống; kế hoạch ban hành cùng văn bản ấy.")
