"""When the briefings of a unit are made by themselves."""

from django import forms

__all__ = ["OrderForm"]


class OrderForm(forms.Form):
    """On or off, and how many days after the due date."""

    days = forms.IntegerField(
        label="Số ngày sau hạn gửi", min_value=0, max_value=60,
        widget=forms.NumberInput(attrs={"class": "form-control", "min": 0, "max": 60}),
    )  # fmt: skip
    on = forms.BooleanField(
        label="Tự lập mỗi kỳ", required=False, widget=forms.CheckboxInput(attrs={"class": "form-check-input"})
    )
