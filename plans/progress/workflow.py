"""The way of a progress entry: save while it is the unit's, then moves from hand to hand by one table.

MOVES both offers the buttons (`moves_for`) and guards them (`move`). Each move is one conditional update: whoever
changes the row owns the step, the second click finds nothing and meets 409.

    save          keep what was typed; merges by field with what somebody else saved meanwhile
    move          one entry one step further
    move_many     the same verb over many entries; tells once
    lock          a signed report or a closed period locks what it reports
    settle        a report has gone out: what is approved later is locked at once
    missing       what an entry still lacks before it may be handed on
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.utils import timezone

from plans.counting import owed, plausible
from plans.counting.plausible import Finding
from plans.models import Figure, Period, PeriodException, Plan, Progress, ReceiptCounter, Settlement, Step
from plans.progress import letters
from units.errors import Conflict, Refused
from units.merging import merge
from units.models import Agency, Seat, Unit, User
from units.permissions import Action, can, reaches, require, who_may
from units.text import nfc_lines
from units.unit_settings import ONE_HAND_RULE

__all__ = ["CLOSED_RULE", "MOVES", "Doubtful", "Incomplete", "Missing", "Move", "is_own", "lock", "may_be_typed", "may_edit",
           "missing", "move", "move_many", "moves_for", "receives", "save", "seat_on", "settle", "why_locked_at_once",
           "why_over"]  # fmt: skip

State = Progress.State
TEXTS = ("level", "result", "difficulties", "proposals", "explanation")


@dataclass(frozen=True)
class Move:
    """A step of the way: the word on the button, the right it takes, where from and where to."""

    label: str
    action: Action
    start: tuple
    end: str
    needs_note: bool = False
    complete: bool = False  # refused while something is missing
    receipt: bool = False
    said: str = ""  # the verb in the trace, past tense


MOVES = {
    "submit": Move(
        "Trình lãnh đạo", Action.ENTER, (State.DRAFT, State.RETURNED), State.WITH_LEADER, complete=True, receipt=True,
        said="trình lãnh đạo",
    ),
    "withdraw": Move("Rút lại", Action.ENTER, (State.WITH_LEADER,), State.DRAFT, said="rút lại"),
    "hand_in": Move(
        "Gửi cấp trên", Action.SUBMIT, (State.WITH_LEADER,), State.IN_REVIEW, complete=True, receipt=True,
        said="gửi cấp trên",
    ),
    "hand_in_alone": Move(
        "Gửi cấp trên", Action.SUBMIT, (State.DRAFT, State.RETURNED), State.IN_REVIEW, complete=True, receipt=True,
        said="gửi cấp trên",
    ),
    "sign_off": Move(
        "Duyệt", Action.SUBMIT, (State.WITH_LEADER,), State.APPROVED, complete=True, receipt=True, said="duyệt"
    ),
    "hand_back": Move(
        "Trả lại người nhập", Action.SUBMIT, (State.WITH_LEADER,), State.RETURNED, needs_note=True, said="trả lại người nhập"
    ),
    "approve": Move("Duyệt", Action.REVIEW, (State.IN_REVIEW,), State.APPROVED, said="duyệt"),
    "undo": Move("Hoàn tác duyệt", Action.REVIEW, (State.APPROVED,), State.IN_REVIEW, said="hoàn tác duyệt"),
    "send_back": Move("Trả lại", Action.REVIEW, (State.IN_REVIEW,), State.RETURNED, needs_note=True, said="trả lại"),
    "reopen": Move(
        "Mở lại", Action.REOPEN, (State.APPROVED, State.LOCKED), State.RETURNED, needs_note=True, said="mở lại"
    ),
}  # fmt: skip
IN_REVIEWERS_HAND = (Action.REVIEW, Action.REOPEN)
SENT_UP = ("hand_in", "hand_in_alone", "sign_off")  # the moves that need a second person
CLOSED_RULE = (
    "Khi kỳ đã đóng, đơn vị không nhập, không trình thêm. Lãnh đạo đơn vị vẫn gửi được tiến độ đã trình trước khi đóng; "
    "phần chưa trình chỉ gửi được khi cơ quan cấp trên mở riêng cho đơn vị. Tiến độ được duyệt sau khi đóng kỳ, hoặc sau "
    "khi báo cáo của kỳ đã phát hành, được khóa ngay."
)
OWN_ENTRY = "Người nhập, gửi tiến độ không tự thẩm định, duyệt chính tiến độ đó; cần một người khác."
UNDO_WITHIN = timedelta(minutes=15)  # after that an approval is taken back by reopening, with a reason


@dataclass(frozen=True)
class Missing:
    """Something an entry lacks: the form field to go to, and the message."""

    field: str
    message: str


class Incomplete(Exception):
    """Handing on was refused; `missing` lists what to complete, each with its place."""

    def __init__(self, lacking: Sequence[Missing]) -> None:
        super().__init__("; ".join(item.message for item in lacking))
        self.missing = lacking


class Doubtful(Exception):
    """Handing on needs a reason: `findings` of `plans.counting.plausible` that nobody has confirmed in this step."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        said = "; ".join(one.said for one in findings)
        super().__init__(f"{said} Cần xác nhận kèm lý do, nên mở từng nhiệm vụ.")
        self.findings = findings


# --- Saving ----------------------------------------------------------------------------------------------------------


def may_edit(entry: Progress, user: User) -> bool:
    """May `user` type into `entry` now: the right, an open period, work in force, an entry still in the unit's hands."""
    return may_be_typed(entry) and can(user, Action.ENTER, entry.unit)


def may_be_typed(entry: Progress) -> bool:
    """Whether the unit may still type into `entry` today, whoever asks."""
    return entry.open and entry.state in Progress.ENTERABLE and not why_over(entry)


def why_over(entry: Progress) -> str:
    """Why nobody can type into `entry` or hand it in any more today, as a sentence; "" while one can."""
    return owed.why_over(entry, timezone.localdate())


@transaction.atomic
def save(
    entry: Progress,
    *,
    by: User,
    version: int,
    values: Mapping[str, Any],
    figures: Mapping[int, Decimal | None] | None = None,
    base: Mapping[str, Any] | None = None,
    confirmed: bool = False,
) -> Progress:
    """Keep what was typed and return the fresh entry; only the key of `entry` is used.

    `values`: {field of TEXTS: text}; `figures`: {measure id: Decimal or None}; `base`: what the typist's page knew,
    keys as in `values` and "figure-<id>": a value, or a list of values of which the first is the one last
    acknowledged and the others were sent without an answer. When the row has moved on since `version`, fields changed
    on one side only are merged. `confirmed`: text carried over from the last period still holds as it is.
    What stands there word for word already is kept whatever the step: a save overtaken by its own submission.
    Raises Clash when both changed the same field differently, Conflict when the entry has left the unit's hands or
    its measures changed, Refused without the right, Progress.DoesNotExist.
    """
    current, now_has = _take(entry.pk)
    seat = require(by, Action.ENTER, current.unit)
    wanted = {**values, **{f"figure-{key}": value for key, value in (figures or {}).items()}}
    if not may_edit(current, by):
        if wanted.items() <= now_has.items():  # a late autosave of what was handed on already
            return current
        raise Conflict(_why_not_editable(current))
    if wanted.keys() - now_has.keys():
        raise Conflict("Chỉ tiêu của nhiệm vụ vừa được sửa trong kế hoạch. Mở lại trang để nhập theo chỉ tiêu mới.")
    if current.version != version:
        wanted = merge(now_has, wanted, {name: _listed(value) for name, value in (base or {}).items()}, about=current)
    changes = [
        {"field": name, "old": _plain(now_has[name]), "new": _plain(value)}
        for name, value in wanted.items()
        if value != now_has[name]
    ]
    if changes or (confirmed and current.copied):
        _write(current, wanted, changes, by=by, seat=seat, confirmed=confirmed)
    return current


def _take(pk):
    """The row, locked, and {field: value} of all that can be typed into it: one query, measures joined in."""
    value = Figure.objects.filter(entry=OuterRef("pk"), measure=OuterRef("task__measures")).values("value")[:1]
    rows = list(
        Progress.objects.select_for_update(of=("self",))
        .select_related("task__plan", "period", "unit", "plan")
        .annotate(measure=F("task__measures"), retired=F("task__measures__retired"), figure=Subquery(value))
        .filter(pk=pk)
    )
    if not rows:
        raise Progress.DoesNotExist
    texts, today = {name: getattr(rows[0], name) for name in TEXTS}, timezone.localdate()
    asked = [row for row in rows if row.measure and (row.retired is None or row.retired > today)]
    return rows[0], {**texts, **{f"figure-{row.measure}": row.figure for row in asked}}


def _listed(value):
    return value if isinstance(value, list) else [value]


def _write(entry, wanted, changes, *, by, seat, confirmed):
    now, changed = timezone.now(), {change["field"] for change in changes}
    for name in changed.intersection(TEXTS):
        setattr(entry, name, wanted[name])
    entry.copied = entry.copied and "result" not in changed and not confirmed
    before = entry.state
    entry.state = State.DRAFT if entry.state == State.EMPTY else entry.state
    entry.typed_by, entry.typed_at, entry.version = by, now, entry.version + 1
    entry.save(update_fields=[*TEXTS, "copied", "state", "typed_by", "typed_at", "version"])
    _write_figures(entry, {int(k.removeprefix("figure-")): wanted[k] for k in changed if k.startswith("figure-")})
    _trace_saving(entry, before, changes, by=by, seat=seat, now=now)


def _write_figures(entry, figures):
    gone = [key for key, value in figures.items() if value is None]
    kept = [Figure(entry=entry, measure_id=key, value=value) for key, value in figures.items() if value is not None]
    if gone:
        Figure.objects.filter(entry=entry, measure_id__in=gone).delete()
    if kept:
        Figure.objects.bulk_create(
            kept, update_conflicts=True, unique_fields=["entry", "measure"], update_fields=["value"]
        )


def _trace_saving(entry, before, changes, *, by, seat, now):
    """One line per sitting: autosaves of the same person within half an hour widen the last line, until midnight, so
    that the trace tells what stood at the end of each day."""
    last = entry.steps.first()
    if last and last.verb == "save" and last.by_id == by.pk and _one_sitting(last.at, now):
        merged = {change["field"]: change for change in last.changes}
        for change in changes:
            merged[change["field"]] = {**change, "old": merged.get(change["field"], change)["old"]}
        last.changes, last.at = list(merged.values()), now
        last.save(update_fields=["changes", "at"])
    else:
        Step.objects.create(
            entry=entry, verb="save", by=by, acting_for=seat.acting_for, at=now, from_state=before,
            to_state=entry.state, changes=changes,
        )  # fmt: skip


def _one_sitting(last, now):
    return now - last < timedelta(minutes=30) and timezone.localdate(last) == timezone.localdate(now)


def _plain(value):
    return value if value is None or isinstance(value, str) else str(value.normalize() + 0)


def _why_not_editable(entry):
    if over := why_over(entry):
        return over
    if not entry.open:
        return f"Kỳ báo cáo này đã đóng với đơn vị nên không nhập thêm được. {CLOSED_RULE}"
    return f"Nhiệm vụ này đang ở bước “{entry.get_state_display()}” nên không sửa được nữa."


# --- Moving -----------------------------------------------------------------------------------------------------------


def moves_for(entry: Progress, user: User) -> list[str]:
    """Names of the moves `user` may make on `entry` now, in the order of MOVES: the buttons to offer."""
    return [name for name in MOVES if _allowed(entry, user, name)]


def _allowed(entry, user, name):
    step = MOVES[name]
    fits = entry.state in step.start and _fits(entry, user, name) and not is_own(entry, user, name)
    return fits and bool(seat_on(entry, user, step.action))


def is_own(entry: Progress, user: User, name: str) -> bool:
    """Would `user` by move `name` approve or send up what she typed herself, in her own post or in another's stead?

    The unit's setting lets one person enter and send; what she entered or sent herself nobody appraises.
    """
    if name in SENT_UP:
        return entry.typed_by_id == user.pk and not entry.unit.one_hand
    return name == "approve" and user.pk in (entry.typed_by_id, entry.signed_off_by_id)


def _fits(entry, user, name):
    """Which of the moves upward a unit uses follows from where it stands and from its own setting; after the period has
    closed for it, from CLOSED_RULE.

    Only who approved may undo it, for a short while and as long as nobody answered it. Work no longer in force goes
    neither up nor back: what lies with the office above may only be approved.
    """
    if name == "undo":
        own = entry.reviewer_id == user.pk and not entry.objection
        return own and entry.waiting_since > timezone.now() - UNDO_WITHIN
    if name != "approve" and why_over(entry):
        return False
    top, alone = entry.unit.parent_id is None, entry.unit.one_hand
    if name == "sign_off":
        return top
    if name == "hand_in":
        return not top
    if name == "hand_in_alone":
        return alone and not top and entry.open
    return entry.open or name in ("approve", "send_back", "reopen")


def seat_on(entry: Progress, user: User, action: Action) -> Seat | None:
    """The seat for a right; reviewing also asks that the plan reports through that seat's agency."""
    seats = [reach.seat for reach in reaches(user, action) if reach.covers(entry.unit)]
    if action in IN_REVIEWERS_HAND:
        seats = [seat for seat in seats if receives(seat.post.agency, entry.plan)]
    return seats[0] if seats else None


def receives(agency: Agency, plan: Plan) -> bool:
    """Does `plan` report through `agency`: the one it names, else any agency with the reviewing duty."""
    return agency.pk == plan.receiving_agency_id if plan.receiving_agency_id else agency.reviews


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
    letters.moves_made([step])
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
    letters.moves_made(made)
    return made, left


@transaction.atomic
def _one_move(entry, name, *, by, note, appraised, doubts, receipt=None, confirmed="", wants_evidence=False):
    step, seat = MOVES[name], seat_on(entry, by, MOVES[name].action)
    if not seat:
        require(by, step.action, entry.unit)
        raise Refused("Kế hoạch này báo cáo qua cơ quan khác.", who_may=who_may(step.action, entry.unit))
    if entry.state in step.start and is_own(entry, by, name):
        raise Refused(ONE_HAND_RULE if name in SENT_UP else OWN_ENTRY, who_may=who_may(step.action, entry.unit))
    if not _allowed(entry, by, name):
        if name not in ("approve", "undo") and (over := why_over(entry)):
            raise Conflict(over)
        raise Conflict(f"Nhiệm vụ đang ở bước “{entry.get_state_display()}”, không {step.label.lower()} được nữa.")
    if step.needs_note and not note:
        raise ValueError("Cần ghi lý do.")
    if step.complete and (lacking := missing(entry)):
        raise Incomplete(lacking)
    findings = doubts.get(entry.pk, [])
    if findings and not confirmed:
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
            *_wanted(entry, name, wants_evidence),
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


def _wanted(entry, name, wants_evidence):
    """For the trace of a return: it asks for a paper, which `plausible` holds against what is sent again."""
    if not (wants_evidence and MOVES[name].needs_note):
        return []
    return [{"field": plausible.WANTS_EVIDENCE, "old": f"{entry.evidence.count()} tài liệu", "new": "cần bổ sung"}]


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


# --- Locking ----------------------------------------------------------------------------------------------------------


@transaction.atomic
def lock(entries: QuerySet[Progress], *, by: User, note: str) -> int:
    """Lock approved `entries` (a Progress queryset), e.g. when the report on them is signed; returns how many."""
    rows = list(entries.filter(state=State.APPROVED).select_for_update())
    now = timezone.now()
    Progress.objects.filter(pk__in=[row.pk for row in rows]).update(state=State.LOCKED, version=F("version") + 1)
    Step.objects.bulk_create(
        Step(entry=row, verb="lock", by=by, at=now, from_state=State.APPROVED, to_state=State.LOCKED, note=note)
        for row in rows
    )
    return len(rows)


@transaction.atomic
def settle(period: Period, unit: Unit, *, by: User, note: str) -> None:
    """`unit`'s report on `period` has gone out: what is approved for it and below afterwards is locked at once."""
    Settlement.objects.get_or_create(period=period, unit=unit, defaults={"by": by, "note": note[:300]})


def why_locked_at_once(entry: Progress) -> str:
    """Why an approval of `entry` now is locked at once; "" while its period is open to it and no report speaks of it."""
    own = PeriodException.objects.filter(period=entry.period_id, unit=entry.unit_id).values_list("state", flat=True)
    stands = own.first() or Period.objects.values_list("state", flat=True).get(pk=entry.period_id)
    if stands == Period.State.CLOSED:
        return "Duyệt sau khi kỳ đã đóng"
    above = [*entry.unit.superior_paths(), entry.unit.path]
    told = Settlement.objects.filter(period=entry.period_id, unit__path__in=above).first()
    return f"Duyệt sau khi {told.note[:1].lower()}{told.note[1:]}" if told else ""


# --- Completeness -----------------------------------------------------------------------------------------------------


def missing(entry: Progress) -> list[Missing]:
    """List of Missing: what must be there before the entry leaves a hand."""
    lacking = []
    if not entry.level:
        lacking.append(Missing("level", "Chưa chọn mức độ thực hiện"))
    if entry.copied:
        lacking.append(Missing("result", "Kết quả còn nguyên văn chép từ kỳ trước, cần sửa hoặc xác nhận"))
    if entry.level in (Progress.Level.DOING, Progress.Level.DONE):
        lacking += _missing_of_work(entry)
    return lacking


def _missing_of_work(entry):
    lacking = [] if entry.result.strip() else [Missing("result", "Chưa ghi kết quả đã làm")]
    have = {row.measure_id for row in entry.figures.all()}
    lacking += [
        Missing(f"figure-{measure.pk}", f"Chưa có số liệu: {measure.name}")
        for measure in entry.task.asked_measures()
        if measure.pk not in have
    ]
    papers = list(entry.evidence.all())
    if entry.level == Progress.Level.DONE and not papers and not entry.explanation.strip():
        lacking.append(Missing("explanation", "“Hoàn thành” cần tài liệu kiểm chứng hoặc lời giải trình"))
    lacking += [
        Missing(f"evidence-{paper.pk}", f"“{paper.name}” chưa ghi chứng minh tại mục, trang nào")
        for paper in papers
        if not paper.proves_at.strip()
    ]
    return lacking
