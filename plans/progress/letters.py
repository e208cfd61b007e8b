"""Who is told what when an entry moves: notices under the bell and one letter a person, however many entries.

Letters of one person that fall within a few minutes of each other go out as one (the post office's topics).
"""

from collections import defaultdict
from collections.abc import Sequence

from django.conf import settings
from django.db.models import Q
from django.urls import reverse

from plans.models import Charge, Step
from post import letters as post_office
from units.holders import still_hold
from units.models import Role

BACK = frozenset({"hand_back", "approve", "undo", "send_back", "reopen", "answer", "sign_off"})  # told downward
KIND = "move"  # of plans.models.KINDS: the letter may be refused, the bell rings anyway
WORDS = {
    "submit": "trình bạn xem",
    "hand_in": "gửi bạn thẩm định",
    "hand_in_alone": "gửi bạn thẩm định",
    "sign_off": "được lãnh đạo duyệt",
    "hand_back": "bị lãnh đạo trả lại",
    "approve": "được duyệt",
    "undo": "trở lại chờ thẩm định, việc duyệt vừa được hoàn tác",
    "send_back": "bị trả lại",
    "reopen": "được mở lại để sửa",
    "object": "có kiến nghị về kết quả thẩm định",
    "answer": "được trả lời kiến nghị",
}


def moves_made(steps: Sequence[Step]) -> None:
    """Tell the next person of each Step, one letter per person, verb and unit for the whole batch; whoever was about to
    be reminded of it is not."""
    batches, known = defaultdict(list), {}
    charges = _charges([step.entry.task_id for step in steps if step.verb in BACK])
    for step in steps:
        entry, charge = step.entry, charges.get(step.entry.task_id)
        whose = (charge.agency_id, charge.post_id) if charge else None
        route = step.verb, entry.unit_id, entry.plan_id, entry.typed_by_id, entry.signed_off_by_id, whose
        if route not in known:  # asked once for a whole batch
            known[route] = _who_is_told(step, charge)
        for person, post in known[route].items():
            batches[person, post, step.verb, step.entry.unit].append(step)
    told = [
        (person, _letter(person, post, verb, unit, batch)) for (person, post, verb, unit), batch in batches.items()
    ]
    post_office.entries_moved([step.entry for step in steps], told)


def _charges(tasks):
    """{task key: in whose charge it is today}; no query for what goes upward."""
    rows = Charge.objects.current().filter(task__in=tasks).select_related("post__user") if tasks else []
    return {row.task_id: row for row in rows}


def _who_is_told(step, charge):
    """{person: the post she is told in (role, unit id)}: always somebody who holds that post now, each person once."""
    if step.verb not in WORDS:
        return {}
    entry = step.entry
    if step.verb == "submit":
        return post_office.in_post(Role.LEADER, entry.unit_id)
    if step.verb in ("hand_in", "hand_in_alone", "object"):
        now = _reviewers_of(entry)
        own = {entry.reviewer: now[entry.reviewer]} if step.verb == "object" and entry.reviewer in now else {}
        return own or now
    return _those_who_wrote(step, entry, charge)


def _those_who_wrote(step, entry, charge):
    """Who typed it and who sent it; where one of them holds that post no more, whoever is in charge of the task now, or
    everybody who holds the post."""
    told = {}
    for role, person in ((Role.ENTRY, entry.typed_by), (Role.LEADER, entry.signed_off_by)):
        if person:
            now = _typing(entry, charge) if role == Role.ENTRY else post_office.in_post(role, entry.unit_id)
            stays = person in now or still_hold([person], [entry.unit_id], Role.ENTRY, Role.LEADER)
            told |= {person: (role, entry.unit_id)} if stays else now
    told.pop(step.by, None)
    return told or _typing(entry, charge)


def _typing(entry, charge):
    """Who of the unit's officials has the task to enter now: the person in charge, else her agency, else everybody."""
    everybody = post_office.in_post(Role.ENTRY, entry.unit_id)
    if charge is None:
        return everybody
    if charge.holder and charge.post.user in everybody:
        return {charge.post.user: everybody[charge.post.user]}
    return post_office.in_post(Role.ENTRY, entry.unit_id, Q(agency=charge.agency_id)) or everybody


def _reviewers_of(entry):
    """Who reviews `entry`: reviewers of the unit above, in the agency its plan reports through."""
    if not entry.unit.parent_id:
        return {}
    named = entry.plan.receiving_agency_id
    route = Q(agency=named) if named else Q(agency__reviews=True)
    return post_office.in_post(Role.REVIEWER, entry.unit.parent_id, route)


def _letter(person, post, verb, unit, batch):
    first = batch[0]
    many = f"{len(batch)} nhiệm vụ" if len(batch) > 1 else f"Nhiệm vụ {first.entry.task}"
    path = _where_to_go(verb, batch)
    context = {"batch": batch, "unit": unit, "words": WORDS[verb], "by": first.by, "person": person}
    context |= {"link": settings.SITE_URL + path, "site": settings.SITE_URL}
    return {
        "key": f"move-{first.pk}-{person.pk}", "subject": f"{unit.name}: {many} {WORDS[verb]}",
        "template": "plans/letters/moved", "context": context, "kind": KIND, "topic": KIND, "url": path, "post": post,
        "matter": f"move-{first.pk}",
    }  # fmt: skip


def _where_to_go(verb, batch):
    """One click from the letter to the form; for many entries the list they stand in."""
    to_reviewer = verb in ("hand_in", "hand_in_alone", "object")
    if len(batch) > 1:
        return reverse("review" if to_reviewer else "work")
    return reverse("review_entry" if to_reviewer else "entry", args=[batch[0].entry_id])
