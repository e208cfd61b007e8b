"""Who may sign in whose stead, and by which form: Điều 13 Nghị định 30/2020/NĐ-CP, Phụ lục I mục II.7.a.

in_stead     the form and the own post by which a person signs from a post that was lent to her
said         that in a sentence, for the trace and for whoever checks the paper
"""

from dataclasses import dataclass

from django.utils import timezone

from units.models import Post, Role, Seat

__all__ = ["OWN_FORMS", "RULE", "InStead", "hand_of", "in_stead", "said"]

Signs = Post.Signs
RULE = (
    "Quyền ký văn bản chỉ ủy quyền được cho cấp phó của cùng cơ quan (ký thay, KT.), cho chức vụ được giao ký thừa lệnh "
    "(TL.), hoặc bằng văn bản cho người đứng đầu đơn vị thuộc cơ quan (thừa ủy quyền, TUQ.); người đã ký thay, ký thừa "
    "lệnh, thừa ủy quyền không ủy quyền tiếp (Điều 13 Nghị định 30/2020/NĐ-CP)."
)
WORDS = {"KT": "Ký thay (KT.)", "TL": "Ký thừa lệnh (TL.)", "TUQ": "Ký thừa ủy quyền (TUQ.)"}
OWN_FORMS = {Signs.HEAD: "", Signs.DEPUTY: "KT", Signs.ACTING: "Q", Signs.ORDER: "TL", Signs.MANDATE: "TUQ"}
HEADS = (Signs.HEAD, Signs.ACTING)


@dataclass(frozen=True)
class InStead:
    """`form` (KT, TL, TUQ) and `post`, the signer's own: her title in the block, her certificate in the signature."""

    form: str
    post: Post


def in_stead(lent: Post, own: tuple[Post, ...]) -> InStead | None:
    """How who holds the posts `own` may sign from the post `lent`; None when the rules allow it in no form."""
    if lent.role != Role.LEADER or lent.signs not in HEADS:
        return None
    found = ((_form(lent, post), post) for post in own)
    allowed = [InStead(form, post) for form, post in found if form]
    return min(allowed, key=lambda one: ("KT", "TL", "TUQ").index(one.form), default=None)


def _form(lent, post):
    if post.agency_id == lent.agency_id and post.role == Role.LEADER and post.signs in (*HEADS, Signs.DEPUTY):
        return "KT"
    if post.agency.unit_id != lent.agency.unit_id:
        return ""
    if post.signs in (Signs.ORDER, Signs.MANDATE):
        return OWN_FORMS[Signs(post.signs)]
    heads_a_part = post.role == Role.LEADER and post.signs in HEADS and post.agency_id != lent.agency_id
    return "TUQ" if heads_a_part else ""


def hand_of(seat: Seat) -> Post:
    """The post whose holder signs: her own, also when she acts for a colleague."""
    if not seat.acting_for:
        return seat.post
    stead = in_stead(seat.post, seat.own)
    return stead.post if stead else seat.own[0]


def said(seat: Seat) -> str:
    """In whose stead a paper is signed from `seat`: "Ký thay (KT.) Chủ tịch UBND xã, Nguyễn Văn A, theo ủy quyền"."""
    if seat.acting_for:
        stead = in_stead(seat.post, seat.own)
        return f"{_for(stead.form, seat.post)}, theo ủy quyền" if stead else ""
    form = OWN_FORMS[Signs(seat.post.signs)]
    return _for(form, _head_of(seat.post.agency_id)) if form in WORDS else ""


def _for(form, head):
    """ "Ký thay (KT.) Chủ tịch UBND xã, Nguyễn Văn A"; the form alone while nobody heads the agency."""
    person = head and (head.user.legal_name or head.user.get_full_name())
    return ", ".join(filter(None, [f"{WORDS[form]} {head.title}" if head else WORDS[form], person]))


def _head_of(agency):
    heads = Post.objects.in_force(timezone.localdate()).filter(agency=agency, role=Role.LEADER, signs__in=HEADS)
    return heads.select_related("user").first()
