"""Input of a delegation: to whom, what, from when to when, why."""

from collections.abc import Iterable
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout, Submit
from django import forms
from django.db.models import QuerySet

from units.fields import CharField, DateField
from units.models import Power, User


class ColleagueField(forms.ModelChoiceField):
    def label_from_instance(self, user: User) -> str:
        return f"{user} ({user.username})"


class DelegationForm(forms.Form):
    """Lend named rights to a colleague; both dates count."""

    to = ColleagueField(label="Ủy quyền cho", queryset=User.objects.none(), empty_label="Chọn người")
    rights = forms.MultipleChoiceField(
        label="Việc ủy quyền",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Chọn ít nhất một việc để ủy quyền."},
    )
    valid_from = DateField(label="Từ ngày", widget=forms.DateInput(attrs={"placeholder": "24/01/2026"}))
    valid_to = DateField(label="Đến hết ngày", widget=forms.DateInput(attrs={"placeholder": "31/01/2026"}))
    paper = CharField(
        label="Văn bản ủy quyền",
        required=False,
        max_length=160,
        help_text="Số, ký hiệu, ngày; bắt buộc khi ủy quyền ký thừa ủy quyền (TUQ.)",
    )
    reason = CharField(label="Lý do", required=False, max_length=300, help_text="Không bắt buộc; ví dụ: đi công tác")

    def __init__(self, *args: Any, colleagues: QuerySet[User], powers: Iterable[Power], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["to"].queryset = colleagues
        self.fields["rights"].choices = [(power.value, power.label) for power in powers]
        self.helper = FormHelper()
        self.helper.layout = Layout(
            "to",
            "rights",
            Div("valid_from", "valid_to", css_class="two"),
            "paper",
            "reason",
            Submit("send", "Ủy quyền"),
        )
