"""Numbers that come from outside: of plans and papers issued elsewhere, and of the books kept before the portal.

    issue            one plan issued on paper, by its leader, with the number its paper bears; then it comes into force
    enter_issued     plans that were in force before they had a register (samples, data read in)
    enter_elsewhere  the row of a paper issued outside the portal, by the clerk
    open_book        the last number of a book before the portal keeps it: its own numbers start behind
    missing          numbers of a book that have no row yet

A plan or an amendment written in the portal needs neither: it is issued with its own paper, which takes its number when
it is signed.
"""

from collections.abc import Iterable
from datetime import date as day_of
from typing import Any

from django.db import transaction
from django.utils import timezone

from plans.drafting.workflow import life
from plans.models import Plan
from reports.models import Book, Document, RegisterEntry
from reports.papers.workflow import amendments, registers
from reports.papers.workflow.living import require_clerk
from units.errors import Conflict
from units.models import Agency, User
from units.permissions import Action, require

__all__ = ["enter_elsewhere", "enter_issued", "issue", "missing", "open_book"]

State = Document.State


@transaction.atomic
def issue(plan: Plan, *, by: User, number: str, date: day_of, note: str = "") -> Plan:
    """The plan (or the plan an amendment changes) in force; `note` says why a number is out of order with its day.

    Raises Refused, Conflict, ValueError naming the paper that has the number already.
    """
    require(by, Action.ISSUE_PLAN, plan.unit)
    _no_paper_on_its_way(plan)
    entry = _entered(plan, number, date, by=by, note=note)
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


def _entered(plan, number, date, *, by, note=""):
    title = f"Sửa đổi, bổ sung kế hoạch: {plan.title}" if plan.amends_id else plan.title
    return registers.enter(
        plan.issuer, registers.BOOK_OF_PLAN[plan.kind], number, by=by, day=date, title=title[:500],
        signer=", ".join(filter(None, [plan.signer_name, plan.signer_title]))[:160], recipients=plan.recipients,
        note=note,
    )  # fmt: skip


def _no_paper_on_its_way(plan):
    going = Document.objects.plan_papers().filter(plan=plan, state__in=[State.TO_SIGN, State.SIGNED])
    if going.exists():
        raise Conflict("Văn bản của kế hoạch này đang được ký trên hệ thống; kế hoạch ban hành cùng văn bản ấy.")


# --- Books kept before, papers issued outside -------------------------------------------------------------------------


@transaction.atomic
def enter_elsewhere(
    agency: Agency, kind: str, written: str, *, by: User, day: day_of, title: str, note: str = "", **more: Any
) -> RegisterEntry:
    """The row of a paper that went out outside the portal; `more`: recipients, signer, archive.

    Raises Refused, ValueError for a day to come, a number taken, or one out of order without a note.
    """
    require_clerk(agency, by)
    if day > timezone.localdate():
        raise ValueError("Ngày văn bản chưa đến; ghi ngày trên văn bản đã ban hành.")
    return registers.enter(agency, kind, written, by=by, day=day, title=title, note=note[:300], **more)


@transaction.atomic
def open_book(agency: Agency, kind: str, year: int, *, by: User, last: int, note: str) -> Book:
    """Say which number stood last in a book when the portal took it over. Raises Refused, Conflict, ValueError."""
    require_clerk(agency, by)
    if last < 1 or not note.strip():
        raise ValueError("Cần ghi số cuối đã cấp và căn cứ, ví dụ “sổ giấy đến ngày 30/11/2026”.")
    book, _ = Book.objects.get_or_create(agency=agency, kind=kind, year=year)
    free = Book.objects.filter(pk=book.pk, last=book.opening)
    if book.entries.exists() or not free.update(last=last, opening=last, opening_note=note.strip()[:300]):
        raise Conflict("Sổ này đã có số trên hệ thống; ghi từng số còn thiếu bằng “Ghi số đã cấp nơi khác”.")
    book.refresh_from_db()
    return book


def missing(book: Book) -> list[tuple[int, int]]:
    """[(first, last)] of the spans of numbers behind the opening one that have no row."""
    there = [
        book.opening,
        *book.entries.filter(number__gt=book.opening).order_by("number").values_list("number", flat=True),
    ]
    gaps = zip(there, [*there[1:], book.last + 1], strict=True)
    return [(before + 1, after - 1) for before, after in gaps if after - before > 1]
