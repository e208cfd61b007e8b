"""Posts end with their body: what a person held in a unit or an agency that is no more carries no right after its last day.

    follow    bring posts into line with the last days of their bodies; safe to run again
    left      posts that ended with their body and whose holder has taken up no other since
    settle    posts whose people have been handed over, or go nowhere: from now on they stay ended
    told_why  why somebody holds no post any more, in words
    RULE      the rule as the pages say it

The system's administrator (`Role.ADMIN`) goes on: her post is none of the unit's work, and somebody has to set it right.
"""

from datetime import date

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from journal.notes import Kind, note
from units.models import AccountStep, Post, Role, Succession, User
from units.models.people import PostQuerySet
from units.vietnamese import vn_date

__all__ = ["IN_JOURNAL", "RULE", "follow", "left", "settle", "told_why"]

RULE = (
    "Đơn vị, cơ quan hết hiệu lực ngày nào thì chức vụ ở đó kết thúc ngày ấy: từ hôm sau không nhập, soạn, lấy số, ký, phát "
    "hành được nữa, người của đơn vị kế thừa làm tiếp. Bỏ ngày hết hiệu lực thì chức vụ chưa bàn giao được khôi phục."
)
Verb = AccountStep.Verb
IN_JOURNAL = {Verb.WITH_BODY: Kind.POST_ENDED, Verb.GOES_ON: Kind.POST_GIVEN}


@transaction.atomic
def follow(posts: PostQuerySet | None = None, *, by: User | None = None) -> int:
    """End those of `posts` (all) that outlive their body; let those go on again whose body does, unless their holder has
    been handed over or taken up another post since.

    Every change leaves a trace and a line of the journal; `by` None is the portal itself. Returns how many changed.
    """
    found = Post.objects.all() if posts is None else posts
    bodies = found.exclude(role=Role.ADMIN).select_related("agency__unit", "user")
    changed = [post for post in bodies.filter(_over() | left()) if _in_line(post)]
    for post in changed:
        post.save(update_fields=["valid_to", "was_to", "ended_with_body"])
    AccountStep.objects.bulk_create(_step(post, by) for post in changed)
    return len(changed)


def left() -> Q:
    """Posts that ended with their body, and their holder went nowhere yet."""
    since = Post.objects.filter(user=OuterRef("user"), valid_from__gt=OuterRef("valid_to"))
    return Q(~Exists(since), ended_with_body=True)


def _over():
    """Posts whose body has a last day before theirs."""
    later = Q()
    for end in ("agency__valid_to", "agency__unit__valid_to"):
        outlives = Q(valid_to__isnull=True) | Q(valid_to__gt=F(end))
        later |= Q(**{f"{end}__isnull": False}) & outlives
    return later


def _in_line(post):
    """Sets the post's last day by its body's; whether that changed anything."""
    last, own = post.agency.last_day, post.was_to if post.ended_with_body else post.valid_to
    outlives = last is not None and (own is None or own > last)
    ends = max(last, post.valid_from) if outlives else own
    if (ends, outlives) == (post.valid_to, post.ended_with_body):
        return False
    post.valid_to, post.ended_with_body, post.was_to = ends, outlives, own if outlives else None
    return True


def _step(post, by):
    verb = Verb.WITH_BODY if post.ended_with_body else Verb.GOES_ON
    until = f"đến hết {vn_date(post.valid_to)}" if post.valid_to else "không còn ngày kết thúc"
    said = f"{post}: {until}"[:300]
    note(IN_JOURNAL[verb], by=by, about=post.user, unit=post.agency.unit, subject=post, said=said)
    return AccountStep(account=post.user, unit=post.agency.unit, verb=verb, said=said, by=by)


def settle(posts: PostQuerySet) -> None:
    """They stay ended, whatever becomes of their body."""
    posts.filter(ended_with_body=True).update(ended_with_body=False, was_to=None)


def told_why(user: User, today: date | None = None) -> str:
    """What to say to somebody without a post in force: which ended when, with its unit, and who goes on; "" for others."""
    if user.seats:
        return ""
    day = today or timezone.localdate()
    held = user.posts.filter(valid_to__lt=day).select_related("agency__unit").order_by("-valid_to", "-pk").first()
    if held is None or held.valid_to is None:
        return ""
    said = f"Chức vụ {held} đã kết thúc ngày {vn_date(held.valid_to)}"
    last = held.agency.last_day
    if last is None or last > held.valid_to:
        return f"{said}."
    heirs = Succession.objects.filter(old=held.agency.unit).select_related("new").order_by("new__sort_key")
    names = ", ".join(row.new.full_name for row in heirs)
    said += ", cùng ngày đơn vị, cơ quan hết hiệu lực"
    return f"{said}; công việc do đơn vị kế thừa làm tiếp: {names}." if names else f"{said}."
