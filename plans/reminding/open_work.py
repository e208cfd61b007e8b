"""Which of the things people were reminded of are still to be done: the post office asks before it forgets a letter."""

from plans.models import Plan, Progress, Task
from post import subjects


def still_open(told: set[str]) -> set[str]:
    """Those of the subjects `told` whose period is open to the unit, or whose task goes on, under a plan in force."""
    return _reports(told) | _tasks(told)


def _reports(told):
    periods = {int(match[1]) for subject in told if (match := subjects.REPORT.fullmatch(subject))}
    entries = Progress.objects.filter(open=True, plan__state__in=Plan.IN_FORCE, period__in=periods)
    live = set(entries.order_by().values_list("period", "unit", "plan").distinct())
    named = {subjects.of_report(*key, suffix) for key in live for suffix in subjects.SUFFIXES}
    return told & named


def _tasks(told):
    keys = {int(match[1]) for subject in told if (match := subjects.TASK.fullmatch(subject))}
    going_on = Task.objects.current().filter(pk__in=keys, plan__state__in=Plan.IN_FORCE)
    return {subjects.of_task(key) for key in going_on.values_list("pk", flat=True)}
