"""What is typed about sets."""

from typing import Any

from django import forms

from appraisal.forms.looks import BOX, chosen
from appraisal.models import CriteriaSet
from units.fields import CharField
from units.models import Unit

__all__ = ["BasisForm", "SetForm", "UploadForm", "YearForm"]


class SetForm(forms.Form):
    """A new set; its criteria come by the sheet."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label="Đơn vị ban hành", widget=chosen())
    code = forms.SlugField(label="Mã bộ tiêu chí", max_length=32, help_text="Chữ không dấu, số, gạch nối: CCHC-XA",
                           widget=forms.TextInput(attrs=BOX))  # fmt: skip
    name = CharField(label="Tên bộ tiêu chí", max_length=200, widget=forms.TextInput(attrs=BOX))
    audience = forms.ChoiceField(label="Áp dụng cho", choices=CriteriaSet.Audience.choices, widget=chosen())
    first_year = forms.IntegerField(
        label="Từ năm", min_value=2010, max_value=2100, widget=forms.NumberInput(attrs=BOX)
    )

    def __init__(self, *args: Any, units: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["unit"].queryset = units
        self.fields["unit"].label_from_instance = lambda unit: unit.full_name


class YearForm(forms.Form):
    """From which year the next version holds."""

    year = forms.IntegerField(label="Từ năm", min_value=2010, max_value=2100, widget=forms.NumberInput(attrs=BOX))


class BasisForm(forms.Form):
    """The decision that issues a set."""

    basis = CharField(label="Căn cứ ban hành (số, ngày quyết định)", max_length=250, widget=forms.TextInput(attrs=BOX))


class UploadForm(forms.Form):
    """The sheet of criteria."""

    file = forms.FileField(label="Tệp XLSX", widget=forms.FileInput(attrs=BOX | {"accept": ".xlsx"}))
