"""Who may see a paper and a register: issued papers with the unit and whoever receives them, unfinished ones only in
the office that writes them."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from reports.models import PLAN_PAPERS, Book, Document, DocumentQuerySet, Incoming, IncomingQuerySet, Receipt
from units.models import Role, Unit, User
from units.permissions import Action, can, reaches
from units.scope import units_where, where, where_any

RECEIVING = (Role.ENTRY, Role.LEADER, Role.REVIEWER, Role.CLERK)  # work with what comes in; others only look
IN_THE_OFFICE = (Action.DRAFT_PAPER, Action.INITIAL, Action.SIGN, Action.NUMBER)


def visible(user: User) -> DocumentQuerySet:
    """Documents `user` may see, as a queryset."""
    unfinished = where_any(user, IN_THE_OFFICE, "agency__unit__") | _left_to(user)
    return Document.objects.filter(Q(state=Document.State.ISSUED) & _reaches(user) | unfinished)


def _left_to(user):
    """With the agencies of units her own took over: what they left half done is hers to tidy up."""
    seats = {reach.seat.post.pk: reach.seat for action in IN_THE_OFFICE for reach in reaches(user, action)}
    left = Q(pk__in=[])
    for seat in seats.values():
        left |= Q(agency__unit__in=seat.predecessors())
    return left & Q(agency__unit__valid_to__lt=timezone.localdate())


def _reaches(user):
    """Of an issued paper: with the office, sent to a unit of hers, or of a plan she may read."""
    sent = Document.receivers.through.objects.filter(where(user, Action.VIEW, "unit__"))
    of_plan = PLAN_PAPERS & where(user, Action.VIEW_PLAN, "plan__unit__")
    return where(user, Action.VIEW, "agency__unit__") | Q(pk__in=sent.values("document")) | of_plan


def receiving_units(user: User) -> QuerySet[Unit]:
    """Units she receives papers for: where she holds a post that works with them or stands in, and what they took over."""
    seats = [seat for seat in user.seats if seat.role in RECEIVING]
    condition = Q(pk__in=[seat.unit.pk for seat in seats])
    for seat in seats:
        condition |= Q(pk__in=seat.taken_over())
    return Unit.objects.filter(condition)


def received(user: User) -> DocumentQuerySet:
    """Issued papers sent to her units, whether seen there (`seen`); not her own office's."""
    units = receiving_units(user)
    sent = Document.receivers.through.objects.filter(unit__in=units).values("document")
    seen = Receipt.objects.filter(document=OuterRef("pk"), unit__in=units)
    return Document.objects.filter(pk__in=sent, state=Document.State.ISSUED).annotate(seen=Exists(seen))


def visible_incoming(user: User) -> IncomingQuerySet:
    """Incoming papers of the units she receives for."""
    return Incoming.objects.filter(unit__in=receiving_units(user))


def units_to_receive_for(user: User) -> QuerySet[Unit]:
    """Units whose register of incoming papers she keeps."""
    return units_where(user, Action.RECEIVE)


def sees_the_work(user: User, document: Document) -> bool:
    """Whether the way of this paper (its trace, its checks) is hers to see, or only the paper she received."""
    return can(user, Action.VIEW, document.agency.unit)


def visible_books(user: User) -> QuerySet[Book]:
    """Registers of the offices she works in, in whatever hand, and of those they took over."""
    return Book.objects.filter(Q(agency__unit__in=units_where(user, *IN_THE_OFFICE)) | _left_to(user))


def units_to_draft_for(user: User) -> QuerySet[Unit]:
    """Units whose papers she may write."""
    return units_where(user, Action.DRAFT_PAPER)


def units_to_number_for(user: User) -> QuerySet[Unit]:
    """Units whose register she keeps."""
    return units_where(user, Action.NUMBER)


def fetch(user: User, pk: int) -> Document:
    """The document, or Http404 for who may not see it."""
    document = visible(user).for_rows().select_related("plan__unit").filter(pk=pk).first()
    if document is None:
        raise Http404("Không tìm thấy văn bản này.")
    return document


def in_the_office(user: User, unit: Unit) -> bool:
    """Works on papers of `unit` in any hand: drafter, initials, leader, clerk."""
    return any(can(user, action, unit) for action in IN_THE_OFFICE)
