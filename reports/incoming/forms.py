"""Input about incoming papers: what the clerk enters, who gets a paper until when, a copy of it, the list's filters."""

from typing import Any

from django import forms
from django.utils import timezone

from reports.drafting import heads
from reports.incoming import copying
from reports.incoming.files import ENDINGS as OF_FILES
from reports.incoming.workflow import handlers
from reports.models import Incoming
from reports.papers.forms.files import FileForm
from reports.papers.forms.plain import Plain
from reports.papers.workflow import copies
from units.fields import CharField, DayField
from units.forms import UnitChoice
from units.models import Post, Role, Unit

ENDINGS = (*OF_FILES.values(), ".jpeg")
MOST_MB = 20
KINDS = (
    "Kế hoạch",
    "Công văn",
    "Báo cáo",
    "Quyết định",
    "Thông báo",
    "Chỉ thị",
    "Chương trình",
    "Tờ trình",
    "Giấy mời",
)


class EnterForm(FileForm):
    """Văn bản đến bản giấy, thư điện tử: what stands on it, and its scan or mail."""

    unit = UnitChoice(Unit.objects.none(), label="Đơn vị nhận", empty_label=None)
    channel = forms.ChoiceField(
        label="Đến bằng", choices=[pair for pair in Incoming.Channel.choices if pair[0] != Incoming.Channel.PORTAL]
    )
    came_on = DayField(label="Ngày đến")
    sender = CharField(label="Cơ quan ban hành", max_length=300)
    kind = forms.ChoiceField(label="Tên loại", choices=[(name, name) for name in KINDS])
    number = CharField(label="Số, ký hiệu", max_length=60, required=False, help_text="Ví dụ 12/KH-UBND")
    date = DayField(label="Ngày văn bản", required=False)
    title = CharField(label="Trích yếu", max_length=500)
    copied = forms.BooleanField(label="Nhận được là bản sao y", required=False)
    field_order = [
        "unit", "channel", "came_on", "sender", "kind", "number", "date", "title", "copied", "file",
    ]  # fmt: skip

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, endings=ENDINGS, most=MOST_MB, **kwargs)
        self.fields["unit"].queryset = units
        self.fields["came_on"].initial = timezone.localdate()
        self.fields["file"].label = "Bản quét hoặc thư"
        self.fields["file"].help_text = "Thư điện tử: in hoặc lưu thành PDF rồi kèm vào"


class MoveForm(Plain):
    """A word with the step; of an assignment also who and until when."""

    handler = forms.ModelChoiceField(
        Post.objects.none(), label="Người xử lý", required=False, empty_label="Chọn người xử lý"
    )
    deadline = DayField(label="Hạn xử lý", required=False)
    note = CharField(label="Ý kiến", max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, row: Incoming, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["handler"].queryset = handlers(row.unit)
        self.fields["handler"].initial, self.fields["deadline"].initial = row.handler_id, row.deadline


class CopyForm(Plain):
    """A copy on paper of an incoming paper."""

    form = forms.ChoiceField(label="Hình thức sao")
    pages = CharField(label="Các trang trích sao", required=False, max_length=120,
                      help_text="Chỉ với TRÍCH SAO; ghi như 1-3, 5")  # fmt: skip
    many = forms.IntegerField(label="Số bản", min_value=1, max_value=copies.MOST_COPIES, initial=1)
    recipients = CharField(label="Nơi nhận bản sao", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
                           help_text="Mỗi dòng một nơi nhận")  # fmt: skip
    signer = forms.ModelChoiceField(Post.objects.none(), label="Người ký bản sao", empty_label="Chọn người ký")

    def __init__(self, *args: Any, row: Incoming, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["form"].choices = [(name, name) for name in copying.forms_for(row)]
        agency = copying.agency_of(row)
        posts = Post.objects.in_force(timezone.localdate()).filter(agency=agency, role=Role.LEADER)
        self.fields["signer"].queryset = posts.select_related("agency", "user")
        self.fields["signer"].initial = agency and heads.default_signer(agency)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        pages: tuple[int, ...] = ()
        if given.get("form") == copies.EXTRACT:
            try:
                pages = copies.pages_in(given.get("pages", ""))
            except ValueError as refusal:
                self.add_error("pages", str(refusal))
        lines = tuple(line.strip() for line in given.get("recipients", "").splitlines() if line.strip())
        return {**given, "pages": pages, "recipients": lines}

    def wanted(self) -> copies.Wanted:
        """What was asked for."""
        given = self.cleaned_data
        return copies.Wanted(given["form"], given["signer"], given["many"], given["recipients"], given["pages"])
