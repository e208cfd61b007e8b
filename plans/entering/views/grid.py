"""Many tasks of one unit in one period at once: the grid with one row a task."""

from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Min, OuterRef, Subquery
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from plans.counting import plausible
from plans.counting.owed import asked, shown
from plans.entering import worklist
from plans.entering.forms import EntryForm, as_base, as_typed
from plans.models import Measure, Period, Progress, Task, in_charge
from plans.permissions import visible_entries
from plans.progress import workflow as way
from units.addresses import whole
from units.errors import Conflict, Refused
from units.merging import Clash
from units.models import Unit
from units.permissions import Action
from units.requests import SignedInRequest
from units.statuses import the_one_badge
from units.vietnamese import vn_num

CHOSEN = format_html(" {}", "selected")


@dataclass
class GridRow:
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
    over: str = ""

    @property
    def aside(self) -> list[str]:
        """Questions that stand beside no figure."""
        return [row.said for row in self.doubts if not row.name]

    @property
    def options(self) -> SafeString:
        """The choices of its level, the typed one chosen."""
        return _options(self.typed.get("level", ""))

    @property
    def cells(self) -> list[tuple[Measure, str, str, str, str]]:
        """[(measure, field name, text, error or hint)]"""
        names, hints = [f"figure-{row.pk}" for row in self.measures], {row.field: row.text for row in self.doubts}
        return [
            (row, name, self.typed.get(name, ""), self.errors.get(name, ""), hints.get(name, ""))
            for row, name in zip(self.measures, names, strict=True)
        ]


@lru_cache(maxsize=20)
def _options(chosen):
    """Sixty rows of a grid offer the same few choices."""
    rows = (("", "–"), *Progress.Level.choices)
    said = ((code, CHOSEN if code and code == chosen else "", word) for code, word in rows)
    return format_html_join("", '<option value="{}"{}>{}</option>', said)


@login_required
def grid(request: SignedInRequest, period_pk: int) -> HttpResponse:
    """The grid; POST keeps every row that can be kept and, for "submit", hands on the complete ones."""
    form = fetch(request, period_pk)
    if request.method != "POST":
        return render(request, "plans/grid.html", _context(request, form, _rows(form.entries)))
    refused = _keep_rows(request, form.entries)
    if refused:
        form = fetch(request, period_pk)
        rows = _rows(form.entries, refused)
        return render(request, "plans/grid.html", _context(request, form, rows), status=422)
    if request.POST.get("act") == "submit":
        return _hand_on(request, form)
    messages.success(request, "Đã lưu lưới nhập.")
    return redirect(form.address("grid"))


@dataclass(frozen=True)
class UnitForm:
    """What one unit, or one agency of it, has to enter in a period: its entries in order, the other units the person
    enters for, and the agencies in whose charge the unit's tasks are: {key: name}."""

    period: Period
    unit: Unit
    entries: list
    units: list
    agencies: dict[int, str] = field(default_factory=dict)
    agency: int | None = None

    def address(self, page: str, unit: Unit | None = None) -> str:
        """Of "grid", "grid_excel" or "grid_upload"; names the unit where the person enters for several, and the agency
        she looks at."""
        asked = {"don_vi": (unit or self.unit).pk} if len(self.units) > 1 else {}
        asked |= {"bo_phan": self.agency} if self.agency and unit in (None, self.unit) else {}
        return reverse(page, args=[self.period.pk]) + (f"?{urlencode(asked)}" if asked else "")

    def _agency_chips(self):
        """One chip each agency, where a unit's tasks are in the charge of several."""
        chips: list[tuple[int | None, str]] = [(None, "Cả đơn vị"), *self.agencies.items()]
        return [
            {"label": name, "url": replace(self, agency=key).address("grid"), "current": key == self.agency}
            for key, name in chips
        ]

    def due(self) -> tuple[date, date]:
        """The first and the last date of what is still to be entered, of the whole when nothing is; as the list says."""
        left = [entry for entry in self.entries if entry.state in Progress.ENTERABLE and way.may_be_typed(entry)]
        dates = [worklist.owed_by(entry) for entry in left or self.entries]
        return min(dates), max(dates)

    def context(self, page: str) -> dict:
        """What each of its pages knows, with a chip a unit where there are several."""
        chips = [
            {"label": row.full_name, "url": self.address(page, row), "current": row.pk == self.unit.pk}
            for row in self.units
        ]
        return {
            "period": self.period, "unit": self.unit, "due": self.due(), "unit_chips": chips if len(chips) > 1 else [],
            "agency_chips": self._agency_chips() if len(self.agencies) > 1 or self.agency else [],
            **{f"{name}_url": self.address(name) for name in ("grid", "grid_excel", "grid_upload")},
        }  # fmt: skip


def fetch(request: SignedInRequest, period_pk: int) -> UnitForm:
    """The UnitForm asked for by ?don_vi= and ?bo_phan=, of the first unit by name without; 404 when there is nothing to
    enter."""
    period = get_object_or_404(Period.objects.select_related("plan"), pk=period_pk)
    entries = _entries(request.user, period)
    units = sorted({entry.unit for entry in entries}, key=lambda unit: (unit.sort_key, unit.pk))
    asked_for = request.GET.get("don_vi", "")
    unit = next((row for row in units if str(row.pk) == asked_for), None if asked_for else next(iter(units), None))
    if unit is None:
        raise Http404("Không có nhiệm vụ nào để nhập trong kỳ này.")
    own = [entry for entry in entries if entry.unit_id == unit.pk]
    agencies = {entry.agency_in_charge: entry.in_charge for entry in own if entry.agency_in_charge}
    chosen = whole(request.GET.get("bo_phan"))
    if chosen not in agencies:
        return UnitForm(period, unit, own, units, agencies)
    return UnitForm(period, unit, [row for row in own if row.agency_in_charge == chosen], units, agencies, chosen)


def _entries(user, period):
    dimension = Task.objects.filter(pk=OuterRef("task")).values("pk").annotate(first=Min("dimensions__number"))
    return list(
        visible_entries(user, Action.ENTER)
        .filter(shown(timezone.localdate()), period=period)
        .for_rows()
        .prefetch_related("task__measures", "figures", "evidence")
        .annotate(
            dimension=Subquery(dimension.values("first")),
            agency_in_charge=in_charge("agency"),
            in_charge=in_charge("agency__name"),
        )
        .order_by("dimension", "plan_id", "task__position", "pk")
    )


def _context(request, form, rows):
    ready = _ready(request.user, form).count()
    left = (Progress.State.EMPTY, Progress.State.RETURNED)
    undone = [row for row in rows if row.entry.state in left and not row.over]
    return {**form.context("grid"), "rows": rows, "ready": ready, "undone": len(undone), "wrong": _wrong(rows)}


def _wrong(rows):
    return sum(len(row.errors) + bool(row.message) for row in rows)


def _ready(user, form):
    mine = visible_entries(user, Action.ENTER).filter(asked(timezone.localdate()), period=form.period, unit=form.unit)
    mine = mine.filter(pk__in=[entry.pk for entry in form.entries]) if form.agency else mine
    return mine.filter(worklist.is_ready(), open=True, state__in=[Progress.State.DRAFT, Progress.State.RETURNED])


def _rows(entries, refused=None):
    last, doubts = _last_period(entries), plausible.of_entries(entries)
    return [_row(entry, last.get(entry.task_id), (refused or {}).get(entry.pk), doubts[entry.pk]) for entry in entries]


def _row(entry, last, refused, doubts):
    measures = entry.task.asked_measures()
    figures = {row.measure_id: row.value for row in entry.figures.all()}
    words = _last_words(last, measures)
    editable = way.may_be_typed(entry)
    badge = the_one_badge(entry.state, *(["overdue"] if _overdue(entry) and editable else []))
    over = "" if entry.state in Progress.RECEIVED else way.why_over(entry)
    row = GridRow(entry, measures, as_typed(entry, measures, figures), as_base(entry, measures, figures), words, editable,
              badge, doubts=doubts, over=over)  # fmt: skip
    if refused:
        row.typed |= {name: text for name, text in refused["typed"].items() if name in row.typed}
        row.errors, row.message = refused["errors"], refused["message"]
    return row


def _overdue(entry):
    return entry.is_overdue(timezone.localdate())


def _last_period(entries):
    """{task id: last period's entry}, in two queries for the whole grid; of the periods before that nothing is read."""
    earlier = Progress.objects.filter(period__ends__lt=entries[0].period.ends)
    latest = earlier.filter(task=OuterRef("task")).order_by("-period__ends", "period__starts").values("pk")[:1]
    rows = earlier.filter(task__in=[entry.task_id for entry in entries], pk=Subquery(latest))
    return {row.task_id: row for row in rows.order_by().prefetch_related("figures")}


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
        form = EntryForm(data, measures=entry.task.asked_measures(), copied=entry.copied)
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


def _hand_on(request, form):
    entries = _ready(request.user, form).for_rows().prefetch_related("figures", "evidence", "task__measures")
    made, left = way.move_many(list(entries), "submit", by=request.user)
    for entry, reason in left:
        messages.warning(request, f"Chưa trình được “{entry.task}”: {reason}")
    if not made:
        messages.warning(request, "Chưa có nhiệm vụ nào đủ nội dung để trình.")
        return redirect(form.address("grid"))
    return redirect("receipt", made[0].receipt)
