"""The timetable's clock: when each job was last rung for stands in the database, so that any number of beats may run.

Every beat reckons for itself what is due, and rings only if the row still says what it last saw there: one update by
one of them. Who came too late takes over the time of who was quicker. What was not rung for, because the database or
the broker was away, is due again in some seconds. Last, a last run lies in the past, also when a clock is set back.
"""

import logging
from datetime import datetime
from typing import Any

from celery.beat import ScheduleEntry, Scheduler, SchedulingError
from django.db import DatabaseError, InterfaceError, connections

from post.models import Rung

__all__ = ["Timetable"]

log = logging.getLogger(__name__)
AGAIN = 3.0  # seconds until what could not be rung for is tried again


class Timetable(Scheduler):
    """Celery's scheduler with its memory in a table."""

    known: dict[str, datetime]
    failed: bool

    def setup_schedule(self) -> None:
        """As Celery's; the last runs are read at the first tick, for the database may be away."""
        self.known, self.failed = {}, False
        super().setup_schedule()

    def tick(self, *args: Any, **kwargs: Any) -> float:
        """Rings for what is due and is ours to ring for; returns the seconds until the next look."""
        if not self.known and not self._look():
            return AGAIN
        ahead = [entry for entry in self.schedule.values() if entry.last_run_at > entry.default_now()]
        for entry in ahead:
            self._last(entry.name, entry.default_now())
        waits = super().tick(*args, **kwargs)
        if self.failed:
            self.failed = False
            return AGAIN
        return waits

    def apply_entry(self, entry: ScheduleEntry, producer: Any = None) -> None:
        """Rings unless another beat was quicker; what fails is due again."""
        try:
            if self._is_ours(entry.name, entry.default_now()):
                self.apply_async(entry, producer=producer, advance=False)
        except (DatabaseError, InterfaceError, SchedulingError) as failure:
            if not isinstance(failure, SchedulingError):
                connections.close_all()  # a line of before a restart is good for nothing
            log.error("%s is not rung for, again in %s s: %s", entry.name, AGAIN, failure)
            self._last(entry.name, entry.last_run_at)
            self.failed = True

    def _is_ours(self, name: str, now: datetime) -> bool:
        rows = Rung.objects.filter(name=name)
        if rows.filter(at=self.known[name]).update(at=now):
            self.known[name] = now
            return True
        self.known[name] = _last_run(name, now)
        self._last(name, self.known[name])
        return False

    def _look(self) -> bool:
        """Whether the last runs could be read."""
        try:
            found = {entry.name: _last_run(entry.name, entry.default_now()) for entry in self.schedule.values()}
        except (DatabaseError, InterfaceError) as failure:
            log.error("The timetable cannot be read, again in %s s: %s", AGAIN, failure)
            connections.close_all()
            return False
        for name, at in found.items():
            self._last(name, at)
        self.known = found
        return True

    def _last(self, name: str, at: datetime) -> None:
        self.schedule[name].last_run_at = at
        self._heap = None  # it is ordered by the times of before


def _last_run(name: str, now: datetime) -> datetime:
    """As its row says; a job that is new was last rung for now."""
    return Rung.objects.get_or_create(name=name, defaults={"at": now})[0].at
