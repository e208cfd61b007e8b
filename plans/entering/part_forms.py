"""What a coordinating body writes beside an entry: its words, figures, and one paper at a time."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms

from plans.entering.forms import NewEvidence, TextField, typed_figure
from plans.models import Measure, Part
from units.fields import NumberField

__all__ = ["PartForm"]


class PartForm(NewEvidence):
    """Words, figures by `figure-<key>`, and a file or link with where it proves; all of it may be left empty."""

    text = TextField(3, label="Phần việc đã làm", help_text="Nêu việc cơ quan mình đã làm, con số.")
    version = forms.IntegerField(widget=forms.HiddenInput)
    field_order = ["text", "file", "link", "doc_number", "doc_date", "issuer", "proves_at", "version"]

    def __init__(self, *args: Any, measures: Sequence[Measure], part: Part | None, **more: Any) -> None:
        self.measures = measures
        stands = {row.measure_id: row.value for row in part.figures.all()} if part else {}
        known = {"text": part.text if part else "", "version": part.version if part else 0}
        known |= {f"figure-{row.pk}": typed_figure(row, stands.get(row.pk)) for row in measures}
        super().__init__(*args, initial=known, **more)
        for row in measures:
            box = forms.TextInput(attrs={"class": "form-control num"})
            self.fields[f"figure-{row.pk}"] = NumberField(label=str(row), small=row.in_percent, widget=box)
        for name in ("text", "file"):
            self.fields[name].widget.attrs["class"] = "form-control"

    def clean(self) -> dict[str, Any]:
        """A file and a link at once are one too many; neither is fine."""
        if self.cleaned_data.get("file") or self.cleaned_data.get("link"):
            super().clean()
        return self.cleaned_data

    @property
    def figures(self) -> dict[int, Decimal | None]:
        """{measure key: number or None}."""
        return {row.pk: self.cleaned_data.get(f"figure-{row.pk}") for row in self.measures}

    @property
    def shown_figures(self) -> list[forms.BoundField]:
        return [self[f"figure-{row.pk}"] for row in self.measures]

    @property
    def has_proof(self) -> bool:
        return bool(self.cleaned_data.get("file") or self.cleaned_data.get("link"))
