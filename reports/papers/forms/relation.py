"""What a draft is to a paper that went out: which one, and by which of the four relations."""

from typing import Any

from django import forms

from reports.models import Document
from reports.papers import related
from reports.papers.forms.plain import Plain


class RelationForm(Plain):
    """Both or neither; the rules of paperwork are asked by the verb."""

    relation = forms.ChoiceField(label="Văn bản này", required=False, widget=forms.RadioSelect)
    to = forms.ModelChoiceField(
        Document.objects.none(), label="Văn bản đã phát hành", required=False, empty_label="Chọn văn bản"
    )

    def __init__(self, *args: Any, document: Document, **kwargs: Any) -> None:
        super().__init__(*args, initial={"relation": document.relation, "to": document.follows_id}, **kwargs)
        self.fields["relation"].choices = [
            *Document.Relation.choices,
            ("", "Không liên quan văn bản nào đã phát hành"),
        ]
        self.fields["to"].queryset = related.candidates(document)
        self.fields["to"].label_from_instance = _named

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("relation") and not given.get("to"):
            self.add_error("to", "Chọn văn bản đã phát hành.")
        return given


def _named(row):
    return f"{row.entry} ngày {row.entry.date:%d/%m/%Y}: {row.title}"[:140]
