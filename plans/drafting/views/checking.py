"""The check page of a document read in: what was read beside the source, corrected, and only then a draft plan."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from plans.drafting.doubting import doubts_of
from plans.drafting.forms import check_rows
from plans.drafting.forms.checking import ReadingForm
from plans.drafting.workflow import reading_in as way
from plans.drafting.workflow.reshaping import ACTS
from plans.models import ImportDraft
from units.addresses import whole
from units.matching import Matcher
from units.models import Agency
from units.requests import SignedInRequest

# Doubts about the whole document, told above everything.
GENERAL = ("source_text", "is_plan", "doc_type", "tasks", "appendix_tasks")
SUGGESTED = 120  # agencies offered while typing


def own(request: SignedInRequest, pk: int) -> ImportDraft:
    """The person's own draft, without the file: it may weigh 20 MB. Raises Http404."""
    rows = ImportDraft.objects.unexpired().filter(pk=pk, owner=request.user).defer("upload")
    draft = rows.select_related("unit").first()
    if not draft:
        raise Http404(way.GONE)
    return draft


@login_required
def plan_import_check(request: SignedInRequest, pk: int) -> HttpResponse:
    """What was read: doubts first, what has none folded, the source and its pages beside it."""
    draft = own(request, pk)
    if draft.state != ImportDraft.State.READ:
        return _not_read(request, draft)
    matcher = Matcher(draft.unit)
    return _Check(request, draft, matcher).answer() if request.method == "POST" else _page(request, draft, matcher)


def _not_read(request, draft):
    """Waiting, being read, or why it cannot be read; a refused one can only be thrown away."""
    if request.method == "POST" and request.POST.get("do") == "bo":
        draft.delete()
        return redirect("plan_import")
    return render(request, "plans/import_waiting.html", {"draft": draft})


def _page(request, draft, matcher, refused: ReadingForm | None = None, status=200, **more: Any) -> HttpResponse:
    reading = draft.reading
    doubts = doubts_of(reading["tasks"], matcher)
    page = check_rows.page_of(reading["tasks"], doubts, request.GET.get("page"))
    keys = (refused.open, refused.folded) if refused else check_rows.shown(page, doubts, request.GET.get("mo", ""))
    form = ReadingForm(reading=reading, matcher=matcher, doubts=doubts, open=keys[0], folded=keys[1])
    if refused:
        form.take_errors(refused)
    context = {
        "draft": draft, "form": form, "page": page, "doubts": doubts, "agency_names": matcher.names()[:SUGGESTED],
        "rows": check_rows.rows_of(form, doubts), "groups": check_rows.groups_of(form),
        "source": check_rows.source_of(draft.source_text, reading, [*form.open, *form.folded]),
        "pages": draft.pages.defer("picture"), "places": reading["places"],
        "general": [said for name in GENERAL for said in reading["doubts"].get(name, [])],
        "duties": [(duty, form[f"d{n}_take"]) for n, duty in enumerate(reading["duties"])],
        "kept": sum(row["keep"] for row in reading["tasks"]) + sum(duty["take"] for duty in reading["duties"]),
        "annex": [row for row in reading["tasks"] if row["annex"]],
    }  # fmt: skip
    return render(request, "plans/import_check.html", context | more, status=status)


class _Check:
    """What the pressed button does. "tach:12" is a button of the task with the key 12, a number goes to that page."""

    def __init__(self, request: SignedInRequest, draft: ImportDraft, matcher: Matcher) -> None:
        self.request, self.draft, self.matcher = request, draft, matcher
        self.act, _, key = request.POST.get("do", "").partition(":")
        self.key = whole(key)
        doubts = doubts_of(draft.reading["tasks"], matcher)
        self.form = ReadingForm(request.POST, reading=draft.reading, matcher=matcher, doubts=doubts)

    def answer(self) -> HttpResponse:
        if self.act == "bo":
            return self._drop()
        valid = self.form.is_valid()
        try:
            shown, refusal = way.correct(
                self.draft, self.form.typed(), act=self.act if self.act in ACTS else "", key=self.key
            )
        except way.Overtaken:
            return self._overtaken()
        if refusal:
            messages.warning(self.request, refusal)
        doing: dict[str, Callable] = {"tao": lambda: self._make(valid), "mo": lambda: self._go(self.key)}
        if self.act in doing:
            return doing[self.act]()
        if self.act not in ACTS and whole(self.act) is None:
            messages.success(self.request, "Đã lưu những chỗ vừa sửa.")
        return self._go(shown if self.act in ACTS else None, page=whole(self.act))

    def _drop(self):
        way.discard(self.draft, by=self.request.user)
        messages.success(self.request, "Đã bỏ bản đang nhập; không có gì được ghi.")
        return redirect("plan_import")

    def _go(self, key, page: int | None = None):
        """Back to the page, with what was open still open and the task `key` in sight."""
        others = [one for one in self.form.open if one not in self.form.doubts.at and one != key]
        opened = [str(one) for one in (*others, key) if one is not None][-check_rows.MOST_OPENED :]
        here = page or self._page_with(key) or whole(self.request.GET.get("page")) or 1
        place = f"#t{key}" if key is not None else "#nhiem-vu" if page else ""
        asked = f"&mo={','.join(opened)}" if opened else ""
        return redirect(f"{reverse('plan_import_check', args=[self.draft.pk])}?page={here}{asked}{place}")

    def _page_with(self, key):
        """What was typed may have moved the task to another page."""
        tasks = self.draft.reading["tasks"]
        return None if key is None else check_rows.page_with(tasks, doubts_of(tasks, self.matcher), key)

    def _overtaken(self):
        """Nothing was written: the page as it is now, and what was typed, to be copied."""
        typed = [
            (self.form[name].label, self.form[name].value())
            for name in self.form.changed_data
            if isinstance(self.form[name].value(), str) and self.form[name].value().strip()
        ]
        return _page(self.request, own(self.request, self.draft.pk), self.matcher, status=409, typed=typed)

    def _make(self, valid):
        issuer = self.draft.reading["fields"]["issuer"]
        if (
            valid
            and not Agency.objects.filter(unit=self.draft.unit, heads_unit=True).exists()
            and not self.matcher.match(issuer).agency
        ):
            self.form.add_error("issuer", "Đơn vị chưa có cơ quan ban hành trong danh mục.")
        if self.form.errors:
            return _page(self.request, self.draft, self.matcher, self.form, status=422)
        plan = way.make_plan(self.draft, by=self.request.user, matcher=self.matcher)
        messages.success(self.request, "Đã lập dự thảo từ văn bản; xem lại rồi ban hành.")
        return redirect("plan_edit", plan.pk)
