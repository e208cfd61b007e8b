"""The list of papers, a new one, and the page of one paper with its way, its checks and its making."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from plans.permissions import fetch_plan
from reports.desk import waiting
from reports.drafting import requests
from reports.layout.frozen import paper_of
from reports.models import Document, RegisterEntry
from reports.papers import carrying, checks, screen
from reports.papers import trace as paper_trace
from reports.papers.forms.new import NewDocumentForm
from reports.papers.workflow import editing, papers
from reports.permissions import fetch, in_the_office, received, sees_the_work, visible
from reports.receiving import workflow as receiving
from units.permissions import Action, can_anywhere
from units.requests import SignedInRequest

State = Document.State
PAGE = 30
CARRIED = (State.TO_SIGN, State.SIGNED, State.ISSUED)
CHIPS = (
    ("", "Tất cả", "", Q()),
    ("cho-toi", "Chờ tôi", "person-check", None),
    ("nhap", "Bản nháp", "pencil", Q(state=State.DRAFT)),
    ("cho-ky", "Chờ ký", "pen", Q(state=State.TO_SIGN)),
    ("cho-phat-hanh", "Chờ phát hành", "send", Q(state=State.SIGNED)),
    ("da-phat-hanh", "Đã phát hành", "patch-check-fill", Q(state=State.ISSUED)),
)


@login_required
def documents(request: SignedInRequest) -> HttpResponse:
    """Papers this person may see, by state; `?xem=` one of the chips."""
    if not can_anywhere(request.user, Action.VIEW):
        raise Http404("Không tìm thấy trang này.")
    view = request.GET.get("xem", "")
    lists = _lists(request.user)
    rows = lists.get(view, lists[""]).for_rows()
    page = Paginator(rows, PAGE).get_page(request.GET.get("trang"))
    chips = [
        {"label": label, "url": f"?xem={word}" if word else "?", "count": lists[word].count(), "icon": icon,
         "current": word == view}
        for word, label, icon, _ in CHIPS
    ]  # fmt: skip
    context = {"page": page, "chips": chips, "view": view, "together": _together(request.user),
               "may_draft": can_anywhere(request.user, Action.DRAFT_PAPER),
               "unseen": received(request.user).filter(Q(seen=False)).count()}  # fmt: skip
    return render(request, "reports/documents.html", context)


def _together(user):
    """Steps that she may take on several papers at once: their names and words."""
    steps = (("sign", Action.SIGN), ("issue", Action.NUMBER))
    return [(name, papers.MOVES[name].label) for name, action in steps if can_anywhere(user, action)]


def _lists(user):
    seen = visible(user).exclude(state=State.CANCELLED, entry=None)
    return {
        word: waiting.waiting_for(user) if condition is None else seen.filter(condition)
        for word, _, _, condition in CHIPS
    }


@login_required
def document_new(request: SignedInRequest) -> HttpResponse:
    """Choose what to draft; the address may have chosen already (`?kind=cong_van&plan=1&period=2`)."""
    if not can_anywhere(request.user, Action.DRAFT_PAPER):
        raise Http404("Không tìm thấy trang này.")
    form = NewDocumentForm(request.POST or None, user=request.user, initial=request.GET.dict())
    form.choose_plan()
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        made = papers.begin(
            given["kind"], form.agency(given), by=request.user, title=given["title"], plan=given["plan"],
            period=given["period"], choices=form.chosen(),
        )  # fmt: skip
        return redirect("document", made.pk)
    return render(request, "reports/document_new.html", {"form": form}, status=422 if form.errors else 200)


@login_required
def plan_paper(request: SignedInRequest, pk: int) -> HttpResponse:
    """Văn bản of one plan, from its page: the newest paper she may see, else a new one with the plan chosen."""
    papers_of_it = visible(request.user).plan_papers().filter(plan=pk).exclude(state=State.CANCELLED)
    if found := papers_of_it.order_by("-pk").first():
        return redirect("document", found.pk)
    return redirect(reverse("document_new") + f"?kind={Document.Kind.PLAN}&plan={pk}")


@login_required
@require_POST
def plan_request(request: SignedInRequest, pk: int) -> HttpResponse:
    """A công văn that asks the Party and Front bodies of the unit for what the plan gives them; drafted by the worker."""
    plan = fetch_plan(request.user, pk)
    made = papers.begin(
        Document.Kind.LETTER, plan.issuer, by=request.user, plan=plan, title=requests.title(plan),
        choices={"request": True},
    )  # fmt: skip
    return redirect("document", made.pk)


@login_required
def document(request: SignedInRequest, pk: int) -> HttpResponse:
    """One paper as it will print, its way, what to check, its register."""
    row = fetch(request.user, pk)
    return render(request, "reports/document.html", page_of(request, row, **screen.views_of(row, request.GET)))


def page_of(request: SignedInRequest, row: Document, **more: Any) -> dict[str, Any]:
    """The context of the page of one paper; `more` adds an open form."""
    user = request.user
    paper = paper_of(row) if row.content else None
    moves, inside = papers.moves_for(row, user), sees_the_work(user, row)
    return {
        "document": row,
        "paper": paper and screen.shown(paper, row),
        "steps": screen.way(row),
        "stopped_by": screen.stopped_by(row, user),
        "findings": checks.findings(row, paper) if inside and paper and row.state != State.CANCELLED else [],
        "relatives": screen.relatives(row) if inside else [],
        "moves": [(name, step) for name, step in moves if name not in screen.APART],
        "apart": dict(moves),
        "beside": screen.beside(row, user),
        "primary": screen.primary(moves),
        "may_edit": editing.may_edit(row, user),
        "unseen": receiving.unseen(row, user),
        "told": receiving.told_back(row) if inside else [],
        "carried": carrying.carried(row, paper) if paper and inside and row.state in CARRIED else [],
        "carry_rule": carrying.RULE,
        "events": paper_trace.events(row.steps.select_related("by", "acting_for")) if inside else [],
        "register": _register(row) if in_the_office(user, row.agency.unit) else [],
        **more,
    }


def _register(row):
    """The latest rows of the book this paper's number stands in."""
    book = Q(book__agency=row.agency, book__kind=row.kind)
    return RegisterEntry.objects.filter(book).select_related("book").order_by("-book__year", "-number")[:5]


@login_required
def document_making(request: SignedInRequest, pk: int) -> HttpResponse:
    """The progress line, asked for by the page while a worker is busy; a finished making reloads the page."""
    row = fetch(request.user, pk)
    context = {"document": row, "stopped_by": screen.stopped_by(row, request.user)}
    if not row.is_being_made and request.htmx:
        answer = render(request, "reports/_document_making.html", context)
        answer["HX-Refresh"] = "true"
        return answer
    if not request.htmx:
        return redirect("document", pk)
    return render(request, "reports/_document_making.html", context)
