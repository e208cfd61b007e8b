"""Input about reporting periods: a kind for a year, a free span, other due dates, exceptions of units."""

from typing import Any

from django import forms

from plans.models import Period
from plans.progress import period_making as making
from plans.progress.spans import MONTHS
from units.fields import CharField, DateField

DAY = {"placeholder": "30/09/2026", "class": "form-control"}


def day(label: str, **more: Any) -> DateField:
    return DateField(label=label, widget=forms.DateInput(attrs=DAY), **more)


def number(label: str, **more: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "form-control"}), **more
    )


class CalendarPeriodsForm(forms.Form):
    """Periods of one kind for one year, due so many days after they end."""

    kind = forms.ChoiceField(
        label="Loại kỳ", choices=[pair for pair in Period.Kind.choices if pair[0] in MONTHS],
        widget=forms.Select(attrs={"class": "form-select"}),
    )  # fmt: skip
    year = number("Năm", min_value=2009, max_value=2100)
    days_inside = number("Nộp trong đơn vị sau ngày cuối kỳ (ngày)", min_value=-60, max_value=120, initial=3)
    days_up = number("Gửi cấp trên sau ngày cuối kỳ (ngày)", min_value=-60, max_value=120, initial=7)

    def clean(self) -> dict[str, Any]:
        super().clean()
        asked = self.cleaned_data
        inside, up = asked.get("days_inside"), asked.get("days_up")
        if inside is not None and up is not None and up < inside:
            self.add_error("days_up", f"{up} ngày ít hơn {inside} ngày nộp trong đơn vị; hạn gửi cấp trên phải sau.")
        return asked


class DueDatesForm(forms.Form):
    """Name and due dates of a period."""

    name = CharField(label="Tên kỳ", max_length=80, widget=forms.TextInput(attrs={"class": "form-control"}))
    due_inside = day("Hạn nộp trong đơn vị")
    due = day("Hạn gửi cấp trên")


class RedateForm(DueDatesForm):
    """Other dates of a period, and why: units have been told the old ones."""

    reason = CharField(
        label="Lý do đổi hạn", max_length=300, required=False, help_text="Cần ghi khi kỳ đã mở",
        widget=forms.TextInput(attrs={"class": "form-control"}),
    )  # fmt: skip

    def __init__(self, *args: Any, period: Period, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.period = period

    def clean(self) -> dict[str, Any]:
        super().clean()
        if why := making.why_no_new_dates(self.period, **self.cleaned_data):
            self.add_error("reason", why)
        return self.cleaned_data


class FreePeriodForm(DueDatesForm):
    """One period of any dates."""

    starts = day("Từ ngày")
    ends = day("Đến ngày")
    field_order = ["name", "starts", "ends", "due_inside", "due"]


class ExceptionForm(forms.Form):
    """Other dates, or open or closed, for the ticked units; the reason is kept."""

    due_inside = day("Hạn nộp trong đơn vị", required=False)
    due = day("Hạn gửi cấp trên", required=False)
    state = forms.ChoiceField(
        label="Đóng, mở", required=False, widget=forms.Select(attrs={"class": "form-select"}),
        choices=[("", "Như cả kỳ"), (Period.State.OPEN, "Mở"), (Period.State.CLOSED, "Đóng")],
    )  # fmt: skip
    reason = CharField(
        label="Lý do", max_length=300, widget=forms.TextInput(attrs={"class": "form-control"}),
        error_messages={"required": "Cần ghi lý do của ngoại lệ."},
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        super().clean()
        asked = self.cleaned_data
        inside, due = asked.get("due_inside"), asked.get("due")
        if inside and due and due < inside:
            self.add_error("due", f"{due:%d/%m/%Y} trước hạn nộp trong đơn vị {inside:%d/%m/%Y}.")
        return asked
