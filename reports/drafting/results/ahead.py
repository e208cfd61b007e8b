"""Phương hướng, nhiệm vụ kỳ tới: drafted from the tasks that are still open, the earliest deadline first."""

from collections.abc import Iterator
from datetime import date

from plans.models import Task
from reports.drafting.counting import Results
from reports.drafting.figures import Figures
from reports.drafting.results.words import closed
from reports.layout.content import GAP, Block
from units.vietnamese import vn_date

NAMED_AT_MOST = 15  # tasks; of more the rest is counted, all stand in the annex with their deadlines


def ahead(results: Results, figures: Figures) -> Iterator[Block]:
    """One line a task with who leads and until when; those without a day are counted; a gap where nothing is open."""
    dated, steady = open_tasks(results), _steady(results)
    for task in dated[:NAMED_AT_MOST]:
        yield figures.bullet(_said(task, results))
    left = len(dated) - NAMED_AT_MOST
    more = figures.put("nhiem_vu_toi_khac", max(0, left), "Nhiệm vụ khác còn phải thực hiện")
    if left > 0:
        yield figures.bullet(f"Thực hiện {more} nhiệm vụ khác theo thời hạn của Kế hoạch.")
    count = figures.put("thuong_xuyen", len(steady), "Nhiệm vụ thường xuyên, định kỳ")
    if steady:
        yield figures.bullet(f"Tiếp tục thực hiện {count} nhiệm vụ thường xuyên, định kỳ của Kế hoạch.")
    if not dated and not steady:
        yield GAP


def open_tasks(results: Results) -> list[Task]:
    """Tasks with an end that are not done, by deadline; those without a day last."""
    rows = [task for task in results.tasks if task.pk not in results.done and (task.deadline or _is_once(task))]
    return sorted(rows, key=lambda task: (task.deadline or date.max, task.position))


def _steady(results):
    """What goes on in the time ahead though it was done in this period, as far as the plan reaches into it."""
    lasts = results.plan.year_to > results.period.ends.year or results.period.ends.month < 12
    named = {task.pk for task in open_tasks(results)}
    return [task for task in results.tasks if not _is_once(task) and task.pk not in named] if lasts else []


def _is_once(task):
    return task.rhythm == Task.Rhythm.ONCE


def _said(task, results):
    """The task with who leads it, where that is not the office itself, and its day."""
    own = task.lead_id is not None and task.lead_id == results.plan.issuer_id
    said = [f"{task.lead_name} chủ trì"] if task.lead_name and not own else []
    if task.deadline:
        late = ", đã quá hạn" if task.deadline < results.counted_on else ""
        said.append(f"thời hạn {vn_date(task.deadline)}{late}")
    words = closed(" ".join(task.text.split()))
    return f"{words.removesuffix('.')} ({'; '.join(said)})." if said else words
