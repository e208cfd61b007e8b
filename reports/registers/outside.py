"""Pages that put numbers into the books: reserved ones, those of papers issued elsewhere, where a book begins, the number
of one paper."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from reports.drafting import heads
from reports.papers.workflow import papers
from reports.papers.workflow import registers as verbs
from reports.papers.workflow.living import is_clerk
from reports.permissions import fetch, units_to_number_for
from reports.registers import workflow
from reports.registers.forms import ElsewhereForm, GiveForm, OpenForm, ReserveForm
from units.errors import Conflict
from units.permissions import Action, require
from units.requests import SignedInRequest


def _agencies(request):
    """Bodies whose books she keeps. Raises Http404 for who keeps none."""
    there = (agency for unit in units_to_number_for(request.user) for agency in heads.bodies(unit))
    today = timezone.localdate()
    found = [agency for agency in there if agency.lives_on(today) and is_clerk(agency, request.user)]
    if not found:
        raise Http404("Không tìm thấy trang này.")
    return found


@login_required
def register_reserve(request: SignedInRequest) -> HttpResponse:
    """Giữ số for a paper written outside the portal, or one that will be signed later with today's date."""
    form = ReserveForm(request.POST or None, agencies=_agencies(request))
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        agency, kind = given.pop("agency"), given.pop("kind")
        try:
            entry = verbs.reserve(
                agency, kind, by=request.user, symbol=heads.symbol(kind, agency), day=timezone.localdate(), **given
            )
            messages.success(request, f"Đã giữ số {entry}")
            return redirect("register", entry.book_id)
        except (ValueError, Conflict) as refusal:
            form.add_error(None, str(refusal))
    return _page(request, "reserve", form)


@login_required
def register_enter(request: SignedInRequest) -> HttpResponse:
    """Ghi số đã cấp nơi khác: the row of a paper issued outside the portal."""
    form = ElsewhereForm(request.POST or None, agencies=_agencies(request))
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        agency, kind, number, day = (given.pop(name) for name in ("agency", "kind", "number", "date"))
        try:
            entry = workflow.enter_elsewhere(agency, kind, number, by=request.user, day=day, **given)
            messages.success(request, f"Đã ghi số {entry} vào sổ")
            return redirect("register", entry.book_id)
        except (ValueError, Conflict) as refusal:
            form.add_error("number", str(refusal))
    return _page(request, "enter", form, rule=verbs.RISING)


@login_required
def register_open(request: SignedInRequest) -> HttpResponse:
    """Số mở đầu của sổ."""
    form = OpenForm(request.POST or None, agencies=_agencies(request), initial={"year": timezone.localdate().year})
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        agency, kind, year = (given.pop(name) for name in ("agency", "kind", "year"))
        try:
            book = workflow.open_book(agency, kind, year, by=request.user, **given)
            messages.success(request, f"Đã mở sổ; văn bản tiếp theo lấy số {book.last + 1:02d}")
            return redirect("register", book.pk)
        except (ValueError, Conflict) as refusal:
            form.add_error("last", str(refusal))
    return _page(request, "open", form)


@login_required
def document_number(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ghi số cho văn bản chờ ký: a reserved one, or the one the office's own system gave."""
    row = fetch(request.user, pk)
    seat = require(request.user, Action.NUMBER, row.agency.unit)
    form = GiveForm(request.POST or None, document=row)
    if request.method == "POST" and form.is_valid():
        try:
            entry = verbs.give(row, by=request.user, **form.given())
            papers.trace(row, "give_number", request.user, seat, note=f"số {entry}")
            messages.success(request, f"Đã ghi số {entry} cho văn bản")
            return redirect("document", pk)
        except (ValueError, Conflict) as refusal:
            form.add_error(None, str(refusal))
    return _page(request, "number", form, document=row, rule=verbs.RISING)


def _page(request, page, form, **more):
    context = {"form": form, **more}
    return render(request, f"reports/register_{page}.html", context, status=422 if form.errors else 200)
