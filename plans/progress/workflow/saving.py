"""Keeping what was typed into an entry: merged by field with what somebody else saved meanwhile, one trace a sitting."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import F, OuterRef, Q, Subquery
from django.utils import timezone

from plans.models import Figure, Progress, Step
from plans.permissions import require_entering
from plans.progress.workflow.moves import CLOSED_RULE, State, may_be_typed, why_over
from units.errors import Conflict
from units.merging import merge
from units.models import User

SITTING = timedelta(minutes=30)  # without typing; then the next save begins a line of its own
TEXTS = ("level", "result", "difficulties", "proposals", "explanation")


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
    seat = require_entering(by, current)
    wanted = {**values, **{f"figure-{key}": value for key, value in (figures or {}).items()}}
    if not may_be_typed(current):
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
    """The row, locked, with its last step, and {field: value} of all that can be typed into it.

    One query, measures and step joined in. PostgreSQL reads a row it had to wait for afresh, but not what is joined to
    it: then its version is not the one seen at first, and everything is read once more under the lock.
    """
    rows = list(_locked(pk))
    if rows and rows[0].version != rows[0].version_seen:
        rows = list(_locked(pk))
    if not rows:
        raise Progress.DoesNotExist
    texts, today = {name: getattr(rows[0], name) for name in TEXTS}, timezone.localdate()
    asked = [row for row in rows if row.measure and (row.retired is None or row.retired > today)]
    return rows[0], {**texts, **{f"figure-{row.measure}": row.figure for row in asked}}


LAST = {f"last_{name}": F(f"steps__{name}") for name in ("pk", "verb", "by_id", "at", "changes")}


def _locked(pk):
    """One row a measure (with its figure), the entry's last step beside it."""
    value = Figure.objects.filter(entry=OuterRef("pk"), measure=OuterRef("task__measures")).values("value")[:1]
    last = Step.objects.filter(entry=OuterRef("pk")).order_by("-at", "-pk").values("pk")[:1]
    seen = Progress.objects.filter(pk=OuterRef("pk")).values("version")
    return (
        Progress.objects.select_for_update(of=("self",))
        .select_related("task__plan", "period", "unit", "plan")
        .annotate(measure=F("task__measures"), retired=F("task__measures__retired"), figure=Subquery(value),
                  version_seen=Subquery(seen), **LAST)
        .filter(Q(steps=None) | Q(steps=Subquery(last)), pk=pk)
    )  # fmt: skip


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
    if entry.last_verb == "save" and entry.last_by_id == by.pk and _one_sitting(entry.last_at, now):
        merged = {change["field"]: change for change in entry.last_changes}
        for change in changes:
            merged[change["field"]] = {**change, "old": merged.get(change["field"], change)["old"]}
        last = Step(pk=entry.last_pk, changes=list(merged.values()), at=now)
        last.save(update_fields=["changes", "at"])
    else:
        Step.objects.create(
            entry=entry, verb="save", by=by, acting_for=seat.acting_for, at=now, from_state=before,
            to_state=entry.state, changes=changes,
        )  # fmt: skip


def growing(now: datetime) -> Q:
    """The condition on steps that a save may still widen at `now`, or was about to a moment ago."""
    return Q(verb="save", at__gt=now - SITTING - timedelta(minutes=5))


def _one_sitting(last, now):
    return now - last < SITTING and timezone.localdate(last) == timezone.localdate(now)


def _plain(value):
    return value if value is None or isinstance(value, str) else str(value.normalize() + 0)


def _why_not_editable(entry):
    if over := why_over(entry):
        return over
    if not entry.open:
        return f"Kỳ báo cáo này đã đóng với đơn vị nên không nhập thêm được. {CLOSED_RULE}"
    return f"Nhiệm vụ này đang ở bước “{entry.get_state_display()}” nên không sửa được nữa."
