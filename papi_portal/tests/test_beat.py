"""The timetable goes on when the clock of the machine is set back."""

from datetime import timedelta

import pytest
from celery import Celery
from celery.schedules import crontab

from papi_portal.beat import Timetable
from papi_portal.celery import ROOMS, app


@pytest.fixture
def timetable(tmp_path):
    """One with a half-minute job and a ten-minute job, over a broker in memory."""
    small = Celery("small", broker="memory://", set_as_current=False)
    jobs = {"often": {"task": "often", "schedule": 30}, "seldom": {"task": "seldom", "schedule": crontab("*/10")}}
    small.conf.beat_schedule = jobs
    made = Timetable(small, schedule_filename=str(tmp_path / "schedule"))
    yield made
    made.close()


@pytest.mark.parametrize("back", [timedelta(hours=1), timedelta(days=1)])
def test_a_clock_set_back_stops_no_job(timetable, back):
    timetable.tick()
    for entry in timetable.schedule.values():
        entry.last_run_at += back  # as if they had run before the clock was set back
    timetable._heap = [event._replace(time=event.time + back.total_seconds()) for event in timetable._heap]
    assert timetable.tick() <= 30
    assert all(timetable.schedule[name].is_due()[1] <= 600 for name in ("often", "seldom"))
    assert {entry.name for _, _, entry in timetable._heap} >= {"often", "seldom"}


def test_the_portal_keeps_this_timetable():
    assert app.conf.beat_scheduler == "papi_portal.beat:Timetable"
    assert {"reminders", "post"} <= set(app.conf.beat_schedule)


def test_the_worker_knows_every_job_of_the_timetable():
    asked = {entry["task"].rpartition(".tasks.")[0] for entry in app.conf.beat_schedule.values()}
    assert asked <= set(ROOMS)
