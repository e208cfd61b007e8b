"""Papers of an amendment: its draft is gone once it has changed its plan, and they are then papers of that plan."""

from plans.models import Plan
from reports.models import Document

__all__ = ["keep_papers", "let_go"]


def keep_papers(plan: Plan) -> None:
    """Call before `plan` comes into force: what was written for an amendment passes to the plan it changes."""
    if plan.amends_id:
        Document.objects.filter(plan=plan).update(plan=plan.amends_id)


def let_go(document: Document) -> None:
    """A paper given up holds the draft of an amendment no longer: the draft may change, or be dropped."""
    if document.plan and document.plan.amends_id:
        Document.objects.filter(pk=document.pk).update(plan=document.plan.amends_id)
