"""Who may see a paper: issued ones with the unit, unfinished ones only in the office that writes them."""

from django.db.models import Q
from django.http import Http404

from reports.models import Document
from units.permissions import Action, can, where

IN_THE_OFFICE = (Action.DRAFT_PAPER, Action.INITIAL, Action.SIGN, Action.NUMBER)


def visible(user):
    """Documents `user` may see, as a queryset."""
    condition = Q(state=Document.State.ISSUED) & where(user, Action.VIEW, "agency__unit__")
    for action in IN_THE_OFFICE:
        condition |= where(user, action, "agency__unit__")
    return Document.objects.filter(condition)


def fetch(user, pk) -> Document:
    """The document, or Http404 for who may not see it."""
    document = visible(user).for_rows().select_related("plan__unit").filter(pk=pk).first()
    if document is None:
        raise Http404("Không tìm thấy văn bản này.")
    return document


def in_the_office(user, unit) -> bool:
    """Works on papers of `unit` in any hand: drafter, initials, leader, clerk."""
    return any(can(user, action, unit) for action in IN_THE_OFFICE)
