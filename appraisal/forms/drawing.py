"""What is typed about lots: how many, what was found on the spot, second points, how two differ."""

from typing import Any

from django import forms

from appraisal.forms.answers import JudgeForm
from appraisal.forms.looks import BOX, LINES, chosen
from appraisal.models import SpotCheck
from units.fields import CharField, DayField, NumberField

__all__ = ["CheckForm", "DrawForm", "LookForm", "SettleForm"]


class DrawForm(forms.Form):
    """The share to draw."""

    share = forms.IntegerField(
        label="Rút bao nhiêu phần trăm mỗi nhóm", min_value=1, max_value=100, initial=5,
        widget=forms.NumberInput(attrs=BOX),
    )  # fmt: skip


class CheckForm(forms.Form):
    """What was found on the spot."""

    found = forms.ChoiceField(
        label="Kết quả", choices=[("", "Chọn"), *SpotCheck.Found.choices], widget=chosen(),
        error_messages={"required": "Chọn kết quả kiểm tra."},
    )  # fmt: skip
    on = DayField(label="Ngày kiểm tra", required=False)
    note = CharField(label="Ghi nhận", max_length=2000, required=False, widget=forms.Textarea(attrs=LINES))


class LookForm(JudgeForm):
    """The second points."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["reason"].label = "Nhận xét"


class SettleForm(forms.Form):
    """The points that two appraisers come to."""

    points = NumberField(label="Điểm thống nhất", small=True, widget=forms.TextInput(attrs=BOX))
    reason = CharField(label="Lý do", max_length=2000, widget=forms.Textarea(attrs=LINES))
