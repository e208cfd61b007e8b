"""A new paper: which kind, of which plan and period, who issues it, and what its draft compares."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import Q

from plans.models import Period, Plan
from plans.permissions import visible_plans
from reports.drafting import heads
from reports.models import Document
from reports.papers.forms.plain import Plain
from reports.permissions import units_to_draft_for
from units.addresses import whole
from units.fields import CharField
from units.models import Agency, User

Kind = Document.Kind


class ChoicesForm(Plain):
    """What the draft of a report compares and names; left alone it is compared with the last period."""

    COMPARED = {"": {}, "nam": {"period": False, "year": True}, "ca_hai": {"year": True}, "khong": {"period": False}}
    compare = forms.ChoiceField(
        label="So sánh trong báo cáo",
        required=False,
        choices=[
            ("", "Với kỳ trước"),
            ("nam", "Với cùng kỳ năm trước"),
            ("ca_hai", "Với kỳ trước và cùng kỳ năm trước"),
            ("khong", "Không so sánh"),
        ],
    )
    sources = forms.BooleanField(
        label="Ghi một dòng nguồn dưới ý kiến gộp của nhiều đơn vị", required=False,
        help_text="Không chọn: tên đơn vị ghi ngay trong câu",
    )  # fmt: skip

    def chosen(self) -> dict[str, bool]:
        """As `Document.choices` keeps it, without what is as usual."""
        given = self.cleaned_data
        return self.COMPARED[given.get("compare", "")] | ({"sources": True} if given.get("sources") else {})


class NewDocumentForm(ChoicesForm):
    """Kind, plan and period of a new paper; the issuing office follows from the plan's unit."""

    kind = forms.ChoiceField(label="Loại văn bản", choices=Kind.choices, initial=Kind.REPORT)
    plan = forms.ModelChoiceField(
        Plan.objects.none(),
        label="Kế hoạch",
        required=False,
        empty_label="Chọn kế hoạch",
        help_text="Cho báo cáo, công văn đôn đốc và văn bản của chính kế hoạch, kể cả chương trình, chỉ thị, quyết định",
    )
    period = forms.ModelChoiceField(
        Period.objects.none(),
        label="Kỳ báo cáo",
        required=False,
        empty_label="Chọn kỳ",
        help_text="Cho báo cáo và công văn đôn đốc",
    )
    issuer = forms.ModelChoiceField(
        Agency.objects.none(), label="Cơ quan ban hành", required=False, empty_label="Theo nơi công tác và kế hoạch",
        help_text="Cơ quan có con dấu riêng ban hành nhân danh mình; đơn vị không có con dấu ký thừa lệnh (TL.)",
    )  # fmt: skip
    title = CharField(
        label="Trích yếu",
        required=False,
        max_length=500,
        help_text="Báo cáo, kế hoạch, công văn đôn đốc tự ghi",
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.units = user, units_to_draft_for(user)
        self.fields["issuer"].queryset = Agency.objects.filter(pk__in=self._issuers()).select_related("unit")
        self.order_fields(["kind", "issuer", "plan", "period", "title", "compare", "sources"])
        plans = visible_plans(user).filter(unit__in=self.units)
        periods = Period.objects.filter(Q(plan__in=plans) | Q(entries__plan__in=plans))
        to_write = Plan.with_amendments.filter(Q(pk__in=plans) | Q(amends__in=plans)).with_heads()
        self.fields["plan"].queryset = to_write.order_by("-year_from", "title", "pk")
        self.fields["plan"].label_from_instance = _plan_label
        self.fields["period"].queryset = periods.exclude(state=Period.State.PLANNED).distinct()
        self.fields["period"].label_from_instance = lambda row: f"{row.name} ({row.starts:%d/%m}–{row.ends:%d/%m/%Y})"

    def choose_plan(self) -> None:
        """Where the address names only the period: the unit's own plan that reports by it."""
        key = whole(str(self.initial.get("period", "")))
        if key is not None and not self.initial.get("plan"):
            of_period = Q(periods=key) | Q(entries__period=key)
            self.initial["plan"] = self.fields["plan"].queryset.filter(of_period).values_list("pk", flat=True).first()

    def clean(self) -> dict[str, Any]:
        super().clean()
        given = self.cleaned_data
        kind, period = self._kind(given), given.get("period")
        plan = given.get("plan")
        if kind in (Kind.REPORT, Kind.LETTER, Kind.PLAN) and not plan and "plan" not in self.errors:
            self.add_error("plan", "Chọn kế hoạch mà văn bản nói về.")
        if kind in (Kind.REPORT, Kind.LETTER) and not period and "period" not in self.errors:
            self.add_error("period", "Chọn kỳ báo cáo.")
        if plan and plan.amends_id and kind != Kind.PLAN:
            self.add_error("plan", "Bản sửa đổi đang soạn chỉ lập được văn bản kế hoạch; chọn kế hoạch đang hiệu lực.")
        if plan and period and period.plan_id != plan.calendar.pk:
            self.add_error("period", f"Kỳ “{period.name}” không phải kỳ báo cáo của kế hoạch đã chọn.")
        if kind not in (Kind.REPORT, Kind.LETTER, Kind.PLAN) and not given.get("title"):
            self.add_error("title", "Ghi trích yếu của văn bản.")
        if not self.errors and not self.agency(given):
            self.add_error("plan", "Đơn vị này chưa có cơ quan ban hành văn bản; quản trị cần khai báo.")
        return given

    def _kind(self, given):
        """A plan's own paper under whichever name it is asked for; of another plan's kind a paper of its own."""
        kind, plan = given.get("kind"), given.get("plan")
        if plan and kind in Document.OF_PLAN.values():
            own = kind in (Kind.PLAN, Document.OF_PLAN[plan.kind])
            given |= {"kind": Kind.PLAN} if own else {"plan": None}
        return given.get("kind")

    def agency(self, given: Mapping[str, Any]) -> Agency | None:
        """The office that issues the paper."""
        plan, kind = given.get("plan"), given.get("kind")
        if kind == Kind.PLAN:
            return plan.issuer
        unit = plan.unit if plan else self.units.first()
        if given.get("issuer") and given["issuer"].unit == unit:
            return given["issuer"]
        if not unit:
            return None
        return heads.office_of(unit) if kind == Kind.REPORT else heads.issuing(self.user, unit)

    def _issuers(self):
        """Of each unit she drafts for: its committee, and her own body there if it has a seal."""
        for unit in self.units:
            own = heads.sits_in(self.user, unit)
            yield from (body.pk for body in (heads.office_of(unit), own) if body and body.has_seal)


def _plan_label(plan):
    return f"Bản sửa đổi, bổ sung: {plan}" if plan.amends_id else str(plan)


class RedraftForm(ChoicesForm):
    """The choices of a report that is drafted again, as they were; other papers have none."""

    def __init__(self, *args: Any, document: Document, **kwargs: Any) -> None:
        kept = {"period": True, "year": False} | document.choices
        ways = {name: {"period": True, "year": False} | way for name, way in self.COMPARED.items()}
        chosen = next((name for name, way in ways.items() if all(kept[key] == way[key] for key in way)), "")
        initial = {"compare": chosen, "sources": kept.get("sources", False)}
        super().__init__(*args, initial=initial, **kwargs)
        if document.kind != Kind.REPORT:
            self.fields.clear()

    def chosen(self) -> dict[str, bool]:
        return super().chosen() if self.fields else {}
