"""Everything the page of one entry shows: head, form, last period, assignment, evidence, trace, and its buttons."""

import itertools
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db.models import Q, prefetch_related_objects
from django.http import Http404
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from plans.counting import plausible
from plans.counting.owed import not_applied, shown
from plans.entering import worklist
from plans.entering.forms import EntryForm, EvidenceFacts, NewEvidence, as_base, as_typed
from plans.models import Measure, Progress
from plans.progress import trace
from plans.progress import workflow as way
from plans.progress.carrying import previous
from plans.progress.evidence_files import ACCEPT, kind_of
from plans.progress.objections import may_object
from plans.progress.workflow import Missing
from post import working_days
from units.models import User
from units.permissions import Action, can
from units.requests import SignedInRequest
from units.unit_settings import ONE_HAND_RULE
from units.vietnamese import vn_date, vn_time

PRIMARY = ("submit", "hand_in", "hand_in_alone", "sign_off")
IN_THE_UNIT = (*PRIMARY, "withdraw", "hand_back")
WORDS = {"result": "Kết quả đã làm", "level": "Mức độ thực hiện", "difficulties": "Khó khăn, vướng mắc",
         "proposals": "Đề xuất, kiến nghị", "explanation": "Giải trình"}  # fmt: skip
ICONS = {"withdraw": "reply", "hand_back": "arrow-return-left"}


@dataclass(frozen=True)
class Button:
    """A move as the page offers it."""

    name: str
    label: str
    icon: str
    primary: bool
    needs_note: bool


def fetch(user: User, pk: int) -> Progress:
    """The entry with its surroundings. Http404 for a stranger to its unit: a page nobody may know of."""
    rows = Progress.objects.select_related(
        "task__plan", "task__lead", "task__parent__plan", "plan", "period", "unit__parent", "plan__issuer",
        "plan__receiving_agency", "typed_by", "signed_off_by", "reviewer",
    )  # fmt: skip
    entry = rows.filter(pk=pk).first()
    if not entry or not can(user, Action.VIEW, entry.unit):
        raise Http404("Không tìm thấy nhiệm vụ này.")
    return entry


def context(
    request: SignedInRequest,
    entry: Progress,
    *,
    form: EntryForm | None = None,
    missing: Sequence[Missing] = (),
    new_evidence: NewEvidence | None = None,
    facts: Mapping[int, EvidenceFacts] | None = None,
) -> dict[str, Any]:
    """The template's context; `form`: a bound EntryForm to show again, `missing`: why handing on was refused,
    `new_evidence` and `facts` ({evidence key: form}): evidence forms to show again with their errors."""
    _read_parts(entry)
    measures = entry.task.asked_measures()
    figures, last, today = _numbers(entry), previous(entry), timezone.localdate()
    editable, doubts = way.may_edit(entry, request.user), plausible.of_entries([entry])[entry.pk]
    shown = form or new_form(entry, measures, figures)
    dimensions = sorted(row.number for row in entry.task.dimensions.all())
    return {
        "entry": entry, "task": entry.task, "editable": editable, "form": shown, "missing": missing,
        "dimension": dimensions[0] if dimensions else None, "dimensions": dimensions,
        "last": last, "compared": _compared(entry, figures, last), "may_copy": _may_copy(editable, entry, last),
        "doubts": doubts, "reason": _reason_before(entry) if doubts else "",
        "evidence": [_card(row, editable, (facts or {}).get(row.pk)) for row in entry.evidence.all()],
        "new_evidence": new_evidence or NewEvidence(prefix="ev"), "accept": ACCEPT, "limit_mb": settings.UPLOAD_MAX_MB,
        "buttons": buttons(entry, request.user), "review_url": _review_url(entry, request.user),
        "own_rule": _own_rule(entry, request.user),
        "closed_rule": "" if entry.open else way.CLOSED_RULE,
        "may_object": may_object(entry, request.user), "trace": _trace(entry), "returned": _returned(entry),
        "owed_by": worklist.owed_by(entry), "when": _when(entry, editable, today), "sent": _sent(entry),
        "over": _over(entry), "not_applied": not_applied(entry),
        "overdue": entry.is_overdue(today), "stored": "" if editable else _stored(entry, measures, figures),
        **_neighbours(entry),
    }  # fmt: skip


def _when(entry, editable, today):
    """How far the due date is, in words, while the entry is still in the unit's hands; as the work list says it."""
    waits = editable or entry.state == Progress.State.WITH_LEADER
    return worklist.when_due(worklist.owed_by(entry), today, working_days.load()) if waits else ("", "")


def _sent(entry):
    """Steps by which the entry left the unit, latest first: each sending again has its own date and receipt."""
    return [step for step in entry.steps.all() if step.verb in way.SENT_UP]


def _reason_before(entry):
    """Why the last who handed it on since it was typed took doubtful figures for right; "" without a reason."""
    steps = itertools.takewhile(lambda step: step.verb != "save", entry.steps.all())
    given = (change["new"] for step in steps for change in step.changes if change["field"] == "confirmed")
    return next(given, "")


def _own_rule(entry, user):
    """Why she may not send this entry, where she could if somebody else had typed it; "" otherwise."""
    waits = entry.state == Progress.State.WITH_LEADER and can(user, Action.SUBMIT, entry.unit)
    return ONE_HAND_RULE if waits and way.is_own(entry, user, "hand_in") else ""


def _over(entry):
    """Why an entry that was never handed in is asked for no more."""
    return "" if entry.state in Progress.RECEIVED else way.why_over(entry)


def _stored(entry, measures, figures):
    """JSON of {field: [label, text]}: what text kept in the browser is held against once the entry is closed to typing."""
    labels = {**WORDS, **{f"figure-{row.pk}": str(row) for row in measures}}
    typed = as_typed(entry, measures, figures)
    return json.dumps({name: [label, typed[name]] for name, label in labels.items() if name != "level"})


def new_form(entry: Progress, measures: Sequence[Measure], figures: Mapping[int, Decimal]) -> EntryForm:
    """The form as the entry stands."""
    known = {"version": entry.version, "base": as_base(entry, measures, figures)}
    return EntryForm(initial={**as_typed(entry, measures, figures), **known}, measures=measures, copied=entry.copied)


def buttons(entry: Progress, user: User) -> list[Button]:
    """Moves inside the unit, the one that goes upward last and primary."""
    names = [name for name in way.moves_for(entry, user) if name in IN_THE_UNIT]
    if "submit" in names and "hand_in_alone" in names:
        names.remove("submit")
    made = [
        Button(name, way.MOVES[name].label, ICONS.get(name, "send"), name in PRIMARY, way.MOVES[name].needs_note)
        for name in names
    ]
    return sorted(made, key=lambda button: button.primary)


def _read_parts(entry):
    prefetch_related_objects([entry], "figures", "evidence", "task__measures", "task__dimensions", "steps__by",
                             "steps__acting_for")  # fmt: skip


def _numbers(entry):
    return {row.measure_id: row.value for row in entry.figures.all()}


def _compared(entry, figures, last):
    """[(measure, last period's figure, this one's)] for the table beside the form: those asked, and retired ones that
    have a figure in either."""
    before, asked = _numbers(last) if last else {}, set(entry.task.asked_measures())
    rows = [row for row in entry.task.measures.all() if row in asked or row.pk in before or row.pk in figures]
    return [(row, before.get(row.pk), figures.get(row.pk)) for row in rows]


def _may_copy(editable, entry, last):
    return editable and last and any(
        getattr(last, name) and not getattr(entry, name) for name in ("result", "difficulties", "proposals")
    )  # fmt: skip


def _card(row, editable, form):
    return {
        "pk": row.pk, "name": row.name, "size": row.size, "kind": kind_of(row.mime), "link": row.link,
        "url": row.link or reverse("evidence", args=[row.pk]), "number": row.doc_number,
        "thumbnail": reverse("evidence_thumb", args=[row.pk]) if row.thumbnail else "",
        "issued": row.doc_date, "issuer": row.issuer, "proves": row.proves_at,
        "lacking": editable and not row.proves_at.strip(), "bound": form is not None,
        "form": form or EvidenceFacts(prefix=f"ev{row.pk}", initial=_facts(row)),
    }  # fmt: skip


def _facts(row):
    return {name: getattr(row, name) for name in ("doc_number", "doc_date", "issuer", "proves_at")}


def _trace(entry):
    return trace.events(entry.steps.all(), {row.pk: row.name for row in entry.task.measures.all()})


def _returned(entry):
    """ "Chuyên viên Sở Nội vụ trả lại lúc 09:41 ngày 19/11/2026:" """
    step = next((step for step in entry.steps.all() if step.verb in ("send_back", "hand_back", "reopen")), None)
    said = f"{trace.who(step)} {trace.VERBS[step.verb]} lúc {vn_time(step.at)} ngày {vn_date(step.at)}" if step else ""
    return f"{said or 'Trả lại'}:"


def _review_url(entry, user):
    offered = {"approve", "send_back", "reopen"} & set(way.moves_for(entry, user))
    try:
        return reverse("review_entry", args=[entry.pk]) if offered else ""
    except NoReverseMatch:
        return ""


def _neighbours(entry):
    """Place of the entry among the unit's entries of the period, with the ones before and after."""
    keys = list(
        Progress.objects.filter(
            shown(timezone.localdate()) | Q(pk=entry.pk), period=entry.period_id, unit=entry.unit_id
        )
        .order_by("plan_id", "task__position", "pk")
        .values_list("pk", flat=True)
    )
    at = keys.index(entry.pk)
    urls = {key: reverse("entry", args=[key]) for key in keys[max(at - 1, 0) : at + 2]}
    before, after = (urls.get(keys[n]) if 0 <= n < len(keys) else None for n in (at - 1, at + 1))
    return {"place": at + 1, "places": len(keys), "before_url": before, "after_url": after}
