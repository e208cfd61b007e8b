"""The number and date that a plan issued on paper, or elsewhere, already bears."""

from datetime import date as day_of
from typing import Any

from django import forms
from django.utils import timezone

from plans.drafting.forms.plan import DayField, dress
from units.fields import CharField


class IssueForm(forms.Form):
    """Ban hành: number and date, as on the paper; the register checks them."""

    number = CharField(
        label="Số, ký hiệu", max_length=60, help_text="Như trên văn bản đã ký, ví dụ 05/KH-UBND; ghi vào sổ văn bản đi"
    )
    date = DayField(label="Ngày ban hành")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        dress(self)

    def clean_date(self) -> day_of:
        day = self.cleaned_data["date"]
        if day > timezone.localdate():
            raise forms.ValidationError("Ngày ban hành chưa đến; ghi ngày trên văn bản đã ký.")
        return day
