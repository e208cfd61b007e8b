"""What is compared with what: the period, and the day since when."""

from datetime import date, timedelta

from django import forms
from django.http import QueryDict
from django.utils import timezone

from plans.models import Period
from reports.dashboard.forms import select
from units.fields import DateField
from units.models import Unit

FARTHEST = 400  # days back
WEEK = timedelta(days=7)


class SinceForm(forms.Form):
    """The period and the day compared with; a week ago unless told otherwise."""

    don_vi = forms.IntegerField(required=False, widget=forms.HiddenInput)
    ky = select("Kỳ")
    tu = DateField(label="So với hết ngày", required=False,
                   widget=forms.DateInput(attrs={"class": "form-control", "size": 10}))  # fmt: skip

    def __init__(self, data: QueryDict, unit: Unit, periods: list[Period]) -> None:
        asked = next((row for row in periods if str(row.pk) == data.get("ky")), None)
        begun = [row for row in periods if row.starts <= timezone.localdate()]
        self.period = asked or next((row for row in begun if row.state == Period.State.OPEN), next(iter(begun), None))
        day = data.get("tu") or f"{timezone.localdate() - WEEK:%d/%m/%Y}"
        super().__init__({"don_vi": unit.pk, "ky": getattr(self.period, "pk", ""), "tu": day})
        self.fields["ky"].choices = [(row.pk, f"{row.name} – {row.plan}") for row in periods]

    def clean_tu(self) -> date | None:
        """A day that is over, and not so far back that nobody compares with it."""
        day, today = self.cleaned_data["tu"], timezone.localdate()
        if day and day >= today:
            raise forms.ValidationError("Chọn một ngày đã qua; đang so với 7 ngày trước.")
        if day and (today - day).days > FARTHEST:
            raise forms.ValidationError(f"Chỉ so được trong {FARTHEST} ngày gần đây; đang so với 7 ngày trước.")
        return day

    @property
    def since(self) -> date:
        self.is_valid()
        return self.cleaned_data.get("tu") or timezone.localdate() - WEEK
