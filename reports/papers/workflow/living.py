"""Papers are written, numbered and signed by bodies that exist, under their own seal: after its last day a unit or an agency
issues nothing, its heir does."""

from datetime import date

from django.utils import timezone

from units.errors import Conflict, Refused
from units.models import Agency, Post, Seat, Succession, User
from units.permissions import Action, require, seats_for
from units.vietnamese import vn_date

__all__ = ["is_clerk", "keeps_seal", "require_clerk", "require_living"]


def require_living(agency: Agency, day: date | None = None) -> None:
    """Raises Conflict naming the last day and the heir where it is not in force on `day` (today)."""
    day = day or timezone.localdate()
    if agency.lives_on(day):
        return
    unit = agency.unit
    if unit.lives_on(day):
        raise Conflict(_agency_over(agency))
    heirs = Succession.objects.filter(old=unit).select_related("new").order_by("new__sort_key")
    names = ", ".join(row.new.full_name for row in heirs)
    when = f"từ sau ngày {vn_date(unit.valid_to)}" if unit.valid_to else ""
    raise Conflict(
        f"{unit.full_name} đã kết thúc hoạt động {when} nên không soạn, lấy số, ký, phát hành văn bản được nữa"
        + (f"; văn bản do đơn vị kế thừa ban hành: {names}." if names else ".")
    )


def _agency_over(agency):
    until = f" từ sau ngày {vn_date(agency.valid_to)}" if agency.valid_to else ""
    return (
        f"{agency} đã kết thúc hoạt động{until} hoặc chưa hoạt động nên không soạn, lấy số, ký, phát hành văn bản được; "
        f"chọn cơ quan đang hoạt động của {agency.unit.short_name}."
    )


def keeps_seal(post: Post, agency: Agency) -> bool:
    """Whether the clerk in `post` numbers and seals papers of `agency`: her own body's; the committee's also from an office
    of its that has no seal."""
    return post.agency_id == agency.pk or (agency.heads_unit and not post.agency.has_seal)


def _clerk(agency, user):
    seats = seats_for(user, Action.NUMBER, agency.unit)
    return next((seat for seat in seats if keeps_seal(seat.post, agency)), None)


def is_clerk(agency: Agency, user: User) -> bool:
    """Whether she keeps this body's books and seal."""
    return _clerk(agency, user) is not None


def require_clerk(agency: Agency, by: User) -> Seat:
    """The seat of a clerk of this body. Raises Refused, Http404."""
    require(by, Action.NUMBER, agency.unit)
    found = _clerk(agency, by)
    if found is None:
        raise Refused(f"Sổ văn bản và con dấu của {agency} do văn thư của chính cơ quan đó giữ.")
    return found
