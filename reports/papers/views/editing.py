"""Editing a draft: one paragraph at a time, its head and foot, drafting again."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from reports.layout.content import Table
from reports.layout.frozen import paper_of
from reports.papers import screen
from reports.papers.forms.new import RedraftForm
from reports.papers.forms.words import AddForm, BlockForm, HeadForm
from reports.papers.workflow import editing
from reports.permissions import fetch
from units.errors import Refused
from units.permissions import Action, require
from units.requests import SignedInRequest


@login_required
def document_block(request: SignedInRequest, pk: int, index: int) -> HttpResponse:
    """One paragraph or heading in a form, with the linked figures beside it."""
    row, paper = _draft(request, pk)
    block = _block(paper, index)
    known = {"words": editing.words_of(block), "was": editing.words_of(block)}
    form = BlockForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        editing.edit_block(row, index, by=request.user, **form.cleaned_data)
        messages.success(request, "Đã lưu đoạn")
        return redirect(_place(row, index))
    figures = screen.shown(paper, row)["figures"]
    context = {"document": row, "form": form, "index": index, "figures": figures, "words": known["words"]}
    return render(request, "reports/document_block.html", context, status=422 if form.errors else 200)


@login_required
def document_add(request: SignedInRequest, pk: int, index: int) -> HttpResponse:
    """A new paragraph behind another."""
    row, _ = _draft(request, pk)
    form = AddForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        editing.add_block(row, index, by=request.user, **form.cleaned_data)
        messages.success(request, "Đã thêm đoạn")
        return redirect(_place(row, index + 1))
    context = {"document": row, "form": form, "index": index}
    return render(request, "reports/document_add.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def document_remove(request: SignedInRequest, pk: int, index: int) -> HttpResponse:
    """Take a paragraph out; the trace keeps its words."""
    row, _ = _draft(request, pk)
    editing.remove_block(row, index, by=request.user, was=request.POST.get("was", ""))
    messages.success(request, "Đã bỏ đoạn")
    return redirect(_place(row, max(0, index - 1)))


@login_required
def document_head(request: SignedInRequest, pk: int) -> HttpResponse:
    """Subject, addressees, recipients, signer, annexes."""
    row, paper = _draft(request, pk)
    form = HeadForm(request.POST or None, document=row, paper=paper)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        editing.edit_head(
            row, by=request.user, values=form.values(), signer=given["signer"], annexes=given.get("annexes", []),
            apart=given.get("apart", False),
        )  # fmt: skip
        messages.success(request, "Đã lưu phần đầu, phần cuối")
        return redirect("document", pk)
    return render(request, "reports/document_head.html", {"document": row, "form": form},
                  status=422 if form.errors else 200)  # fmt: skip


@login_required
@require_POST
def document_retry(request: SignedInRequest, pk: int) -> HttpResponse:
    """Make the file again, with the figures of today."""
    editing.retry(fetch(request.user, pk), by=request.user)
    return redirect("document", pk)


@login_required
def document_redraft(request: SignedInRequest, pk: int) -> HttpResponse:
    """Throw the edited words away and draft again; asks once."""
    row = fetch(request.user, pk)
    if not editing.may_edit(row, request.user):
        require(request.user, Action.DRAFT_PAPER, row.agency.unit)
        return redirect("document", pk)
    form = RedraftForm(request.POST if request.method == "POST" else None, document=row)
    if request.method == "POST" and (form.is_valid() or not form.fields):
        editing.redraft(row, by=request.user, choices=form.chosen())
        return redirect("document", pk)
    return render(request, "reports/document_redraft.html", {"document": row, "form": form},
                  status=422 if form.errors else 200)  # fmt: skip


def _draft(request, pk):
    row = fetch(request.user, pk)
    require(request.user, Action.DRAFT_PAPER, row.agency.unit)
    if not row.content:
        raise Refused("Văn bản này chưa lập xong nên chưa sửa được.")
    return row, paper_of(row)


def _block(paper, index):
    if index >= len(paper.blocks) or isinstance(paper.blocks[index], Table):
        raise Http404("Không có đoạn này.")
    return paper.blocks[index]


def _place(row, index):
    return f"{reverse('document', args=[row.pk])}#d{index}"
