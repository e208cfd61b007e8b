"""What follows when a paper goes out: number issued, what it reports locked, its plan in force, people told."""

from plans.drafting.workflow import life
from plans.models import Plan
from plans.progress import workflow as progress
from reports.incoming import workflow as incoming
from reports.models import Document
from reports.papers import letters, reported
from reports.papers.workflow import amendments, registers
from units.models import User


def follow(document: Document, *, by: User) -> None:
    """In the transaction of the step that sent it out. Raises ValueError for a plan that cannot come into force."""
    entry = document.entry
    registers.issue(entry, by=by)
    progress.lock(reported.closed_by(document), by=by, note=f"Báo cáo số {entry} đã phát hành")
    _settle(document, entry, by=by)
    _issue_plan(document, entry)
    incoming.arrive(document)
    letters.issued(document)


def _settle(document, entry, *, by):
    """What is approved after the report went out is locked at once."""
    if document.kind == Document.Kind.REPORT and document.period_id:
        progress.settle(document.period, document.agency.unit, by=by, note=f"Báo cáo số {entry} đã phát hành")


def _issue_plan(document, entry):
    """A drafted plan, or what changes one, comes into force with its paper, in the name of the leader who signed it.

    Over ink the one who is to sign must still hold the right; a signature once made stays lawful.
    """
    plan = document.plan
    if not document.plan_paper or plan.state != Plan.State.DRAFT:
        return
    amendments.keep_papers(plan)
    numbered = {"number": str(entry), "date": entry.date}
    if signed := document.steps.filter(verb="sign").select_related("by", "acting_for").first():
        life.issue_as_signed(plan, by=signed.by, acting_for=signed.acting_for, **numbered)
    else:
        life.issue(plan, by=document.signer.user, **numbered)
