"""Input of the personal reminder settings, and of a plan's days of reminding."""

from datetime import time
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms
from django.utils.html import format_html

from post.channels import offered
from post.milestones import MOST_BEFORE, days_before
from post.models import EARLIEST, KINDS, Preference
from units.fields import CharField
from units.models import User

HOURS = [time(7, 30), *(time(hour) for hour in range(8, 17))]  # the last leaves half an hour to send
MOST_TIMES = 8


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
    kinds = forms.MultipleChoiceField(
        label="Loại thư tự chọn",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Những loại không tắt được: xem mục “Luôn được nhắc”.",
    )

    def __init__(self, *args: Any, user: User, preference: Preference, **more: Any) -> None:
        self.preference = preference
        super().__init__(*args, **more)
        reaching = [channel for channel in offered() if channel.reaches(user)]
        self.fields["channels"].choices = [(channel.code, channel.label) for channel in reaching]
        self.fields["channels"].required = bool(reaching)
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
        self.helper.layout = Layout("channels", "hour", "kinds", Submit("save", "Lưu cài đặt"))

    def save(self) -> Preference:
        """Keep the choice; returns the Preference."""
        chosen, offered_kinds = self.cleaned_data, [code for code, _ in self.fields["kinds"].choices]
        self.preference.channels = chosen["channels"]
        self.preference.hour = chosen["hour"]
        self.preference.off = [code for code in offered_kinds if code not in chosen["kinds"]]
        self.preference.save()
        return self.preference


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
