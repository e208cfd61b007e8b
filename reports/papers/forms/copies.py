"""What is asked for a copy of an issued paper: which form, which pages, how many, for whom, who signs it."""

from typing import Any

from django import forms
from django.utils import timezone

from reports.drafting import heads
from reports.models import Attachment, Document
from reports.papers.forms.plain import Plain
from reports.papers.forms.steps import KeyForm
from reports.papers.workflow import copies
from units.fields import CharField
from units.models import Post, Role


class _Pages(CharField):
    """`1-3, 5` as page numbers; nothing where no extract is made."""

    def __init__(self) -> None:
        super().__init__(
            label="Các trang trích sao", required=False, max_length=120,
            help_text="Chỉ với TRÍCH SAO; ghi như 1-3, 5. Thường gồm cả trang đầu và trang có chữ ký",
        )  # fmt: skip


def _pages_of(form):
    """The pages of an extract, checked against the form that was chosen."""
    given = form.cleaned_data
    if given.get("form") != copies.EXTRACT:
        return ()
    try:
        return copies.pages_in(given.get("pages", ""))
    except ValueError as refusal:
        form.add_error("pages", str(refusal))
        return ()


class CopyForm(KeyForm):
    """Which electronic copy of an issued paper."""

    form = forms.ChoiceField(label="Hình thức sao")
    pages = _Pages()
    field_order = ["form", "pages", "method", "secret"]

    def __init__(self, *args: Any, whole: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = copies.ELECTRONIC if whole else (copies.EXTRACT,)
        self.fields["form"].choices = [(name, name) for name in offered]

    def clean(self) -> dict[str, Any]:
        return {**(super().clean() or {}), "pages": _pages_of(self)}


class PaperCopyForm(Plain):
    """A copy on paper: which form, from what, how many, for whom, who signs it."""

    form = forms.ChoiceField(label="Hình thức sao", choices=[(name, name) for name in copies.ON_PAPER])
    pages = _Pages()
    source = forms.ModelChoiceField(
        Attachment.objects.none(), label="Sao lục từ bản sao y", required=False, empty_label="Chọn bản sao y",
        help_text="Chỉ với SAO LỤC: bản sao y đã có của văn bản này",
    )  # fmt: skip
    many = forms.IntegerField(label="Số bản", min_value=1, max_value=copies.MOST_COPIES, initial=1)
    recipients = CharField(label="Nơi nhận bản sao", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
                           help_text="Mỗi dòng một nơi nhận")  # fmt: skip
    signer = forms.ModelChoiceField(Post.objects.none(), label="Người ký bản sao", empty_label="Chọn người ký")

    def __init__(self, *args: Any, document: Document, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].queryset = document.attachments.filter(kind=Attachment.Kind.COPY, form=copies.COPY)
        posts = Post.objects.in_force(timezone.localdate()).filter(agency=document.agency, role=Role.LEADER)
        self.fields["signer"].queryset = posts.select_related("agency", "user")
        self.fields["signer"].initial = heads.default_signer(document.agency)

    def clean(self) -> dict[str, Any]:
        given = {**(super().clean() or {}), "pages": _pages_of(self)}
        if given.get("form") == copies.FROM_COPY and not given.get("source"):
            self.add_error("source", "Sao lục được thực hiện từ bản sao y: chọn bản sao y đã có của văn bản này.")
        lines = tuple(line.strip() for line in given.get("recipients", "").splitlines() if line.strip())
        return {**given, "recipients": lines}

    def wanted(self) -> copies.Wanted:
        """What was asked for."""
        given = self.cleaned_data
        source = given["source"] if given["form"] == copies.FROM_COPY else None
        return copies.Wanted(
            given["form"], given["signer"], given["many"], given["recipients"], given["pages"], source
        )
