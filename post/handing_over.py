"""A change of holder: the successor in a post is not told what her predecessor there was told, once per post and milestone.

A milestone that stood in a letter which went out to whoever held a post is known to those who took the post up after she
left it; the next milestone is theirs. A colleague who held it beside her is told by herself.
"""

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from post.due import Due
from post.models import Letter, Reminder
from units.models import Post

__all__ = ["told_before"]

Seat = tuple[str, int]
Mark = tuple[int, str, str, str]


def told_before(dues: Collection[Due], today: date) -> set[Mark]:
    """(person, kind, subject, milestone) of what in `dues` a predecessor was told; three queries, one as a rule."""
    told = _told(dues, today)
    if not told:
        return set()
    posts = {due.post for due in dues if due.post}
    since, left = _since(posts, today), _left({(person, *seat) for rows in told.values() for person, *seat in rows})
    return {
        (*due.mark, due.milestone)
        for due in dues
        if due.post and any(
            (role, unit) == due.post and (last := left.get((person, role, unit))) and last < since(due)
            for person, role, unit in told[due.kind, due.subject, due.milestone]
        )
    }  # fmt: skip


def _told(dues, today):
    """{(kind, subject, milestone): [(person, role, unit)]} of those who left a post, by letters that went out."""
    gone = Post.objects.filter(valid_to__lt=today).values("user")
    rows = Reminder.objects.filter(
        person__in=gone, unit__isnull=False, letter__state=Letter.State.SENT,
        milestone__in={due.milestone for due in dues if due.post},
    )  # fmt: skip
    found = defaultdict(list)
    for person, role, unit, *what in rows.values_list("person", "role", "unit", "kind", "subject", "milestone"):
        found[tuple(what)].append((person, role, unit))
    return found


def _since(posts, today):
    """Since when whoever is told holds the post, or those she stands in for."""
    first: dict[tuple[int, str, int], date] = {}
    of_post: dict[Seat, date] = {}
    rows = _rows(Post.objects.in_force(today), {unit for _, unit in posts})
    for person, role, unit, starts, _ in rows:
        first[person, role, unit] = min(starts, first.get((person, role, unit), starts))
        of_post[role, unit] = min(starts, of_post.get((role, unit), starts))
    return lambda due: first.get((due.person, *due.post)) or of_post.get(due.post, date.min)


def _left(seats):
    """{(person, role, unit): her last day there}, without those who hold it still or again."""
    last: dict[tuple[int, str, int], date] = {}
    people, units = {seat[0] for seat in seats}, {seat[2] for seat in seats}
    for person, role, unit, _, ends in _rows(Post.objects.filter(user__in=people), units):
        last[person, role, unit] = max(ends or date.max, last.get((person, role, unit), date.min))
    return last


def _rows(posts, units):
    return posts.filter(agency__unit__in=units).values_list("user", "role", "agency__unit", "valid_from", "valid_to")
