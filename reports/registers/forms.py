"""Numbers and dates that papers issued on paper, or elsewhere, already bear; where a book begins; a search in a book."""

from collections.abc import Iterable
from datetime import date as day_of
from typing import Any

from django import forms
from django.utils import timezone

from reports.models import Document, RegisterEntry
from reports.papers.forms.plain import Plain
from reports.papers.workflow.registers import OTHER_BOOKS
from units.fields import CharField, DayField
from units.forms import dress
from units.models import Agency
from units.vietnamese import vn_date


class IssueForm(forms.Form):
    """Ban hành: number and date, as on the paper; the register checks them."""

    number = CharField(
        label="Số, ký hiệu", max_length=60, help_text="Như trên văn bản đã ký, ví dụ 05/KH-UBND; ghi vào sổ văn bản đi"
    )
    date = DayField(label="Ngày ban hành")

    note = CharField(
        label="Ghi chú", required=False, max_length=300, help_text="Khi số, ngày không theo thứ tự của sổ"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        dress(self)

    def clean_date(self) -> day_of:
        day = self.cleaned_data["date"]
        if day > timezone.localdate():
            raise forms.ValidationError("Ngày ban hành chưa đến; ghi ngày trên văn bản đã ký.")
        return day


class _OfABook(forms.Form):
    """Whose book, of which kind of paper."""

    agency = forms.ModelChoiceField(Agency.objects.none(), label="Cơ quan", required=False, empty_label=None)
    kind = forms.ChoiceField(label="Loại văn bản", choices=[*Document.Kind.choices, *OTHER_BOOKS.items()])

    def __init__(self, *args: Any, agencies: list[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.first = agencies[0]
        self.fields["agency"].queryset = Agency.objects.filter(pk__in=[row.pk for row in agencies]).in_office_order()
        self.fields["agency"].initial = self.first
        if len(agencies) == 1:
            self.fields["agency"].widget = forms.HiddenInput()
        dress(self)

    def clean_agency(self) -> Agency:
        """The first body she keeps books of, unless another is chosen."""
        return self.cleaned_data["agency"] or self.first


class ReserveForm(_OfABook):
    """Giữ số for a paper written outside the portal, or one that will bear today's date; copies take theirs when made."""

    kind = forms.ChoiceField(label="Loại văn bản", choices=Document.Kind.choices)

    title = CharField(label="Trích yếu", max_length=500)
    recipients = CharField(label="Nơi nhận", required=False, max_length=500)
    signer = CharField(label="Người ký", required=False, max_length=160)


class ElsewhereForm(_OfABook):
    """Ghi số đã cấp nơi khác: one row of the register, as on the paper."""

    number = CharField(label="Số, ký hiệu", max_length=60, help_text="Như trên văn bản, ví dụ 05/BC-UBND")
    date = DayField(label="Ngày văn bản")
    title = CharField(label="Trích yếu", max_length=500)
    signer = CharField(label="Người ký", required=False, max_length=160)
    recipients = CharField(
        label="Nơi nhận", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Mỗi dòng một nơi nhận",
    )  # fmt: skip
    archive = CharField(label="Đơn vị, người nhận bản lưu", required=False, max_length=80, initial="VT")
    note = CharField(
        label="Ghi chú", required=False, max_length=300, help_text="Bắt buộc khi số, ngày không theo thứ tự của sổ"
    )


class OpenForm(_OfABook):
    """Số mở đầu: where the portal takes over a book."""

    year = forms.IntegerField(label="Năm", min_value=2000, max_value=2100)
    last = forms.IntegerField(
        label="Số cuối đã cấp trước khi mở sổ trên hệ thống", min_value=1, max_value=999_999,
        help_text="Văn bản tiếp theo lấy số sau số này",
    )  # fmt: skip
    note = CharField(label="Căn cứ", max_length=300, help_text="Ví dụ: sổ giấy đến ngày 30/11/2026")


class GiveForm(forms.Form):
    """The number of one paper: one that was reserved, or typed with its day where the office's own system gives them."""

    reserved = forms.ModelChoiceField(RegisterEntry.objects.none(), label="Số đã giữ", empty_label="Chọn số")
    number = CharField(label="Số, ký hiệu", max_length=60)
    date = DayField(label="Ngày")

    def __init__(self, *args: Any, document: Document, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("reserved",) if document.agency.numbers_elsewhere else ("number", "date"):
            del self.fields[name]
        if "reserved" in self.fields:
            held = RegisterEntry.objects.filter(book__agency=document.agency, book__kind=document.kind)
            self.fields["reserved"].queryset = held.filter(state="held", document=None).select_related("book")
            self.fields["reserved"].label_from_instance = lambda row: (
                f"{row} ngày {vn_date(row.date)}: {row.title[:60]}"
            )
        dress(self)

    def given(self) -> dict[str, Any]:
        """`written` and `day` as `registers.give` takes them."""
        row = self.cleaned_data.get("reserved")
        if row:
            return {"written": str(row), "day": row.date}
        return {"written": self.cleaned_data["number"], "day": self.cleaned_data["date"]}


class RegisterSearch(Plain):
    """Words of number, subject or recipients, and the state."""

    q = CharField(label="Tìm trong sổ", required=False)
    state = forms.ChoiceField(label="Tình trạng", required=False)

    def __init__(self, *args: Any, states: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = [("", "Tất cả"), *states]
