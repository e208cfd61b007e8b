"""Verbs on accounts, each traced: by whoever manages the accounts of the unit (`Action.ACCOUNTS`).

make        an account with its first post; nobody knows a password of it, its owner sets one
appoint     one post more for somebody who has an account
end         a post's last day
move        the same person in another agency or title, from a day
hand_over   a post to a successor, from a day
rename      title, name for signing, mail and phone
stop, resume   the account as a whole
unlock      forget wrong passwords
may_manage  whether an account is hers to touch at all
"""

from datetime import date, timedelta

from axes.utils import reset
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from journal.notes import Kind, note
from units import ending
from units.accounts.guarding import ADDRESSES, require_agreed
from units.errors import Refused
from units.models import TWO_PEOPLE_RULE, AccountAsk, AccountStep, Agency, Post, Role, Unit, User
from units.permissions import Action, can, require
from units.vietnamese import vn_date

__all__ = ["GIVEN", "RULE", "appoint", "end", "hand_over", "label", "make", "may_manage", "move", "rename",
           "require_account", "resume", "stop", "traced", "unlock"]  # fmt: skip

Verb = AccountStep.Verb
GIVEN = [role for role in Role if role != Role.ADMIN]  # the system's administrator is made in the administration only
RULE = (
    "Quản trị đơn vị lập, sửa, cho thôi tài khoản của đơn vị mình và các đơn vị bên dưới; không đụng tới tài khoản còn giữ "
    "chức vụ ở đơn vị khác hay tài khoản quản trị hệ thống, không tự cho mình thôi hay tự nhận chức vụ. Mật "
    "khẩu do chính người dùng đặt; mọi việc đều có vết."
)
_ONE_DAY = timedelta(days=1)
IN_JOURNAL = {
    Verb.MADE: Kind.ACCOUNT_MADE, Verb.APPOINTED: Kind.POST_GIVEN, Verb.ENDED: Kind.POST_ENDED,
    Verb.MOVED: Kind.POST_MOVED, Verb.HANDED: Kind.POST_HANDED, Verb.RENAMED: Kind.ACCOUNT_CHANGED,
    Verb.KEYED: Kind.KEY_GIVEN, Verb.OWN: Kind.PASSWORD_CHANGED, Verb.UNLOCKED: Kind.UNLOCKED,
    Verb.STOPPED: Kind.ACCOUNT_STOPPED, Verb.RESUMED: Kind.ACCOUNT_RESUMED, Verb.ASKED: Kind.PASSWORD_RESET_ASKED,
    Verb.ERASED: Kind.PERSONAL_ERASED,
    Verb.AGREED: Kind.RESET_CONFIRMED, Verb.DECLINED: Kind.ACCOUNT_CHANGED, Verb.UNFACTORED: Kind.FACTOR_REMOVED,
    **ending.IN_JOURNAL,
}  # fmt: skip


def may_manage(by: User, person: User) -> bool:
    """All posts that `person` holds or will hold, else her last one, are of units whose accounts `by` manages."""
    if person.is_staff or person.is_superuser or not by.is_authenticated:
        return False
    posts = list(person.posts.select_related("agency__unit"))
    last = max((post.valid_to or date.max for post in posts), default=date.min)
    standing = [post for post in posts if (post.valid_to or date.max) >= min(last, timezone.localdate())]
    given = all(post.role in GIVEN and can(by, Action.ACCOUNTS, post.agency.unit) for post in standing)
    return bool(standing) and given


def require_account(by: User, person: User) -> None:
    """Raises Refused, saying the rule, unless `person` is an account `by` manages."""
    if not may_manage(by, person):
        raise Refused(f"Tài khoản này không thuộc phạm vi quản lý của bạn. {RULE}", who_may="quản trị hệ thống")


@transaction.atomic
def make(agency: Agency, *, by: User, role: Role, since: date, username: str, title: str, **more: str) -> User:
    """A new account and its post. Raises Refused, Http404, ValidationError ({field: what is wrong}).

    `more`: legal_name, email, phone.
    """
    _require(by, agency.unit, role)
    person = User(username=username, title=title, **more)
    person.set_unusable_password()
    person.full_clean(exclude=["password"])
    person.save()
    _held(person, agency, role, title, since)
    traced(Verb.MADE, person, agency.unit, by, f"{title}, {agency}: {role.label}, từ {vn_date(since)}")
    return person


@transaction.atomic
def appoint(person: User, agency: Agency, *, by: User, role: Role, title: str, since: date) -> Post:
    """One post more, never for oneself. Raises Refused, Http404, ValueError."""
    _require(by, agency.unit, role)
    require_account(by, person)
    if person.pk == by.pk:
        raise ValueError("Không tự nhận thêm chức vụ; người quản trị cấp trên hoặc quản trị khác làm việc này.")
    post = _held(person, agency, role, title, since)
    traced(Verb.APPOINTED, person, agency.unit, by, f"{post}: {role.label}, từ {vn_date(since)}")
    return post


@transaction.atomic
def end(post: Post, *, by: User, last: date) -> None:
    """`last` is the last day she holds it. Raises Refused, Http404, ValueError."""
    _require_post(by, post)
    _close(post, last, by)
    traced(Verb.ENDED, post.user, post.agency.unit, by, f"{post}: đến hết {vn_date(last)}")


@transaction.atomic
def move(post: Post, agency: Agency, *, by: User, title: str, since: date) -> Post:
    """The same person and role in `agency` from `since`. Raises Refused, Http404, ValueError."""
    _require_post(by, post)
    _require(by, agency.unit, Role(post.role))
    _close(post, since - _ONE_DAY, by, own=True)
    moved = _held(post.user, agency, Role(post.role), title, since)
    traced(Verb.MOVED, post.user, agency.unit, by, f"{post} → {moved}, từ {vn_date(since)}")
    return moved


@transaction.atomic
def hand_over(post: Post, to: User, *, by: User, since: date) -> Post:
    """`to` holds the post from `since`, how she signs to be confirmed anew. Raises Refused, Http404, ValueError."""
    _require_post(by, post)
    require_account(by, to)
    if to.pk == post.user_id:
        raise ValueError("Người nhận đang giữ chính chức vụ này.")
    if to.pk == by.pk:
        raise ValueError("Không tự nhận bàn giao chức vụ; người quản trị cấp trên hoặc quản trị khác làm việc này.")
    _close(post, since - _ONE_DAY, by)
    taken = _held(to, post.agency, Role(post.role), post.title, since, signs=post.signs)
    said = f"{post}: {post.user.username} → {to.username}, từ {vn_date(since)}"
    for person in (post.user, to):
        traced(Verb.HANDED, person, post.agency.unit, by, said)
    return taken


@transaction.atomic
def rename(person: User, *, by: User, agreed: AccountAsk | None = None, **words: str) -> list[str]:
    """Set title, legal_name, email, phone; returns what changed, in words. Raises Refused, ValidationError, ValueError.

    agreed: what two administrators agreed on, where the account asks for two before its addresses change.
    """
    require_account(by, person)
    old = {name: getattr(person, name) for name in words}
    changed = {name: word for name, word in words.items() if word != old[name]}
    for name, word in changed.items():
        setattr(person, name, word)
    person.clean_fields(exclude=["password", "username"])
    if changed.keys() & set(ADDRESSES):
        require_agreed(person, agreed, AccountAsk.Verb.ADDRESS)
    person.save(update_fields=[*changed, "search_text"])
    said = [f"{label(name)}: {old[name] or '–'} → {word or '–'}" for name, word in changed.items()]
    if said:
        traced(Verb.RENAMED, person, home(person), by, "; ".join(said))
    return said


@transaction.atomic
def stop(person: User, *, by: User) -> None:
    """Nobody signs in by it any more; posts and traces stay. Raises Refused, ValueError."""
    require_account(by, person)
    if person.pk == by.pk:
        raise ValueError("Không tự ngừng tài khoản của mình.")
    if User.objects.filter(pk=person.pk, is_active=True).update(is_active=False):
        traced(Verb.STOPPED, person, home(person), by)


@transaction.atomic
def resume(person: User, *, by: User) -> None:
    """May sign in again with the password she had. Raises Refused, ValueError when there is nobody left in it."""
    require_account(by, person)
    if person.is_erased:
        raise ValueError("Dữ liệu cá nhân của tài khoản này đã xóa; lập tài khoản mới.")
    if User.objects.filter(pk=person.pk, is_active=False).update(is_active=True):
        traced(Verb.RESUMED, person, home(person), by)


@transaction.atomic
def unlock(person: User, *, by: User) -> int:
    """Forget wrong passwords, so that she may try again at once; returns how many. Raises Refused."""
    require_account(by, person)
    forgotten = reset(username=person.name_key)
    if forgotten:
        traced(Verb.UNLOCKED, person, home(person), by, f"xóa {forgotten} lần nhập sai")
    return forgotten


def traced(verb: str, account: User, unit: Unit | None, by: User, said: str = "") -> AccountStep:
    """One line of the trace, and one of the journal."""
    note(IN_JOURNAL[Verb(verb)], by=by, about=account, unit=unit, said=said)
    return AccountStep.objects.create(account=account, unit=unit, verb=verb, said=said[:300], by=by)


def home(person: User) -> Unit | None:
    """The unit of her newest post."""
    newest = person.posts.select_related("agency__unit").order_by("-valid_from", "-pk").first()
    return newest.agency.unit if newest else None


def _require(by, unit, role):
    require(by, Action.ACCOUNTS, unit)
    if role not in GIVEN:
        raise Refused("Vai trò quản trị hệ thống chỉ lập ở Quản trị dữ liệu.", who_may="quản trị hệ thống")


def _require_post(by, post):
    _require(by, post.agency.unit, Role(post.role))
    if post.user.is_staff or post.user.is_superuser:
        raise Refused("Tài khoản quản trị hệ thống chỉ sửa ở Quản trị dữ liệu.", who_may="quản trị hệ thống")


def _held(person, agency, role, title, since, **more):
    """The new post; two in the same role and agency on one day are one too many, and what has ended gets none."""
    for body in (agency, agency.unit):
        if body.valid_to and body.valid_to < since:
            raise ValueError(f"{body.name} hết hiệu lực ngày {vn_date(body.valid_to)}, không giao chức vụ mới.")
    if Post.objects.two_people(person, role, since, None):
        raise ValueError(TWO_PEOPLE_RULE)
    twice = Post.objects.filter(user=person, agency=agency, role=role)
    if twice.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=since)).exists():
        raise ValueError(f"{person} đã giữ vai trò này ở {agency} từ ngày đó.")
    try:
        return Post.objects.create(user=person, agency=agency, role=role, title=title, valid_from=since, **more)
    except IntegrityError:
        raise ValueError("Chức vụ này vừa được ghi. Mở lại trang để xem.") from None


def _close(post, last, by, *, own=False):
    """End it with `last`; her own administration she leaves to somebody else."""
    if post.user_id == by.pk and post.role == Role.UNIT_ADMIN and not own:
        raise ValueError(
            "Không tự cho mình thôi quản trị đơn vị; người quản trị cấp trên hoặc quản trị khác làm việc này."
        )
    if last < post.valid_from:
        raise ValueError(f"Chức vụ này bắt đầu từ {vn_date(post.valid_from)}; chọn ngày sau đó.")
    if post.valid_to and post.valid_to < last:
        raise ValueError(f"Chức vụ này đã hết hiệu lực ngày {vn_date(post.valid_to)}.")
    ends = {
        "valid_to": last,
        "ended_with_body": False,
        "was_to": None,
    }  # said by a person: nothing undoes it by itself
    if not Post.objects.filter(pk=post.pk, valid_to=post.valid_to).update(**ends):
        raise ValueError("Chức vụ này vừa được sửa. Mở lại trang để xem.")
    post.valid_to = last


def label(name: str) -> str:
    """What a field of an account is called, or the reason of what was asked."""
    return "căn cứ" if name == "reason" else str(getattr(User._meta.get_field(name), "verbose_name", name))
