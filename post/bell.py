"""The bell: how many notices a person has not read, and the latest of them; asked of the database once a request."""

from django.db.models import Func, IntegerField, Subquery

from post.models import Notice
from units.models import User

__all__ = ["latest", "unread"]


def unread(user: User) -> int:
    """How many notices `user` has not opened yet."""
    known = getattr(user, "_unread_notices", None)
    return _remember(user, _unread(user).count()) if known is None else known


def latest(user: User, most: int) -> list[Notice]:
    """The newest notices, read or not, at most `most`; the same query counts the unread ones for the rest of the request."""
    number = Func("pk", function="COUNT", output_field=IntegerField())
    counted = Notice.objects.filter(to=user).annotate(n=Subquery(_unread(user).annotate(n=number).values("n")))
    found = list(counted[:most])
    _remember(user, found[0].n if found else 0)
    return list[Notice](found)


def _unread(user):
    return Notice.objects.filter(to=user, read_at=None).order_by()


def _remember(user, number):
    user._unread_notices = number
    return number
