"""Who is told what about a paper: waiting for a hand, sent back, issued; one letter and one line under the bell each."""

from django.conf import settings
from django.db.models import Q
from django.urls import reverse

from post import letters as post_office
from post.taking_back import hush_paper
from reports.models import Document
from units.holders import holders, still_hold
from units.models import Role, User

WAITS_FOR = {"send": (Role.LEADER, "chờ bạn ký"), "sign": (Role.CLERK, "chờ bạn phát hành")}


def moved(document: Document, name: str, *, by: User, note: str = "") -> None:
    """Tell whoever has the paper next: leaders to sign, clerks to issue, the drafter when it comes back; and remind
    nobody any more of what is done."""
    hush_paper(document.pk, Document.State.values)
    if name in WAITS_FOR:
        role, words = WAITS_FOR[name]
        people = _told(role, [document.agency.unit_id], _own(document.agency))
    elif name in ("send_back", "hand_back", "cancel"):
        people, words = _drafter(document), "bị hủy số" if name == "cancel" else "bị trả lại"
    else:
        return
    for person, post in people.items():
        if person != by:
            _tell(person, post, document, words, by=by, note=note)


def issued(document: Document) -> None:
    """Tell the drafter, and in the units that receive it on the portal those who review, lead and enter."""
    receivers = list(document.receivers.values_list("pk", flat=True))
    above = document.agency.unit.parent_id
    roles = {Role.REVIEWER} if receivers == [above] else {Role.LEADER, Role.ENTRY}
    people = _drafter(document)
    for role in roles:
        people |= _told(role, receivers) | people
    for person in sorted(people, key=lambda person: person.pk):
        _tell(person, people[person], document, "đã phát hành", note="")


def _own(agency):
    """Posts of a body that issues in its own name beside the committee; nothing more is asked of the committee's."""
    return Q() if agency.heads_unit else Q(agency=agency)


def _told(role, units, extra=None):
    """{person: (role, unit id)} of who holds `role` now."""
    return {person: (role, unit) for unit in units for person in holders(role, [unit], extra)}


def _drafter(document):
    """Who drafted it, while she holds a post in that office; else who drafts there now."""
    unit = document.agency.unit_id
    for role in (Role.ENTRY, Role.REVIEWER, Role.LEADER, Role.CLERK):
        if still_hold([document.created_by], [unit], role):
            return {document.created_by: (role, unit)}
    return _told(Role.ENTRY, [unit])


def _tell(person, post, document, words, *, by=None, note=""):
    entry = getattr(document, "entry", None)
    name = (
        f"{document.get_kind_display()} {entry}" if entry and words == "đã phát hành" else document.get_kind_display()
    )
    subject = f"{name} {words}: {document.title}"
    path = reverse("document", args=[document.pk])
    context = {"document": document, "words": words, "by": by, "note": note, "person": person,
               "link": settings.SITE_URL + path}  # fmt: skip
    matter = f"paper-{document.pk}-{document.version}"
    key = f"{matter}-{person.pk}"
    letter = {"template": "reports/letters/paper", "context": context, "post": post, "matter": matter}
    post_office.tell(person, key=key, subject=subject, url=path, **letter)
