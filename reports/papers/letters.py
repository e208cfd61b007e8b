"""Who is told what about a paper: waiting for a hand, sent back, issued; one letter and one line under the bell each."""

from django.conf import settings
from django.db.models import Q
from django.urls import reverse

from post import letters as post_office
from reports.models import Document
from units.holders import still_hold
from units.models import Role, User

WAITS_FOR = {"send": (Role.LEADER, "chờ bạn ký"), "sign": (Role.CLERK, "chờ bạn phát hành")}


def moved(document: Document, name: str, *, by: User, note: str = "") -> None:
    """Tell whoever has the paper next: leaders to sign, clerks to issue, the drafter when it comes back; and remind
    nobody any more of what is done."""
    people, words = _next(document, name)
    told = [(one, _letter(one, post, document, words, by=by, note=note)) for one, post in people.items() if one != by]
    post_office.paper_moved(document.pk, Document.State.values, told)


def _next(document, name):
    """({person: post}, what the paper does for her) of whoever has it next."""
    if name in WAITS_FOR:
        role, words = WAITS_FOR[name]
        return post_office.in_post(role, document.agency.unit_id, _own(document.agency)), words
    if name in ("send_back", "hand_back", "cancel"):
        return _drafter(document), "bị hủy số" if name == "cancel" else "bị trả lại"
    return {}, ""


def issued(document: Document) -> None:
    """Tell the drafter, and in the units that receive it on the portal those who review, lead and enter."""
    receivers = list(document.receivers.values_list("pk", flat=True))
    above = document.agency.unit.parent_id
    roles = {Role.REVIEWER} if receivers == [above] else {Role.LEADER, Role.ENTRY}
    people = _drafter(document)
    for role in roles:
        for unit in receivers:
            people |= post_office.in_post(role, unit) | people
    for person in sorted(people, key=lambda person: person.pk):
        post_office.tell(person, **_letter(person, people[person], document, "đã phát hành"))


def _own(agency):
    """Posts of a body that issues in its own name beside the committee; nothing more is asked of the committee's."""
    return Q() if agency.heads_unit else Q(agency=agency)


def _drafter(document):
    """Who drafted it, while she holds a post in that office; else who drafts there now."""
    unit = document.agency.unit_id
    for role in (Role.ENTRY, Role.REVIEWER, Role.LEADER, Role.CLERK):
        if still_hold([document.created_by], [unit], role):
            return {document.created_by: (role, unit)}
    return post_office.in_post(Role.ENTRY, unit)


def _letter(person, post, document, words, *, by=None, note=""):
    entry, name = getattr(document, "entry", None), document.get_kind_display()
    if entry and words == "đã phát hành":
        name = f"{name} {entry}"
    path = reverse("document", args=[document.pk])
    matter = f"paper-{document.pk}-{document.version}"
    context = {"document": document, "words": words, "by": by, "note": note, "person": person,
               "link": settings.SITE_URL + path}  # fmt: skip
    return {"key": f"{matter}-{person.pk}", "subject": f"{name} {words}: {document.title}", "url": path, "post": post,
            "template": "reports/letters/paper", "context": context, "matter": matter}  # fmt: skip
