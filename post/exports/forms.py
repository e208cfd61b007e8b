"""Which table is asked for: its address."""

from django import forms

from post.exports.gate import LONGEST
from units.fields import CharField

__all__ = ["AskForm"]


class AskForm(forms.Form):
    """The address of a table, path and query."""

    tu = CharField(max_length=LONGEST, widget=forms.HiddenInput)

    @property
    def address(self) -> str:
        """What was sent; empty for what can be no address."""
        return str(self.cleaned_data["tu"]) if self.is_valid() else ""
