"""A paper replaces, adds to, corrects or withdraws one that went out; a second report of one period must say which."""

from django.db import transaction

from reports.models import Document
from reports.papers import related, reported
from reports.papers.workflow.papers import trace
from units.errors import Conflict
from units.models import User
from units.permissions import Action, require

State = Document.State


@transaction.atomic
def relate(document: Document, relation: str, *, by: User, to: Document | None = None) -> None:
    """Say what a draft is to an issued paper `to`, or to the report its period has already; "" takes it back.

    Raises Refused, Conflict, ValueError for what the rules of paperwork do not allow.
    """
    seat = require(by, Action.DRAFT_PAPER, document.agency.unit)
    other = to or reported.second_to(document)
    if document.state != State.DRAFT:
        raise Conflict("Văn bản đã trình ký; quan hệ với văn bản khác không đổi được nữa.")
    if not relation and document.follows_id:
        return _unrelate(document, by, seat)
    if other is None:
        raise Conflict("Không còn báo cáo nào khác của kỳ này để thay thế hoặc bổ sung.")
    if reason := related.refusal(document, relation, other):
        raise ValueError(reason)
    Document.objects.filter(pk=document.pk).update(follows=other, relation=relation)
    document.follows, document.relation = other, relation
    said = Document.Relation(relation).label
    trace(document, "relate", by, seat, note=f"{said}: {getattr(other, 'entry', other.title)}")


def _unrelate(document, by, seat):
    Document.objects.filter(pk=document.pk).update(follows=None, relation="")
    document.follows, document.relation = None, ""
    trace(document, "relate", by, seat, note="Bỏ quan hệ đã ghi")
