"""Papers are written, numbered and signed by bodies that exist, under their own seal: after its last day a unit or an agency
issues nothing, its heir does; what it left half done the heir's people give back, take back or cancel."""

from datetime import date

from django.utils import timezone

from units.errors import Conflict, Refused
from units.models import Agency, Post, Seat, Succession, User
from units.permissions import Action, reaches, require, seats_for
from units.vietnamese import vn_date

__all__ = ["is_clerk", "keeps_seal", "require_clerk", "require_living", "seats_over"]


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


def seats_over(user: User, action: Action, agency: Agency) -> list[Seat]:
    """Seats in which `user` may do it for `agency`; for one that is no more also those of the units that took it over."""
    seats = seats_for(user, action, agency.unit)
    if agency.unit.lives_on(timezone.localdate()):
        return seats
    return seats + [reach.seat for reach in reaches(user, action) if agency.unit_id in reach.seat.inherited]


def _clerk(agency, user):
    seats, lives = seats_over(user, Action.NUMBER, agency), agency.lives_on(timezone.localdate())
    return next((seat for seat in seats if keeps_seal(seat.post, agency) or not lives), None)


def is_clerk(agency: Agency, user: User) -> bool:
    """Whether she keeps this body's books and seal."""
    return _clerk(agency, user) is not None


def require_clerk(agency: Agency, by: User) -> Seat:
    """The seat of a clerk of this body, or of its heir once it is no more. Raises Refused, Http404."""
    found = _clerk(agency, by)
    if found is None:
        require(by, Action.NUMBER, agency.unit)
        raise Refused(f"Sổ văn bản và con dấu của {agency} do văn thư của chính cơ quan đó giữ.")
    return found
