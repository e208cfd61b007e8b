"""From the internal index to its papers: the tờ trình and decision of a round, the score sheet of a unit."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from appraisal.permissions import fetch_round, fetch_sheet, require_holder
from reports.drafting import heads, index
from reports.models import Document
from reports.papers.workflow import papers
from reports.permissions import visible
from units.errors import Conflict
from units.models import Agency
from units.permissions import Action, require
from units.requests import SignedInRequest

__all__ = ["index_paper", "index_sheet_paper"]

Kind = Document.Kind
KINDS = {"to-trinh": Kind.PROPOSAL, "quyet-dinh": Kind.DECISION}


@login_required
@require_POST
def index_paper(request: SignedInRequest, pk: int, what: str) -> HttpResponse:
    """The paper of a round that is on its way or out, else a new one: a tờ trình of her own body, a decision of the
    committee."""
    held = fetch_round(request.user, pk)
    require_holder(request.user, held.unit)
    require(request.user, Action.DRAFT_PAPER, held.unit)
    if what not in KINDS:
        raise Http404("Không có loại văn bản này.")
    index.require_decided(held)
    kind = KINDS[what]
    agency = heads.issuing(request.user, held.unit) if kind == Kind.PROPOSAL else heads.office_of(held.unit)
    return _led_to(request, kind, agency, title=index.title_of(kind, held), choices={"round": held.pk})


@login_required
@require_POST
def index_sheet_paper(request: SignedInRequest, pk: int) -> HttpResponse:
    """The công văn with the sheet of a unit, once it has been handed to its leader."""
    sheet = fetch_sheet(request.user, pk)
    require(request.user, Action.DRAFT_PAPER, sheet.unit)
    index.require_scored(sheet)
    title = index.title_of(Kind.LETTER, sheet.round, sheet.unit.short_name)
    return _led_to(request, Kind.LETTER, heads.office_of(sheet.unit), title=title, choices={"sheet": sheet.pk})


def _led_to(request, kind: str, agency: Agency | None, *, title: str, choices: dict[str, Any]) -> HttpResponse:
    if agency is None:
        raise Conflict("Đơn vị này chưa có cơ quan ban hành văn bản; quản trị cần khai báo.")
    about = {f"choices__{name}": key for name, key in choices.items()}
    same = visible(request.user).filter(kind=kind, agency=agency, **about)
    found = same.exclude(state=Document.State.CANCELLED).order_by("-pk").first()
    made = found or papers.begin(kind, agency, by=request.user, title=title[:500], choices=choices)
    return redirect("document", made.pk)
