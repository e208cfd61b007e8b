"""Drawing lots in a round: marks to look at on the spot, marks to appraise a second time; each kind once, with its seed.

drawn       pure: which of some marks a seed draws, `share` per cent of every group, at least one of each
draw_spot   marks with proofs, to be looked at where they are
draw_second marks that a second appraiser gives points to without seeing the first
check       what was found on the spot
look        the second appraiser's points
share_again what waits for somebody who appraises no more goes to those who do
let_go      what still waits is taken out of the second lot, with a reason
settle      how two different points end: with a reason, by who organises the round
freeze      what the first appraisers had said when the results are told
"""

import math
import random
import secrets
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from appraisal.models import Draw, Mark, Proof, Round, SecondLook, SpotCheck
from appraisal.rounds import charging, marking
from appraisal.steps import trace
from units.errors import Conflict, Refused
from units.models import User
from units.permissions import Action, can, require
from units.text import nfc_lines

__all__ = [
    "BLIND_RULE", "DRAW_RULE", "Seen", "WrongDay", "blind_to", "check", "draw_second", "draw_spot", "drawn", "freeze",
    "hers_to_look", "left_behind", "let_go", "look", "may_draw", "pairs", "same", "seen", "settle", "share_again",
    "unfinished",
]  # fmt: skip

DRAW_RULE = (
    "Mẫu rút ngẫu nhiên một lần, theo từng nhóm tiêu chí, mỗi nhóm ít nhất một; số gieo được ghi lại nên ai cũng rút lại "
    "được đúng mẫu ấy. Kết quả dự kiến chỉ thông báo khi các tiêu chí đã rút đều có kết quả."
)
BLIND_RULE = (
    "Người chấm lần hai không thấy điểm lần một của tiêu chí cho đến khi ghi điểm của mình, và không phải người đã chấm "
    "lần một. Hai lần khác nhau thì thống nhất một điểm, ghi lý do."
)
SEEDS = 2**31


class WrongDay(ValueError):
    """The day of a spot check is missing or has not come."""


def drawn(marks: Iterable[tuple[int, int]], share: int, seed: int) -> list[int]:
    """Of (mark key, group key) those the seed draws: of each group `share` per cent, rounded up; sorted by key."""
    groups: dict[int, list[int]] = defaultdict(list)
    for mark, group in marks:
        groups[group].append(mark)
    lot = random.Random(seed)  # noqa: S311  (to be drawn again by anybody, no secret)
    found: list[int] = []
    for group in sorted(groups):
        rows = sorted(groups[group])
        found += lot.sample(rows, math.ceil(len(rows) * share / 100))
    return sorted(found)


def may_draw(held: Round, user: User) -> bool:
    """While the round is appraised, whoever organises it."""
    return held.state == Round.State.APPRAISING and can(user, Action.INDEX, held.unit)


def _begin(held, kind, share, seed, rows, by):
    if held.state != Round.State.APPRAISING:
        raise Conflict("Rút mẫu khi đã kết thúc tự chấm và chưa thông báo kết quả dự kiến.")
    if not 1 <= share <= 100:
        raise ValueError("Tỷ lệ rút từ 1 đến 100 %.")
    if not rows:
        raise Conflict("Không có tiêu chí nào để rút.")
    try:
        with transaction.atomic():
            return Draw.objects.create(round=held, kind=kind, share=share, seed=seed, of=len(rows), by=by)
    except IntegrityError as error:
        raise Conflict("Đợt chấm đã rút mẫu này rồi; mỗi loại chỉ rút một lần.") from error


def _told(made, count, by, seat):
    label = Draw.Kind(made.kind).label
    note = f"{label}: {count} trong {made.of} tiêu chí, {made.share} %, số gieo {made.seed}"
    trace(made.round, "draw", by=by, seat=seat, note=note)


@transaction.atomic
def draw_spot(held: Round, *, by: User, share: int, seed: int | None = None) -> Draw:
    """Of all marks with a proof. Raises Refused, Http404, Conflict for a second draw or the wrong step; ValueError."""
    seat = require(by, Action.INDEX, held.unit)
    seed = secrets.randbelow(SEEDS) if seed is None else seed
    proved = Mark.objects.filter(Exists(Proof.objects.filter(mark=OuterRef("pk"))), sheet__round=held)
    rows = list(proved.filter(not_applicable=False).values_list("pk", "criterion__group"))
    made = _begin(held, Draw.Kind.SPOT, share, seed, rows, by)
    chosen = drawn(rows, share, seed)
    SpotCheck.objects.bulk_create([SpotCheck(draw=made, mark_id=key) for key in chosen], batch_size=500)
    _told(made, len(chosen), by, seat)
    return made


@transaction.atomic
def draw_second(held: Round, *, by: User, share: int, seed: int | None = None) -> Draw:
    """Of all marks, each given to an appraiser who did not give its first points and alone is not in charge of its group.

    Raises Refused, Http404; Conflict where a mark finds nobody, for a second draw or the wrong step; ValueError.
    """
    seat = require(by, Action.INDEX, held.unit)
    seed = secrets.randbelow(SEEDS) if seed is None else seed
    marks = Mark.objects.filter(sheet__round=held).values_list("pk", "criterion__group", "given_by")
    group_of = {key: (group, first) for key, group, first in marks}
    made = _begin(held, Draw.Kind.SECOND, share, seed, group_of, by)
    chosen = drawn(((key, group) for key, (group, _) in group_of.items()), share, seed)
    hands = _shared_out(held, {key: group_of[key] for key in chosen})
    SecondLook.objects.bulk_create(
        [SecondLook(draw=made, mark_id=key, person_id=hands[key]) for key in chosen], batch_size=500
    )
    _told(made, len(chosen), by, seat)
    return made


def _shared_out(held: Round, marks: Mapping[int, tuple[int, int | None]]) -> dict[int, int]:
    """{mark key: person key}: whoever has fewest so far of those who may."""
    people = [person.pk for person in charging.appraisers(held)]
    charges, had = marking.charges_of(held), dict.fromkeys(people, 0)
    found = {}
    for key, (group, first) in marks.items():
        alone = charges.get(group, set())
        able = [one for one in people if one != first and alone != {one}]
        if first is None and len(alone or people) < 2:  # whoever is left must still give the first
            able = [one for one in able if one not in (alone or people)]
        if not able:
            raise Conflict(
                "Chấm lần hai cần ít nhất hai người thẩm định, và mỗi nhóm có người chưa chấm lần một.",
                title="Không đủ người thẩm định",
            )
        found[key] = min(able, key=lambda one: had[one])
        had[found[key]] += 1
    return found


# --- What is written down -------------------------------------------------------------------------------------------


@transaction.atomic
def check(row: SpotCheck, *, by: User, found: str, note: str, on: date | None) -> None:
    """What was found on the spot. Raises Refused, Http404, Conflict; ValueError without the day or a needed note."""
    held = row.draw.round
    seat = require(by, Action.APPRAISE, held.unit)
    if held.state != Round.State.APPRAISING:
        raise Conflict("Đợt chấm không còn ở bước thẩm định.")
    note = nfc_lines(note)
    if found not in SpotCheck.Found.values:
        raise ValueError("Chọn kết quả kiểm tra.")
    if found != SpotCheck.Found.RIGHT and not note:
        raise ValueError("Ghi rõ đã thấy gì, hoặc vì sao không kiểm tra được.")
    if found != SpotCheck.Found.NOT_DONE and on is None:
        raise WrongDay("Ghi ngày kiểm tra.")
    if on is not None and on > timezone.localdate():
        raise WrongDay("Ngày kiểm tra sau hôm nay.")
    old = row.get_found_display()
    SpotCheck.objects.filter(pk=row.pk).update(found=found, note=note, on=on, by=by, at=timezone.now())
    change = {"field": f"{row.mark.criterion.code}: kiểm tra thực tế", "old": old, "new": SpotCheck.Found(found).label}
    trace(row.mark.sheet, "check", by=by, seat=seat, note=note, changes=[change])


def hers_to_look(held: Round, user: User) -> dict[int, bool]:
    """{mark key: whether she has given her points} of the marks that are hers to appraise a second time; one query."""
    rows = SecondLook.objects.filter(draw__round=held, person=user)
    return {row.mark_id: row.is_done for row in rows.only("mark_id", "points", "left_out")}


def blind_to(held: Round, user: User) -> set[int]:
    """Keys of the marks whose first points she must not see yet."""
    return {key for key, done in hers_to_look(held, user).items() if not done}


@transaction.atomic
def look(row: SecondLook, *, by: User, points: Decimal | None, left_out: bool = False, note: str = "") -> None:
    """The second appraiser's points. Raises Refused for anybody else, Http404, Conflict; ValueError at the field."""
    mark, held = row.mark, row.draw.round
    seat = require(by, Action.APPRAISE, held.unit)
    if row.person_id != by.pk:
        raise Refused("Tiêu chí này đã rút cho người khác chấm lần hai.")
    if held.state != Round.State.APPRAISING:
        raise Conflict("Đợt chấm không còn ở bước thẩm định.")
    marking.check(mark.criterion, points, left_out)
    changed = SecondLook.objects.filter(pk=row.pk, points=None, left_out=False).update(
        points=points, left_out=left_out, note=nfc_lines(note), at=timezone.now()
    )
    if not changed:
        raise Conflict("Tiêu chí này đã chấm lần hai rồi; điểm lần hai không sửa.")
    said = "không áp dụng" if left_out else f"{points:f}"
    trace(mark.sheet, "second", by=by, seat=seat, note=f"{mark.criterion.code}: {said}")


@transaction.atomic
def settle(row: SecondLook, *, by: User, points: Decimal | None, reason: str) -> None:
    """One of the two, or points between, with a reason. Raises Refused, Http404, Conflict; ValueError."""
    mark, held = row.mark, row.draw.round
    seat = require(by, Action.INDEX, held.unit)
    reason = nfc_lines(reason)
    if held.state != Round.State.APPRAISING:
        raise Conflict("Đợt chấm không còn ở bước thẩm định.")
    if not (row.is_done and mark.is_judged):
        raise Conflict("Chưa đủ hai lần chấm để thống nhất.")
    if row.settled_at is None and same(row):
        raise Conflict("Hai lần chấm đã như nhau.")
    if not reason:
        raise ValueError("Cần ghi lý do.")
    marking.check(mark.criterion, points, left_out=False)
    changed = SecondLook.objects.filter(pk=row.pk, settled_at=None).update(
        first=mark.given, first_left_out=mark.left_out, settled_at=timezone.now(), settled_by=by
    )
    if not changed:
        raise Conflict("Tiêu chí này đã thống nhất điểm.")
    marking.settle(mark, by=by, points=points, reason=reason, seat=seat, verb="agree")


def left_behind(held: Round) -> int:
    """How many second looks wait for somebody who appraises here no more."""
    return _waiting(held).exclude(person__in=[person.pk for person in charging.appraisers(held)]).count()


def _waiting(held):
    return SecondLook.objects.filter(draw__round=held, points=None, left_out=False)


@transaction.atomic
def share_again(held: Round, *, by: User) -> int:
    """How many were given to somebody else. Raises Refused, Http404; Conflict where nobody is left who may."""
    seat = require(by, Action.INDEX, held.unit)
    if held.state != Round.State.APPRAISING:
        raise Conflict("Đợt chấm không còn ở bước thẩm định.")
    people = [person.pk for person in charging.appraisers(held)]
    rows = list(_waiting(held).exclude(person__in=people).select_related("mark__criterion"))
    hands = _shared_out(held, {row.mark_id: (row.mark.criterion.group_id, row.mark.given_by_id) for row in rows})
    for row in rows:
        row.person_id = hands[row.mark_id]
    SecondLook.objects.bulk_update(rows, ["person"], batch_size=500)
    if rows:
        trace(held, "draw", by=by, seat=seat, note=f"Chấm lần hai: chia lại {len(rows)} tiêu chí")
    return len(rows)


@transaction.atomic
def let_go(held: Round, *, by: User, reason: str) -> int:
    """How many were taken out of the lot. Raises Refused, Http404, Conflict; ValueError without a reason."""
    seat, reason = require(by, Action.INDEX, held.unit), nfc_lines(reason)
    if held.state != Round.State.APPRAISING:
        raise Conflict("Đợt chấm không còn ở bước thẩm định.")
    if not reason:
        raise ValueError("Cần ghi lý do.")
    count, _ = _waiting(held).delete()
    if count:
        trace(held, "draw", by=by, seat=seat, note=f"Chấm lần hai: bỏ {count} tiêu chí chưa chấm. {reason}")
    return count


def unfinished(held: Round) -> dict[str, int]:
    """{"spot": lots without a result, "second": without second points, "differ": two points not settled}; three queries."""
    looks = SecondLook.objects.filter(draw__round=held)
    waiting = Q(points=None, left_out=False)
    differ = [row for row in looks.exclude(waiting).filter(settled_at=None).select_related("mark")
              if row.mark.is_judged and not same(row)]  # fmt: skip
    return {
        "spot": SpotCheck.objects.filter(draw__round=held, found="").count(),
        "second": looks.filter(waiting).count(),
        "differ": len(differ),
    }


def same(row: SecondLook) -> bool:
    """Whether both appraisers say the same now."""
    return (row.points, row.left_out) == (row.mark.given, row.mark.left_out)


def freeze(held: Round) -> None:
    """Keep what the first appraisers had said of what was looked at twice: objections and council may change it later."""
    looks = list(SecondLook.objects.filter(draw__round=held, settled_at=None).select_related("mark"))
    for row in looks:
        row.first, row.first_left_out = row.mark.given, row.mark.left_out
    SecondLook.objects.bulk_update(looks, ["first", "first_left_out"], batch_size=500)


class Seen(NamedTuple):
    """What counting needs of a second look, in one narrow row."""

    pk: int
    person: int
    points: Decimal | None
    left_out: bool
    settled_at: datetime | None
    kept: Decimal | None
    kept_left_out: bool
    given: Decimal | None
    given_left_out: bool
    least: Decimal
    most: Decimal

    @property
    def is_done(self) -> bool:
        """Whether the second appraiser has said something."""
        return self.left_out or self.points is not None

    @property
    def is_pair(self) -> bool:
        """Whether both have."""
        return self.is_done and (self.given_left_out or self.given is not None)

    @property
    def differs(self) -> bool:
        """Whether they say different things, or did before they were settled."""
        now = (self.given, self.given_left_out)
        return self.is_pair and (self.settled_at is not None or (self.points, self.left_out) != now)


COLUMNS = ("pk", "person", "points", "left_out", "settled_at", "first", "first_left_out", "mark__given", "mark__left_out",
           "mark__criterion__least", "mark__criterion__most")  # fmt: skip


def seen(held: Round) -> list[Seen]:
    """Every second look of a round, in the office's order; one query."""
    rows = SecondLook.objects.filter(draw__round=held)
    ordered = rows.order_by("mark__sheet__unit__sort_key", "mark__criterion__group__number", "pk")
    return [Seen(*row) for row in ordered.values_list(*COLUMNS)]


def pairs(held: Round, looks: Iterable[Seen]) -> list[tuple[float, float]]:
    """(first, second) of those looked at twice, as shares of the criterion's span; left out counts as nought points.

    The first is what stood before the two were settled and before the results were told.
    """
    told = held.state != Round.State.APPRAISING
    return [
        (_share(row.kept if told or row.settled_at else row.given, row), _share(row.points, row))
        for row in looks
        if row.is_pair
    ]


def _share(points, row):
    span = row.most - row.least
    return float(((points if points is not None else row.least) - row.least) / span) if span else 0.0
