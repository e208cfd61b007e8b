"""What a rule and a mute are typed into; which alert is meant comes along hidden."""

from typing import Any

from django import forms

from reports.models import AlertKind
from units.fields import CharField

__all__ = ["MuteForm", "RuleForm"]


class RuleForm(forms.Form):
    """One rule: its threshold, whether it is on, whether the digest tells of it."""

    kind = forms.ChoiceField(choices=AlertKind.choices, widget=forms.HiddenInput)
    threshold = forms.IntegerField(
        label="Ngưỡng", widget=forms.NumberInput(attrs={"class": "form-control", "min": 1}), min_value=1, max_value=999
    )
    on = forms.BooleanField(label="Bật", required=False)
    told = forms.BooleanField(label="Cũng báo trong bản tin", required=False)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for name in ("on", "told"):
            self.fields[name].widget.attrs["class"] = "form-check-input"


class MuteForm(forms.Form):
    """Which alert is to be muted, and why."""

    period = forms.IntegerField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(choices=AlertKind.choices, widget=forms.HiddenInput)
    about = forms.IntegerField(widget=forms.HiddenInput)
    reason = CharField(label="Lý do tắt", max_length=300, widget=forms.TextInput(attrs={"class": "form-control"}))
