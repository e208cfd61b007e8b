"""What is typed about accounts: a new one, names, posts handed on or ended, the set of a new unit, the key on a slip."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from units.accounts.managing import GIVEN
from units.fields import CharField, DateField, EmailField
from units.forms import Rows
from units.models import Agency, Role, User

ROLES = [(role.value, role.label) for role in GIVEN]


class Dressed(forms.Form):
    """Fields in the style of the house."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if not isinstance(field.widget, forms.CheckboxInput | forms.RadioSelect | forms.HiddenInput):
                field.widget.attrs.setdefault("class", _look(field.widget))

    def take(self, refusal: ValidationError | ValueError) -> None:
        """Put what a verb refused at the field it is about, else on top."""
        if not isinstance(refusal, ValidationError):
            self.add_error(None, str(refusal))
            return
        known = refusal.message_dict if hasattr(refusal, "error_dict") else {"": refusal.messages}
        for name, words in known.items():
            self.add_error(name if name in self.fields else None, words)


def offer(field: forms.Field, rows: Any) -> None:
    """Let one of `rows`, a queryset, be chosen in `field`."""
    if isinstance(field, forms.ModelChoiceField):
        field.queryset = rows


def _look(widget):
    return "form-select" if isinstance(widget, forms.Select) else "form-control"


def _day(label, **more):
    return DateField(label=label, initial=timezone.localdate, **more)


class NamesForm(Dressed):
    """How somebody is called, and where she is reached."""

    title = CharField(
        label="Chức danh", max_length=120, help_text="Như gọi trong công việc: Công chức Văn hóa – xã hội…"
    )
    legal_name = CharField(
        label="Họ và tên khi ký", max_length=120, required=False,
        help_text="Đúng giấy tờ, không ghi học hàm, học vị; cần cho người ký văn bản. Không bắt buộc",
    )  # fmt: skip
    email = EmailField(
        label="Thư điện tử công vụ", max_length=254, required=False,
        help_text="Có: đường dẫn đăng nhập lần đầu gửi qua thư. Không có: in phiếu đăng nhập lần đầu",
    )  # fmt: skip
    phone = CharField(label="Điện thoại", max_length=20, required=False, help_text="Không bắt buộc")

    @classmethod
    def of(cls, person: User, data: Any = None) -> "NamesForm":
        """The form filled with what is stored of `person`."""
        known = {name: getattr(person, name) for name in ("title", "legal_name", "email", "phone")}
        return cls(data, initial=known)


class PersonForm(NamesForm):
    """A new account with its first post in one of `agencies`."""

    agency = forms.ModelChoiceField(Agency.objects.none(), label="Cơ quan, bộ phận", empty_label=None)
    role = forms.ChoiceField(label="Vai trò", choices=ROLES)
    username = CharField(
        label="Tên đăng nhập",
        max_length=150,
        required=False,
        help_text="Để trống: hệ thống đặt theo đơn vị và vai trò",
    )
    since = _day("Giữ chức vụ từ ngày")
    field_order = ["agency", "role", "title", "legal_name", "email", "phone", "username", "since"]

    def __init__(self, *args: Any, agencies: Sequence[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self.fields["agency"], Agency.objects.filter(pk__in=[row.pk for row in agencies]))

    def clean_role(self) -> Role:
        return Role(self.cleaned_data["role"])


class EndForm(Dressed):
    """The last day of a post."""

    last = _day("Ngày cuối giữ chức vụ")


class MoveForm(Dressed):
    """Another agency or title, from a day."""

    agency = forms.ModelChoiceField(Agency.objects.none(), label="Cơ quan, bộ phận mới", empty_label=None)
    title = CharField(label="Chức vụ mới", max_length=120)
    since = _day("Từ ngày")

    def __init__(self, *args: Any, agencies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self.fields["agency"], agencies)


class PostForm(MoveForm):
    """One post more for somebody who has an account: kiêm nhiệm."""

    title = CharField(label="Chức vụ", max_length=120)
    role = forms.ChoiceField(label="Vai trò", choices=ROLES, help_text="Vai trò quyết định người này làm được việc gì")
    field_order = ["agency", "role", "title", "since"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].label = "Cơ quan, bộ phận"
        self.fields["since"].label = "Giữ chức vụ từ ngày"

    def clean_role(self) -> Role:
        return Role(self.cleaned_data["role"])


class PersonChoice(forms.ModelChoiceField):
    """One of few people, by position and user name: two officials may have one title."""

    def label_from_instance(self, person: User) -> str:
        return f"{person} ({person.username})"


class HandForm(Dressed):
    """Who takes the post over, and from when."""

    to = PersonChoice(User.objects.none(), label="Người nhận", empty_label="Chọn người nhận")
    since = _day("Từ ngày")

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self.fields["to"], people)


class SetForm(NamesForm):
    """One account of the set for a new unit; taken when `wanted`."""

    wanted = forms.BooleanField(label="Lập", required=False, initial=True)
    username = CharField(label="Tên đăng nhập", max_length=150)
    field_order = ["wanted", "username", "title", "legal_name", "email", "phone"]


class SlipsForm(forms.Form):
    """Whose slips are printed, of `people`."""

    nguoi = Rows(User.objects.none(), required=True, error_messages={"required": "Chọn ít nhất một người."})

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self.fields["nguoi"], people)


class KeyForm(Dressed):
    """The key as it is typed from a slip."""

    one_time_code = CharField(
        label="Mã trên phiếu", max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autocapitalize": "characters"}),
        help_text="Mười hai chữ và số, gõ hoa hay thường, có hay không có dấu gạch đều được",
    )  # fmt: skip
