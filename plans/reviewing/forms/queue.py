"""Input of the review queue: its filters, and the reviewer's decision on one entry."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict

from plans.models import Progress
from units.addresses import whole
from units.fields import CharField
from units.statuses import DIMENSION_NAMES, GENERAL_TASKS

MARKS = [("", "Tất cả, chậm xếp trước"), ("late", "Gửi chậm"), ("in_time", "Đúng hạn"), ("closely", "Cần xem kỹ"),
         ("clear", "Rõ, không có điểm cần xem kỹ")]  # fmt: skip
DIMENSIONS = [("", "Cả 8 nội dung"), *((n, f"{n}. {name}") for n, name in DIMENSION_NAMES.items()), (0, GENERAL_TASKS)]
ORDERS = [("", "Chậm trước, rồi chờ lâu"), ("cho", "Chờ lâu nhất trước"), ("don_vi", "Theo đơn vị"),
          ("nhiem_vu", "Theo nhiệm vụ"), ("noi_dung", "Theo nội dung")]  # fmt: skip
READY_REASONS = {
    "Chưa đạt chỉ tiêu": "Chưa đạt chỉ tiêu của kế hoạch.",
    "Số liệu chưa khớp tài liệu": "Số liệu báo cáo chưa khớp với tài liệu kiểm chứng.",
    "Thiếu tài liệu kiểm chứng": "Thiếu tài liệu kiểm chứng kết quả đã báo cáo.",
    "Chưa rõ sản phẩm": "Chưa nêu rõ sản phẩm, kết quả cụ thể của nhiệm vụ.",
    "Chép lại kỳ trước": "Nội dung lặp lại kỳ trước, chưa phản ánh kết quả trong kỳ.",
}


def small(widget: forms.Widget) -> forms.Widget:
    widget.attrs["class"] = "form-select" if isinstance(widget, forms.Select) else "form-control"
    return widget


class QueueFilter(forms.Form):
    """The queue's filters, all in the address; a value that makes no sense filters nothing."""

    don_vi = CharField(
        label="Đơn vị", required=False, max_length=80,
        widget=small(forms.TextInput(attrs={"placeholder": "Tên xã, phường (gõ không dấu cũng được)"})),
    )  # fmt: skip
    noi_dung = forms.TypedChoiceField(
        label="Nội dung",
        required=False,
        choices=DIMENSIONS,
        coerce=int,
        empty_value=None,
        widget=small(forms.Select()),
    )
    ky = forms.TypedChoiceField(label="Kỳ", required=False, coerce=int, empty_value=None, widget=small(forms.Select()))
    tinh_trang = forms.ChoiceField(label="Tình trạng", required=False, choices=MARKS, widget=small(forms.Select()))

    xep = forms.ChoiceField(label="Xếp theo", required=False, choices=ORDERS, widget=small(forms.Select()))

    xa = CharField(
        required=False, widget=forms.HiddenInput()
    )  # keys of the unit, of the task whose entries are gone through
    nv = CharField(required=False, widget=forms.HiddenInput())

    def __init__(self, data: QueryDict | None, *, periods: Iterable[tuple[int, str, int]]) -> None:
        super().__init__(data)
        self.fields["ky"].choices = [("", "Mọi kỳ"), *((pk, f"{name} ({entries})") for pk, name, entries in periods)]

    def values(self) -> dict[str, Any]:
        """Keyword arguments of `plans.reviewing.queue.filtered`; what was not understood is left out."""
        self.is_valid()
        asked = self.cleaned_data
        return {
            "unit": asked.get("don_vi", ""), "dimension": asked.get("noi_dung"), "period": asked.get("ky"),
            "lateness": asked.get("tinh_trang", ""), "unit_key": whole(asked.get("xa")),
            "task": whole(asked.get("nv")),
        }  # fmt: skip

    @property
    def order(self) -> str:
        """One of ORDERS, for `plans.reviewing.queue.in_order`."""
        self.is_valid()
        return str(self.cleaned_data.get("xep", ""))

    @property
    def narrows(self) -> bool:
        return any(value not in ("", None) for value in self.values().values())


class DecisionForm(forms.Form):
    """Như báo cáo, or another level with the reason; the reason also goes with a return."""

    AS_REPORTED, OTHERWISE = "as_reported", "otherwise"

    outcome = forms.ChoiceField(
        choices=[(AS_REPORTED, "Như báo cáo"), (OTHERWISE, "Đánh giá khác")], initial=AS_REPORTED, required=False
    )
    appraised = forms.ChoiceField(
        label="Mức độ thẩm định", choices=[("", "Chọn mức độ"), *Progress.Level.choices], required=False,
        widget=small(forms.Select()),
    )  # fmt: skip
    note = CharField(
        label="Lý do, nhận xét", required=False, max_length=4000,
        widget=forms.Textarea(attrs={"rows": 2, "class": "form-control"}),
    )  # fmt: skip

    wants_evidence = forms.BooleanField(label="Cần bổ sung tài liệu kiểm chứng", required=False)

    def __init__(self, *args: Any, verb: str = "approve", **more: Any) -> None:
        super().__init__(*args, **more)
        self.verb = verb

    @property
    def judges_otherwise(self) -> bool:
        return self["outcome"].value() == self.OTHERWISE

    def clean(self) -> dict[str, Any]:
        super().clean()
        asked = self.cleaned_data
        otherwise = self.verb == "approve" and asked.get("outcome") == self.OTHERWISE
        if self.verb in ("send_back", "reopen") and not asked.get("note"):
            self.add_error("note", "Cần ghi lý do để đơn vị biết phải sửa gì.")
        if otherwise and not asked.get("appraised"):
            self.add_error("appraised", "Chọn mức độ theo kết quả thẩm định.")
        if otherwise and not asked.get("note"):
            self.add_error("note", "Cần ghi lý do khi đánh giá khác với báo cáo.")
        asked["appraised"] = asked.get("appraised", "") if otherwise else ""
        return asked


class ReasonForm(forms.Form):
    """One text that must be given: an objection, an answer, a reason."""

    note = CharField(
        max_length=4000, widget=forms.Textarea(attrs={"rows": 4, "class": "form-control"}),
        error_messages={"required": "Cần ghi nội dung."},
    )  # fmt: skip
    accept = forms.BooleanField(
        label="Chấp nhận kiến nghị: lấy mức độ như đơn vị báo cáo", required=False,
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )  # fmt: skip

    def __init__(self, *args: Any, label: str = "Lý do", **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["note"].label = label
