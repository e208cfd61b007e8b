"""How a form looks, and choosing a unit in one: always by its full path and era, for nine communes are called Tiền Phong."""

from django import forms
from django.db.models import QuerySet

from units.addresses import whole
from units.models import Unit


def dress(form: forms.BaseForm) -> None:
    """Bootstrap's classes on every widget that takes one."""
    for field in form.fields.values():
        widget = field.widget
        if isinstance(widget, forms.CheckboxInput):
            widget.attrs.setdefault("class", "form-check-input")
        elif isinstance(widget, forms.Select):
            widget.attrs.setdefault("class", "form-select")
        elif not isinstance(widget, forms.CheckboxSelectMultiple | forms.HiddenInput | forms.RadioSelect):
            widget.attrs.setdefault("class", "form-control")


class UnitLabel:
    """Shows each unit by full path and era: codes 01 and 33 outlive their area."""

    def label_from_instance(self, unit: Unit) -> str:
        return unit.choice_label


class UnitChoice(UnitLabel, forms.ModelChoiceField):
    """One of few units, e.g. those one works for."""


class Rows(forms.ModelMultipleChoiceField):
    """Several rows by their keys; what no key can be (30 digits, "²") is a choice not offered, and no database is asked."""

    def clean(self, value: object) -> QuerySet:
        """Raises ValidationError, as for any key that is not among the choices."""
        for key in value if isinstance(value, list | tuple) else ():
            if whole(str(key)) is None:
                words = self.error_messages["invalid_choice"]
                raise forms.ValidationError(words, code="invalid_choice", params={"value": str(key)[:20]})
        return super().clean(value)


class UnitChoices(UnitLabel, Rows):
    """Several of few units, e.g. successors."""
