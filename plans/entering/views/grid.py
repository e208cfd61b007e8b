"""Many tasks of one period at once: the grid with one row a task, and its Excel form out and in."""

from dataclasses import dataclass, field
from decimal import Decimal

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.db.models import Min, OuterRef, Subquery
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from plans.counting import plausible
from plans.entering import spreadsheet, worklist
from plans.entering.forms import EntryForm, as_base, as_typed
from plans.models import Measure, Period, Progress, Task
from plans.permissions import visible_entries
from plans.progress import workflow as way
from plans.progress.evidence_files import Refused as FileRefused
from plans.progress.evidence_files import examine
from units.errors import Conflict, Refused
from units.merging import Clash
from units.permissions import Action
from units.requests import SignedInRequest
from units.statuses import the_one_badge
from units.vietnamese import vn_num
from units.workbooks import MIME

SALT, PREVIEW_LASTS = "plans.grid.preview", 3600


@dataclass
class Row:
    """One task of the grid: what stands in its cells, what is wrong with them, what last period said."""

    entry: Progress
    measures: list
    typed: dict
    base: str
    last: str
    editable: bool
    badge: str
    errors: dict = field(default_factory=dict)
    doubts: list = field(default_factory=list)  # of plausible.Finding
    message: str = ""

    @property
    def aside(self) -> list[str]:
        """Questions that stand beside no figure."""
        return [row.said for row in self.doubts if not row.name]

    @property
    def cells(self) -> list[tuple[Measure, str, str, str, str]]:
        """[(measure, field name, text, error or hint)]"""
        names, hints = [f"figure-{row.pk}" for row in self.measures], {row.field: row.text for row in self.doubts}
        return [
            (row, name, self.typed.get(name, ""), self.errors.get(name, ""), hints.get(name, ""))
            for row, name in zip(self.measures, names, strict=True)
        ]


@login_required
def grid(request: SignedInRequest, period_pk: int) -> HttpResponse:
    """The grid; POST keeps every row that can be kept and, for "submit", hands on the complete ones."""
    period, entries = _fetch(request.user, period_pk)
    if request.method != "POST":
        return render(request, "plans/grid.html", _context(request, period, _rows(entries)))
    refused = _keep_rows(request, entries)
    if refused:
        _, entries = _fetch(request.user, period_pk)
        rows = _rows(entries, refused)
        return render(request, "plans/grid.html", _context(request, period, rows), status=422)
    if request.POST.get("act") == "submit":
        return _hand_on(request, period)
    messages.success(request, "Đã lưu lưới nhập.")
    return redirect("grid", period_pk)


def _fetch(user, period_pk):
    """(period, its entries of the units `user` enters for); 404 when there are none."""
    period = get_object_or_404(Period.objects.select_related("plan"), pk=period_pk)
    dimension = Task.objects.filter(pk=OuterRef("task")).values("pk").annotate(first=Min("dimensions__number"))
    entries = (
        visible_entries(user, Action.ENTER)
        .filter(period=period)
        .for_rows()
        .prefetch_related("task__measures", "figures", "evidence")
        .annotate(dimension=Subquery(dimension.values("first")))
        .order_by("dimension", "plan_id", "task__position", "pk")
    )
    entries = list(entries)
    if not entries:
        raise Http404("Không có nhiệm vụ nào để nhập trong kỳ này.")
    return period, entries


def _context(request, period, rows):
    ready = _ready(request.user, period).count()
    undone = [row for row in rows if row.entry.state in (Progress.State.EMPTY, Progress.State.RETURNED)]
    return {"period": period, "rows": rows, "ready": ready, "undone": len(undone), "wrong": _wrong(rows),
            "entry": rows[0].entry, "levels": Progress.Level.choices}  # fmt: skip


def _wrong(rows):
    return sum(len(row.errors) + bool(row.message) for row in rows)


def _ready(user, period):
    mine = visible_entries(user, Action.ENTER).filter(period=period, open=True)
    return mine.filter(worklist.is_ready(), state__in=[Progress.State.DRAFT, Progress.State.RETURNED])


def _rows(entries, refused=None):
    last, doubts = _last_period(entries), plausible.of_entries(entries)
    return [_row(entry, last.get(entry.task_id), (refused or {}).get(entry.pk), doubts[entry.pk]) for entry in entries]


def _row(entry, last, refused, doubts):
    measures = list(entry.task.measures.all())
    figures = {row.measure_id: row.value for row in entry.figures.all()}
    words = _last_words(last, measures)
    editable = entry.open and entry.state in Progress.ENTERABLE
    badge = the_one_badge(entry.state, *(["overdue"] if _overdue(entry) and editable else []))
    row = Row(entry, measures, as_typed(entry, measures, figures), as_base(entry, measures, figures), words, editable,
              badge, doubts=doubts)  # fmt: skip
    if refused:
        row.typed |= {name: text for name, text in refused["typed"].items() if name in row.typed}
        row.errors, row.message = refused["errors"], refused["message"]
    return row


def _overdue(entry):
    return entry.is_overdue(timezone.localdate())


def _last_period(entries):
    """{task id: last period's entry}, in two queries for the whole grid."""
    earlier = Progress.objects.filter(
        task__in=[entry.task_id for entry in entries], period__ends__lt=entries[0].period.ends
    )
    rows = earlier.select_related("period").prefetch_related("figures").order_by("period__ends", "-period__starts")
    return {row.task_id: row for row in rows}


def _last_words(last, measures):
    if last is None:
        return "Kỳ đầu"
    figures = {row.measure_id: row.value for row in last.figures.all()}
    numbers = [f"{vn_num(figures[row.pk])} {row.unit_of_measure}".strip() for row in measures if row.pk in figures]
    return "Kỳ trước: " + (", ".join(numbers) or last.get_level_display() or "chưa nhập")


def _keep_rows(request, entries):
    """Save each changed row; {entry id: {typed, errors, message}} of those that could not be kept whole."""
    refused = {}
    for entry in entries:
        data = _own_data(request.POST, f"e{entry.pk}-")
        if "version" not in data:
            continue
        form = EntryForm(data, measures=list(entry.task.measures.all()), copied=entry.copied)
        errors = {} if form.is_valid() else {name: " ".join(map(str, texts)) for name, texts in form.errors.items()}
        message = _keep_row(entry, form, request.user) if _differs(form) else ""
        if errors or message:
            refused[entry.pk] = {"typed": data, "errors": errors, "message": message}
    return refused


def _own_data(posted, prefix):
    return {name.removeprefix(prefix): value for name, value in posted.items() if name.startswith(prefix)}


def _differs(form):
    """Was anything of the row changed since the page was opened? Rows left alone cost no query."""
    known = form.cleaned_data.get("base", {})
    sent = {**form.typed, **{f"figure-{key}": value for key, value in form.figures.items()}}
    return any(value not in known.get(name, [])[:1] for name, value in sent.items())


def _keep_row(entry, form, user):
    try:
        way.save(entry, by=user, **form.keep())
    except Clash as clash:
        return f"{clash.about.typed_by} vừa sửa cùng ô này. Mở nhiệm vụ để xem hai bản và gộp."
    except Conflict as conflict:
        return conflict.message
    except Refused as refusal:
        return refusal.reason
    return ""


def _hand_on(request, period):
    entries = _ready(request.user, period).for_rows().prefetch_related("figures", "evidence", "task__measures")
    made, left = way.move_many(list(entries), "submit", by=request.user)
    for entry, reason in left:
        messages.warning(request, f"Chưa trình được “{entry.task}”: {reason}")
    if not made:
        messages.warning(request, "Chưa có nhiệm vụ nào đủ nội dung để trình.")
        return redirect("grid", period.pk)
    return redirect("receipt", made[0].receipt)


# --- Excel ------------------------------------------------------------------------------------------------------------


@login_required
def excel(request: SignedInRequest, period_pk: int) -> HttpResponse:
    """The period's form as .xlsx."""
    period, entries = _fetch(request.user, period_pk)
    response = HttpResponse(spreadsheet.build(entries, period), content_type=MIME)
    name = f"tien-do-{entries[0].unit.code}-{period.ends:%Y-%m-%d}.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@login_required
def upload(request: SignedInRequest, period_pk: int) -> HttpResponse:
    """Take the filled form, show every mistake and change, and apply when told to."""
    period, entries = _fetch(request.user, period_pk)
    context = {"period": period, "entry": entries[0]}
    if request.method != "POST":
        return render(request, "plans/grid_upload.html", context)
    if "preview" in request.POST:
        return _apply(request, period, entries)
    try:
        lines = spreadsheet.read(_sent(request))
    except FileRefused as reason:
        return render(request, "plans/grid_upload.html", {**context, "error": str(reason)}, status=422)
    preview = spreadsheet.compare(lines, {entry.pk: entry for entry in entries}, plausible.load(entries))
    token = signing.dumps([request.user.pk, period.pk, preview.apply], salt=SALT, compress=True)
    context |= {"preview": preview, "token": token, "tasks": len(preview.apply), "lines": len(lines)}
    return render(request, "plans/grid_upload.html", context, status=422 if preview.mistakes else 200)


def _sent(request):
    file = request.FILES.get("file")
    if not file:
        raise FileRefused("Chọn tệp Excel đã nhập.")
    paper = examine(file)
    if paper.mime != MIME:
        raise FileRefused("Cần tệp Excel .xlsx theo mẫu của kỳ này.")
    return paper.data


def _apply(request, period, entries):
    try:
        user, period_pk, rows = signing.loads(request.POST["preview"], salt=SALT, max_age=PREVIEW_LASTS)
    except signing.BadSignature:
        raise Conflict(
            "Bản xem trước đã cũ. Nạp lại tệp.", back_url=reverse("grid_upload", args=[period.pk])
        ) from None
    if (user, period_pk) != (request.user.pk, period.pk):
        raise Http404("Bản xem trước này của người khác.")
    known, kept = {entry.pk: entry for entry in entries}, 0
    for row in rows:
        figures = {int(key): _decimal(value) for key, value in row["figures"].items()}
        try:
            way.save(known[row["pk"]], by=request.user, version=row["version"], values=row["values"], figures=figures)
            kept += 1
        except (Clash, Conflict, Refused) as refusal:
            messages.warning(request, f"Chưa nhận “{known[row['pk']].task}”: {refusal}")
    messages.success(request, f"Đã nhận {kept} nhiệm vụ từ tệp Excel.")
    return redirect("grid", period.pk)


def _decimal(value):
    return None if value is None else Decimal(value)
