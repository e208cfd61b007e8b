"""Forms of a plan's own text and of the steps of its life."""

import json
from typing import Any

from django import forms
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from plans.drafting.wording import PLAN_FIELDS, tidy
from plans.models import REGIME, Plan
from plans.permissions import units_to_plan_for
from units.fields import CharField, DayField, RawField, of_model
from units.forms import UnitChoice, dress
from units.models import Agency, Unit, User
from units.statuses import DIMENSION_NAMES, GENERAL_TASKS
from units.text import nfc

MOST = 20  # earlier plans to start from
LAST = "truoc"  # asked of a new form: begin with the newest of them
LONG = {"bases", "purpose", "requirements", "scope", "funding", "organisation", "recipients", *REGIME}


def present_first(units: QuerySet[Unit]) -> QuerySet[Unit]:
    """Units still in force before those that are no more."""
    return units.order_by(F("valid_to").desc(nulls_first=True), "sort_key")


class NewPlanForm(forms.Form):
    """Soạn kế hoạch: empty, from an earlier plan, or from typical tasks."""

    unit = UnitChoice(Unit.objects.none(), label="Đơn vị", empty_label=None)
    year = forms.IntegerField(label="Năm", min_value=2011, max_value=2100)
    year_to = forms.IntegerField(
        label="Đến năm",
        required=False,
        min_value=2011,
        max_value=2100,
        help_text="Không bắt buộc; cho kế hoạch nhiều năm",
    )
    title = CharField(
        label="Trích yếu", max_length=500, required=False,
        help_text="Để trống khi soạn từ kế hoạch trước: trích yếu lấy theo kế hoạch ấy",
    )  # fmt: skip
    start = forms.ChoiceField(label="Bắt đầu từ", widget=forms.RadioSelect)
    typical = forms.MultipleChoiceField(
        label="Lấy nhiệm vụ thường có của", required=False, widget=forms.CheckboxSelectMultiple,
        choices=[*((str(n), f"{n}. {name}") for n, name in DIMENSION_NAMES.items()), ("chung", GENERAL_TASKS)],
        help_text="Không chọn: cả 8 nội dung và nhiệm vụ chung",
    )  # fmt: skip

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = units_to_plan_for(user)
        self.fields["unit"].queryset = present_first(units)
        self.initial.setdefault("year", timezone.localdate().year)
        theirs = Q(unit__in=units) | Q(unit__successors__new__in=units)
        earlier = Plan.objects.with_heads().filter(theirs).exclude(state=Plan.State.DRAFT).distinct()
        self.earlier = {
            f"ke-hoach-{plan.pk}": plan for plan in earlier.order_by("-year_from", "unit__sort_key")[:MOST]
        }
        self.fields["start"].choices = [
            ("trong", "Kế hoạch trống"),
            ("mau", "Nhiệm vụ thường có theo 8 nội dung"),
            *(
                (key, f"{plan.number} ({plan.years}, {plan.unit.name}): {plan.title}"[:160])
                for key, plan in self.earlier.items()
            ),
        ]
        asked = next(iter(self.earlier), "trong") if self.initial.get("start") == LAST else "trong"
        self.initial["start"] = asked
        dress(self)

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        if not data.get("start", "").startswith("ke-hoach-") and not (data.get("title") or "").strip():
            self.add_error("title", "Cần ghi trích yếu, ví dụ: Nâng cao Chỉ số PAPI năm 2026.")
        if data.get("year_to") and data.get("year") and data["year_to"] < data["year"]:
            self.add_error("year_to", f"{data['year_to']} đứng trước năm bắt đầu {data['year']}.")
        unit = data.get("unit")
        if unit and not Agency.objects.filter(unit=unit, heads_unit=True).exists():
            self.add_error(
                "unit", "Đơn vị chưa có cơ quan ban hành trong danh mục; quản trị cần bổ sung UBND của đơn vị."
            )
        return data


class PlanForm(forms.ModelForm):
    """The plan's own text; `version` and `base` guard against overwriting what somebody else saved."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    base = RawField()

    class Meta:
        model = Plan
        fields = PLAN_FIELDS
        formfield_callback = of_model
        widgets = {name: forms.Textarea(attrs={"rows": 2 if name in REGIME else 3}) for name in LONG}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].widget = forms.Textarea(attrs={"rows": 2})
        if self.instance.amends_id:
            self.fields["kind"].disabled = True
            self.fields["kind"].help_text = "Sửa đổi, bổ sung bằng văn bản cùng loại với văn bản được sửa đổi"
        dress(self)

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        if data.get("year_from") and data.get("year_to") and data["year_to"] < data["year_from"]:
            self.add_error("year_to", f"{data['year_to']} đứng trước năm bắt đầu {data['year_from']}.")
        return data

    def own_fields(self) -> list[forms.BoundField]:
        """What stands in the plan itself, without its reporting regime."""
        return [field for field in self.visible_fields() if field.name not in REGIME]

    def regime_fields(self) -> list[forms.BoundField]:
        """The ten things of the reporting regime."""
        return [self[name] for name in REGIME]

    def has_regime(self) -> bool:
        """Whether the regime says something, or was typed wrongly."""
        return any(self[name].value() or self[name].errors for name in REGIME)

    def clean_title(self) -> str:
        return tidy(self.cleaned_data["title"])

    def words(self) -> dict[str, Any]:
        """Plain values as `plans.drafting.wording.plan_words` gives them."""
        texts = {name: self.cleaned_data[name] for name in PLAN_FIELDS}
        return {
            name: nfc(value).replace("\r\n", "\n") if isinstance(value, str) else value
            for name, value in texts.items()
        }

    def base_words(self) -> dict[str, Any]:
        return read_base(self.cleaned_data["base"])


def read_base(text: str) -> dict[str, Any]:
    """What the page was opened with; nothing when it was tampered with."""
    try:
        found = json.loads(text or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


class EndForm(forms.Form):
    """Kết thúc or thay thế."""

    successor = forms.ModelChoiceField(
        Plan.objects.none(), label="Được thay thế bởi", required=False, empty_label="Không, chỉ kết thúc"
    )
    note = CharField(label="Lý do", required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Plan.objects.in_force().filter(unit=plan.unit_id).exclude(pk=plan.pk)
        self.fields["successor"].queryset = others
        dress(self)

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        if not data.get("successor") and not (data.get("note") or "").strip():
            self.add_error("note", "Cần ghi lý do kết thúc.")
        return data


class ExtensionForm(forms.Form):
    """Đề nghị gia hạn."""

    new_deadline = DayField(label="Hạn mới đề nghị")
    reason = CharField(label="Lý do", widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        dress(self)
