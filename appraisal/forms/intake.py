"""What is typed beside a table of figures from another source."""

from django import forms

from appraisal.forms.looks import BOX
from units.fields import CharField, DayField

__all__ = ["IntakeForm"]


class IntakeForm(forms.Form):
    """Where the figures come from, of what day, and the table."""

    source = CharField(
        label="Nguồn số liệu", max_length=200, widget=forms.TextInput(attrs=BOX),
        help_text="Ví dụ: Bộ chỉ số theo Quyết định 766/QĐ-TTg, Cổng Dịch vụ công quốc gia",
    )  # fmt: skip
    as_of = DayField(label="Số liệu đến ngày")
    file = forms.FileField(
        label="Bảng số liệu (XLSX hoặc CSV)", widget=forms.FileInput(attrs=BOX | {"accept": ".xlsx,.csv"})
    )
