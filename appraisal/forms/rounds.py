"""What is typed about rounds, their council and objections."""

from typing import Any

from django import forms

from appraisal.forms.looks import BOX, LINES, chosen
from appraisal.models import Criterion, Round
from units.fields import CharField, DayField, NumberField

__all__ = ["BallotForm", "MotionForm", "NoteForm", "ReplyForm", "RoundForm"]


class RoundForm(forms.Form):
    """The dates and sizes of a round."""

    name = CharField(label="Tên đợt", max_length=160, widget=forms.TextInput(attrs=BOX))
    year = forms.IntegerField(
        label="Năm đánh giá", min_value=2010, max_value=2100, widget=forms.NumberInput(attrs=BOX)
    )
    opens = DayField(label="Mở từ ngày")
    score_by = DayField(label="Hạn tự chấm")
    appraise_by = DayField(label="Hạn thẩm định")
    objection_days = forms.IntegerField(
        label="Số ngày nhận kiến nghị", min_value=1, max_value=60, initial=5, widget=forms.NumberInput(attrs=BOX)
    )
    members = forms.IntegerField(
        label="Số thành viên hội đồng", min_value=1, max_value=99, initial=5, widget=forms.NumberInput(attrs=BOX)
    )
    quorum = forms.IntegerField(
        label="Số thành viên tối thiểu khi biểu quyết", min_value=1, max_value=99, initial=3,
        widget=forms.NumberInput(attrs=BOX),
    )  # fmt: skip
    with_survey = forms.BooleanField(label="Có khảo sát người dân", required=False, initial=True)

    def clean(self) -> dict[str, Any]:
        """Dates in their order; no larger quorum than council."""
        given = super().clean() or {}
        for first, second in (("opens", "score_by"), ("score_by", "appraise_by")):
            if given.get(first) and given.get(second) and given[first] > given[second]:
                self.add_error(second, f"Sớm hơn “{self.fields[first].label}”.")
        if given.get("quorum", 0) > given.get("members", 99):
            self.add_error("quorum", "Nhiều hơn số thành viên hội đồng.")
        return given


class NoteForm(forms.Form):
    """A note to a step."""

    note = CharField(label="Lý do", max_length=2000, required=False, widget=forms.Textarea(attrs=LINES))


class MotionForm(forms.Form):
    """What the council is to vote on: the whole, or one mark at other points."""

    sheet = forms.ModelChoiceField(
        None, label="Đơn vị", required=False, empty_label="Kết quả chung của đợt chấm",
        widget=chosen(),
    )  # fmt: skip
    criterion = forms.ModelChoiceField(None, label="Tiêu chí", required=False, widget=chosen())
    points = NumberField(label="Điểm đề nghị", small=True, widget=forms.TextInput(attrs=BOX))
    reason = CharField(label="Lý do", max_length=2000, widget=forms.Textarea(attrs=LINES))

    def __init__(self, *args: Any, held: Round, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["sheet"].queryset = held.sheets.select_related("unit").in_office_order()
        self.fields["sheet"].label_from_instance = lambda sheet: sheet.unit.name
        leaves = Criterion.objects.filter(group__set=held.set, parts=None).order_by("group__number", "position")
        self.fields["criterion"].queryset = leaves

    def clean(self) -> dict[str, Any]:
        """A unit and a criterion together, or neither."""
        given = super().clean() or {}
        if bool(given.get("sheet")) != bool(given.get("criterion")):
            self.add_error("criterion", "Chọn cả đơn vị và tiêu chí, hoặc để trống cả hai.")
        return given


class BallotForm(forms.Form):
    """A vote."""

    yes = forms.ChoiceField(choices=[("yes", "Tán thành"), ("no", "Không tán thành")])


class ReplyForm(forms.Form):
    """The answer to an objection."""

    accepted = forms.ChoiceField(
        label="Trả lời", choices=[("yes", "Chấp nhận"), ("no", "Giữ nguyên điểm")],
        widget=chosen(),
    )  # fmt: skip
    points = NumberField(label="Điểm mới, nếu chấp nhận", small=True, widget=forms.TextInput(attrs=BOX))
    text = CharField(label="Lý do", max_length=2000, widget=forms.Textarea(attrs=LINES))
