"""The words of a draft: its head and foot, one paragraph, a block behind another."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone

from reports.layout import decree30
from reports.layout.content import Paper
from reports.models import Document
from reports.papers.forms.plain import Plain
from units.characters import clean
from units.fields import CharField, RawField
from units.models import Post, Role
from units.text import nfc


class Lines(CharField):
    """A text of one thing a line, as a tuple."""

    widget = forms.Textarea

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, help_text="Mỗi dòng một mục", **kwargs)
        self.widget.attrs["rows"] = 3

    def to_python(self, value: Any) -> tuple[str, ...]:  # type: ignore[override]
        return tuple(nfc(line.strip(" -;")) for line in clean(value or "").splitlines() if line.strip(" -;"))


class HeadForm(Plain):
    """Head and foot of a draft: subject, addressees, recipients, signer, annexes that stay."""

    title = CharField(label="Trích yếu", max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    place = CharField(label="Địa danh", max_length=60)
    addressees = Lines(label="Kính gửi")
    bases = Lines(label="Căn cứ")
    recipients = Lines(label="Nơi nhận (không ghi “Như trên” và “Lưu”)")
    archive = CharField(label="Lưu: VT,", required=False, max_length=40)
    urgency = forms.ChoiceField(
        label="Mức độ khẩn", required=False, choices=[("", "Không"), *((mark, mark) for mark in decree30.URGENCY)]
    )
    signer = forms.ModelChoiceField(Post.objects.none(), label="Người ký", required=False, empty_label="Chọn người ký")
    annexes = forms.MultipleChoiceField(label="Phụ lục kèm theo", required=False, widget=forms.CheckboxSelectMultiple)
    apart = forms.BooleanField(
        label="Tách phụ lục thành tệp riêng",
        required=False,
        help_text="Mỗi phụ lục là một tệp PDF, cơ quan ký số với dòng thông tin cỡ chữ 10 thay con dấu",
    )
    setting = forms.ChoiceField(
        label="Cỡ chữ, giãn dòng",
        required=False,
        choices=[
            ("", "Tự chọn: thưa nhất mà trang cuối không chỉ còn câu kết và chữ ký"),
            *((one.name, str(one).capitalize()) for one in decree30.SETTINGS),
        ],
        help_text="Nghị định 30/2020/NĐ-CP: cỡ chữ 13 đến 14, giãn dòng từ đơn đến 1,5",
    )
    FIELDS = ("title", "place", "addressees", "bases", "recipients", "archive", "urgency", "setting")

    def __init__(self, *args: Any, document: Document, paper: Paper, **kwargs: Any) -> None:
        initial = {name: self._shown(getattr(paper, name)) for name in self.FIELDS}
        titles = [annex.title for annex in paper.annexes]
        initial |= {"signer": document.signer_id, "annexes": titles, "apart": paper.apart}
        super().__init__(*args, initial=initial, **kwargs)
        own, by_order = Q(agency=document.agency), Q(signs__in=[Post.Signs.ORDER, Post.Signs.MANDATE])
        of_unit = Post.objects.in_force(timezone.localdate()).filter(
            agency__unit=document.agency.unit, role=Role.LEADER
        )
        posts = of_unit.filter(own | by_order if document.agency.heads_unit else own)
        self.fields["signer"].queryset = posts.select_related("agency", "user")
        self.fields["annexes"].choices = [(title, title) for title in titles]
        if not titles:
            del self.fields["annexes"], self.fields["apart"]

    @staticmethod
    def _shown(value: object) -> object:
        return "\n".join(value) if isinstance(value, tuple) else value

    def values(self) -> dict[str, Any]:
        """The typed fields of the paper."""
        return {name: self.cleaned_data[name] for name in self.FIELDS}


class BlockForm(Plain):
    """One paragraph or heading; `was` is what the page knew."""

    words = CharField(label="Nội dung đoạn", max_length=20_000, widget=forms.Textarea(attrs={"rows": 5}))
    was = RawField()


class AddForm(Plain):
    """A block behind another."""

    kind = forms.ChoiceField(
        label="Loại", choices=[("doan", "Đoạn văn"), ("gach", "Gạch đầu dòng"), ("muc", "Tiêu đề mục")], initial="doan"
    )
    words = CharField(label="Nội dung", max_length=20_000, widget=forms.Textarea(attrs={"rows": 4}))
