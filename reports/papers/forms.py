"""What is typed about a paper: which one to draft, its head and foot, one paragraph, a reason, a key."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Q
from django.utils import timezone
from django.utils.html import format_html

from plans.models import Period, Plan
from plans.permissions import visible_plans
from reports.drafting import heads
from reports.layout import decree30
from reports.layout.content import Paper
from reports.models import Document, RegisterEntry
from reports.papers import related
from reports.papers.checks import SECOND
from reports.pen import keyring
from reports.pen.cabinet import Cabinet
from reports.pen.secret import Secret
from reports.permissions import units_to_draft_for
from units.addresses import whole
from units.characters import clean
from units.fields import CharField, RawField
from units.models import Agency, Post, Role, User
from units.text import nfc
from units.vietnamese import vn_date

Kind = Document.Kind
SCANS = (".pdf", ".png", ".jpg", ".jpeg")
MEGABYTE = 1024 * 1024


class Plain(forms.Form):
    """Bootstrap's look for every widget."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if not isinstance(field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple | forms.CheckboxInput):
                name = "form-select" if isinstance(field.widget, forms.Select) else "form-control"
                field.widget.attrs.setdefault("class", name)


class ChoicesForm(Plain):
    """What the draft of a report compares and names; left alone it is compared with the last period."""

    COMPARED = {"": {}, "nam": {"period": False, "year": True}, "ca_hai": {"year": True}, "khong": {"period": False}}
    compare = forms.ChoiceField(
        label="So sánh trong báo cáo",
        required=False,
        choices=[
            ("", "Với kỳ trước"),
            ("nam", "Với cùng kỳ năm trước"),
            ("ca_hai", "Với kỳ trước và cùng kỳ năm trước"),
            ("khong", "Không so sánh"),
        ],
    )
    sources = forms.BooleanField(
        label="Ghi một dòng nguồn dưới ý kiến gộp của nhiều đơn vị", required=False,
        help_text="Không chọn: tên đơn vị ghi ngay trong câu",
    )  # fmt: skip

    def chosen(self) -> dict[str, bool]:
        """As `Document.choices` keeps it, without what is as usual."""
        given = self.cleaned_data
        return self.COMPARED[given.get("compare", "")] | ({"sources": True} if given.get("sources") else {})


class NewDocumentForm(ChoicesForm):
    """Kind, plan and period of a new paper; the issuing office follows from the plan's unit."""

    kind = forms.ChoiceField(label="Loại văn bản", choices=Kind.choices, initial=Kind.REPORT)
    plan = forms.ModelChoiceField(
        Plan.objects.none(),
        label="Kế hoạch",
        required=False,
        empty_label="Chọn kế hoạch",
        help_text="Cho báo cáo, công văn đôn đốc và kế hoạch",
    )
    period = forms.ModelChoiceField(
        Period.objects.none(),
        label="Kỳ báo cáo",
        required=False,
        empty_label="Chọn kỳ",
        help_text="Cho báo cáo và công văn đôn đốc",
    )
    issuer = forms.ModelChoiceField(
        Agency.objects.none(), label="Cơ quan ban hành", required=False, empty_label="Theo nơi công tác và kế hoạch",
        help_text="Cơ quan có con dấu riêng ban hành nhân danh mình; đơn vị không có con dấu ký thừa lệnh (TL.)",
    )  # fmt: skip
    title = CharField(
        label="Trích yếu",
        required=False,
        max_length=500,
        help_text="Báo cáo, kế hoạch, công văn đôn đốc tự ghi",
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.units = user, units_to_draft_for(user)
        self.fields["issuer"].queryset = Agency.objects.filter(pk__in=self._issuers()).select_related("unit")
        self.order_fields(["kind", "issuer", "plan", "period", "title", "compare", "sources"])
        plans = visible_plans(user).filter(unit__in=self.units)
        periods = Period.objects.filter(Q(plan__in=plans) | Q(entries__plan__in=plans))
        to_write = Plan.with_amendments.filter(Q(pk__in=plans) | Q(amends__in=plans)).with_heads()
        self.fields["plan"].queryset = to_write.order_by("-year_from", "title", "pk")
        self.fields["plan"].label_from_instance = _plan_label
        self.fields["period"].queryset = periods.exclude(state=Period.State.PLANNED).distinct()
        self.fields["period"].label_from_instance = lambda row: f"{row.name} ({row.starts:%d/%m}–{row.ends:%d/%m/%Y})"

    def choose_plan(self) -> None:
        """Where the address names only the period: the unit's own plan that reports by it."""
        key = whole(str(self.initial.get("period", "")))
        if key is not None and not self.initial.get("plan"):
            of_period = Q(periods=key) | Q(entries__period=key)
            self.initial["plan"] = self.fields["plan"].queryset.filter(of_period).values_list("pk", flat=True).first()

    def clean(self) -> dict[str, Any]:
        super().clean()
        given = self.cleaned_data
        kind, plan, period = given.get("kind"), given.get("plan"), given.get("period")
        if kind in (Kind.REPORT, Kind.LETTER, Kind.PLAN) and not plan and "plan" not in self.errors:
            self.add_error("plan", "Chọn kế hoạch mà văn bản nói về.")
        if kind in (Kind.REPORT, Kind.LETTER) and not period and "period" not in self.errors:
            self.add_error("period", "Chọn kỳ báo cáo.")
        if plan and plan.amends_id and kind != Kind.PLAN:
            self.add_error("plan", "Bản sửa đổi đang soạn chỉ lập được văn bản kế hoạch; chọn kế hoạch đang hiệu lực.")
        if plan and period and period.plan_id != plan.calendar.pk:
            self.add_error("period", f"Kỳ “{period.name}” không phải kỳ báo cáo của kế hoạch đã chọn.")
        if kind not in (Kind.REPORT, Kind.LETTER, Kind.PLAN) and not given.get("title"):
            self.add_error("title", "Ghi trích yếu của văn bản.")
        if not self.errors and not self.agency(given):
            self.add_error("plan", "Đơn vị này chưa có cơ quan ban hành văn bản; quản trị cần khai báo.")
        return given

    def agency(self, given: Mapping[str, Any]) -> Agency | None:
        """The office that issues the paper."""
        plan, kind = given.get("plan"), given.get("kind")
        if kind == Kind.PLAN:
            return plan.issuer
        unit = plan.unit if plan else self.units.first()
        if given.get("issuer") and given["issuer"].unit == unit:
            return given["issuer"]
        if not unit:
            return None
        return heads.office_of(unit) if kind == Kind.REPORT else heads.issuing(self.user, unit)

    def _issuers(self):
        """Of each unit she drafts for: its committee, and her own body there if it has a seal."""
        for unit in self.units:
            own = heads.sits_in(self.user, unit)
            yield from (body.pk for body in (heads.office_of(unit), own) if body and body.has_seal)


def _plan_label(plan):
    return f"Bản sửa đổi, bổ sung: {plan}" if plan.amends_id else str(plan)


class RedraftForm(ChoicesForm):
    """The choices of a report that is drafted again, as they were; other papers have none."""

    def __init__(self, *args: Any, document: Document, **kwargs: Any) -> None:
        kept = {"period": True, "year": False} | document.choices
        ways = {name: {"period": True, "year": False} | way for name, way in self.COMPARED.items()}
        chosen = next((name for name, way in ways.items() if all(kept[key] == way[key] for key in way)), "")
        initial = {"compare": chosen, "sources": kept.get("sources", False)}
        super().__init__(*args, initial=initial, **kwargs)
        if document.kind != Kind.REPORT:
            self.fields.clear()

    def chosen(self) -> dict[str, bool]:
        return super().chosen() if self.fields else {}


class Lines(CharField):
    """A text of one thing a line, as a tuple."""

    widget = forms.Textarea

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, help_text="Mỗi dòng một mục", **kwargs)
        self.widget.attrs["rows"] = 3

    def to_python(self, value: Any) -> tuple[str, ...]:  # type: ignore[override]
        return tuple(nfc(line.strip(" -;")) for line in clean(value or "").splitlines() if line.strip(" -;"))


class HeadForm(Plain):
    """Head and foot of a draft: subject, addressees, recipients, signer, annexes that stay."""

    title = CharField(label="Trích yếu", max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    place = CharField(label="Địa danh", max_length=60)
    addressees = Lines(label="Kính gửi")
    bases = Lines(label="Căn cứ")
    recipients = Lines(label="Nơi nhận (không ghi “Như trên” và “Lưu”)")
    archive = CharField(label="Lưu: VT,", required=False, max_length=40)
    urgency = forms.ChoiceField(
        label="Mức độ khẩn", required=False, choices=[("", "Không"), *((mark, mark) for mark in decree30.URGENCY)]
    )
    signer = forms.ModelChoiceField(Post.objects.none(), label="Người ký", required=False, empty_label="Chọn người ký")
    annexes = forms.MultipleChoiceField(label="Phụ lục kèm theo", required=False, widget=forms.CheckboxSelectMultiple)
    apart = forms.BooleanField(
        label="Tách phụ lục thành tệp riêng",
        required=False,
        help_text="Mỗi phụ lục là một tệp PDF, cơ quan ký số với dòng thông tin cỡ chữ 10 thay con dấu",
    )
    setting = forms.ChoiceField(
        label="Cỡ chữ, giãn dòng",
        required=False,
        choices=[
            ("", "Tự chọn: thưa nhất mà trang cuối không chỉ còn câu kết và chữ ký"),
            *((one.name, str(one).capitalize()) for one in decree30.SETTINGS),
        ],
        help_text="Nghị định 30/2020/NĐ-CP: cỡ chữ 13 đến 14, giãn dòng từ đơn đến 1,5",
    )
    FIELDS = ("title", "place", "addressees", "bases", "recipients", "archive", "urgency", "setting")

    def __init__(self, *args: Any, document: Document, paper: Paper, **kwargs: Any) -> None:
        initial = {name: self._shown(getattr(paper, name)) for name in self.FIELDS}
        titles = [annex.title for annex in paper.annexes]
        initial |= {"signer": document.signer_id, "annexes": titles, "apart": paper.apart}
        super().__init__(*args, initial=initial, **kwargs)
        own, by_order = Q(agency=document.agency), Q(signs__in=[Post.Signs.ORDER, Post.Signs.MANDATE])
        of_unit = Post.objects.in_force(timezone.localdate()).filter(
            agency__unit=document.agency.unit, role=Role.LEADER
        )
        posts = of_unit.filter(own | by_order if document.agency.heads_unit else own)
        self.fields["signer"].queryset = posts.select_related("agency", "user")
        self.fields["annexes"].choices = [(title, title) for title in titles]
        if not titles:
            del self.fields["annexes"], self.fields["apart"]

    @staticmethod
    def _shown(value: object) -> object:
        return "\n".join(value) if isinstance(value, tuple) else value

    def values(self) -> dict[str, Any]:
        """The typed fields of the paper."""
        return {name: self.cleaned_data[name] for name in self.FIELDS}


class BlockForm(Plain):
    """One paragraph or heading; `was` is what the page knew."""

    words = CharField(label="Nội dung đoạn", max_length=20_000, widget=forms.Textarea(attrs={"rows": 5}))
    was = RawField()


class AddForm(Plain):
    """A block behind another."""

    kind = forms.ChoiceField(
        label="Loại", choices=[("doan", "Đoạn văn"), ("gach", "Gạch đầu dòng"), ("muc", "Tiêu đề mục")], initial="doan"
    )
    words = CharField(label="Nội dung", max_length=20_000, widget=forms.Textarea(attrs={"rows": 4}))


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


def asking(form: forms.Form, found: list, *, sending: bool) -> forms.Form:
    """The form of a step with the words that answer what the checks found, and what a second report is to the first."""
    if found:
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
    return form


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
        methods = [name for name in keyring.methods(place) if not only or name in only]
        choices = [(name, _described(*keyring.described(place, name))) for name in methods]
        if recording:
            choices.append((self.RECORD, _described("Chỉ ghi vào vết xử lý", "không đặt chữ ký số lên bản trình ký")))
        self.fields["method"].choices = choices
        self.fields["method"].initial = choices[0][0] if choices else ""
        self.asks = keyring.TOKEN in methods or (place.complete and place.asks_password)
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


class FileForm(Plain):
    """One file up to `most` megabytes with one of the endings."""

    file = forms.FileField(label="Tệp")

    def __init__(self, *args: Any, endings: Sequence[str], most: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.endings, self.most = endings, most
        self.fields["file"].widget.attrs["accept"] = ",".join(endings)

    def clean_file(self) -> UploadedFile:
        file = self.cleaned_data["file"]
        if not file.name.lower().endswith(tuple(self.endings)):
            raise forms.ValidationError(f"Tệp “{file.name}” không đúng loại; nhận {', '.join(self.endings)}.")
        if file.size > self.most * MEGABYTE:
            raise forms.ValidationError(f"Tệp lớn hơn {self.most} MB; hãy giảm dung lượng rồi gửi lại.")
        return file


class AnnexForm(FileForm):
    """A PDF that goes with the paper as a file of its own."""

    title = CharField(label="Tên phụ lục", max_length=300)
    field_order = ["title", "file"]


class RegisterSearch(Plain):
    """Words of number, subject or recipients, and the state."""

    q = CharField(label="Tìm trong sổ", required=False)
    state = forms.ChoiceField(label="Tình trạng", required=False)

    def __init__(self, *args: Any, states: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = [("", "Tất cả"), *states]
