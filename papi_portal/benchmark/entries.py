"""What the units of a province entered: ten months locked, the last but one under review, the last being entered."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from plans.models import Figure, Progress

from .people import Offices
from .table import Table
from .work import DUE_AFTER, INSIDE_BEFORE, Province

__all__ = ["Writer"]

State, Level = Progress.State, Progress.Level
RESULT = "Đã tổ chức thực hiện theo kế hoạch " * 4
LOOK = "Số liệu tăng nhiều so với kỳ trước"
ROUND = 20  # of so many entries in a row, these are in each state
LOCKED = [State.LOCKED] * 17 + [State.EMPTY] * 3
REVIEW = [State.IN_REVIEW] * 15 + [State.RETURNED] * 2 + [State.WITH_LEADER] + [State.EMPTY] * 2
ENTERING = [State.DRAFT] * 6 + [State.WITH_LEADER] * 3 + [State.IN_REVIEW] + [State.EMPTY] * 10
SENT = {State.IN_REVIEW, State.RETURNED, State.LOCKED, State.APPROVED}
CLEAR = 0.7


class Writer:
    """Writes the entries and figures of one province after the other, none of them later than `today`."""

    def __init__(self, offices: Offices, today: date) -> None:
        self.offices, self.now = offices, datetime.combine(today, time(0), UTC)  # seven o'clock in Viet Nam
        self.entry = Table(
            Progress, "task_id", "period_id", "unit_id", "plan_id", "due_inside", "due", "open", "level", "result",
            "state", "typed_by_id", "typed_at", "signed_off_by_id", "handed_in_at", "waiting_since", "looked", "flags",
        )  # fmt: skip
        self.figure = Table(Figure, "entry_id", "measure_id", "value")

    def write(self, province: Province) -> None:
        figures: list[tuple[int, int, int]] = []
        self.entry.write(self._rows(province, figures))
        self.figure.write(figures)

    def _rows(self, province: Province, figures: list) -> Iterator[tuple]:
        key = self.entry.next
        for month, period in enumerate(province.periods):
            states, times = self._states(province, month), _times(province.months[month][1], self.now)
            for number, unit in enumerate(province.units):
                people = self.offices.official[unit.pk], self.offices.leader[unit.pk]
                for place, task in enumerate(province.tasks[number]):
                    lot = (number * 7 + place * 3 + month * 5) % ROUND
                    state = states[lot] if number or states[lot] is not State.IN_REVIEW else State.APPROVED
                    said = _said(state, lot, (number + place) % 12 <= month, people, times)
                    yield task, period, unit.pk, province.plans[number], *times[:2], states is not LOCKED, *said
                    if number and state is not State.EMPTY:  # the province's figures are those of its communes
                        figures.append((key, province.measures[number][place], 8 * month + lot))
                    key += 1

    def _states(self, province, month):
        left = len(province.periods) - month
        return ENTERING if left == 1 else REVIEW if left == 2 else LOCKED


def _times(ends, now):
    """(due inside, due, when typed, moments of five days on which units hand in: two before the due day to two after)."""
    due = ends + DUE_AFTER
    morning = datetime.combine(due, time(3), UTC)
    sent = [min(morning + timedelta(days=n - 2), now) for n in range(5)]
    return due - INSIDE_BEFORE, due, min(morning - INSIDE_BEFORE, now), sent


def _said(state, lot, done, people, times):
    """level … flags of one entry."""
    if state is State.EMPTY:
        return "", "", state.value, None, None, None, None, None, False, ""
    official, leader = people
    sent = times[3][lot % 5] if state in SENT else None
    waiting = state is State.IN_REVIEW
    return (
        (Level.DONE if done else Level.DOING).value, RESULT, state.value, official, times[2], leader if sent else None,
        sent, sent if waiting else None, waiting, LOOK if waiting and lot >= CLEAR * 15 else "",
    )  # fmt: skip
