"""A handed-over post takes its open work along: what is tied to the person and not to the role.

Entries, papers and reviews wait for whoever holds the role, so they need nothing. What goes to the successor: tasks in the
charge of the very post, documents being read in for the unit, and notices that the predecessor has not opened.
"""

from datetime import date

from django.db import transaction

from plans.models import Charge, ImportDraft
from post.models import Notice
from units.accounts import managing
from units.models import Post, Role, User
from units.permissions import RULES, Action
from units.vietnamese import vn_date

__all__ = ["hand_over"]


@transaction.atomic
def hand_over(post: Post, to: User, *, by: User, since: date) -> list[str]:
    """Hand `post` over with its open work; says in words what went along. Raises Refused, Http404, ValueError."""
    before = post.user
    taken = managing.hand_over(post, to, by=by, since=since)
    said = [f"{post} từ {vn_date(since)}: {to}"]
    if charged := _charges(post, taken, by, since):
        said.append(f"{charged} nhiệm vụ phụ trách")
    if read := _readings(post, before, to):
        said.append(f"{read} văn bản đang nhập")
    if unread := _notices(before, to, post):
        said.append(f"{unread} thông báo chưa xem")
    return said


def _charges(post, taken, by, since):
    """Each charge that names the post ends with it, and goes on with the successor's: rows are only added and ended."""
    rows = list(Charge.objects.unended().filter(post=post))
    for row in rows:
        day = max(since, row.since)
        Charge.objects.filter(pk=row.pk).update(until=day)
        Charge.objects.create(task_id=row.task_id, agency_id=row.agency_id, post=taken, since=day, by=by,
                              note=f"Bàn giao chức vụ {post.title}"[:300])  # fmt: skip
    return len(rows)


def _readings(post, before, to):
    """Documents being read in for the unit, where the successor may go on with them."""
    mine = ImportDraft.objects.filter(owner=before, unit=post.agency.unit)
    return mine.update(owner=to) if (Role(post.role), Action.EDIT_PLAN) in RULES else 0


def _notices(before, to, post):
    """Unopened notices, told to the successor as well; who leaves keeps her own, for she may hold another post."""
    if before.posts.exclude(pk=post.pk).filter(valid_to__isnull=True).exists():
        return 0
    open_ones = list(Notice.objects.filter(to=before, read_at=None))
    copies = [Notice(to=to, key=f"{row.key}-{post.pk}"[:160], text=row.text, url=row.url) for row in open_ones]
    return len(Notice.objects.bulk_create(copies, ignore_conflicts=True))
