"""A paper on its way, for tests: a commune's period with approved progress, and the report on it."""

from datetime import date, datetime, time

from django.utils import timezone

from plans.models import Figure, Measure, Period, Progress
from plans.progress.periods import owe_entries
from plans.tests.paper import make_period, make_plan
from reports.layout import content, frozen
from reports.models import Document
from reports.papers import press
from reports.papers.workflow import editing, papers

STATE = Progress.State
WRITTEN = {"difficulties": "Thiếu kinh phí tuyên truyền", "proposals": "Đề nghị hỗ trợ kinh phí"}  # no gap is left


def reported(
    plan, period, *, result="Đã làm xong {n}", level=Progress.Level.DONE, state=STATE.APPROVED, figure=90, **more
):
    """Every entry of `plan` in `period` filled in and handed in before its due date."""
    for n, entry in enumerate(Progress.objects.filter(plan=plan, period=period).order_by("task__position"), 1):
        wanted = {"level": level, "state": state, "result": result.format(n=n), **WRITTEN, **more}
        Progress.objects.filter(pk=entry.pk).update(
            handed_in_at=timezone.make_aware(datetime.combine(period.due_inside, time(10))), **wanted
        )
        for measure in Measure.objects.filter(task=entry.task_id):
            Figure.objects.create(entry=entry, measure=measure, value=figure)


def commune_period(cast, **more):
    """(plan, period) of xã Tiền Phong, reported and approved."""
    plan = make_plan(cast.commune, cast.commune_office)
    period = make_period(plan)
    reported(plan, period, **more)
    return plan, period


def report(cast, *, made=True, **more) -> Document:
    """The commune's report as a draft, made unless told otherwise."""
    plan, period = commune_period(cast, **more)
    document = papers.begin("bao_cao", cast.commune_office, by=cast.official, plan=plan, period=period)
    if made:
        assert press.make(document.pk)
    return fresh(document)


def to_sign(cast) -> Document:
    document = report(cast)
    papers.move(document, "send", by=cast.official)
    return fresh(document)


def written(document, *, by) -> Document:
    """With words of a person where the draft left her a gap; the file is made again."""
    for index, block in enumerate(frozen.paper_of(fresh(document)).blocks):
        if block == content.GAP:
            editing.edit_block(fresh(document), index, by=by, words="Theo biên bản họp.", was=editing.words_of(block))
    assert press.make(document.pk)
    return fresh(document)


def fresh(document) -> Document:
    return Document.objects.get(pk=document.pk)


def lower_period(cast):
    """(district plan, its period, [commune plans]) with two communes reporting under the district."""
    plan = make_plan(cast.district, cast.district_office, number="30/KH-UBND", tasks=1)
    period = make_period(plan, due_inside=date(2024, 10, 22), due=date(2024, 10, 25), state=Period.State.OPEN)
    below = []
    for unit, office in ((cast.commune, cast.commune_office), (cast.neighbour, cast.neighbour_office)):
        own = make_plan(unit, office, number="04/KH-UBND", tasks=1, reports_under=plan)
        task, parent = own.tasks.get(), plan.tasks.get()
        task.parent = parent
        task.save(update_fields=["parent"])
        Measure.objects.filter(task=task).update(parent=parent.measures.get())
        below.append(own)
    owe_entries(period)
    return plan, period, below


def let_live(cast):
    """The units of 2024 as they were then, for papers of theirs that are dated today."""
    for unit in (cast.old_province, cast.district, cast.commune, cast.neighbour):
        unit.valid_to = None
        unit.save(update_fields=["valid_to"])
