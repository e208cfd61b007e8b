"""Công văn đôn đốc to units that are late."""

from datetime import date

from plans.models import Period, Plan
from plans.reminding.late import LateUnit, late_units
from post import working_days
from reports.drafting import heads
from reports.drafting.figures import Figures
from reports.drafting.results import Draft, period_name, span
from reports.layout.content import Annex, Column, Table
from units.models import Agency, Post, Unit
from units.vietnamese import vn_date

NAMED_AT_MOST = 12  # addressees on the first page; more go into a list behind
DAYS_TO_ANSWER = 3  # working days


class NobodyLate(ValueError):
    """There is nothing to urge; the text is Vietnamese and fit to be shown."""


def urging(
    plan: Plan, period: Period, *, agency: Agency, today: date, signer: Post | None, drafted_in: Agency | None = None
) -> Draft:
    """A letter to every unit below that is late in `period`, by the same query as the reminders. Raises NobodyLate."""
    late = late_below(plan, period, today)
    if not late:
        raise NobodyLate("Không có đơn vị nào quá hạn gửi báo cáo trong kỳ này, nên không có ai để đôn đốc.")
    figures, many = Figures(), len(late) > NAMED_AT_MOST
    addressees = (_all_of(late),) if many else tuple(_name(row.unit) for row in late)
    paper = heads.paper(
        "cong_van", agency, title=f"đôn đốc báo cáo kết quả thực hiện Kế hoạch nâng cao Chỉ số PAPI {period_name(period)}",
        blocks=_urging(plan, period, agency, late, figures, today), signer=signer, drafted_in=drafted_in,
        addressees=addressees, recipients=(heads.leaders(agency),),
        annexes=(Annex("Danh sách đơn vị chưa gửi đủ báo cáo", _table(late), landscape=False),) if many else (),
    )  # fmt: skip
    return Draft(paper, figures.rows, tuple(row.unit.pk for row in late))


def late_below(plan: Plan, period: Period, today: date) -> list[LateUnit]:
    """Units below the plan's own that are late in `period`, latest first."""
    below = Unit.objects.filter(path__startswith=plan.unit.path).exclude(pk=plan.unit_id)
    return late_units(period, today, units=below)


def _all_of(late):
    """`Ủy ban nhân dân 29 xã, phường (…)`: the kinds of units there are among them."""
    kinds = [row.unit.get_kind_display() for row in late]
    named = ", ".join(kind for kind in dict(Unit.Kind.choices).values() if kind in kinds)
    whom = f"{len(late)} đơn vị" if Unit.Kind.DEPARTMENT.label in kinds else f"Ủy ban nhân dân {len(late)} {named}"
    return f"{whom} (theo danh sách tại Phụ lục kèm theo)"


def _asks(agency):
    """A committee orders those below it; a Sở or an office of its stands above none of them, it asks."""
    return "yêu cầu" if agency.heads_unit and agency.kind == Agency.Kind.STATE else "đề nghị"


def _name(unit):
    office = heads.office_of(unit)
    return heads.full_name(office) if office else f"Ủy ban nhân dân {unit.short_name}"


def _urging(plan, period, agency, late, figures, today):
    count = figures.put("don_vi_cham", len(late), "Đơn vị quá hạn gửi báo cáo")
    short = figures.put("bao_cao_thieu", sum(row.missing for row in late), "Nhiệm vụ chưa có báo cáo")
    until = working_days.load().add(today, DAYS_TO_ANSWER)
    yield figures.paragraph(
        f"Thực hiện {heads.cited(plan)}, các đơn vị gửi báo cáo kết quả {period_name(period)} ({span(period)}) chậm nhất "
        f"ngày {_dates(late, period)}."
    )
    listed = " (danh sách tại Phụ lục kèm theo)" if len(late) > NAMED_AT_MOST else ""
    yield figures.paragraph(
        f"Đến hết ngày {vn_date(today)}, còn {count} đơn vị chưa gửi đủ báo cáo{listed}, với {short} nhiệm vụ chưa có kết "
        "quả."
    )
    yield figures.paragraph(
        f"{heads.full_name(agency)} {_asks(agency)} các đơn vị nêu trên khẩn trương hoàn thành, gửi báo cáo trên hệ thống "
        f"trước ngày {vn_date(until)}; nêu rõ nguyên nhân chậm và trách nhiệm của tập thể, cá nhân có liên quan."
    )
    yield figures.paragraph(f"{heads.full_name(agency)} {_asks(agency)} các đơn vị nghiêm túc thực hiện")


def _dates(late, period):
    """The period's date, and the own ones of those that had more time or less."""
    own = [row for row in late if row.due != period.due]
    named = "; ".join(f"{row.unit.short_name}: ngày {vn_date(row.due)}" for row in own[:NAMED_AT_MOST])
    return f"{vn_date(period.due)} (hạn riêng của {named})" if own else vn_date(period.due)


_LATE = (
    Column("TT", 0.5, "center"), Column("Đơn vị", 3.5), Column("Phải báo cáo", 1, "right"), Column("Đã gửi", 1, "right"),
    Column("Còn thiếu", 1, "right"), Column("Hạn gửi", 1.3, "center"),
)  # fmt: skip


def _table(late):
    rows = enumerate(late, 1)
    return Table(
        _LATE, tuple((n, row.unit.name, row.expected, row.received, row.missing, vn_date(row.due)) for n, row in rows)
    )
