"""The dashboard's filters, all in the address: unit, plan, period, as-of date, kind of unit, how it sent."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import QueryDict
from django.utils import timezone

from plans.models import Period, Progress
from units.fields import DateField
from units.models import Unit
from units.statuses import choices


def select(label: str, **more: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, widget=forms.Select(attrs={"class": "form-select"}), **more)


def calendars(unit: Unit) -> QuerySet[Period]:
    """Periods `unit` can be looked at in: of its own plans, of those above, and of units directly below; newest first.

    Only periods with entries of the unit or below it, each with its plan and unit.
    """
    owed = Progress.objects.filter(period=OuterRef("pk"), unit__path__startswith=unit.path)
    line = Q(plan__unit__path__in=[*unit.superior_paths(), unit.path]) | Q(plan__unit__parent=unit)
    return Period.objects.filter(line, Exists(owed)).select_related("plan__unit").order_by("-ends", "-starts")


class DashboardForm(forms.Form):
    """Choices follow from the unit: its plans, the periods of the chosen plan, the kinds of its `children`."""

    don_vi = forms.IntegerField(required=False, widget=forms.HiddenInput)
    ke_hoach = select("Kế hoạch")
    ky = select("Kỳ")
    ngay = DateField(
        label="Ngày chốt số liệu", required=False,
        widget=forms.DateInput(attrs={"class": "form-control", "size": 10, "placeholder": "24/01/2026"}),
    )  # fmt: skip
    loai = select("Loại đơn vị")
    gui = select("Tình trạng gửi", choices=[("", "Tất cả")])

    def __init__(self, data: QueryDict, *, unit: Unit, periods: Sequence[Period], children: Sequence[Unit]) -> None:
        self.periods, self.children = periods, children
        self.plan, self.period = _chosen(data, unit, periods)
        shown = {"don_vi": unit.pk, **{name: data.get(name, "") for name in ("ngay", "loai", "gui")}}
        shown |= {"ke_hoach": getattr(self.plan, "pk", ""), "ky": getattr(self.period, "pk", "")}
        shown["ngay"] = shown["ngay"] or f"{timezone.localdate():%d/%m/%Y}"
        super().__init__(shown)
        plans = {period.plan.pk: period.plan for period in periods}
        self.fields["ke_hoach"].choices = [(pk, _plan_name(plan, unit)) for pk, plan in plans.items()]
        self.fields["ky"].choices = [
            (row.pk, row.name) for row in periods if row.plan_id == getattr(self.plan, "pk", None)
        ]
        kinds = sorted({child.kind for child in children})
        self.fields["loai"].choices = [("", "Tất cả"), *((kind, Unit.Kind(kind).label) for kind in kinds)]
        self.fields["gui"].choices = [("", "Tất cả"), *choices("sending"), ("nothing", "Không phát sinh")]

    def clean_ngay(self) -> date | None:
        """A day to come has no figures yet: what is shown would be called theirs."""
        day = self.cleaned_data["ngay"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(f"Ngày {day:%d/%m/%Y} chưa đến; đang xem số liệu hôm nay.")
        return day

    @property
    def as_of(self) -> date:
        """The as-of date; today when none, or none that can be read or has come, was given."""
        self.is_valid()
        return self.cleaned_data.get("ngay") or timezone.localdate()

    @property
    def kind(self) -> str:
        self.is_valid()
        return self.cleaned_data.get("loai", "")

    @property
    def state(self) -> str:
        self.is_valid()
        return self.cleaned_data.get("gui", "")


def _plan_name(plan, unit):
    of_other = "" if plan.unit_id == unit.pk else f" ({plan.unit.name})"
    return f"{plan}{of_other}"


def _chosen(data, unit, periods):
    """(plan, period) asked for; else the newest period that has begun, of the unit's own plan where there is one."""
    asked = [
        row
        for row in periods
        if str(row.pk) == data.get("ky") and data.get("ke_hoach", str(row.plan_id)) == str(row.plan_id)
    ]
    of_plan = [row for row in periods if str(row.plan_id) == data.get("ke_hoach")]
    begun = [row for row in of_plan or periods if row.starts <= timezone.localdate()] or of_plan or list(periods)
    begun.sort(key=lambda row: (row.state != Period.State.OPEN, row.plan.unit_id != unit.pk and not of_plan))
    period = next(iter(asked or begun), None)
    return (period.plan, period) if period else (None, None)
