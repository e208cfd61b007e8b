"""Nhập từ văn bản: upload, preview beside the source text, correct, and only then a draft plan."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from plans.drafting.forms.reading_in import TASKS_A_PAGE, ReadingForm, UploadForm
from plans.drafting.workflow import reading_in as way
from plans.models import ImportDraft
from reader.refusals import ImportRefused
from units.addresses import whole
from units.errors import Refused
from units.matching import Matcher
from units.models import Agency
from units.permissions import Action, can_anywhere
from units.requests import SignedInRequest

# Doubts about the whole document, told above everything.
GENERAL = ("source_text", "is_plan", "doc_type", "tasks", "appendix_tasks")


@login_required
def plan_import(request: SignedInRequest) -> HttpResponse:
    """Choose a file; what was read but not yet made into a plan is found again below."""
    if not can_anywhere(request.user, Action.EDIT_PLAN):
        raise Refused("Tài khoản này không có quyền soạn kế hoạch.")
    form = UploadForm(request.POST or None, request.FILES or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            draft = way.keep_upload(*form.source(), form.cleaned_data["unit"], by=request.user)
            return redirect("plan_import_check", draft.pk)
        except ImportRefused as refusal:
            form.add_error("file", refusal.message_vi)
    waiting = ImportDraft.objects.unexpired().filter(owner=request.user).defer("upload", "reading", "source_text")
    return render(request, "plans/import.html", {"form": form, "waiting": waiting}, status=422 if form.errors else 200)


@login_required
def plan_import_check(request: SignedInRequest, pk: int) -> HttpResponse:
    """The preview: source text at the left, what was read with its doubts at the right."""
    draft = _own(request, pk)
    if draft.state != ImportDraft.State.READ:
        return _not_read(request, draft)
    matcher = Matcher(draft.unit)
    page = Paginator(draft.reading["tasks"], TASKS_A_PAGE).get_page(request.GET.get("page"))
    form = ReadingForm(request.POST or None, reading=draft.reading, matcher=matcher, page=page.number)
    if request.method == "POST":
        answer = _answer(request, draft, form, matcher, page)
        if answer:
            return answer
    context = {
        "draft": draft, "form": form, "page": page, "agency_names": matcher.names(),
        "source": list(enumerate(draft.source_text.splitlines(), start=1)),
        "general": [said for name in GENERAL for said in draft.reading["doubts"].get(name, [])],
        "kept": sum(row["keep"] for row in draft.reading["tasks"]),
    }  # fmt: skip
    return render(request, "plans/import_check.html", context, status=422 if form.errors else 200)


def _own(request, pk):
    """The person's own draft, without the file: it may weigh 20 MB."""
    rows = ImportDraft.objects.unexpired().filter(pk=pk, owner=request.user).defer("upload")
    draft = rows.select_related("unit").first()
    if not draft:
        raise Http404("Bản đang nhập này không còn.")
    return draft


def _not_read(request, draft):
    """Waiting, being read, or why it cannot be read; a refused one can only be thrown away."""
    if request.method == "POST" and request.POST.get("do") == "bo":
        draft.delete()
        return redirect("plan_import")
    return render(request, "plans/import_waiting.html", {"draft": draft})


@login_required
def plan_import_waiting(request: SignedInRequest, pk: int) -> HttpResponse:
    """The line that the waiting page asks for every second; a finished reading reloads the page."""
    draft = _own(request, pk)
    if not request.htmx:
        return redirect("plan_import_check", pk)
    answer = render(request, "plans/_import_waiting.html", {"draft": draft})
    if not draft.is_being_read:
        answer["HX-Refresh"] = "true"
    return answer


def _answer(request, draft, form, matcher, page):
    """What the pressed button does; None shows the form again with its refusals (what was typed is kept)."""
    if request.POST.get("do") == "bo":
        way.discard(draft, by=request.user)
        messages.success(request, "Đã bỏ bản đang nhập; không có gì được ghi.")
        return redirect("plan_import")
    valid = form.is_valid()
    fields, tasks = form.corrections()
    way.correct(draft, fields=fields, tasks=tasks)
    if (asked := whole(request.POST.get("do"))) is not None:
        return redirect(f"{reverse('plan_import_check', args=[draft.pk])}?page={asked}#nhiem-vu")
    if request.POST.get("do") != "tao":
        messages.success(request, "Đã lưu những chỗ vừa sửa.")
        return redirect(f"{reverse('plan_import_check', args=[draft.pk])}?page={page.number}")
    if (
        valid
        and not Agency.objects.filter(unit=draft.unit, heads_unit=True).exists()
        and not matcher.match(fields["issuer"]).agency
    ):
        form.add_error("issuer", "Đơn vị chưa có cơ quan ban hành trong danh mục.")
        valid = False
    if not valid:
        return None
    plan = way.make_plan(draft, by=request.user, matcher=matcher)
    messages.success(request, "Đã lập dự thảo từ văn bản; xem lại rồi ban hành.")
    return redirect("plan_edit", plan.pk)
