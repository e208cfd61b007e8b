"""The timetable goes on when the clock of the machine is set back."""

from datetime import timedelta

import pytest
from celery import Celery
from celery.beat import SchedulingError
from celery.schedules import crontab
from django.db.models import F

from papi_portal.beat import AGAIN, Timetable
from papi_portal.celery import ROOMS, app
from post.models import Rung


class Rings(Timetable):
    """Notes what it rings for, or cannot."""

    broken = False

    def apply_async(self, entry, producer=None, advance=True, **kwargs):
        if self.broken:
            raise SchedulingError("the broker is away")
        self.rung = [*getattr(self, "rung", []), entry.name]


def beat():
    """One with a half-minute job and a ten-minute job, over a broker in memory."""
    small = Celery("small", broker="memory://", set_as_current=False)
    jobs = {"often": {"task": "often", "schedule": 30}, "seldom": {"task": "seldom", "schedule": crontab("*/10")}}
    small.conf.beat_schedule = jobs
    made = Rings(small, schedule_filename="unused")
    made.tick()
    return made


def later(timetable, **by):
    """The last runs, as if so much time had passed since, in the table and for each beat."""
    Rung.objects.update(at=F("at") - timedelta(**by))
    for one in timetable:
        for name, at in one.known.items():
            one.known[name] = at - timedelta(**by)
            one._last(name, one.known[name])


def ticked(timetable):
    """What it rings for until it has nothing to do; the seconds it waits then."""
    timetable.rung = []
    while not (waits := timetable.tick()):
        pass
    return sorted(timetable.rung), waits


@pytest.mark.parametrize("back", [timedelta(hours=1), timedelta(days=1)])
def test_a_clock_set_back_stops_no_job(db, back):
    timetable = beat()
    for entry in timetable.schedule.values():
        entry.last_run_at += back  # as if they had run before the clock was set back
    timetable._heap = [event._replace(time=event.time + back.total_seconds()) for event in timetable._heap]
    assert timetable.tick() <= 30
    assert all(timetable.schedule[name].is_due()[1] <= 600 for name in ("often", "seldom"))
    assert {entry.name for _, _, entry in timetable._heap} >= {"often", "seldom"}


def test_of_two_beats_one_rings_and_the_other_takes_over(db):
    first, second = beat(), beat()
    later([first, second], minutes=10)
    assert ticked(first)[0] == ["often", "seldom"]
    assert ticked(second)[0] == []
    later([first, second], minutes=10)  # and the first is gone
    assert ticked(second)[0] == ["often", "seldom"]
    later([first, second], minutes=10)
    third = beat()
    assert sorted(third.rung + ticked(third)[0]) == ["often", "seldom"]  # it finds what is due in the table


def test_what_could_not_be_rung_for_is_due_again_in_seconds(db):
    timetable = beat()
    later([timetable], minutes=10)
    timetable.broken = True
    assert ticked(timetable) == ([], AGAIN)
    timetable.broken = False
    assert ticked(timetable)[0] == ["often", "seldom"]


def test_the_portal_keeps_this_timetable():
    assert app.conf.beat_scheduler == "papi_portal.beat:Timetable"
    assert {"reminders", "post"} <= set(app.conf.beat_schedule)


def test_the_worker_knows_every_job_of_the_timetable():
    asked = {entry["task"].rpartition(".tasks.")[0] for entry in app.conf.beat_schedule.values()}
    assert asked <= set(ROOMS)
