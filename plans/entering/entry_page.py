"""Everything the page of one entry shows: head, form, last period, assignment, evidence, trace, and its buttons."""

import itertools
import json
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.conf import settings
from django.db.models import Q, prefetch_related_objects
from django.http import Http404, QueryDict
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from plans.counting import plausible
from plans.counting.owed import not_applied, shown
from plans.counting.plausible import Finding
from plans.entering import surroundings, worklist
from plans.entering.forms import EntryForm, EvidenceFacts, NewEvidence, as_base, as_typed
from plans.entering.part_forms import PartForm
from plans.entering.work_rows import when_due
from plans.models import Charge, Measure, Progress, Step, Task
from plans.permissions import OWN_WORK_RULE, works_on
from plans.progress import parts
from plans.progress import workflow as way
from plans.progress.carrying import previous
from plans.progress.evidence_files import ACCEPT
from plans.progress.objections import may_object
from plans.progress.parts import PART_RULE
from plans.progress.workflow import Missing
from post import working_days
from units.models import User
from units.permissions import Action, can
from units.unit_settings import ONE_HAND_RULE

PRIMARY = ("submit", "hand_in", "hand_in_alone", "sign_off")
IN_THE_UNIT = (*PRIMARY, "withdraw", "hand_back")
WORDS = {"result": "Kết quả đã làm", "level": "Mức độ thực hiện", "difficulties": "Khó khăn, vướng mắc",
         "proposals": "Đề xuất, kiến nghị", "explanation": "Giải trình"}  # fmt: skip
ICONS = {"withdraw": "reply", "hand_back": "arrow-return-left"}
# Few in one question: one of fifteen tables takes PostgreSQL fifty times as long to plan as to answer.
SURROUNDINGS = ("plan", "period", "unit")
PEOPLE = ("typed_by", "signed_off_by", "reviewer")
PARTS = (
    "figures", "evidence__given_by", "task__measures", "task__dimensions", "task__charges__agency", "task__charges__post",
    "task__coordinating", "parts__agency", "parts__figures__measure", "parts__typed_by", "parts__merged_by", "steps",
)  # fmt: skip


@dataclass(frozen=True)
class Button:
    """A move as the page offers it."""

    name: str
    label: str
    icon: str
    primary: bool
    needs_note: bool


class EntryPage:
    """One entry as one request meets it: read when first asked for, once for all that page and answer say of it.

    To be shown again with their errors: `form`, `new_evidence` and `facts` ({evidence key: form}); `missing`: why
    handing on was refused.
    """

    def __init__(self, user: User, pk: int) -> None:
        self.user, self.pk = user, pk
        self.form: EntryForm | None = None
        self.new_evidence: NewEvidence | None = None
        self.facts: dict[int, EvidenceFacts] = {}
        self.missing: Sequence[Missing] = ()
        self.part_form: tuple[int, PartForm] | None = None  # of which agency, refused

    # --- What is read -------------------------------------------------------------------------------------------------

    @cached_property
    def entry(self) -> Progress:
        """The entry with its surroundings. Http404 for a stranger to its unit: a page nobody may know of."""
        entry = Progress.objects.select_related(*SURROUNDINGS).filter(pk=self.pk).first()
        if not entry or not can(self.user, Action.VIEW, entry.unit):
            raise Http404("Không tìm thấy nhiệm vụ này.")
        _read_task(entry)
        return entry

    @cached_property
    def whole(self) -> Progress:
        """The same with all that hangs on it: figures, evidence, trace."""
        prefetch_related_objects([self.entry], *PARTS)
        self._read_people()
        return self.entry

    def _read_people(self):
        """Who typed, sent, reviewed and acted: few people, often the one who asks, read once."""
        asked: list[tuple[Progress | Step, str]] = [(self.entry, name) for name in PEOPLE]
        asked += [(step, name) for step in self.entry.steps.all() for name in ("by", "acting_for")]
        keys = {getattr(row, f"{name}_id") for row, name in asked} - {None, self.user.pk}
        found = {None: None, self.user.pk: self.user, **(User.objects.in_bulk(keys) if keys else {})}
        for row, name in asked:
            setattr(row, name, found[getattr(row, f"{name}_id")])

    def forget(self) -> None:
        """A verb has changed the row: what is asked for from now on is read anew."""
        for name in [name for name, kind in vars(EntryPage).items() if isinstance(kind, cached_property)]:
            vars(self).pop(name, None)

    def keep(self, entry: Progress) -> None:
        """A verb has kept what was typed and gave the row back: it is not read twice, what hangs on it is read anew."""
        self.forget()
        self.entry = entry

    @cached_property
    def measures(self) -> list[Measure]:
        return self.whole.task.asked_measures()

    @cached_property
    def figures(self) -> dict[int, Decimal]:
        return _numbers(self.whole)

    @cached_property
    def last(self) -> Progress | None:
        """The same task in the period before."""
        return previous(self.entry)

    @cached_property
    def editable(self) -> bool:
        return way.may_edit(self.entry, self.user)

    @cached_property
    def moves(self) -> list[str]:
        return way.moves_for(self.entry, self.user)

    @cached_property
    def doubts(self) -> list[Finding]:
        ground = plausible.load([self.whole], steps={self.pk: list(self.whole.steps.all())})
        return ground.findings(self.whole)

    @cached_property
    def charge(self) -> Charge | None:
        """In whose charge the task is now."""
        return next((row for row in self.whole.task.charges.all() if row.holds), None)

    def _charge_rule(self):
        """Why somebody who enters for the unit may only read this entry; "" otherwise."""
        entry = self.entry
        kept = way.may_be_typed(entry) and not self.editable and can(self.user, Action.ENTER, entry.unit)
        return OWN_WORK_RULE if kept else ""

    def _parts(self):
        """[{agency, part, form}] of coordinating bodies that have written, or for which she may write."""
        written = {row.agency: row for row in self.whole.parts.all()}
        mine = parts.givers(self.user, self.whole)
        return [
            {
                "agency": row,
                "part": written.get(row),
                "form": self._part_form(row, written.get(row)) if row in mine else None,
            }
            for row in dict.fromkeys([*mine, *written])
        ]

    def _part_form(self, agency, part):
        if self.part_form and self.part_form[0] == agency.pk:
            return self.part_form[1]
        return PartForm(measures=self.measures, part=part, prefix=f"part{agency.pk}")

    # --- Forms --------------------------------------------------------------------------------------------------------

    @property
    def refused(self) -> bool:
        """Whether some evidence was refused."""
        return bool(self.facts or self.new_evidence)

    def bind(self, data: QueryDict, version: int) -> None:
        """The form as it was typed, to be shown again; what was valid of it is kept, under `version`."""
        data = data.copy()
        data["version"] = str(version)
        data["base"] = as_base(self.whole, self.measures, self.figures)
        self.form = EntryForm(data, measures=self.measures, copied=self.entry.copied)

    def _new_form(self):
        """The form as the entry stands."""
        entry, stands = self.whole, (self.measures, self.figures)
        known = {"version": entry.version, "base": as_base(entry, *stands)}
        return EntryForm(initial={**as_typed(entry, *stands), **known}, measures=self.measures, copied=entry.copied)

    # --- The page -----------------------------------------------------------------------------------------------------

    def context(self) -> dict[str, Any]:
        """The template's context."""
        entry, today = self.whole, timezone.localdate()
        owed_by, dimensions = worklist.owed_by(entry), sorted(row.number for row in entry.task.dimensions.all())
        return {
            "entry": entry, "task": entry.task, "editable": self.editable, "form": self.form or self._new_form(),
            "missing": self.missing, "dimension": dimensions[0] if dimensions else None, "dimensions": dimensions,
            "last": self.last, "compared": self._compared(), "may_copy": self._may_copy(),
            "doubts": self.doubts, "reason": self.reason if self.doubts else "",
            "evidence": [surroundings.card(row, self.editable, self.facts.get(row.pk)) for row in entry.evidence.all()],
            "works_on": bool(entry.evidence.all()) and works_on(self.user, entry.unit),
            "new_evidence": self.new_evidence or NewEvidence(prefix="ev"), "accept": ACCEPT,
            "limit_mb": settings.UPLOAD_MAX_MB, "buttons": self.buttons(), "review_url": self._review_url(),
            "own_rule": self._own_rule(), "closed_rule": self._closed_rule(),
            "may_object": may_object(entry, self.user), "trace": surroundings.history(entry),
            "returned": surroundings.returned(entry), "sent": surroundings.sent(entry),
            "over": surroundings.over(entry), "owed_by": owed_by, "when": self._when(owed_by, today),
            "not_applied": not_applied(entry), "parts": self._parts(), "part_rule": PART_RULE,
            "charge": self.charge, "charge_rule": self._charge_rule(), "overdue": entry.is_overdue(today),
            "stored": "" if self.editable else self._stored(), **self._neighbours,
        }  # fmt: skip

    def _closed_rule(self) -> str:
        """What holds once the period is closed to the unit; a plan or a unit that has ended says so itself."""
        return "" if self.whole.open or way.why_over(self.whole) else way.CLOSED_RULE

    def buttons(self) -> list[Button]:
        """Moves inside the unit, the one that goes upward last and primary."""
        names = [name for name in self.moves if name in IN_THE_UNIT]
        if "submit" in names and "hand_in_alone" in names:
            names.remove("submit")
        made = [
            Button(name, way.MOVES[name].label, ICONS.get(name, "send"), name in PRIMARY, way.MOVES[name].needs_note)
            for name in names
        ]
        return sorted(made, key=lambda button: button.primary)

    @property
    def reason(self) -> str:
        """Why the last who handed it on since it was typed took doubtful figures for right; "" without a reason."""
        steps = itertools.takewhile(lambda step: step.verb != "save", self.whole.steps.all())
        given = (change["new"] for step in steps for change in step.changes if change["field"] == "confirmed")
        return next(given, "")

    @property
    def after_url(self) -> str | None:
        """The next entry of the unit in this period."""
        return self._neighbours["after_url"]

    @cached_property
    def _neighbours(self) -> dict[str, Any]:
        """Place of the entry among the unit's entries of the period, with the ones before and after."""
        entry = self.entry
        beside = Progress.objects.filter(period=entry.period_id, unit=entry.unit_id)
        beside = beside.filter(shown(timezone.localdate()) | Q(pk=entry.pk))
        keys = list(beside.order_by("plan_id", "task__position", "pk").values_list("pk", flat=True))
        at = keys.index(entry.pk)
        urls = {key: reverse("entry", args=[key]) for key in keys[max(at - 1, 0) : at + 2]}
        before, after = (urls.get(keys[n]) if 0 <= n < len(keys) else None for n in (at - 1, at + 1))
        return {"place": at + 1, "places": len(keys), "before_url": before, "after_url": after}

    def _when(self, owed_by, today):
        """How far the due date is, in words, while the entry is still in the unit's hands; as the work list says it."""
        waits = self.editable or self.entry.state == Progress.State.WITH_LEADER
        return when_due(owed_by, today, working_days.load()) if waits else ("", "")

    def _own_rule(self):
        """Why she may not send this entry, where she could if somebody else had typed it; "" otherwise."""
        entry = self.entry
        waits = entry.state == Progress.State.WITH_LEADER and can(self.user, Action.SUBMIT, entry.unit)
        return ONE_HAND_RULE if waits and way.is_own(entry, self.user, "hand_in") else ""

    def _stored(self):
        """JSON of {field: [label, text]}: what text kept in the browser is held against once the entry is closed to
        typing."""
        labels = {**WORDS, **{f"figure-{row.pk}": str(row) for row in self.measures}}
        typed = as_typed(self.whole, self.measures, self.figures)
        return json.dumps({name: [label, typed[name]] for name, label in labels.items() if name != "level"})

    def _compared(self):
        """[(measure, last period's figure, this one's)] for the table beside the form: those asked, and retired ones
        that have a figure in either."""
        before, asked = _numbers(self.last) if self.last else {}, set(self.measures)
        every = self.whole.task.measures.all()
        rows = [row for row in every if row in asked or row.pk in before or row.pk in self.figures]
        return [(row, before.get(row.pk), self.figures.get(row.pk)) for row in rows]

    def _may_copy(self):
        return self.editable and self.last and any(
            getattr(self.last, name) and not getattr(self.entry, name)
            for name in ("result", "difficulties", "proposals")
        )  # fmt: skip

    def _review_url(self):
        offered = {"approve", "send_back", "reopen"}.intersection(self.moves)
        try:
            return reverse("review_entry", args=[self.pk]) if offered else ""
        except NoReverseMatch:
            return ""


def _read_task(entry):
    """Its task and the one above, each with its plan, in one question."""
    own = Task.objects.filter(pk=entry.task_id).order_by()
    both = Task.objects.filter(pk__in=own.values("pk").union(own.values("parent")))
    found = {task.pk: task for task in both.select_related("lead", "plan")}
    entry.task = found[entry.task_id]
    if entry.task.parent_id:
        entry.task.parent = found[entry.task.parent_id]


def _numbers(entry):
    return {row.measure_id: row.value for row in entry.figures.all()}
