"""Keeping a scenario: its name, and the moves that the page shows."""

from typing import Any

from django import forms

from units.fields import CharField
from units.models import Unit

from .asked import from_text

__all__ = ["KeepForm"]


class KeepForm(forms.Form):
    """Name and unit; `moves` as `asked.as_text` writes them."""

    name = CharField(label="Tên kịch bản", max_length=160)
    unit = forms.TypedChoiceField(label="Lập cho", coerce=int)
    year = forms.IntegerField(widget=forms.HiddenInput, min_value=2009, max_value=2100)
    moves = CharField(widget=forms.HiddenInput, max_length=2000)

    def __init__(self, *args: Any, units: list[Unit], **more: Any) -> None:
        super().__init__(*args, **more)
        self.units = {unit.pk: unit for unit in units}
        self.fields["unit"].choices = [(unit.pk, unit.name) for unit in units]  # type: ignore[attr-defined]
        self.fields["unit"].initial = units[0].pk if units else None
        self.fields["name"].widget.attrs["class"] = "form-control"
        self.fields["unit"].widget.attrs["class"] = "form-select"

    def clean_unit(self) -> Unit:
        """One of those offered."""
        return self.units[self.cleaned_data["unit"]]

    def clean_moves(self) -> dict:
        """Plain {code: points}."""
        try:
            return from_text(self.cleaned_data["moves"])
        except ValueError as wrong:
            raise forms.ValidationError(str(wrong)) from None
