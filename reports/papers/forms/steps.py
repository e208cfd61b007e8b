"""A step of a paper: its reason, the answer to what the checks found, the key and what opens it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.html import format_html

from reports.models import RegisterEntry
from reports.papers import related
from reports.papers.checks import SECOND
from reports.papers.forms.plain import Plain
from reports.pen import keyring
from reports.pen.cabinet import Cabinet
from reports.pen.secret import Secret
from units.fields import CharField
from units.vietnamese import vn_date


class NoteForm(Plain):
    """The reason of a step, and what becomes of the number a paper sent back holds."""

    note = CharField(label="Lý do", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
    number = forms.ChoiceField(label="Số đang giữ", widget=forms.RadioSelect)
    KEEP, GIVE_UP = "keep", "give_up"

    def __init__(self, *args: Any, needed: bool, number: RegisterEntry | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not needed:
            del self.fields["note"]
        if number is None:
            del self.fields["number"]
        else:
            kept = f"Giữ số {number} và ngày {vn_date(number.date)} cho văn bản này"
            self.fields["number"].choices = [(self.KEEP, kept), (self.GIVE_UP, "Hủy số; khi ký lại lấy số mới")]
            self.fields["number"].initial = self.KEEP


def asking(form: forms.Form, found: list, *, sending: bool) -> None:
    """Ask for the words that answer what the checks found, and of a second report what it is to the first."""
    form.fields["answer"] = CharField(
        label="Ý kiến về những điểm trên", max_length=1000, help_text="Ghi vào vết xử lý của văn bản",
        widget=forms.Textarea(attrs={"rows": 3, "class": "form-control"}),
    )  # fmt: skip
    if sending and any(one.code == SECOND for one in found):
        form.fields["relation"] = forms.ChoiceField(
            label="Báo cáo này so với báo cáo đã có của kỳ",
            choices=[(one.value, one.label) for one in related.OF_REPORTS],
            widget=forms.RadioSelect,
        )


class SecretField(forms.CharField):
    """A password, PIN or code: it goes to the key and nowhere else, and no error shows it."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.PasswordInput(attrs={"autocomplete": "off"})
        super().__init__(**{"required": False, "strip": False, "widget": widget, **kwargs})

    def to_python(self, value: Any) -> Secret:
        return Secret(super().to_python(value))


class KeyForm(Plain):
    """How to sign, and the password or PIN. `recording` offers to write the step down without a key."""

    method = forms.ChoiceField(label="Cách ký", widget=forms.RadioSelect)
    secret = SecretField(label="Mật khẩu khóa ký hoặc mã PIN")
    RECORD = "record"

    def __init__(
        self, *args: Any, place: Cabinet, recording: bool = False, only: Sequence[str] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        ways = keyring.ways(place, only)
        choices = [(name, _described(*words)) for name, words in ways.described.items()]
        if recording:
            choices.append((self.RECORD, _described("Chỉ ghi vào vết xử lý", "không đặt chữ ký số lên bản trình ký")))
        self.fields["method"].choices = choices
        self.fields["method"].initial = choices[0][0] if choices else ""
        self.asks = ways.ask
        if not self.asks:
            del self.fields["secret"]


def _described(label, help_text):
    return format_html("{} <small>{}</small>", label, help_text) if help_text else label


class RemoteForm(Plain):
    """An account of the remote signing service; what is secret of it is kept nowhere."""

    account = CharField(label="Tài khoản ký số từ xa", max_length=120)
    password = SecretField(label="Mật khẩu tài khoản", required=True)
    credential = CharField(
        label="Mã khóa ký (credentialID)", required=False, max_length=200,
        help_text="Để trống nếu tài khoản chỉ có một khóa",
    )  # fmt: skip
    pin = SecretField(label="Mã PIN", help_text="Nếu dịch vụ yêu cầu")
    one_time_code = SecretField(
        label="Mã xác nhận (OTP)", help_text="Để trống nếu xác nhận bằng ứng dụng của dịch vụ trên điện thoại"
    )
