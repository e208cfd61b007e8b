"""Sổ văn bản đi: the books of the offices a person works in, their rows, printed and exported; a plan gets its number."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from plans.counting.fiveclear import findings, rule
from plans.drafting.workflow.life import tasks_changed
from plans.models import Plan
from plans.permissions import fetch_plan
from post.exports.gate import long_export
from reports.drafting import heads
from reports.models import Document, RegisterEntry
from reports.papers.forms.steps import NoteForm
from reports.papers.workflow import registers as verbs
from reports.papers.workflow.living import is_clerk, require_clerk
from reports.permissions import visible_books
from reports.registers import printing
from reports.registers import workflow as plan_verbs
from reports.registers.forms import IssueForm, RegisterSearch
from units import workbooks
from units.characters import fit_for_files
from units.permissions import Action, can_anywhere
from units.requests import SignedInRequest
from units.search import keys_holding
from units.watching import watched

KINDS = dict(Document.Kind.choices) | verbs.OTHER_BOOKS


@login_required
def registers(request: SignedInRequest) -> HttpResponse:
    """Every book this person may open, newest year first."""
    books = _books(request.user).annotate(
        issued=Count("entries", filter=Q(entries__state="issued")),
        held=Count("entries", filter=Q(entries__state="held")),
        given_up=Count("entries", filter=Q(entries__state="cancelled")),
    )
    context = {"books": books, "kinds": KINDS, "may_reserve": can_anywhere(request.user, Action.NUMBER)}
    return render(request, "reports/registers.html", context)


def _books(user):
    return visible_books(user).select_related("agency__unit").order_by("-year", "agency__name", "kind")


def _book(request, pk):
    book = _books(request.user).filter(pk=pk).first()
    if book is None:
        raise Http404("Không tìm thấy sổ này.")
    return book


@login_required
def register(request: SignedInRequest, pk: int) -> HttpResponse:
    """One book with search; printing takes all rows."""
    book = _book(request, pk)
    form = RegisterSearch(request.GET, states=RegisterEntry.State.choices)
    rows = _found(book, form)
    context = {"book": book, "kind": KINDS[book.kind], "form": form, "rows": rows, "total": book.entries.count(),
               "may_number": is_clerk(book.agency, request.user),
               "missing": plan_verbs.missing(book)}  # fmt: skip
    return render(request, "reports/register.html", context)


def _found(book, form):
    rows = book.entries.select_related("document")
    if not form.is_valid():
        return rows
    words, state = form.cleaned_data["q"].strip(), form.cleaned_data["state"]
    if words:
        rows = rows.filter(pk__in=keys_holding(rows, words, "number", "symbol", "title", "recipients", "signer"))
    return rows.filter(state=state) if state else rows


def _numbers_of(request, pk):
    return _book(request, pk).entries.count()


@login_required
@long_export(_numbers_of)
def register_print(request: SignedInRequest, pk: int) -> HttpResponse:
    """The whole book as the decree's form, for the printer."""
    book = _book(request, pk)
    answer = HttpResponse(printing.to_pdf(book), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="so-dang-ky-van-ban-di-{book.kind}-{book.year}.pdf"'
    return answer


@login_required
@long_export(_numbers_of)
def register_xlsx(request: SignedInRequest, pk: int) -> HttpResponse:
    """The same as a spreadsheet."""
    book = _book(request, pk)
    rows = [printing.HEADS, *(line.cells() for line in printing.lines(book))]

    def fill(workbook):
        sheet = workbook.add_worksheet("Sổ văn bản đi")
        for place, row in enumerate(watched(rows, len(rows))):
            sheet.write_row(place, 0, [fit_for_files(cell) for cell in row])
        sheet.set_column(2, 2, 60)

    return workbooks.as_download(workbooks.written(fill), f"so-van-ban-di-{book.kind}-{book.year}")


def _entry(request, pk):
    entry = RegisterEntry.objects.select_related("book__agency__unit", "document").filter(pk=pk).first()
    if entry is None or not _books(request.user).filter(pk=entry.book_id).exists():
        raise Http404("Không tìm thấy dòng sổ này.")
    require_clerk(entry.book.agency, request.user)
    return entry


@login_required
def register_cancel(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give up a held number, with its reason; a paper of the portal is cancelled at its own page."""
    entry = _entry(request, pk)
    if entry.document_id:
        return redirect("document_move", entry.document_id, "cancel")
    form = NoteForm(request.POST or None, needed=True)
    if request.method == "POST" and form.is_valid():
        verbs.cancel(entry, by=request.user, reason=form.cleaned_data["note"])
        messages.success(request, f"Đã hủy số {entry}")
        return redirect("register", entry.book_id)
    return render(request, "reports/register_cancel.html", {"entry": entry, "form": form},
                  status=422 if form.errors else 200)  # fmt: skip


@login_required
def register_issue(request: SignedInRequest, pk: int) -> HttpResponse:
    """A held number of a paper written outside the portal has gone out."""
    entry = _entry(request, pk)
    if entry.document_id:
        return redirect("document", entry.document_id)
    if request.method == "POST":
        verbs.issue(entry, by=request.user)
        messages.success(request, f"Đã phát hành số {entry}")
    return redirect("register", entry.book_id)


# --- A plan with its number -------------------------------------------------------------------------------------------


@login_required
def plan_issue(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ban hành: what is about to be frozen, what is still vague (never blocking), and the two ways to a number."""
    plan = fetch_plan(request.user, pk, Action.ISSUE_PLAN)
    form = IssueForm(request.POST or None, initial={"number": plan.number or _number_hint(plan), "date": plan.date})
    if request.method == "POST" and form.is_valid():
        try:
            issued = plan_verbs.issue(plan, by=request.user, **form.cleaned_data)
        except ValueError as reason:
            form.add_error("number", str(reason))
        else:
            messages.success(request, f"Đã ban hành {form.cleaned_data['number']}.")
            return redirect("plan", issued.pk)
    tasks = list(plan.tasks.worded().current())
    context = {"plan": plan, "form": form, "tasks": tasks, "vague": _vague(tasks), "clear": rule()}
    context |= {"changes": tasks_changed(plan) if plan.amends_id else None}
    return render(request, "reports/plan_issue.html", context, status=422 if form.errors else 200)


def _number_hint(plan):
    return f"/{heads.symbol(Document.OF_PLAN[Plan.Kind(plan.kind)], plan.issuer)}"


def _vague(tasks):
    return [(task, found) for task in tasks if (found := findings(task))]
