"""Form fields through which words, figures and dates come in: one gate for text (`units.characters`), one for numbers,
one for days.

No form of the portal takes text through a field of Django's own; a test walks all forms, of the admin too.
"""

import re
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.db import models

from units import numbers
from units.characters import clean

DATE = forms.DateInput(attrs={"class": "form-control", "placeholder": "ngày/tháng/năm", "inputmode": "numeric"})
YEARS = (1945, 2100)  # of the state's papers, and of the longest plan a form takes


class _Gated(forms.CharField):
    """Text made clean before anything else looks at it; an input of one line holds no line break."""

    def to_python(self, value: object) -> str | None:
        text = clean(value) if isinstance(value, str) else value
        if isinstance(text, str) and self.max_length and not isinstance(self.widget, forms.Textarea):
            text = re.sub(r"[\n\t]+", " ", text)
        return super().to_python(text)


class CharField(_Gated, forms.CharField):
    """Text that people type or paste."""


class URLField(_Gated, forms.URLField):
    """An address on the web."""

    def __init__(self, **more: Any) -> None:
        super().__init__(**{"assume_scheme": "https", **more})


class EmailField(_Gated, forms.EmailField):
    """An address of mail."""


class DateField(forms.DateField):
    """A day of `YEARS`: a slip of the hand (0206, 9999) would stand for ever in counting, letters and calendars, none of
    which can reckon with it."""

    def to_python(self, value: Any) -> date | None:
        day = super().to_python(value)
        if day and not YEARS[0] <= day.year <= YEARS[1]:
            raise forms.ValidationError(f"Năm {day.year:04d} ngoài khoảng {YEARS[0]}–{YEARS[1]}. Xem lại ngày.")
        return day


class DayField(DateField):
    """A date as offices write it; the refusal repeats what was typed and shows the way out."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=DATE, **kwargs)

    def to_python(self, value: Any) -> date | None:
        try:
            return super().to_python(value)
        except forms.ValidationError as refusal:
            if refusal.code != "invalid":
                raise
            raise forms.ValidationError(
                f"“{value}” không phải là ngày. Ghi ngày/tháng/năm, ví dụ 31/12/2026."
            ) from None


class RawField(forms.CharField):
    """What a page knew when it was opened, to be compared to the letter with what is stored; never kept itself."""

    def __init__(self, **more: Any) -> None:
        super().__init__(**{"required": False, "strip": False, "widget": forms.HiddenInput, **more})


GATED = {  # of a model field -> the form field that takes it in
    models.CharField: CharField, models.TextField: CharField, models.URLField: URLField, models.EmailField: EmailField,
    models.DateField: DateField,
}  # fmt: skip
_TAKEN = {**GATED, models.SlugField: forms.SlugField}  # a slug holds nothing odd anyway
IN_ADMIN = {model_field: {"form_class": field} for model_field, field in _TAKEN.items()}  # for formfield_overrides


def of_model(model_field: models.Field, **more: Any) -> forms.Field | None:
    """The form field of a model's field, for `Meta.formfield_callback`."""
    gated = None if model_field.choices else GATED.get(type(model_field))
    return model_field.formfield(form_class=gated, **more) if gated else model_field.formfield(**more)


class NumberField(forms.Field):
    """A figure as people type it (1284, 1.284, 95,2); empty is None, never 0.

    `small`: a share, a weight or a score, where `1.284` is asked back. The page says while one types how it is
    understood (`static/js/numbers.js`, by the `data-number` of the field).
    """

    widget = forms.TextInput

    def __init__(self, *, small: bool = False, below: Decimal = numbers.MOST, places: int = 4,
                 least: Decimal | None = None, required: bool = False, **more: Any) -> None:  # fmt: skip
        self.small, self.below, self.places, self.least = small, below, places, least
        super().__init__(required=required, **more)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, str]:
        """The keyboard of a phone, and what the page needs to know of the gate."""
        return {"inputmode": "decimal", "autocomplete": "off", "data-number": "small" if self.small else ""}

    def prepare_value(self, value: object) -> object:
        """A stored number as it is read back; what was typed stays as it was typed."""
        return numbers.field_text(value, small=self.small) if isinstance(value, Decimal) else value

    def to_python(self, value: object) -> Decimal | None:
        """Raises ValidationError in the words of the gate."""
        text = str(value or "").strip()
        if not text:
            return None
        try:
            number = numbers.read_number(text, small=self.small)
            return numbers.within(number, below=self.below, places=self.places, least=self.least)
        except ValueError as reason:
            raise forms.ValidationError(str(reason)) from None
