"""Choosing a unit in a form: always by its full path, for nine communes are called Tiền Phong."""

import re
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.forms.widgets import Script
from django.urls import reverse

from .models import Unit
from .text import fold, nfc

ERA = re.compile(r"\s*\(trước \d\d/\d\d/\d{4}\)\s*$")
OFFERED, NAMED = 9, 3  # choices offered after a doubtful text, and those of them its message names


class FullPathMixin:
    """Shows each unit of a short list by full path and era."""

    def label_from_instance(self, unit):
        return unit.choice_label


class UnitSelectField(FullPathMixin, forms.ModelChoiceField):
    """A select over few units, e.g. those below one's own."""


class UnitSelectMultipleField(FullPathMixin, forms.ModelMultipleChoiceField):
    """Several of few units."""


class UnitSearchInput(forms.TextInput):
    """A text box that offers matching units while one types; without JavaScript it is answered by the server."""

    template_name = "units/unit_search_input.html"  # of units/templates: Django's form renderer reads apps only

    class Media:
        css = {"all": ["css/unit-search.css"]}
        js = [Script("js/unit-search.js", type="module")]

    def __init__(self, attrs=None, *, on=None, under=None):
        super().__init__(attrs)
        self.on, self.under, self.candidates = on, under, []

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        if self.candidates:
            context["widget"]["attrs"]["list"] = f"{context['widget']['attrs'].get('id', name)}-list"
        narrowed = {"on": self.on and self.on.isoformat(), "under": self.under and self.under.pk}
        query = urlencode({key: value for key, value in narrowed.items() if value})
        return context | {"search_url": f"{reverse('unit_search')}?{query}", "candidates": self.candidates}


class UnitChoiceField(forms.Field):
    """One unit out of thousands, typed by name; `on` (date) and `under` (Unit) narrow the choice.

    Takes the full path as offered, or any words that fit exactly one unit; cleans to a Unit.
    """

    default_error_messages = {
        "none": "Không có đơn vị nào khớp “%(typed)s”. Gõ một phần tên, có dấu hoặc không dấu.",
        "many": "“%(typed)s” khớp %(count)s đơn vị. Gõ thêm tên đơn vị cấp trên, ví dụ: %(examples)s.",
    }

    def __init__(self, *, queryset=None, on=None, under=None, **kwargs):
        kwargs.setdefault("widget", UnitSearchInput(on=on, under=under))
        super().__init__(**kwargs)
        units = Unit.objects.administrative() if queryset is None else queryset
        units = units.on(on) if on else units
        self.queryset = units.under(under) if under else units

    def prepare_value(self, value):
        """A unit or its primary key as the text one would have chosen; what was typed stays as it was."""
        if isinstance(value, int):
            value = Unit.objects.filter(pk=value).first()
        return value.choice_label if isinstance(value, Unit) else value

    def to_python(self, value):
        typed = nfc(value or "")
        if not typed:
            return None
        found = list(self.queryset.search(ERA.sub("", typed)))
        exact = [unit for unit in found if unit.choice_label == typed]
        named = exact or [unit for unit in found if fold(unit.name) == fold(typed)] or found
        if len(named) == 1:
            return named[0]
        self._refuse(typed, named)

    def has_changed(self, initial, data):
        return (self.prepare_value(initial) or "") != (data or "").strip()

    def _refuse(self, typed, found):
        labels = [unit.choice_label for unit in found[:OFFERED]]
        self.widget.candidates = labels
        params = {"typed": typed, "count": len(found), "examples": "; ".join(labels[:NAMED])}
        code = "many" if found else "none"
        raise ValidationError(self.error_messages[code], code=code, params=params)
