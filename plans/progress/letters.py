"""Who is told what when an entry moves: notices under the bell and one letter a person, however many entries.

Letters of one person that fall within a few minutes of each other go out as one (the post office's topics).
"""

from collections import defaultdict
from collections.abc import Sequence

from django.conf import settings
from django.db.models import Q
from django.urls import reverse

from plans.models import Progress, Step
from post import letters as post_office
from post.taking_back import hush
from units.holders import holders, still_hold
from units.models import Role, User

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
    hush([step.entry for step in steps])
    batches, known = defaultdict(list), {}
    for step in steps:
        route = step.verb, step.entry.unit_id, step.entry.plan_id, step.entry.typed_by_id, step.entry.signed_off_by_id
        if route not in known:  # asked once for a whole batch
            known[route] = _who_is_told(step)
        for person, post in known[route]:
            batches[person, post, step.verb, step.entry.unit].append(step)
    for (person, post, verb, unit), batch in batches.items():
        _tell(person, post, verb, unit, batch)


def _who_is_told(step):
    """[(person, the post she is told in: role, unit id)]: always somebody who holds that post now, each person once."""
    if step.verb not in WORDS:
        return []
    entry = step.entry
    if step.verb == "submit":
        return _in_post(Role.LEADER, entry.unit_id, holders(Role.LEADER, [entry.unit_id]))
    if step.verb in ("hand_in", "hand_in_alone", "object"):
        now = reviewers_of(entry)
        own = [person for person in now if step.verb == "object" and person == entry.reviewer]
        return _in_post(Role.REVIEWER, entry.unit.parent_id, own or now)
    return _those_who_wrote(step, entry)


def _in_post(role, unit, people):
    return [(person, (role, unit)) for person in people]


def _those_who_wrote(step, entry):
    """Who typed it and who sent it; where one of them holds that post no more, everybody who holds it now."""
    told = {}
    for role, person in ((Role.ENTRY, entry.typed_by), (Role.LEADER, entry.signed_off_by)):
        if person:
            now = holders(role, [entry.unit_id])
            stays = person in now or still_hold([person], [entry.unit_id], Role.ENTRY, Role.LEADER)
            told.update(dict(_in_post(role, entry.unit_id, [person] if stays else now)))
    told.pop(step.by, None)
    return list(told.items()) or _in_post(Role.ENTRY, entry.unit_id, holders(Role.ENTRY, [entry.unit_id]))


def reviewers_of(entry: Progress) -> list[User]:
    """People who review `entry`: reviewers of the unit above, in the agency its plan reports through."""
    if not entry.unit.parent_id:
        return []
    named = entry.plan.receiving_agency_id
    route = Q(agency=named) if named else Q(agency__reviews=True)
    return holders(Role.REVIEWER, [entry.unit.parent_id], route)


def _tell(person, post, verb, unit, batch):
    first = batch[0]
    many = f"{len(batch)} nhiệm vụ" if len(batch) > 1 else f"Nhiệm vụ {first.entry.task}"
    subject = f"{unit.name}: {many} {WORDS[verb]}"
    path = _where_to_go(verb, batch)
    context = {"batch": batch, "unit": unit, "words": WORDS[verb], "by": first.by, "person": person}
    context |= {"link": settings.SITE_URL + path, "site": settings.SITE_URL}
    key = f"move-{first.pk}-{person.pk}"
    options = {"kind": KIND, "topic": KIND, "url": path, "post": post, "matter": f"move-{first.pk}"}
    post_office.tell(person, key=key, subject=subject, template="plans/letters/moved", context=context, **options)


def _where_to_go(verb, batch):
    """One click from the letter to the form; for many entries the list they stand in."""
    to_reviewer = verb in ("hand_in", "hand_in_alone", "object")
    if len(batch) > 1:
        return reverse("review" if to_reviewer else "work")
    return reverse("review_entry" if to_reviewer else "entry", args=[batch[0].entry_id])
