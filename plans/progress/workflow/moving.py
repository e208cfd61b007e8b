"""Handing entries on, one step of MOVES at a time: a conditional update each, a trace, and letters told once."""

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from plans.counting import plausible, wanted
from plans.counting.plausible import Finding
from plans.models import Progress, ReceiptCounter, Step
from plans.progress import letters, looking
from plans.progress.workflow.locking import lock, why_locked_at_once
from plans.progress.workflow.moves import MOVES, SENT_UP, Incomplete, State, guard
from units.errors import Conflict, Refused
from units.models import User
from units.text import in_words, nfc_lines


class Doubtful(Exception):
    """Handing on needs a reason: `findings` of `plans.counting.plausible` that nobody has confirmed in this step."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        said = "; ".join(one.said for one in findings)
        super().__init__(f"{said} Cần xác nhận kèm lý do, nên mở từng nhiệm vụ.")
        self.findings = findings


def move(
    entry: Progress,
    name: str,
    *,
    by: User,
    note: str = "",
    appraised: str = "",
    confirmed: str = "",
    wants_evidence: bool = False,
) -> Step:
    """Make move `name` and return its Step. Raises Refused (no right), Conflict (not at that step any more),
    Incomplete (something missing), Doubtful (figures that do not look right, handed on without a reason), ValueError
    when a needed note is empty.

    `confirmed`: the reason why such figures are right; it goes into the trace beside each of them. `wants_evidence`: a
    return that asks for a missing paper.
    """
    asked = {"confirmed": nfc_lines(confirmed), "wants_evidence": wants_evidence}
    step = _one_move(
        entry, name, by=by, note=nfc_lines(note), appraised=appraised, doubts=_doubts([entry], name), **asked
    )
    _after([step], name)
    return step


def move_many(
    entries: Iterable[Progress], name: str, *, by: User, note: str = ""
) -> tuple[list[Step], list[tuple[Progress, str]]]:
    """The same verb over many; returns (steps made, [(entry, reason)] left out).

    Tells each person once; a unit's entries handed on together share one receipt number. What does not look right is
    left out: it is confirmed one by one, each with its reason.
    """
    entries = list(entries)
    made, left, receipts, doubts = [], [], {}, _doubts(entries, name)
    for entry in entries:
        try:
            step = _one_move(
                entry,
                name,
                by=by,
                note=nfc_lines(note),
                appraised="",
                receipt=receipts.get(entry.unit_id),
                doubts=doubts,
            )
            receipts[entry.unit_id] = step.receipt
            made.append(step)
        except (Refused, Conflict, Incomplete, Doubtful) as refusal:
            left.append((entry, str(refusal)))
    _after(made, name)
    return made, left


def _after(made, name):
    """What follows moves already made: the queue's marks of what now waits for review, and the letters, each person once."""
    if MOVES[name].end == State.IN_REVIEW:
        looking.look(step.entry_id for step in made)
    letters.moves_made(made)


@transaction.atomic
def _one_move(entry, name, *, by, note, appraised, doubts, receipt=None, confirmed="", wants_evidence=False):
    step, seat = MOVES[name], guard(entry, name, by)
    if step.needs_note and not note:
        raise ValueError("Cần ghi lý do.")
    findings = doubts.get(entry.pk, [])
    if findings and not in_words(confirmed):
        raise Doubtful(findings)
    now = timezone.now()
    changed = Progress.objects.filter(pk=entry.pk, state=entry.state, version=entry.version).update(
        state=step.end, version=F("version") + 1, **{"waiting_since": now, **_marks(entry, name, by, note, appraised, now)}
    )  # fmt: skip
    if not changed:
        raise Conflict("Nhiệm vụ này vừa được người khác xử lý. Mở lại trang để xem bước mới nhất.")
    made = Step.objects.create(
        entry=entry, verb=name, by=by, acting_for=seat.acting_for, at=now, from_state=entry.state, to_state=step.end,
        note=note, receipt=(receipt or _receipt(entry.unit, now)) if step.receipt else "",
        changes=[
            *_appraisal_change(entry, name, appraised), *_one_hand(entry, name, by), *_confirmed(findings, confirmed),
            *_wanted(entry, name, wants_evidence, note),
        ],
    )  # fmt: skip
    if step.end == State.APPROVED and (late := why_locked_at_once(entry)):
        lock(Progress.objects.filter(pk=entry.pk), by=by, note=late)
    return made


def _doubts(entries, name):
    """{entry key: [Finding]} of entries about to be handed on; nothing is asked for other moves."""
    return plausible.of_entries(entries) if MOVES[name].complete else {}


def _confirmed(findings, reason):
    """For the trace: what did not look right, and why the person hands it on."""
    return [{"field": "confirmed", "old": one.said, "new": reason} for one in findings]


def _wanted(entry, name, wants_evidence, note):
    """For the trace of a return: it asks for a paper, which is held against what is sent again."""
    if not MOVES[name].needs_note or not (wants_evidence or wanted.asks(note)):
        return []
    return [wanted.mark(entry.evidence.count())]


def _one_hand(entry, name, by):
    """Both facts for the trace: the same person typed it, and the unit's setting let her send it."""
    if name not in SENT_UP or entry.typed_by_id != by.pk:
        return []
    return [
        {"field": "one_hand", "old": f"nhập: {entry.typed_by}", "new": f"gửi: {by}, đơn vị đặt một người nhập và gửi"}
    ]


def _marks(entry, name, by, note, appraised, now):
    """The columns a move writes beside the state."""
    if name in ("hand_in", "hand_in_alone", "sign_off"):
        return {"signed_off_by": by, "handed_in_at": entry.handed_in_at or now, "return_reason": ""}
    if name == "approve":
        differs = appraised if appraised != entry.level else ""
        return {"reviewer": by, "appraised_level": differs, "appraisal_note": note, "return_reason": ""}
    if name == "undo":
        waits = entry.steps.filter(verb__in=("hand_in", "hand_in_alone")).values_list("at", flat=True).first()
        return {"reviewer": None, "appraised_level": "", "appraisal_note": "", "waiting_since": waits or now}
    if name in ("send_back", "hand_back", "reopen"):
        return {"open": True, "return_reason": note, "appraised_level": "", "objection": "", "objection_answer": "",
                "objected_at": None}  # fmt: skip
    return {}


def _appraisal_change(entry, name, appraised):
    if name == "undo" and entry.appraised_level:
        return [{"field": "appraised_level", "old": entry.appraised_level, "new": entry.level}]
    if name != "approve" or not appraised or appraised == entry.level:
        return []  # no other move writes a level, so the trace tells of none
    return [{"field": "appraised_level", "old": entry.level, "new": appraised}]


def _receipt(unit, now):
    """Biên nhận: code of the unit, year, running number, e.g. 12193-2024-0117; never given twice."""
    year = timezone.localtime(now).year
    return f"{unit.code}-{year}-{ReceiptCounter.take(unit, year):04d}"
