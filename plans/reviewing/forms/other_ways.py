"""Input about reports sent another way: what a unit says, what the receiving office answers."""

from typing import Any

from django import forms

from plans.models import OtherWay
from plans.reviewing.forms.periods import day
from units.fields import CharField
from units.forms import UnitChoice
from units.models import Unit

TEXT = {"class": "form-control"}


class TellForm(forms.Form):
    """Which unit sent what, how, when and why not here."""

    unit = UnitChoice(Unit.objects.none(), label="Đơn vị", empty_label=None)
    way = forms.ChoiceField(
        label="Gửi bằng", choices=OtherWay.Way.choices, widget=forms.Select(attrs={"class": "form-select"})
    )
    sent_on = day("Ngày gửi")
    number = CharField(label="Số, ký hiệu văn bản", max_length=60, required=False, widget=forms.TextInput(attrs=TEXT))
    reason = CharField(
        label="Vì sao không gửi trên hệ thống", max_length=300, widget=forms.TextInput(attrs=TEXT),
        error_messages={"required": "Cần ghi vì sao không gửi trên hệ thống."},
    )  # fmt: skip

    def __init__(self, *args: Any, units: list[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Unit.objects.filter(pk__in=[unit.pk for unit in units])
        self.fields["unit"].widget.attrs["class"] = "form-select"


class AnswerForm(forms.Form):
    """Words with the answer, and the day until which the unit may still enter what it sent."""

    words = CharField(label="Trả lời", max_length=300, required=False, widget=forms.TextInput(attrs=TEXT))
    enter_by = day("Nhập vào hệ thống đến hết ngày", required=False)
