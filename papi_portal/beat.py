"""The timetable's clock: what is due is reckoned from the last run, and a last run lies in the past."""

from typing import Any

from celery.beat import PersistentScheduler


class Timetable(PersistentScheduler):
    """Celery's scheduler, which otherwise waits for hours or days when the machine's clock has been set back."""

    def tick(self, *args: Any, **kwargs: Any) -> float:
        ahead = [entry for entry in self.schedule.values() if entry.last_run_at > entry.default_now()]
        for entry in ahead:
            entry.last_run_at = entry.default_now()
        if ahead:
            self._heap = None  # it is ordered by times of the old clock
        return super().tick(*args, **kwargs)
