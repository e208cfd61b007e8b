"""The bell: how many notices a person has not read, and the latest of them; asked of the database once a request."""

from django.db.models import Func, IntegerField, QuerySet, Subquery

from post.models import Notice
from units.models import User

__all__ = ["latest", "remember", "unopened", "unread"]


def unread(user: User) -> int:
    """How many notices `user` has not opened yet."""
    known = getattr(user, "_unread_notices", None)
    return remember(user, unopened(user).count()) if known is None else known


def latest(user: User, most: int) -> list[Notice]:
    """The newest notices, read or not, at most `most`; the same query counts the unread ones for the rest of the request."""
    number = Func("pk", function="COUNT", output_field=IntegerField())
    counted = Notice.objects.filter(to=user).annotate(n=Subquery(unopened(user).annotate(n=number).values("n")))
    found = list(counted[:most])
    remember(user, found[0].n if found else 0)
    return list[Notice](found)


def unopened(user: User) -> QuerySet[Notice]:
    """Notices `user` has not opened yet, unordered."""
    return Notice.objects.filter(to=user, read_at=None).order_by()


def remember(user: User, number: int) -> int:
    """Keep the count for the rest of the request, from whatever query it came."""
    user.__dict__["_unread_notices"] = number
    return number
