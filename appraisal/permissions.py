"""Which sets, rounds and sheets a person sees: the unit that holds them in every hand, a scored unit its own sheet from
the start, the results of all when they are published."""

from collections.abc import Iterator
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet
from django.http import Http404

from appraisal.models import CriteriaSet, Mark, Objection, Round, RoundQuerySet, Sheet, SheetQuerySet
from units.errors import Refused
from units.models import Unit, User
from units.permissions import Action, can, can_anywhere, require
from units.scope import units_where, where, where_any

__all__ = [
    "HOLDING",
    "SCORED",
    "fetch_mark",
    "fetch_objection",
    "fetch_round",
    "fetch_set",
    "fetch_sheet",
    "holds",
    "may_organise",
    "own_sheets",
    "require_holder",
    "require_organiser",
    "units_to_hold",
    "visible_rounds",
    "visible_sets",
    "visible_sheets",
]

HOLDING = (Action.INDEX, Action.APPRAISE, Action.VOTE, Action.PUBLISH_INDEX)  # over the unit that holds the round
SCORED = (Action.SELF_SCORE, Action.SEND_SCORE)


def holds(user: User, unit: Unit) -> bool:
    """Whether she works on rounds of `unit` in any hand."""
    return any(can(user, action, unit) for action in HOLDING)


def require_holder(user: User, unit: Unit) -> None:
    """Raises Refused, Http404 for who works on no round of `unit`."""
    if not holds(user, unit):
        require(user, Action.INDEX, unit)


def require_organiser(user: User) -> None:
    """Raises Refused for who organises rounds nowhere."""
    if not may_organise(user):
        raise Refused(f"Tài khoản này không có quyền {Action.INDEX.value}.")


def may_organise(user: User) -> bool:
    """Whether she organises rounds anywhere."""
    return can_anywhere(user, Action.INDEX)


def units_to_hold(user: User) -> QuerySet[Unit]:
    """Units whose rounds she organises, those in force."""
    return units_where(user, Action.INDEX).filter(valid_to=None).order_by("depth", "sort_key")


def own_sheets(user: User) -> SheetQuerySet:
    """Sheets of her own unit in rounds under way, the newest first."""
    mine = where_any(user, SCORED, "unit__")
    return Sheet.objects.filter(mine, round__state__in=Round.UNDER_WAY).select_related("round", "unit").order_by("-pk")


def visible_sets(user: User) -> QuerySet[CriteriaSet]:
    """Her own house's in every state; issued ones also in the units below."""
    below = Q(state=CriteriaSet.State.ISSUED) & where(user, Action.VIEW_PLAN, "unit__")
    return CriteriaSet.objects.filter(where_any(user, HOLDING, "unit__") | below).select_related("unit")


def _rounds_seen(user: User) -> Iterator[Q]:
    """Why she sees a round, the usual reason first: opened ones of the units above hers; her own house's."""
    yield ~Q(state=Round.State.DRAFT) & where(user, Action.VIEW_PLAN, "unit__")
    yield where_any(user, HOLDING, "unit__")


def _sheets_seen(user: User) -> Iterator[Q]:
    """Why she sees a sheet, the usual reason first: her unit's and those below; of rounds her house holds; published."""
    yield where(user, Action.VIEW, "unit__")
    yield where_any(user, HOLDING, "round__unit__")
    yield Q(round__state__in=[Round.State.PUBLISHED, Round.State.LOCKED]) & where(
        user, Action.VIEW_PLAN, "round__unit__"
    )


def visible_rounds(user: User) -> RoundQuerySet:
    """Her own house's; opened ones also of the units above hers."""
    rounds = Round.objects.filter(reduce(or_, _rounds_seen(user))).select_related("unit", "set")
    return rounds.defer("results")  # thousands of figures, for few pages


def visible_sheets(user: User) -> SheetQuerySet:
    """All of rounds her house holds, of the others her unit's and those below; published ones like every result."""
    return Sheet.objects.filter(reduce(or_, _sheets_seen(user))).select_related(*OF_SHEET)


OF_SHEET = ("round__set", "round__unit", "unit")


def fetch_set(user: User, pk: int) -> CriteriaSet:
    """Raises Http404 for who may not see it."""
    return _one(visible_sets(user), pk, "Không tìm thấy bộ tiêu chí này.")


def fetch_round(user: User, pk: int) -> Round:
    """Raises Http404 for who may not see it."""
    rows = Round.objects.select_related("unit", "set").defer("results")
    return _seen(rows, pk, _rounds_seen(user), "Không tìm thấy đợt chấm này.")


def fetch_sheet(user: User, pk: int) -> Sheet:
    """Raises Http404 for who may not see it."""
    rows = Sheet.objects.select_related(*OF_SHEET).defer("round__results", "tally", "way")
    return _seen(rows, pk, _sheets_seen(user), "Không tìm thấy phiếu chấm này.")


def _seen(rows, pk, reasons, said):
    """The row, by the first reason to see it; all together they are what the list of such rows asks."""
    for reason in reasons:
        found = rows.filter(reason, pk=pk).first()
        if found is not None:
            return found
    raise Http404(said)


def fetch_mark(user: User, pk: int) -> Mark:
    """Raises Http404 for who may not see its sheet."""
    rows = Mark.objects.filter(sheet__in=visible_sheets(user)).select_related(
        "criterion__group", "sheet__round__set", "sheet__round__unit", "sheet__unit"
    )
    return _one(rows, pk, "Không tìm thấy tiêu chí này trên phiếu.")


def fetch_objection(user: User, pk: int) -> Objection:
    """Raises Http404 for who may not see its sheet."""
    rows = Objection.objects.filter(mark__sheet__in=visible_sheets(user)).select_related(
        "mark__criterion__group", "mark__sheet__round__set", "mark__sheet__round__unit", "mark__sheet__unit"
    )
    return _one(rows, pk, "Không tìm thấy kiến nghị này.")


def _one(rows, pk, said):
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404(said)
    return found
