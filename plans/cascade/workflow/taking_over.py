"""One open plan of an abolished unit goes on with a successor: closed under its own name, continued in a draft.

    pass_on        what is still open of a plan, in a draft of one heir; plans of one source merge into one draft
    office_of      the heir's agency that has the duty of an old one

What goes along: text, targets, parents, open tasks with their figures, places in the line, exemptions and requests for
more time, the periods still ahead. What does not: number and date, signature, finished tasks, amendments in preparation.
"""

from datetime import date

from django.db.models import Q

from plans.drafting.links import plan_links, write_links
from plans.drafting.wording import plan_words
from plans.drafting.workflow.tasks import copy_task
from plans.models import Exemption, Extension, Measure, Period, Plan, PlanStep, Progress, Task
from units.matching import Matcher
from units.models import Agency, Seat, Unit, User
from units.vietnamese import vn_date

__all__ = ["office_of", "pass_on"]


def office_of(heir: Unit, like: Agency | None = None) -> Agency:
    """The heir's agency of the same duty (reviewing, heading), else the one that heads it; ValueError without one."""
    offices = list(Agency.objects.filter(unit=heir))
    same = [row for row in offices if like and row.reviews and like.reviews]
    heads = [row for row in offices if row.heads_unit]
    if not heads:
        raise ValueError(f"{heir.name} chưa có UBND trong danh mục cơ quan; hãy bổ sung trước.")
    return (same or heads)[0]


def pass_on(plan: Plan, heir: Unit, day: date, *, by: User, seat: Seat) -> Plan:
    """Go on with the open tasks of `plan` in a draft of `heir`, which is returned; the caller closes the plan."""
    draft, matcher = _draft_of(plan, heir, by), Matcher(heir)
    known = set(draft.tasks.exclude(parent=None).values_list("parent_id", flat=True))
    finished = _finished(plan)
    for task in plan.tasks.worded().current():
        # Two predecessors carried out the same task from above: one goes on.
        if task.pk not in finished and not (task.parent_id and task.parent_id in known):
            _go_on(task, _copy(task, draft, heir, matcher), heir)
    _take_over_below(plan, draft, heir)
    _calendar(plan, draft, day)
    note = f"{plan.unit.full_name} → {heir.full_name}, từ ngày {vn_date(day)}"
    for row, verb, changes in ((plan, "handed_over", []), (draft, "taken_over", [{"from": plan.pk}])):
        PlanStep.objects.create(plan=row, verb=verb, by=by, acting_for=seat.acting_for, note=note, changes=changes)
    return draft


def _finished(plan):
    """Tasks done once and for all: nothing is left of them to hand over."""
    done = Q(appraised_level=Progress.Level.DONE) | Q(appraised_level="", level=Progress.Level.DONE)
    once = Progress.objects.filter(done, plan=plan, task__rhythm=Task.Rhythm.ONCE, state__in=Progress.RECEIVED)
    return set(once.values_list("task_id", flat=True))


def _draft_of(plan, heir, by):
    above = list(plan.parents.all())
    drafts = Plan.objects.filter(unit=heir, state=Plan.State.DRAFT, steps__verb="taken_over")
    same = drafts.filter(year_from=plan.year_from, year_to=plan.year_to, parents__in=above).first() if above else None
    return _add_targets(same, plan) if same else _new_draft(plan, heir, by)


def _new_draft(plan, heir, by):
    office = office_of(heir)
    words = plan_words(plan) | {"title": plan.title.replace(plan.unit.short_name, heir.short_name)}
    words |= {"signer_name": "", "signer_title": "", "signing_form": ""}
    draft = Plan.objects.create(
        unit=heir, issuer=office, place=office.place, created_by=by, reminder_days=plan.reminder_days,
        source_note=f"Tiếp nhận từ {plan} ({plan.unit.name})"[:300], **words,
    )  # fmt: skip
    keeps = plan.reports_under_id if plan.reports_under_id and plan.reports_under.unit_id != plan.unit_id else None
    kept = {"issuer": office.pk, "reports_under": keeps, "receiving_agency": None}
    write_links(draft, plan_links(plan) | kept)
    return draft


def _add_targets(draft, plan):
    """A second predecessor adds what the first did not aim at."""
    links, known = plan_links(draft), {target.text for target in draft.targets.all()}
    more = [row for row in plan_links(plan)["targets"] if row[1] not in known]
    write_links(draft, links | {"targets": links["targets"] + more})
    return draft


def _copy(task, draft, heir, matcher):
    """The copy under the heir's own agencies: what the old unit's office led, the heir's office of that duty leads."""
    twin = copy_task(task, draft, matcher=matcher)
    old = Agency.objects.filter(unit=task.plan.unit_id)
    names = {row.name: office_of(heir, like=row) for row in old}
    if task.lead_id and task.lead.unit_id == task.plan.unit_id:
        twin.lead = names[task.lead.name]
        twin.lead_text = twin.lead.name
    for name, office in names.items():
        if name in twin.coordinating_text:
            twin.coordinating_text = twin.coordinating_text.replace(name, office.name)
            twin.coordinating.add(office)
    twin.save()
    return twin


def _go_on(task, twin, heir):
    """The copy takes the old task's place in the line: above it, below it, and in what was asked about it."""
    Task.objects.filter(pk=twin.pk).update(parent=task.parent_id, parent_version=task.parent_version)
    below = Task.objects.filter(parent=task).exclude(plan__state=Plan.State.CLOSED)
    keys = [row.pk for row in below.select_related("plan__unit") if _stands_above(heir, row.plan.unit)]
    Task.objects.filter(pk__in=keys).update(parent=twin, parent_version=twin.version)
    if task.parent_id:  # the heir stands no higher than they: the level between is gone
        below.update(parent=task.parent, parent_version=task.parent.version)
    Exemption.objects.bulk_create(
        Exemption(task=twin, unit_id=row.unit_id, reason=row.reason) for row in task.exemptions.all()
    )
    Extension.objects.filter(task=task, state__in=Extension.OPEN).update(task=twin)
    _hang_figures(task, twin, keys)


def _stands_above(heir, unit):
    """Whether `heir` is a level above `unit`, or above what became of it: an old commune stood lower than a new one."""
    depths = unit.successors.values_list("new__depth", flat=True)
    return heir.depth < min(depths, default=unit.depth)


def _hang_figures(task, twin, lower):
    new = {row.name: row for row in twin.measures.all()}
    for measure in task.asked_measures():
        reporting = Measure.objects.filter(parent=measure).exclude(task__plan__state=Plan.State.CLOSED)
        if measure.name in new:
            Measure.objects.filter(pk=new[measure.name].pk).update(parent=measure.parent_id)
            reporting.filter(task__in=lower).update(parent=new[measure.name])
        if measure.parent_id:
            reporting.update(parent=measure.parent_id)


def _take_over_below(plan, draft, heir):
    """Plans below carry out the draft as well, so that what is handed down later finds them; they report by its
    calendar. Where the heir is no higher than they, the plans above take its place."""
    for child in plan.children.exclude(state=Plan.State.CLOSED).exclude(pk=draft.pk).select_related("unit"):
        lower = _stands_above(heir, child.unit)
        child.parents.add(*([draft] if lower else plan.parents.all()))
        if lower and child.reports_under_id == plan.pk:
            Plan.objects.filter(pk=child.pk).update(reports_under=draft.calendar)


def _calendar(plan, draft, day):
    """Periods of the plan's own calendar that end after `day` are planned for the draft; it opens them itself."""
    if draft.reports_under_id:
        return
    names = ("name", "kind", "starts", "ends", "due_inside", "due")
    ahead = plan.periods.filter(ends__gte=day).values(*names)
    Period.objects.bulk_create((Period(plan=draft, **row) for row in ahead), ignore_conflicts=True)
