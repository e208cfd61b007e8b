"""Who signs in which words: the position over a signature, its form and the legal name, confirmed by a person.

    problems  what keeps a post's holder from signing a paper, in words; none when all is in order
    signing   posts in force today whose holders sign
    waiting   those of them that somebody with the right has still to confirm
    confirm   a person's word on title, form and name

The portal proposes the position from the title (`units.vietnamese.signing_title`); it is printed once somebody with the
right to the unit's settings has said that it is right, and asked again when the title changes.
"""

import re

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from units.models import Post, Role, User
from units.permissions import Action, require
from units.scope import where
from units.settings_trace import switched
from units.text import fold, nfc

__all__ = ["confirm", "problems", "signing", "waiting"]

Signs = Post.Signs
_SPECIMEN = re.compile(r"(nguyen|tran|le|pham|hoang) (van|thi) [abcxy]|ho va ten")
_NOT_OURS = re.compile(
    r"\b(dang uy|dang bo|bi thu|cap uy|chi uy|tinh uy|huyen uy|hdnd|hoi dong nhan dan|ubnd|uy ban nhan dan)\b"
)


def problems(post: Post | None) -> list[str]:
    """Sentences of what is lacking before the holder of `post` signs; `None` is a paper without a signer."""
    if post is None:
        return ["chưa chọn người ký"]
    name = post.user.legal_name or post.user.get_full_name()
    return [words for words, wrong in _checked(post, post.signing_title, name) if wrong]


def signing() -> QuerySet[Post]:
    """Leaders, and posts that sign by order or mandate."""
    signs = Q(role=Role.LEADER) | Q(signs__in=[Signs.ORDER, Signs.MANDATE])
    return Post.objects.in_force(timezone.localdate()).filter(signs).select_related("user", "agency__unit")


def waiting(user: User) -> QuerySet[Post]:
    """Signers in bodies that still exist whom `user` may confirm and nobody has, for the title they hold now."""
    today = timezone.localdate()
    lives = Q(agency__valid_to=None) | Q(agency__valid_to__gte=today)
    lives &= Q(agency__unit__valid_to=None) | Q(agency__unit__valid_to__gte=today)
    found = signing().filter(lives, where(user, Action.SETTINGS, "agency__unit__"), user__is_active=True)
    return found.exclude(confirmed_for=F("title")).order_by("agency__unit__sort_key", "agency__name", "pk")


def _checked(post, title, name):
    who, wrong = f"{post} ({name})" if name else str(post), _wrong_words(title, Signs(post.signs))
    return [
        (f"{who} chưa khai họ và tên khi ký", not name.strip()),
        (f"“{name}” là tên mẫu của biểu mẫu, không phải người ký", _is_specimen(name)),
        (f"chức vụ ghi khi ký của {who} (“{title}”, {post.get_signs_display().lower()}) chưa được xác nhận",
         post.confirmed_for != post.title),
        (f"chức vụ ghi khi ký “{title}” {wrong}", bool(wrong)),
    ]  # fmt: skip


def _is_specimen(name):
    return not settings.DEMO and bool(_SPECIMEN.fullmatch(fold(name)))


def _wrong_words(title, form):
    """What does not belong into the line over a signature, or does not go with the form of signing."""
    plain = fold(title)
    if not plain:
        return "còn trống"
    if _NOT_OURS.search(plain) or re.search(r"[,;]", title):
        return "chỉ ghi chức vụ của người ký trong cơ quan ban hành, không ghi chức vụ khác và tên cơ quan"
    if plain.startswith("pho ") and form is Signs.HEAD:
        return "là cấp phó, ký thay (KT.) cấp trưởng"
    if plain.startswith("quyen ") and form is not Signs.ACTING:
        return "là quyền cấp trưởng (Q.)"
    return "không phải cấp phó, không ký thay (KT.)" if form is Signs.DEPUTY and not plain.startswith("pho ") else ""


@transaction.atomic
def confirm(post: Post, *, by: User, title: str, form: str, name: str) -> None:
    """Title over the signature, form and legal name of a post's holder. Raises Refused, ValueError saying what is wrong."""
    require(by, Action.SETTINGS, post.agency.unit)
    title, name = nfc(" ".join(title.split())), nfc(" ".join(name.split()))
    if form not in Signs.values:
        raise ValueError("Chọn hình thức ký.")
    post.signs_as, post.signs, post.confirmed_for, post.user.legal_name = title, form, post.title, name
    wrong = [words for words, found in _checked(post, title, name) if found]
    if wrong:
        raise ValueError(f"{wrong[0][:1].upper()}{wrong[0][1:]}.")
    Post.objects.filter(pk=post.pk).update(signs_as=title, signs=form, confirmed_for=post.title)
    post.user.save(update_fields=["legal_name", "search_text"])
    said = f"{post.title}: {title}, {Signs(form).label}, {name}"
    switched(post.agency.unit, "signing", old=False, new=True, reason=said, by=by)
