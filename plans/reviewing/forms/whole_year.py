"""Input of the page that makes a year's periods: kinds, days to hand in, which to make, which due dates to move."""

from typing import Any

from django import forms

from plans.models import CutOff, Period, ReportingDays
from plans.progress.spans import MONTHS, kinds_cut
from plans.reviewing.forms.periods import number
from units.fields import CharField

CALENDAR, CUT = "lich", "che-do"
MOST_DAYS = 60
USUAL = {CALENDAR: [Period.Kind.QUARTER, Period.Kind.HALF_YEAR], CUT: [Period.Kind.QUARTER_CUT, Period.Kind.HALF_CUT]}


class YearForm(forms.Form):
    """What the page shows; the address holds all of it. `loai` are values of Period.Kind of one of the two systems."""

    nam = number("Năm", min_value=2009, max_value=2100)
    loai = forms.MultipleChoiceField(label="Loại kỳ", widget=forms.CheckboxSelectMultiple)
    trong = number("Nộp trong đơn vị sau ngày chốt", min_value=0, max_value=MOST_DAYS)
    len = number("Gửi cấp trên sau ngày chốt", min_value=0, max_value=MOST_DAYS)
    ngay = forms.ChoiceField(
        label="Tính bằng", choices=[("lam-viec", "ngày làm việc"), ("thuong", "ngày thường")],
        widget=forms.Select(attrs={"class": "form-select"}),
    )  # fmt: skip

    def __init__(self, *args: Any, system: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        wanted = kinds_cut(list(CutOff.objects.all())) if system == CUT else list(MONTHS)
        self.fields["loai"].choices = [pair for pair in Period.Kind.choices if pair[0] in wanted]

    def clean(self) -> dict[str, Any]:
        super().clean()
        inside, up = self.cleaned_data.get("trong"), self.cleaned_data.get("len")
        if inside is not None and up is not None and up < inside:
            self.add_error("len", f"{up} ngày ít hơn {inside} ngày nộp trong đơn vị; hạn gửi cấp trên phải sau.")
        return self.cleaned_data

    def wanted(self) -> dict[str, Any]:
        """What `plans.progress.whole_year.year_rows` takes."""
        data = self.cleaned_data
        return {
            "kinds": data["loai"], "year": data["nam"], "inside": data["trong"], "up": data["len"],
            "working": data["ngay"] == "lam-viec",
        }  # fmt: skip


class MakeYearForm(forms.Form):
    """Which of the shown periods to make, whose due dates to move off a day off, and for whom to keep the days."""

    ky = forms.MultipleChoiceField(label="Kỳ", error_messages={"required": "Chưa chọn kỳ nào."})
    doi = forms.MultipleChoiceField(label="Dời hạn", required=False)
    nho = forms.ChoiceField(
        label="Nhớ số ngày này", required=False, widget=forms.Select(attrs={"class": "form-select"}),
        choices=[("", "Không nhớ"), ("ke-hoach", "Cho kế hoạch này"), ("don-vi", "Cho đơn vị và mọi cấp dưới")],
    )  # fmt: skip
    can_cu = CharField(
        label="Căn cứ của số ngày",
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"class": "form-control"}),
    )

    def __init__(self, *args: Any, keys: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ky"].choices = self.fields["doi"].choices = [(key, key) for key in keys]

    def kept_fields(self) -> list[forms.BoundField]:
        """For whom the days are kept, and why."""
        return [self["nho"], self["can_cu"]]


def opened_with(days: ReportingDays | None, system: str, year: int) -> dict[str, Any]:
    """What the page begins with where the address says nothing."""
    known = {"trong": days.inside, "len": days.up} if days else {"trong": "", "len": ""}
    return {"nam": year, "loai": USUAL[system], "ngay": "lam-viec", **known}
