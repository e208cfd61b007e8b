"""Whose certificate: a signature made elsewhere is taken only from the one whose name stands in the paper's block.

Intact, from a root this installation trusts, not run out, and issued to the holder of the post (her name, or her position
and her body), or to the agency itself.
"""

from reports.drafting import heads
from reports.models import Document
from reports.pen import trust
from reports.pen.errors import SigningError
from reports.pen.verdict import Signature, verify
from units.models import Agency, Post, Seat
from units.signing_forms import hand_of
from units.text import fold
from units.vietnamese import signing_title

__all__ = ["check"]


def check(document: Document, name: str, seat: Seat, before: bytes, signed: bytes) -> None:
    """Raises SigningError, saying why, unless every new signature in `signed` is the one that belongs there."""
    roots = trust.roots()
    if not roots:
        raise SigningError(
            "Cổng chưa được khai báo gốc chứng thực tin cậy (SIGNING_TRUST) nên chưa nhận chữ ký làm ở nơi khác."
        )
    known = {one.field for one in verify(before, []).signatures}
    for one in verify(signed, roots).signatures:
        if one.field not in known:
            _whole(one)
            _belongs(one, document, name, seat)


def _whole(one: Signature) -> None:
    if not (one.intact and one.allowed_changes):
        raise SigningError(f"Chữ ký của {one.who} không còn nguyên vẹn; không được lưu.")
    if one.expired:
        raise SigningError(f"Chứng thư số của {one.who} đã hết hạn; không được lưu.")
    if not one.trusted:
        raise SigningError(f"Chữ ký của {one.who} không được nhận: {one.why}.")


def _belongs(one: Signature, document: Document, name: str, seat) -> None:
    if name == "issue":
        fits, whose = _is_agency(one, document.agency), document.agency.name
    else:
        post = hand_of(seat)  # her own, also when she signs for a colleague
        fits, whose = _is_holder(one, post), f"{post.user.legal_name or post.user} ({post})"
    if not fits:
        of = f" ({one.agency})" if one.agency and one.agency != one.who else ""
        raise SigningError(f"Chứng thư số mang tên “{one.who}”{of}, không phải của {whose}; không được lưu.")


def _is_agency(one: Signature, agency: Agency) -> bool:
    names = [agency.name, heads.full_name(agency), *agency.aliases.split(",")]
    return fold(one.who).strip() in {fold(name).strip() for name in names if name.strip()}


def _is_holder(one: Signature, post: Post) -> bool:
    """By her name; a certificate of a position by that position (a deputy's is another) and the body it is in."""
    if post.user.legal_name and fold(one.who).strip() == fold(post.user.legal_name).strip():
        return True
    same = fold(signing_title(one.who)).strip() == fold(post.signing_title).strip()
    body, unit = fold(f"{one.who} {one.agency}"), fold(post.agency.unit.short_name)
    return same and f" {unit} " in f" {body} "
