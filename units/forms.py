"""Choosing a unit in a form: always by its full path and era, for nine communes are called Tiền Phong."""

from django import forms


class UnitLabel:
    """Shows each unit by full path and era: codes 01 and 33 outlive their area."""

    def label_from_instance(self, unit):
        return unit.choice_label


class UnitChoice(UnitLabel, forms.ModelChoiceField):
    """One of few units, e.g. those one works for."""


class UnitChoices(UnitLabel, forms.ModelMultipleChoiceField):
    """Several of few units, e.g. successors."""
