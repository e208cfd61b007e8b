"""Who is told of an incoming paper: the one it was given to, and the leaders when it is done."""

from django.conf import settings
from django.urls import reverse

from post import letters as post_office
from reports.models import Incoming
from units.models import Role, User
from units.vietnamese import vn_date


def moved(row: Incoming, name: str, *, by: User) -> None:
    """A letter after the steps that hand the paper on."""
    if name == "assign" and row.handler:
        until = f", hạn {vn_date(row.deadline)}" if row.deadline else ""
        people, words = {row.handler.user: (Role(row.handler.role), row.unit_id)}, f"giao bạn xử lý{until}"
    elif name == "finish":
        people, words = post_office.in_post(Role.LEADER, row.unit_id), "đã xử lý xong"
    else:
        return
    for person, post in people.items():
        if person != by:
            post_office.tell(person, **_letter(row, name, person, post, words, by))


def _letter(row, name, person, post, words, by):
    path = reverse("incoming_paper", args=[row.pk])
    matter = f"incoming-{row.pk}-{name}-{row.steps.count()}"
    context = {"row": row, "words": words, "by": by, "note": row.note, "person": person,
               "link": settings.SITE_URL + path}  # fmt: skip
    return {"key": f"{matter}-{person.pk}", "subject": f"Văn bản đến số {row.entry} {words}: {row.title}", "url": path,
            "post": post, "template": "reports/letters/incoming", "context": context, "matter": matter}  # fmt: skip
