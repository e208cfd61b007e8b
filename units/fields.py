"""Form fields through which figures and words come in: one gate for all numbers that people type."""

from decimal import Decimal

from django import forms

from units import numbers


class NumberField(forms.Field):
    """A figure as people type it (1284, 1.284, 95,2); empty is None, never 0.

    `small`: a share, a weight or a score, where `1.284` is asked back. The page says while one types how it is
    understood (`static/js/numbers.js`, by the `data-number` of the field).
    """

    widget = forms.TextInput

    def __init__(self, *, small: bool = False, below: Decimal = numbers.MOST, places: int = 4,
                 least: Decimal | None = None, required: bool = False, **more) -> None:  # fmt: skip
        self.small, self.bounds = small, {"below": below, "places": places, "least": least}
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
            return numbers.within(numbers.read_number(text, small=self.small), **self.bounds)
        except ValueError as reason:
            raise forms.ValidationError(str(reason)) from None
