"""Verbs on the register of certificates: which key stands for which post, which for the agency.

    enter   a certificate for a post, or for the agency itself: from a trusted root, alive, of nobody else, its name fitting
    end     a certificate is used no more: lost token, another holder, a new one came

Rows are never deleted: what was signed with a certificate of the past keeps its holder's name.
"""

from asn1crypto import x509
from django.db import transaction
from django.utils import timezone

from journal.notes import Kind, note
from reports.papers.workflow import holders
from reports.pen import trust
from reports.pen.deferred import certificates_of
from reports.pen.errors import SigningError
from units.errors import Conflict
from units.models import Agency, Certificate, Post, User
from units.permissions import Action, require
from units.text import nfc
from units.vietnamese import vn_date

__all__ = ["RULE", "end", "enter"]

RULE = (
    "Chữ ký số chỉ được nhận khi chứng thư số còn hạn, dẫn về gốc tin cậy và đã đăng ký cho đúng chức vụ hoặc cơ quan ký. "
    "Chức vụ chưa có chứng thư số nào được đăng ký thì chứng thư số mang đúng tên được ghi vào danh bạ khi ký lần đầu; đổi "
    "chứng thư số khác phải đăng ký trước."
)


@transaction.atomic
def enter(agency: Agency, post: Post | None, file: bytes, *, by: User, confirmed: bool = False) -> Certificate:
    """Register an uploaded certificate. `confirmed`: a person vouches for a name that is not the holder's own.

    Raises Refused, Http404, SigningError or ValueError in words for the form.
    """
    require(by, Action.SETTINGS, agency.unit)
    own, chain, named = _read(file)
    _alive(named)
    _leads_to_a_root(own, chain, named)
    if there := Certificate.objects.standing().with_holder().filter(fingerprint=named.fingerprint).first():
        raise ValueError(f"Chứng thư số này đã đăng ký cho {there.holder}.")
    if not confirmed and not holders.fits(named, agency, post):
        of = f" ({named.agency})" if named.agency else ""
        raise ValueError(
            f"Tên trên chứng thư số là “{named.who}”{of}, khác với tên, chức vụ đang đăng ký. Nếu đúng là chứng thư số này, "
            "hãy đánh dấu xác nhận rồi gửi lại."
        )
    row = Certificate.objects.create(agency=agency, post=post, by=by, **holders.columns(named))
    note(Kind.CERTIFICATE, by=by, unit=agency.unit, subject=row, said=f"đăng ký: {row.holder}")
    return row


def _read(file):
    """The certificate, its chain, and what it says; certificates are parsed late, so a broken one shows only here."""
    try:
        own, *chain = map(x509.Certificate.load, certificates_of(file))
        return own, chain, holders.of_certificate(own)
    except (ValueError, TypeError, KeyError):
        raise SigningError("Không đọc được chứng thư số; tải lên tệp .cer, .crt, .pem hoặc .p7b.") from None


def _alive(named):
    if named.valid_to < timezone.now():
        raise ValueError(f"Chứng thư số đã hết hạn ngày {vn_date(named.valid_to)}; không đăng ký được.")


def _leads_to_a_root(own, chain, named):
    if not trust.known().roots:
        raise ValueError("Quản trị của cổng chưa khai báo gốc chứng thực tin cậy nên chưa đăng ký được chứng thư số.")
    if not trust.leads(own, chain, max(timezone.now(), named.valid_from)):
        raise SigningError(
            f"Chứng thư số do {named.issuer or 'nơi không rõ tên'} cấp, không dẫn về gốc tin cậy của cổng; không đăng ký "
            "được."
        )


@transaction.atomic
def end(row: Certificate, *, by: User, reason: str) -> None:
    """Use it no more. Raises Refused, Http404, ValueError without a reason, Conflict when it has ended."""
    require(by, Action.SETTINGS, row.agency.unit)
    if not reason.strip():
        raise ValueError("Cần ghi lý do thôi dùng chứng thư số.")
    said = {"ended_at": timezone.now(), "ended_by": by, "reason": nfc(reason.strip())[:300]}
    if not Certificate.objects.filter(pk=row.pk, ended_at=None).update(**said):
        raise Conflict("Chứng thư số này đã thôi dùng. Mở lại trang để xem.")
    note(Kind.CERTIFICATE, by=by, unit=row.agency.unit, subject=row, said=f"thôi dùng: {said['reason']}")
