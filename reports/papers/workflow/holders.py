"""Whose certificate: a signature counts only from the one whose name stands in the paper's block.

    check        signatures made elsewhere: whole, trusted, not run out, and of the post (or the agency) that signs
    check_key    the same of a key on the server, before anything is held or written
    belongs      whose register entry or name a certificate must fit

The register of certificates decides where it knows any of the post or agency. Where it knows none, the certificate must bear
the holder's name, or her position and her body, or the agency's own name; it is then entered as first used, so that another
one later has to be entered by a person.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from asn1crypto import x509
from django.db import IntegrityError, transaction
from django.utils import timezone

from journal.notes import Kind, note
from reports.drafting import heads
from reports.models import Document
from reports.papers.workflow import tries
from reports.papers.workflow.papers import Turn
from reports.pen import certificates, trust
from reports.pen.errors import SigningError, WrongSecret
from reports.pen.findings import Signature, body
from reports.pen.keys import Key
from reports.pen.verdict import verify
from units.models import Agency, Certificate, Post, User
from units.text import fold
from units.vietnamese import signing_title, vn_date

__all__ = [
    "Named", "belongs", "check", "check_agency", "check_key", "columns", "fits", "of_certificate",
]  # fmt: skip


_NAME = 64


@dataclass(frozen=True)
class Named:
    """A certificate as a file or key shows it."""

    who: str
    agency: str
    issuer: str
    serial: str
    fingerprint: str
    valid_from: datetime
    valid_to: datetime


def check(turn: Turn, before: bytes, signed: bytes) -> None:
    """Raises SigningError, saying why, unless every new signature in `signed` is the one that belongs there."""
    agency, post = turn.owner
    _check(agency, post, before, signed, by=turn.by)


def check_agency(agency: Agency, before: bytes, signed: bytes, *, by: User) -> None:
    """The same for an annex file, which the agency alone signs."""
    _check(agency, None, before, signed, by=by)


def _check(agency, post, before, signed, *, by):
    known = trust.known()
    if not known.roots:
        raise SigningError(
            "Quản trị của cổng chưa khai báo gốc chứng thực tin cậy nên chưa nhận chữ ký làm ở nơi khác."
        )
    there = {one.field for one in verify(before).signatures}
    for one in verify(signed, known).signatures:
        if one.field not in there:
            _whole(one)
            belongs(_named(one), agency, post, by=by)


def check_key(key: Key, document: Document, agency: Agency, post: Post | None, *, by: User) -> None:
    """Opens the key once: a wrong password, or a certificate of somebody else, must hold no number.

    Wrong passwords are written into the trace of `document` and slowed. Raises KeyUnavailable or SigningError.
    """
    tries.slow(by)
    try:
        with key.opened() as signer:
            own, others = signer.signing_cert, list(signer.cert_registry)
    except WrongSecret:
        tries.wrong(document, by)
        raise
    if own is None:
        raise SigningError("Khóa ký không có chứng thư số; không thể ký.")
    if trust.strays(own, others):
        raise SigningError("Chứng thư số của khóa ký trên máy chủ không dẫn về gốc tin cậy của cổng; không thể ký.")
    belongs(of_certificate(own), agency, post, by=by)


def of_certificate(own: x509.Certificate) -> Named:
    """What the register wants to know of a certificate."""
    return Named(*certificates.described(own))


def _named(one: Signature) -> Named:
    until = one.valid_until or timezone.now()
    since = one.valid_since or until
    return Named(one.who, one.agency, one.issuer, one.serial, one.fingerprint, since, until)


def _whole(one: Signature) -> None:
    if not one.whole:
        raise SigningError(f"Chữ ký của {one.who} không còn nguyên vẹn; không được lưu.")
    if one.expired:
        raise SigningError(f"Chứng thư số của {one.who} đã hết hạn; không được lưu.")
    if not one.trusted:
        raise SigningError(f"Chữ ký của {one.who} không được nhận: {one.why}.")


# --- The register, and the name where it knows nothing ----------------------------------------------------------------


def belongs(one: Named, agency: Agency, post: Post | None, *, by: User) -> None:
    """Raises SigningError unless the certificate is registered for this post (or agency), or, none being, bears its name.

    A fitting one is entered then.
    """
    owner = f"{post.user.legal_name or post.user} ({post})" if post else agency.name
    other = Certificate.objects.standing().with_holder().filter(fingerprint=one.fingerprint).first()
    if other and not _same_place(other, one, agency, post):
        raise SigningError(f"Chứng thư số này đã đăng ký cho {other.holder}, không phải của {owner}; không được lưu.")
    if other:
        return
    registered = Certificate.objects.of(agency, post).in_force(timezone.now())
    if newest := registered.first():
        raise SigningError(
            f"Chứng thư số “{one.who}” (số hiệu {one.serial}) chưa đăng ký cho {owner}; đang đăng ký số hiệu "
            f"{newest.serial}, hết hạn {vn_date(newest.valid_to)}. Đăng ký chứng thư số mới trước khi ký."
        )
    if not fits(one, agency, post):
        of = f" ({one.agency})" if one.agency and one.agency != one.who else ""
        raise SigningError(f"Chứng thư số mang tên “{one.who}”{of}, không phải của {owner}; không được lưu.")
    _enter_first(one, agency, post, by)


def fits(one: Named, agency: Agency, post: Post | None) -> bool:
    """Whether the certificate bears the name of the holder, or of the agency."""
    return _is_holder(one, post) if post else _is_agency(one, agency)


def columns(one: Named) -> dict[str, Any]:
    """The certificate as a row of the register keeps it."""
    return {
        "name": one.who[:200], "body": one.agency[:200], "issuer": one.issuer[:200], "serial": one.serial[:80],
        "fingerprint": one.fingerprint, "valid_from": one.valid_from, "valid_to": one.valid_to,
    }  # fmt: skip


def _same_place(row, one, agency, post):
    """Its own entry, or that of a predecessor where the certificate names the position and not the person."""
    if row.agency_id != agency.pk or row.post_id == (post.pk if post else None):
        return row.agency_id == agency.pk
    alike = post and row.post and fold(row.post.signing_title) == fold(post.signing_title)
    return bool(alike) and fold(one.who) != fold(row.post.user.legal_name) and _is_position(one, post)


def _enter_first(one, agency, post, by):
    """Known from now on; whoever was faster entered the same."""
    with suppress(IntegrityError), transaction.atomic():
        row = Certificate.objects.create(agency=agency, post=post, by=by, first_use=True, **columns(one))
        note(Kind.CERTIFICATE, by=by, unit=agency.unit, subject=row, said=f"ghi khi ký lần đầu: {row.holder}")


def _is_agency(one: Named | Signature, agency: Agency) -> bool:
    return _names(one.who, agency)


def _names(written, agency):
    names = [agency.name, heads.full_name(agency), *agency.aliases.split(",")]
    return any(_alike(body(written), body(name), written) for name in names if name.strip())


def _alike(said, name, written):
    """A certificate has 64 letters for a name: a longer one is cut there."""
    return said == name or (len(written) >= _NAME and name.startswith(said))


def _is_holder(one: Named | Signature, post: Post) -> bool:
    """By her name; a certificate of a position by that position (a deputy's is another) and the body it is in."""
    if post.user.legal_name and fold(one.who).strip() == fold(post.user.legal_name).strip():
        return True
    return _is_position(one, post)


def _is_position(one, post):
    """Her position as she signs or as it is called, in her own body."""
    said = {fold(signing_title(one.who)).strip(), fold(one.who).strip()}
    own = {fold(post.signing_title).strip(), fold(post.title).strip()}
    words, unit = fold(f"{one.who} {one.agency}"), fold(post.agency.unit.short_name)
    return bool(said & own) and (f" {unit} " in f" {words} " or _names(one.agency, post.agency))
