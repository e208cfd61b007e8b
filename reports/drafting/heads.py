"""Who issues a paper, to whom, over whose signature: the parts of the head and foot read from agencies and posts."""

import re
from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from plans.models import Plan
from reports.layout import wording
from reports.layout.content import Block, Paper, Paragraph, Signing, text
from units.models import Agency, Post, Role, Unit, User
from units.signing_forms import OWN_FORMS, InStead
from units.text import fold
from units.vietnamese import vn_date


def office_of(unit: Unit) -> Agency | None:
    """The body that issues papers for a unit: its People's Committee, or the department itself."""
    return Agency.objects.filter(unit=unit, heads_unit=True).select_related("unit__parent").first()


def bodies(unit: Unit) -> list[Agency]:
    """Bodies of a unit that issue papers in their own name, its People's Committee first."""
    there = Agency.objects.filter(unit=unit).select_related("unit__parent").order_by("-heads_unit", "name", "pk")
    return [agency for agency in there if agency.has_seal]


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
    return f"{plan.get_kind_display()}{number}{day} của {full_name(plan.issuer)} về {plan.title[:1].lower()}{plan.title[1:]}"


def cited_shortly(plan: Plan) -> str:
    """`Kế hoạch số 18/KH-UBND ngày 15/01/2026`, for a subject."""
    number = f" số {plan.number}" if plan.number else ""
    return f"{plan.get_kind_display()}{number}" + (f" ngày {vn_date(plan.date)}" if plan.date else "")


def plan_closing(plan: Plan) -> Paragraph:
    """The last sentence of a plan's paper."""
    return Paragraph(
        text(
            f"Trên đây là {plan.get_kind_display()} của {full_name(plan.issuer)}; yêu cầu các cơ quan, đơn vị thực hiện"
        )
    )


def letterhead(agency: Agency) -> tuple[str, ...]:
    """Lines of cell 2 of the decree's diagram: the body over its place."""
    if agency.letterhead:
        return tuple(line.strip() for line in agency.letterhead.splitlines() if line.strip())
    if is_committee(agency):
        return ("Ủy ban nhân dân", agency.unit.name)
    return (_without_unit(agency) if superior(agency) else agency.name,)


def superior(agency: Agency) -> tuple[str, ...]:
    """Cơ quan chủ quản over the issuer: as entered, else the committee over a State body of the same unit."""
    if agency.superior_line:
        return (agency.superior_line,)
    above = agency.unit.parent if agency.heads_unit else agency.unit
    under = agency.kind == Agency.Kind.STATE and not is_committee(agency)
    office = office_of(above) if under and above else None
    return (f"UBND {office.unit.name}",) if office and is_committee(office) else ()


def place(agency: Agency) -> str:
    """Địa danh: the agency's own, else its unit's (Annex I, II.4.a)."""
    return agency.place or agency.unit.place_name


def symbol(kind: str, agency: Agency, drafted_in: Agency | None = None) -> str:
    """`BC-UBND`, `BC-SNV`; of a letter `UBND-NV` with the drafting unit or field behind (Annex I, II.3.b)."""
    drafting = abbreviation(drafted_in) if drafted_in and drafted_in != agency else "VP"
    return wording.symbol(kind, abbreviation(agency), drafting if kind == "cong_van" else "")


def abbreviation(agency: Agency) -> str:
    """The body in a symbol: its own, else the first letters of its name: `SNV`, `MTTQ`, `BQLDA`, of a Phòng its field."""
    if agency.symbol:
        return agency.symbol
    if is_committee(agency):
        return "UBND"
    name = agency.name.removesuffix(agency.unit.short_name).removesuffix(agency.unit.name).strip()
    if "MTTQ" in name or "Mặt trận" in name:
        return "MTTQ"
    if name.startswith("Ban Quản lý dự án"):
        return "BQLDA"
    words = re.findall(r"[^\W\d_]+", name.removeprefix("Phòng "))
    return "".join(_initial(word) for word in words if word.lower() != "và") or "VP"


def _initial(word: str) -> str:
    """A symbol is written without marks, but for Đ: `Dự án` is DA (Annex III)."""
    return "Đ" if word[0] in "Đđ" else fold(word)[0].upper()


def superior_office(unit: Unit, through: Agency | None = None) -> str:
    """`Ủy ban nhân dân huyện Ân Thi (qua Phòng Nội vụ huyện Ân Thi)`; empty for a unit with nobody above."""
    above = unit.parent
    office = office_of(above) if above else None
    if above is None or (office is None and above.kind in (Unit.Kind.NATION, Unit.Kind.DEPARTMENT)):
        return ""
    name = full_name(office) if office else f"Ủy ban nhân dân {above.short_name}"  # its agency is in no list yet
    return name if not through or through == office else f"{name} (qua {_without_unit(through)})"


def body_above(agency: Agency) -> str:
    """To whom a body turns: the committee above its unit; a Sở or a board of the same unit to its own committee."""
    if agency.heads_unit or agency.kind != Agency.Kind.STATE:
        return superior_office(agency.unit)
    office = office_of(agency.unit)
    return full_name(office) if office else ""


def _without_unit(agency: Agency) -> str:
    """`Phòng Nội vụ huyện Ân Thi` -> `Phòng Nội vụ`: the unit stands before it already."""
    return agency.name.removesuffix(agency.unit.short_name).strip() or agency.name


def reviewing_office(unit: Unit, plan: Plan | None = None) -> Agency | None:
    """The agency of the unit above through which reports go."""
    if plan and plan.receiving_agency_id:
        return plan.receiving_agency
    return Agency.objects.filter(unit=unit.parent_id, reviews=True).select_related("unit").first()


def sits_in(user: User, unit: Unit) -> Agency | None:
    """The agency of `unit` in which she holds a post: the body that drafts what she writes."""
    posts = Post.objects.in_force(timezone.localdate()).filter(user=user, agency__unit=unit).exclude(role=Role.ADMIN)
    return next((post.agency for post in posts.select_related("agency__unit").order_by("pk")), None)


def issuing(user: User, unit: Unit) -> Agency | None:
    """Who issues what she drafts: her own body if it has a seal and somebody to sign, else the unit's committee."""
    own = sits_in(user, unit)
    return own if own and own.has_seal and default_signer(own) else office_of(unit)


def default_signer(agency: Agency, drafted_in: Agency | None = None) -> Post | None:
    """The leader of the agency, its head before a deputy; of what a body without a seal drafts, who signs TL. there."""
    posts = Post.objects.in_force(timezone.localdate()).filter(role=Role.LEADER)
    if drafted_in and drafted_in != agency and not drafted_in.has_seal:
        by_order = (
            posts.filter(agency=drafted_in, signs=Post.Signs.ORDER).select_related("user", "agency__unit").first()
        )
        if by_order:
            return by_order
    posts = posts.filter(agency=agency)
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
    return "Ủy ban nhân dân" if is_committee(agency) else ""


def _head_title(post):
    if post.signs in (Post.Signs.HEAD, Post.Signs.ACTING):
        return post.signing_title.removeprefix("Quyền ")
    agency = _signed_for(post)
    posts = Post.objects.in_force(timezone.localdate()).filter(agency=agency, role=Role.LEADER)
    head = posts.filter(signs=Post.Signs.HEAD).first()
    if head or (agency != post.agency and is_committee(agency)):
        return head.signing_title if head else "Chủ tịch"
    return post.signing_title.removeprefix("Phó ").capitalize()


def _signed_for(post):
    """Whose head a signature by order or mandate stands for: a body without a seal signs for its unit's committee."""
    by_order = post.signs in (Post.Signs.ORDER, Post.Signs.MANDATE)
    return (by_order and not post.agency.has_seal and office_of(post.agency.unit)) or post.agency


_LED_BY = (("Sở ", "Giám đốc, các Phó Giám đốc"), ("Chi cục ", "Chi cục trưởng, các Phó Chi cục trưởng"),
           ("Phòng ", "Trưởng phòng, các Phó Trưởng phòng"), ("Ủy ban MTTQ", "Chủ tịch, các Phó Chủ tịch"),
           ("Ủy ban Mặt trận", "Chủ tịch, các Phó Chủ tịch"), ("Trung tâm ", "Giám đốc, các Phó Giám đốc"),
           ("Ban Quản lý dự án", "Giám đốc, các Phó Giám đốc"), ("Ban QLDA", "Giám đốc, các Phó Giám đốc"))  # fmt: skip
_PARTY = {Unit.Kind.PROVINCE: "Tỉnh ủy", Unit.Kind.DISTRICT: "Huyện ủy", Unit.Kind.URBAN_DISTRICT: "Quận ủy",
          Unit.Kind.TOWN: "Thị ủy", Unit.Kind.CITY: "Thành ủy"}  # fmt: skip


def leaders(agency: Agency) -> str:
    """Its own leaders in Nơi nhận, by the kind of body: a Sở has Giám đốc, a committee Chủ tịch."""
    if is_committee(agency):
        return f"Chủ tịch, các Phó Chủ tịch {_short_committee(agency)}"
    led = next((words for start, words in _LED_BY if agency.name.startswith(start)), "Lãnh đạo")
    return f"{led} {agency.name}"


def standing_bodies(agency: Agency) -> tuple[str, ...]:
    """Party committee and People's Council of the same unit, to whom a People's Committee reports; proposed only."""
    if not is_committee(agency):
        return ()
    unit = agency.unit
    party = (
        f"Thường trực {_PARTY[kind]}"
        if (kind := Unit.Kind(unit.kind)) in _PARTY
        else f"Thường trực Đảng ủy {unit.short_name}"
    )
    return (party, f"Thường trực HĐND {unit.short_name}")


def is_committee(agency: Agency) -> bool:
    """The People's Committee of a unit, not a department that heads a unit of its own."""
    return agency.heads_unit and agency.unit.kind != Unit.Kind.DEPARTMENT


def _short_committee(agency):
    return f"UBND {agency.unit.short_name}" if fold(agency.name) == fold(f"UBND {agency.unit.name}") else agency.name


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
    archive = abbreviation(drafted_in) if drafted_in and drafted_in != agency else ""
    return Paper(
        kind=kind, issuer=letterhead(agency), issuer_name=full_name(agency), place=place(agency),
        superior=superior(agency), symbol=symbol(kind, agency, drafted_in),
        title=title, blocks=tuple(blocks), signing=signing(signer), year=timezone.localdate().year,
        **{"archive": archive, **more},
    )  # fmt: skip
