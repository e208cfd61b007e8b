"""Who is told when a round or a sheet moves: always whoever holds the post that acts next.

A step of one sheet rings and writes; one that all units of a round are told of rings, and the daily digest carries it.
"""

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from appraisal.models import IndexStep, Objection, Round, Sheet
from post import letters as post_office
from post.models import Notice
from units.models import Post, Role, User
from units.vietnamese import vn_date

__all__ = ["answered", "moved", "objected", "put_to_vote"]

KIND = "move"  # of post.models.KINDS: the letter may be refused, the bell rings anyway
TEMPLATE = "appraisal/letters/moved"
OF_UNITS = {
    "open": "{round}: mời tự chấm, hạn {score_by}",
    "tell": "{round}: kết quả dự kiến, nhận kiến nghị đến {object_by}",
    "publish": "{round}: kết quả đã công bố",
}
OF_HOUSE = {
    "close": ("{round}: bắt đầu thẩm định, hạn {appraise_by}", (Role.APPRAISER,)),
    "sit": ("{round}: trình hội đồng quyết định", (Role.COUNCIL, Role.LEADER)),
}
OF_SHEET = {
    "submit": ("Phiếu tự chấm chờ duyệt: {round}", (Role.LEADER,)),
    "hand_back": ("Phiếu tự chấm bị lãnh đạo trả lại: {round}", (Role.ENTRY,)),
    "send_back": ("Phiếu tự chấm bị trả lại: {round}", (Role.ENTRY, Role.LEADER)),
}


def moved(row: Round | Sheet, name: str, step: IndexStep) -> None:
    """Tell those who act next of one move."""
    if isinstance(row, Sheet):
        if name in OF_SHEET:
            words, roles = OF_SHEET[name]
            _tell(words, row.round, _holders(roles, row.unit_id), step, reverse("index_sheet", args=[row.pk]))
    elif name in OF_UNITS:
        _ring_units(OF_UNITS[name], row, step)
    elif name in OF_HOUSE:
        words, roles = OF_HOUSE[name]
        _tell(words, row, _holders(roles, row.unit_id), step, reverse("index_round", args=[row.pk]))


def objected(objection: Objection, step: IndexStep) -> None:
    """A unit's objection: whoever appraises."""
    sheet = objection.mark.sheet
    words = f"Kiến nghị của {sheet.unit.name}: {{round}}"
    people = _holders((Role.APPRAISER,), sheet.round.unit_id)
    _tell(words, sheet.round, people, step, reverse("index_sheet", args=[sheet.pk]))


def answered(objection: Objection, step: IndexStep) -> None:
    """Its answer: the unit."""
    sheet = objection.mark.sheet
    people = _holders((Role.LEADER, Role.ENTRY), sheet.unit_id)
    words, url = "Kiến nghị về điểm được trả lời: {round}", reverse("index_sheet", args=[sheet.pk])
    _tell(words, sheet.round, people, step, url)


def put_to_vote(held: Round, step: IndexStep) -> None:
    """Something to vote on: the members of the council."""
    people, url = _holders((Role.COUNCIL,), held.unit_id), reverse("index_council", args=[held.pk])
    _tell("Có nội dung chờ biểu quyết: {round}", held, people, step, url)


def _holders(roles: Iterable[Role], unit: int) -> dict[User, tuple[Role, int]]:
    found: dict[User, tuple[Role, int]] = {}
    for role in roles:
        found |= {person: post for person, post in post_office.in_post(role, unit).items() if person not in found}
    return found


def _ring_units(words: str, held: Round, step: IndexStep) -> None:
    """A line under the bell of every official and leader of the units scored, three statements however many."""
    sheets = dict(held.sheets.values_list("unit", "pk"))
    posts = Post.objects.in_force(timezone.localdate()).filter(
        agency__unit__in=sheets, role__in=[Role.ENTRY, Role.LEADER], user__is_active=True
    )
    told = dict(posts.values_list("user", "agency__unit"))
    text = _words(words, held)
    notices = [
        Notice(to_id=user, key=f"index-{step.pk}", text=text[:300], url=reverse("index_sheet", args=[sheets[unit]]))
        for user, unit in told.items()
    ]
    Notice.objects.bulk_create(notices, batch_size=500, ignore_conflicts=True)


def _tell(words: str, held: Round, people: dict[User, tuple[Role, int]], step: IndexStep, url: str) -> None:
    subject = _words(words, held)
    for person, post in people.items():
        if person.pk != step.by_id:
            post_office.tell(
                person, key=f"index-{step.pk}-{person.pk}", subject=subject, url=url, template=TEMPLATE, kind=KIND,
                context={"subject": subject, "link": settings.SITE_URL + url, "site": settings.SITE_URL, "note": step.note},
                topic=f"index-{held.pk}", post=post, matter=f"index-{step.pk}",
            )  # fmt: skip


def _words(words, held):
    dates = {name: _day(getattr(held, name)) for name in ("score_by", "appraise_by", "object_by")}
    return words.format(round=held.name, **dates)


def _day(day):
    return vn_date(day) if day else ""
