"""Who is told what about a paper: waiting for a hand, sent back, issued; one letter and one line under the bell each."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from post import letters as post_office
from post.taking_back import hush_of
from reports.models import Document
from units.models import Post, Role, User

WAITS_FOR = {"send": (Role.LEADER, "chờ bạn ký"), "sign": (Role.CLERK, "chờ bạn phát hành")}


def moved(document: Document, name: str, *, by, note: str = "") -> None:
    """Tell whoever has the paper next: leaders to sign, clerks to issue, the drafter when it comes back; and remind
    nobody any more of what is done."""
    hush_of([f"d{document.pk}-{state}" for state in Document.State.values])
    if name in WAITS_FOR:
        role, words = WAITS_FOR[name]
        people = _holders(role, [document.agency.unit_id])
    elif name in ("send_back", "cancel"):
        people, words = [document.created_by], "bị trả lại" if name == "send_back" else "bị hủy số"
    else:
        return
    for person in people:
        if person != by:
            _tell(person, document, words, by=by, note=note)


def issued(document: Document) -> None:
    """Tell the drafter, and in the units that receive it on the portal those who review, lead and enter."""
    receivers = list(document.receivers.values_list("pk", flat=True))
    above = document.agency.unit.parent_id
    roles = {Role.REVIEWER} if receivers == [above] else {Role.LEADER, Role.ENTRY}
    people = {document.created_by, *(person for role in roles for person in _holders(role, receivers))}
    for person in sorted(people, key=lambda person: person.pk):
        _tell(person, document, "đã phát hành", note="")


def _holders(role, units):
    posts = Post.objects.in_force(timezone.localdate()).filter(role=role, agency__unit__in=units)
    return list(User.objects.filter(posts__in=posts, is_active=True).distinct())


def _tell(person, document, words, *, by=None, note=""):
    entry = getattr(document, "entry", None)
    name = (
        f"{document.get_kind_display()} {entry}" if entry and words == "đã phát hành" else document.get_kind_display()
    )
    subject = f"{name} {words}: {document.title}"
    path = reverse("document", args=[document.pk])
    context = {"document": document, "words": words, "by": by, "note": note, "person": person,
               "link": settings.SITE_URL + path}  # fmt: skip
    key = f"paper-{document.pk}-{document.version}-{person.pk}"
    post_office.ring(person, key=key, text=subject, url=path)
    post_office.hand_in(person, key=key, subject=subject, template="reports/letters/paper", context=context)
