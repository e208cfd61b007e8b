"""How fields of this floor look."""

from django import forms

__all__ = ["BOX", "LINES", "chosen"]

BOX = {"class": "form-control"}
LINES = {"class": "form-control", "rows": 2}


def chosen() -> forms.Select:
    """A list to choose from."""
    return forms.Select(attrs={"class": "form-select"})
