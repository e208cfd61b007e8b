"""Input of a delegation: to whom, from when to when, why."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout, Submit
from django import forms

from units.models import User


class ColleagueField(forms.ModelChoiceField):
    def label_from_instance(self, user):
        return f"{user} ({user.username})"


class DelegationForm(forms.Form):
    """Lend one's posts to a colleague; both dates count."""

    to = ColleagueField(label="Ủy quyền cho", queryset=User.objects.none(), empty_label="Chọn người")
    valid_from = forms.DateField(label="Từ ngày", widget=forms.DateInput(attrs={"placeholder": "24/01/2026"}))
    valid_to = forms.DateField(label="Đến hết ngày", widget=forms.DateInput(attrs={"placeholder": "31/01/2026"}))
    reason = forms.CharField(
        label="Lý do", required=False, max_length=300, help_text="Không bắt buộc; ví dụ: đi công tác"
    )

    def __init__(self, *args, colleagues, **more):
        super().__init__(*args, **more)
        self.fields["to"].queryset = colleagues
        self.helper = FormHelper()
        self.helper.layout = Layout(
            "to", Div("valid_from", "valid_to", css_class="two"), "reason", Submit("send", "Ủy quyền")
        )
