"""Steps of the internal index that are due: sheets to score, to mend, to send, to appraise; objections to answer."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Count
from django.urls import reverse

from appraisal.models import Objection, Round, SecondLook, Sheet
from post import milestones, subjects
from post.due import Due, Line, in_days, shortened
from post.people import Directory
from post.working_days import Calendar
from units.models import Role

__all__ = ["due", "still_open"]

R, S = Round.State, Sheet.State
MOST_PAST = 30  # days; nobody is told longer of what is over
UNIT_TURN = {  # state of a sheet -> who acts, what about
    S.OPEN: (Role.ENTRY, "Tự chấm điểm"), S.RETURNED: (Role.ENTRY, "Sửa phiếu bị trả lại"),
    S.WITH_HEAD: (Role.LEADER, "Duyệt phiếu tự chấm"),
}  # fmt: skip


def due(today: date, calendar: Calendar, directory: Directory) -> Iterator[Due]:
    """Everything of the rounds under way that is due on `today`, sent or not; two queries and one a round of objections."""
    running = list(Round.objects.under_way())
    own = [held.pk for held in running if held.state == R.SCORING]
    for sheet in Sheet.objects.filter(round__in=own, state__in=UNIT_TURN).select_related("round") if own else []:
        role, words = UNIT_TURN[S(sheet.state)]
        url, subject = reverse("index_sheet", args=[sheet.pk]), subjects.of_round("s", sheet.pk, sheet.state)
        yield from _told(
            role, sheet.unit_id, words, sheet.round, sheet.round.score_by, url, subject, today, calendar, directory
        )
    for held in running:
        yield from _of_round(held, today, calendar, directory)


def _of_round(held, today, calendar, directory):
    url, subject = reverse("index_round", args=[held.pk]), subjects.of_round("r", held.pk, held.state)
    if held.state == R.APPRAISING:
        day, words = held.appraise_by, "Thẩm định các phiếu chấm"
        yield from _told(Role.APPRAISER, held.unit_id, words, held, day, url, subject, today, calendar, directory)
        yield from _second_looks(held, today, calendar, directory)
    elif held.state == R.OBJECTING and Objection.objects.filter(mark__sheet__round=held, answered_at=None).exists():
        day, words = held.object_by, "Trả lời kiến nghị về điểm"
        yield from _told(Role.APPRAISER, held.unit_id, words, held, day, url, subject, today, calendar, directory)


def _second_looks(held, today, calendar, directory):
    """Whoever still owes second points, each her own number."""
    reached = milestones.of_deadline(held.appraise_by, today, calendar)
    if not reached or reached.days > MOST_PAST:
        return
    waiting = SecondLook.objects.filter(draw__round=held, points=None, left_out=False)
    people = set(directory.holders(Role.APPRAISER, held.unit_id))
    for person, count in waiting.values_list("person").annotate(Count("pk")).order_by("person"):
        if person in people:
            text = shortened(f"Chấm lần hai {count} tiêu chí: {held.name}")
            url = f"{reverse('index_draws', args=[held.pk])}?phan=lan-hai"
            line = Line("Chỉ số nội bộ", text, in_days(reached), url, reached.days, held.appraise_by)
            subject = subjects.of_round("l", held.pk, str(person))
            yield Due(person, "index", subject, reached.code, line, post=(Role.APPRAISER, held.unit_id))


def _told(role, unit, words, held, day, url, subject, today, calendar, directory):
    reached = milestones.of_deadline(day, today, calendar)
    if not reached or reached.days > MOST_PAST:
        return
    line = Line("Chỉ số nội bộ", shortened(f"{words}: {held.name}"), in_days(reached), url, reached.days, day)
    for person in directory.holders(role, unit):
        yield Due(person, "index", subject, reached.code, line, post=(role, unit))


def still_open(told: set[str]) -> set[str]:
    """Those of the subjects `told` whose sheet or round still stands in the state they name."""
    asked: dict[str, set[int]] = {"s": set(), "r": set(), "l": set()}
    for subject in told:
        if match := subjects.INDEX.fullmatch(subject):
            asked[match[1]].add(int(match[2]))
    found = set()
    for what, model in (("s", Sheet), ("r", Round)):
        if asked[what]:
            rows = model.objects.filter(pk__in=asked[what]).values_list("pk", "state")
            found |= {subjects.of_round(what, *row) for row in rows}
    if asked["l"]:
        waiting = SecondLook.objects.filter(
            draw__round__in=asked["l"], draw__round__state=R.APPRAISING, points=None, left_out=False
        )
        owing = waiting.values_list("draw__round", "person").distinct()
        found |= {subjects.of_round("l", held, str(person)) for held, person in owing}
    return told & found
