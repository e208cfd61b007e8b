"""Input of the personal reminder settings, and of a plan's days of reminding."""

import re
from datetime import time
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms
from django.utils.html import format_html

from post.channels import CHANNELS, offered
from post.milestones import MOST_BEFORE, days_before
from post.mobile import agree, withdraw
from post.models import EARLIEST, KINDS, Preference, evening, morning
from units.fields import CharField
from units.models import User

HOURS = [time(7, 30), *(time(hour) for hour in range(8, 17))]  # the last leaves half an hour to send
CLOCK = [(f"{hour:02}:00", f"{hour:02}:00") for hour in range(24)]
MOST_TIMES = 8
MOBILE = ("mobile", "consent", "quiet_from", "quiet_until")


class PreferenceForm(forms.Form):
    """Channels, hour and kinds; what is mandatory is shown ticked and can't be switched off."""

    channels = forms.MultipleChoiceField(
        label="Nhận qua",
        widget=forms.CheckboxSelectMultiple,
        help_text="Thông báo trong hệ thống (chuông) luôn có.",
        error_messages={"required": "Chọn ít nhất một kênh, để thư nhắc hạn tới được bạn."},
    )
    hour = forms.TypedChoiceField(
        label="Giờ nhận thư nhắc việc hằng ngày",
        choices=[(f"{hour:%H:%M}", f"{hour:%H:%M}") for hour in HOURS],
        coerce=time.fromisoformat,
        help_text="Mỗi ngày làm việc nhiều nhất một thư, gửi trong giờ làm việc.",
    )
    mobile = CharField(
        label="Số di động nhận tin nhắn",
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel-national"}),
        help_text="Như 0912 345 678. Chỉ dùng để gửi tin nhắn cho bạn.",
    )
    consent = forms.BooleanField(
        label="Tôi đồng ý nhận tin nhắn qua số này",
        required=False,
        help_text="Số điện thoại, tiêu đề thư và đường dẫn được chuyển cho đơn vị cung cấp dịch vụ tin nhắn. "
        "Bỏ chọn thì số bị xóa và không gửi nữa.",
    )
    quiet_from = forms.TypedChoiceField(
        label="Không gửi tin nhắn từ", choices=CLOCK, coerce=time.fromisoformat, required=False
    )
    quiet_until = forms.TypedChoiceField(
        label="Nhận lại tin nhắn từ", choices=CLOCK, coerce=time.fromisoformat, required=False
    )
    kinds = forms.MultipleChoiceField(
        label="Loại thư tự chọn",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Những loại không tắt được: xem mục “Luôn được nhắc”.",
    )

    def __init__(self, *args: Any, user: User, preference: Preference, **more: Any) -> None:
        self.preference = preference
        super().__init__(*args, **more)
        brief = [channel.code for channel in offered() if channel.brief]
        reaching = [channel for channel in offered() if channel.brief or channel.reaches(user)]
        self.fields["channels"].choices = [(channel.code, channel.label) for channel in reaching]
        self.fields["channels"].required = bool(set(reaching) - {CHANNELS[code] for code in brief})
        self.fields["kinds"].choices = [
            (code, format_html("{} <small>{}</small>", label, why))
            for code, (label, why, free) in KINDS.items()
            if free
        ]
        self.initial = {
            "channels": [channel.code for channel in reaching if channel.code in preference.channels],
            "hour": f"{preference.hour or EARLIEST:%H:%M}",
            "kinds": [code for code, _ in self.fields["kinds"].choices if code not in preference.off],
        }
        self.helper = FormHelper()
        self.helper.layout = Layout(
            "channels", *(MOBILE if brief else ()), "hour", "kinds", Submit("save", "Lưu cài đặt")
        )
        self.brief = brief
        if not brief:
            for name in MOBILE:
                del self.fields[name]
            return
        self.initial |= {"mobile": preference.mobile, "consent": bool(preference.consented_at)}
        self.initial |= {name: f"{getattr(preference, name):%H:%M}" for name in MOBILE[2:]}

    def clean_mobile(self) -> str:
        """The number as it is kept, 0912345678; typed with spaces, dots, or +84 it is the same."""
        typed = re.sub(r"[\s.()-]", "", self.cleaned_data["mobile"])
        number = re.sub(r"^\+?84", "0", typed)
        if number and not re.fullmatch(r"0[35789][0-9]{8}", number):
            raise forms.ValidationError("Số di động có 10 chữ số, bắt đầu bằng 03, 05, 07, 08 hoặc 09.")
        return number

    def clean(self) -> dict[str, Any]:
        """A channel of the phone needs the number and the consent."""
        given = super().clean() or {}
        wanted = [code for code in given.get("channels", []) if code in self.brief]
        if wanted and not given.get("mobile") and "mobile" not in self.errors:
            self.add_error("mobile", "Ghi số di động để nhận tin nhắn.")
        if wanted and not given.get("consent"):
            self.add_error("consent", "Tích ô này để nhận tin nhắn, hoặc bỏ chọn kênh tin nhắn.")
        return given

    def save(self) -> Preference:
        """Keep the choice; returns the Preference."""
        chosen, offered_kinds = self.cleaned_data, [code for code, _ in self.fields["kinds"].choices]
        self.preference.channels = chosen["channels"]
        self.preference.hour = chosen["hour"]
        self.preference.off = [code for code in offered_kinds if code not in chosen["kinds"]]
        if self.brief:
            self._agree()
        self.preference.save()
        return self.preference

    def _agree(self):
        chosen = self.cleaned_data
        if chosen["consent"] and chosen["mobile"]:
            quiet = chosen["quiet_from"] or evening(), chosen["quiet_until"] or morning()
            agree(self.preference, chosen["mobile"], quiet=quiet)
        else:
            withdraw(self.preference)


class DaysBeforeForm(forms.Form):
    """The days before a deadline on which a plan's units are reminded, as "7, 3, 1"."""

    days = CharField(
        label="Nhắc trước hạn (ngày)",
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "placeholder": "7, 3, 1"}),
        help_text="Các số ngày, cách nhau bằng dấu phẩy. Để trống: chỉ nhắc đúng ngày đến hạn và khi quá hạn.",
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.helper = FormHelper()
        self.helper.layout = Layout("days", Submit("save", "Lưu"))

    def clean_days(self) -> tuple[int, ...]:
        """Numbers, largest first; refuses what is no day instead of leaving it out."""
        typed = [part.strip() for part in self.cleaned_data["days"].replace(";", ",").split(",") if part.strip()]
        for part in typed:
            if not days_before(part):
                raise forms.ValidationError(f"“{part}” không phải là số ngày từ 1 đến {MOST_BEFORE}. Ghi như 7, 3, 1.")
        if len(typed) > MOST_TIMES:
            raise forms.ValidationError(f"Nhắc nhiều nhất {MOST_TIMES} lần trước hạn; đang ghi {len(typed)} lần.")
        return days_before(",".join(typed))
