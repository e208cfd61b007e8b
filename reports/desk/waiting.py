"""What waits for one person, counted and remembered for the request: entries of plans and papers to sign or issue."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone

from plans.browsing import duties
from plans.entering import worklist
from plans.models import Plan
from plans.reviewing import queue as reviewing
from post import bell
from reports.models import PLAN_PAPERS, Attachment, Document, DocumentStep
from units.models import Post, User
from units.permissions import Action, can_anywhere
from units.scope import where

__all__ = ["count", "papers", "remember", "waiting_for"]

ANNEXES = "Ký số phụ lục"
State = Document.State
# An annex file that nobody has signed, of a paper that is out: issued by hand, or its agency's key was elsewhere.
UNSIGNED = Q(pk__in=Attachment.objects.filter(kind=Attachment.Kind.ANNEX, signed_at=None).values("document"))
# Right -> where a paper stands when it waits for it, and the verb; a paper that fits two shows the first.
DUTIES = {
    Action.SIGN: (Q(state=State.TO_SIGN), "Ký"),
    Action.NUMBER: (Q(state=State.SIGNED) | Q(state=State.ISSUED) & UNSIGNED, "Phát hành"),
    Action.INITIAL: (Q(state=State.TO_SIGN, last_verb="send"), "Ký nháy"),
    Action.DRAFT_PAPER: (Q(state=State.DRAFT, making=Document.Making.READY), "Trình ký"),
}
# A plan that came into force with another paper is printed, never handed in.
COPY = PLAN_PAPERS & ~Q(plan__state=Plan.State.DRAFT)


def waiting_for(user: User) -> QuerySet[Document]:
    """Documents that wait for this person: to hand in, to sign, to issue, to initial; as the table of their moves
    allows."""
    last = DocumentStep.objects.filter(document=OuterRef("pk"), verb__in=["send", "initial"]).order_by("-at", "-pk")
    condition = Q(pk__in=[])
    for action, (stands, _) in DUTIES.items():
        if can_anywhere(user, action):
            condition |= where(user, action, "agency__unit__") & stands & _of_her_body(user, action)
    return Document.objects.annotate(last_verb=Subquery(last.values("verb")[:1])).filter(condition)


def _of_her_body(user, action):
    """Who signs and seals does so for her own body; a committee's papers are signed by order from its parts as well.

    What she drafted is hers to hand in; what somebody drafted who has left the unit is for whoever may draft there.
    """
    if action is Action.INITIAL:
        return Q()
    if action is Action.DRAFT_PAPER:
        return (Q(created_by=user) | _of_nobody()) & ~COPY
    return Q(agency__heads_unit=True) | Q(agency__in=[seat.post.agency_id for seat in user.seats])


def _of_nobody():
    held = Post.objects.in_force(timezone.localdate()).filter(user__is_active=True, user=OuterRef("created_by"))
    return ~Q(Exists(held.filter(agency__unit=OuterRef("agency__unit"))))


def papers(user: User) -> list[dict[str, Any]]:
    """The same as rows of the work list, oldest first: [{title, source, verb, url, badge, due}]. One query."""
    if not _has_duty(user):
        return []
    found = waiting_for(user).select_related("agency", "period").defer("content", "figures").order_by("created_at")
    return [_row(document, user) for document in found]


def _row(document, user):
    verbs = {Action.SIGN: State.TO_SIGN, Action.NUMBER: State.SIGNED, Action.INITIAL: State.TO_SIGN,
             Action.DRAFT_PAPER: State.DRAFT}  # fmt: skip
    if document.state == State.ISSUED:
        return _told(document, ANNEXES)
    fitting = (action for action, state in verbs.items() if state == document.state and can_anywhere(user, action))
    return _told(document, DUTIES[next(fitting)][1])


def _told(document, verb):
    parts = (document.get_kind_display(), document.agency, document.period)
    return {
        "title": document.title,
        "source": " · ".join(str(part) for part in parts if part),
        "verb": verb,
        "url": reverse("document", args=[document.pk]),
        "badge": document.badge,
        "due": document.created_at,
    }


def count(user: User) -> int:
    """The number beside "Việc của tôi" in the bar; asked of the database at most twice a request."""
    known = getattr(user, "_work_waiting", None)
    return remember(user, _counted(user)) if known is None else known


def _counted(user):
    """Duties, entries and papers; the bell of the same page is counted along."""
    duty, entries, documents, notices = duties.count(user, worklist.owed, waiting_for, bell.unopened)
    bell.remember(user, notices)
    reviewed = reviewing.waiting_count(user) if can_anywhere(user, Action.REVIEW) else 0
    return duty + entries + documents + reviewed


def _has_duty(user):
    return any(can_anywhere(user, action) for action in DUTIES)


def remember(user: User, number: int) -> int:
    """Keep the count for the rest of the request: the page and the bar show the same number from one query."""
    user._work_waiting = number
    return number
