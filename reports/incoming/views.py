"""Văn bản đến: the list by state, one paper with what it asks for, entering, steps, copies, the book printed."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Q
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from plans.drafting.workflow.reading_in import keep_upload
from post.exports.gate import long_export
from reader.refusals import ImportRefused
from reports.incoming import copying, leads, printing, workflow
from reports.incoming.forms import CopyForm, EnterForm, MoveForm
from reports.incoming.trace import events
from reports.models import Incoming, IncomingBook, IncomingFile, Receipt
from reports.papers import related
from reports.permissions import receiving_units, units_to_receive_for, visible_incoming
from units import workbooks
from units.characters import fit_for_files
from units.errors import Conflict
from units.permissions import Action, can_anywhere, require
from units.requests import SignedInRequest
from units.search import keys_holding
from units.stored import contents, unchanged
from units.watching import watched

PAGE = 30
State = Incoming.State
CHIPS = (
    ("", "Tất cả", "inbox", Q()),
    ("chua-xem", "Chưa xem", "envelope-paper", Q(seen=False, document__isnull=False)),
    ("moi-den", "Mới đến", "inbox", Q(state=State.ARRIVED)),
    ("da-vao-so", "Đã vào sổ", "bookmark", Q(state=State.RECEIVED)),
    ("dang-xu-ly", "Đang xử lý", "hourglass-split", Q(state__in=[State.ASSIGNED, State.HANDLING])),
    ("da-xu-ly", "Đã xử lý", "check-circle-fill", Q(state=State.DONE)),
    ("tu-choi", "Từ chối nhận", "x-circle-fill", Q(state=State.REFUSED)),
)


@login_required
def received_papers(request: SignedInRequest) -> HttpResponse:
    """What came to the units she works in, newest first; `?xem=` one of the chips, `?q=` words of it."""
    if not can_anywhere(request.user, Action.VIEW):
        raise Http404("Không tìm thấy trang này.")
    seen = Receipt.objects.filter(document=OuterRef("document"), unit=OuterRef("unit"))
    rows, view = visible_incoming(request.user).annotate(seen=Exists(seen)), request.GET.get("xem", "")
    words = request.GET.get("q", "").strip()[:200]
    if words:
        rows = rows.filter(pk__in=keys_holding(rows, words, "title", "number", "sender"))
    lists = {word: rows.filter(condition) for word, _, _, condition in CHIPS}
    page = Paginator(lists.get(view, rows).for_rows(), PAGE).get_page(request.GET.get("trang"))
    chips = [
        {"label": label, "url": f"?xem={word}" if word else "?", "count": lists[word].count(), "icon": icon,
         "current": word == view}
        for word, label, icon, _ in CHIPS
    ]  # fmt: skip
    books = IncomingBook.objects.filter(unit__in=receiving_units(request.user)).select_related("unit")
    context = {"page": page, "chips": chips, "view": view, "words": words, "rule": workflow.RULE, "books": books,
               "may_enter": can_anywhere(request.user, Action.RECEIVE)}  # fmt: skip
    return render(request, "reports/received.html", context)


def _fetch(request, pk):
    row = visible_incoming(request.user).for_rows().select_related("plan", "period").filter(pk=pk).first()
    if row is None:
        raise Http404("Không tìm thấy văn bản đến này.")
    return row


@login_required
def incoming_paper(request: SignedInRequest, pk: int) -> HttpResponse:
    """One paper: what it says, what it asks for, whose turn it is."""
    row = _fetch(request, pk)
    return render(request, "reports/incoming.html", _page_of(request, row, MoveForm(row=row)))


def _page_of(request, row, form) -> dict[str, Any]:
    user = request.user
    moves = workflow.moves_for(row, user)
    return {
        "row": row, "form": form, "moves": moves, "gives_out": any(step.needs_handler for _, step in moves),
        "files": row.files.select_related("entry"),
        "events": events(row), "rule": workflow.RULE, "plans_here": leads.plans_here(row),
        "late": list(leads.late_work(row, user)), "readable": leads.readable(row, user),
        "standing": related.standing(row.document) if row.document else [],
        "may_copy": copying.may_copy(row, user),
    }  # fmt: skip


@login_required
@require_POST
def incoming_move(request: SignedInRequest, pk: int, name: str) -> HttpResponse:
    """One step of MOVES; a refusal keeps what was typed."""
    row = _fetch(request, pk)
    if name not in workflow.MOVES:
        raise Http404("Không có bước này.")
    form = MoveForm(request.POST, row=row)
    if form.is_valid():
        try:
            workflow.move(row, name, by=request.user, **form.cleaned_data)
        except ValueError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"{workflow.MOVES[name].label}: {row.get_state_display().lower()}")
            return redirect("incoming_paper", pk)
    return render(request, "reports/incoming.html", _page_of(request, row, form), status=422)


@login_required
def incoming_enter(request: SignedInRequest) -> HttpResponse:
    """The clerk enters what came on paper or by mail."""
    if not can_anywhere(request.user, Action.RECEIVE):
        raise Http404("Không tìm thấy trang này.")
    form = EnterForm(request.POST or None, request.FILES or None, units=units_to_receive_for(request.user))
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        file = given.pop("file")
        try:
            row = workflow.enter(given.pop("unit"), by=request.user, data=file.read(), name=file.name, **given)
        except ValueError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"Đã vào sổ: số đến {row.entry}")
            return redirect("incoming_paper", row.pk)
    return render(request, "reports/incoming_enter.html", {"form": form}, status=422 if form.errors else 200)


@login_required
def incoming_file(request: SignedInRequest, pk: int) -> FileResponse:
    """A file of an incoming paper; a PDF or picture opens in the browser, everything else is saved."""
    kept = get_object_or_404(IncomingFile, pk=pk)
    _fetch(request, kept.incoming_id)
    shown = str(kept.file.name).lower().endswith((".pdf", ".png", ".jpg", ".jpeg"))
    return FileResponse(unchanged(kept.file, kept.sha256), as_attachment=not shown, filename=kept.title)


@login_required
@require_POST
def incoming_read(request: SignedInRequest, pk: int) -> HttpResponse:
    """The plan that came is read in as a draft of the unit, as any uploaded plan."""
    row = _fetch(request, pk)
    require(request.user, Action.EDIT_PLAN, row.unit)
    file = copying.source(row)
    if file is None:
        raise Conflict("Văn bản này chưa có tệp PDF để đọc.")
    try:
        draft = keep_upload(
            contents(file), f"{row.number.replace('/', '-') or row.entry}.pdf", row.unit, by=request.user
        )
    except ImportRefused as refusal:
        raise Conflict(str(refusal)) from None
    workflow.trace(row, "read_in", request.user, note=draft.filename)
    return redirect("plan_import_waiting", draft.pk)


@login_required
def incoming_copy(request: SignedInRequest, pk: int) -> HttpResponse:
    """SAO Y, SAO LỤC, TRÍCH SAO of an incoming paper: the file to print, with its number."""
    row = _fetch(request, pk)
    if not copying.may_copy(row, request.user):
        raise Conflict("Chỉ văn thư sao được văn bản đã vào sổ, có tệp PDF.")
    form = CopyForm(request.POST or None, row=row)
    if request.method == "POST" and form.is_valid():
        try:
            kept = copying.on_paper(row, form.wanted(), by=request.user)
        except ValueError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"Đã lập {kept.form} số {kept.entry}: in, ký, đóng dấu")
            return redirect("incoming_paper", pk)
    context = {"row": row, "form": form, "rule": copying.COPY_RULE}
    return render(request, "reports/incoming_copy.html", context, status=422 if form.errors else 200)


def _book(request, pk):
    book = IncomingBook.objects.filter(unit__in=receiving_units(request.user), pk=pk).select_related("unit").first()
    if book is None:
        raise Http404("Không tìm thấy sổ này.")
    return book


def _papers_of(request, pk):
    return _book(request, pk).entries.count()


@login_required
@long_export(_papers_of)
def incoming_print(request: SignedInRequest, pk: int) -> HttpResponse:
    """The whole book for the printer."""
    book = _book(request, pk)
    answer = HttpResponse(printing.to_pdf(book), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="so-dang-ky-van-ban-den-{book.year}.pdf"'
    return answer


@login_required
@long_export(_papers_of)
def incoming_xlsx(request: SignedInRequest, pk: int) -> HttpResponse:
    """The same as a spreadsheet."""
    book = _book(request, pk)
    rows = [printing.HEADS, *printing.lines(book)]

    def fill(workbook):
        sheet = workbook.add_worksheet("Sổ văn bản đến")
        for place, row in enumerate(watched(rows, len(rows))):
            sheet.write_row(place, 0, [fit_for_files(cell) for cell in row])
        sheet.set_column(5, 5, 60)

    return workbooks.as_download(workbooks.written(fill), f"so-van-ban-den-{book.year}")
