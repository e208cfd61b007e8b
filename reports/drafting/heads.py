"""Who issues a paper, to whom, over whose signature: the parts of the head and foot read from agencies and posts."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from plans.models import Plan
from reports.layout import wording
from reports.layout.content import Block, Paper, Paragraph, Signing, text
from units.models import Agency, Post, Role, Unit
from units.signing_forms import OWN_FORMS, InStead
from units.text import fold
from units.vietnamese import vn_date


def office_of(unit: Unit) -> Agency | None:
    """The body that issues papers for a unit: its People's Committee, or the department itself."""
    return Agency.objects.filter(unit=unit, heads_unit=True).select_related("unit__parent").first()


def full_name(agency: Agency) -> str:
    """`Ủy ban nhân dân xã Tiền Phong`: the name written out, for running text and addressees."""
    if fold(agency.name) == fold(f"UBND {agency.unit.name}"):
        return f"Ủy ban nhân dân {agency.unit.short_name}"
    if agency.name.startswith("UBND "):
        return f"Ủy ban nhân dân {agency.name.removeprefix('UBND ')}"
    return agency.name


def cited(plan: Plan) -> str:
    """`Kế hoạch số 18/KH-UBND ngày 15 tháng 01 năm 2026 của … về …`: a first citation in full (Annex I, II.6)."""
    number = f" số {plan.number}" if plan.number else ""
    day = f" {wording.day_text(plan.date)}" if plan.date else ""
    return f"Kế hoạch{number}{day} của {full_name(plan.issuer)} về {plan.title[:1].lower()}{plan.title[1:]}"


def cited_shortly(plan: Plan) -> str:
    """`Kế hoạch số 18/KH-UBND ngày 15/01/2026`, for a subject."""
    number = f" số {plan.number}" if plan.number else ""
    return f"Kế hoạch{number}" + (f" ngày {vn_date(plan.date)}" if plan.date else "")


def plan_closing(plan: Plan) -> Paragraph:
    """The last sentence of a plan's paper."""
    return Paragraph(text(f"Trên đây là Kế hoạch của {full_name(plan.issuer)}; yêu cầu các cơ quan, đơn vị thực hiện"))


def letterhead(agency: Agency) -> tuple[str, ...]:
    """Lines of cell 2 of the decree's diagram: the body over its place."""
    if agency.letterhead:
        return tuple(line.strip() for line in agency.letterhead.splitlines() if line.strip())
    is_committee = agency.heads_unit and agency.unit.kind != Unit.Kind.DEPARTMENT
    return ("Ủy ban nhân dân", agency.unit.name) if is_committee else (agency.name,)


def place(agency: Agency) -> str:
    """Địa danh: the agency's own, else its unit's (Annex I, II.4.a)."""
    return agency.place or agency.unit.place_name


def symbol(kind: str, agency: Agency, drafted_in: Agency | None = None) -> str:
    """`BC-UBND`; of a letter `UBND-VP` with the drafting unit behind (Annex I, II.3.b)."""
    own = agency.symbol or "UBND"
    drafting = drafted_in.symbol if drafted_in and drafted_in != agency and drafted_in.symbol else "VP"
    return wording.symbol(kind, own, drafting if kind == "cong_van" else "")


def superior_office(unit: Unit, through: Agency | None = None) -> str:
    """`Ủy ban nhân dân huyện Ân Thi (qua Phòng Nội vụ huyện Ân Thi)`; empty for a unit with nobody above."""
    office = office_of(unit.parent) if unit.parent else None
    if not office:
        return ""
    if not through or through == office:
        return full_name(office)
    return f"{full_name(office)} (qua {_without_unit(through)})"


def _without_unit(agency: Agency) -> str:
    """`Phòng Nội vụ huyện Ân Thi` -> `Phòng Nội vụ`: the unit stands before it already."""
    return agency.name.removesuffix(agency.unit.short_name).strip() or agency.name


def reviewing_office(unit: Unit, plan: Plan | None = None) -> Agency | None:
    """The agency of the unit above through which reports go."""
    if plan and plan.receiving_agency_id:
        return plan.receiving_agency
    return Agency.objects.filter(unit=unit.parent_id, reviews=True).select_related("unit").first()


def default_signer(agency: Agency) -> Post | None:
    """The leader of the agency, its head before a deputy."""
    posts = Post.objects.in_force(timezone.localdate()).filter(agency=agency, role=Role.LEADER)
    found = list(posts.select_related("user", "agency__unit"))
    order = list(OWN_FORMS)
    return min(found, key=lambda post: (order.index(Post.Signs(post.signs)), post.pk), default=None)


def signing(post: Post | None, *, stead: InStead | None = None) -> Signing:
    """The block over a signature; `stead` when somebody signs from this post that was lent to her.

    Then her own position and her own name stand below the head's position (Annex I, II.7.a).
    """
    if not post:
        return Signing((), "")
    if stead:
        return _in_stead(post, stead)
    form, head, own = OWN_FORMS[Post.Signs(post.signs)], _head_title(post), post.signing_title
    lines = wording.signing_lines(body=_body(post.agency), head=head, own=own, form=form)
    return Signing(lines, post.user.legal_name or post.user.get_full_name())


def _in_stead(post, stead):
    own, person = stead.post.signing_title, stead.post.user
    lines = wording.signing_lines(body=_body(post.agency), head=_head_title(post), own=own, form=stead.form)
    return Signing(lines, person.legal_name or person.get_full_name())


def _body(agency):
    return "Ủy ban nhân dân" if agency.heads_unit and agency.unit.kind != Unit.Kind.DEPARTMENT else ""


def _head_title(post):
    if post.signs in (Post.Signs.HEAD, Post.Signs.ACTING):
        return post.signing_title.removeprefix("Quyền ")
    posts = Post.objects.in_force(timezone.localdate()).filter(agency=post.agency, role=Role.LEADER)
    head = posts.filter(signs=Post.Signs.HEAD).first()
    return head.signing_title if head else post.signing_title.removeprefix("Phó ").capitalize()


def paper(
    kind: str,
    agency: Agency,
    *,
    title: str,
    blocks: Iterable[Block],
    signer: Post | None,
    drafted_in: Agency | None = None,
    **more: Any,
) -> Paper:
    """A paper of `agency` with head and foot filled in; `more` are further fields of `Paper`."""
    archive = drafted_in.symbol if drafted_in and drafted_in != agency else ""
    return Paper(
        kind=kind, issuer=letterhead(agency), issuer_name=full_name(agency), place=place(agency),
        superior=(agency.superior_line,) if agency.superior_line else (), symbol=symbol(kind, agency, drafted_in),
        title=title, blocks=tuple(blocks), signing=signing(signer), year=timezone.localdate().year,
        **{"archive": archive, **more},
    )  # fmt: skip
