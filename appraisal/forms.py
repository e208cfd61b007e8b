"""What is typed about sets, rounds, sheets, points and votes."""

from typing import Any

from django import forms

from appraisal.models import CriteriaSet, Criterion, Mark, Round
from units.fields import CharField, DayField, NumberField, URLField
from units.models import Unit

__all__ = [
    "AnswerForm",
    "BallotForm",
    "BasisForm",
    "JudgeForm",
    "MotionForm",
    "NoteForm",
    "ReplyForm",
    "RoundForm",
    "SetForm",
    "UploadForm",
    "VersionForm",
    "YearForm",
]  # fmt: skip

BOX = {"class": "form-control"}
LINES = {"class": "form-control", "rows": 2}
YES_NO = [("", "Chưa trả lời"), ("yes", "Có"), ("no", "Không")]


class SetForm(forms.Form):
    """A new set; its criteria come by the sheet."""

    unit = forms.ModelChoiceField(
        Unit.objects.none(), label="Đơn vị ban hành", widget=forms.Select(attrs={"class": "form-select"})
    )
    code = forms.SlugField(label="Mã bộ tiêu chí", max_length=32, help_text="Chữ không dấu, số, gạch nối: CCHC-XA",
                           widget=forms.TextInput(attrs=BOX))  # fmt: skip
    name = CharField(label="Tên bộ tiêu chí", max_length=200, widget=forms.TextInput(attrs=BOX))
    audience = forms.ChoiceField(
        label="Áp dụng cho", choices=CriteriaSet.Audience.choices, widget=forms.Select(attrs={"class": "form-select"})
    )
    first_year = forms.IntegerField(
        label="Từ năm", min_value=2010, max_value=2100, widget=forms.NumberInput(attrs=BOX)
    )

    def __init__(self, *args: Any, units: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["unit"].queryset = units
        self.fields["unit"].label_from_instance = lambda unit: unit.full_name


class YearForm(forms.Form):
    """From which year the next version holds."""

    year = forms.IntegerField(label="Từ năm", min_value=2010, max_value=2100, widget=forms.NumberInput(attrs=BOX))


class BasisForm(forms.Form):
    """The decision that issues a set."""

    basis = CharField(label="Căn cứ ban hành (số, ngày quyết định)", max_length=250, widget=forms.TextInput(attrs=BOX))


class UploadForm(forms.Form):
    """The sheet of criteria."""

    file = forms.FileField(label="Tệp XLSX", widget=forms.FileInput(attrs=BOX | {"accept": ".xlsx"}))


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


class VersionForm(forms.Form):
    """As of which version of the sheet somebody types."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class AnswerForm(forms.Form):
    """One criterion of the self-score: the fields its rule asks for, and where it is proved."""

    def __init__(self, *args: Any, mark: Mark, row: Criterion, **more: Any) -> None:
        self.mark, self.row = mark, row
        papers = list(mark.proofs.all())
        stands = {name: getattr(mark, name) for name in ("top", "bottom", "typed", "not_applicable", "explanation")}
        stands["yes"] = {None: "", True: "yes", False: "no"}[mark.yes]
        for n, paper in enumerate(papers):
            stands |= {f"{name}{n}": getattr(paper, name) for name in PAPER}
        super().__init__(*args, prefix=f"m{mark.pk}", initial=stands, **more)
        self.papers = min(len(papers) + 1, 4) if row.wants_evidence or papers else 0
        self._add()

    def _add(self):
        for name in ASKED[self.row.rule]:
            label = TOP.get((self.row.rule, name), LABELS[name])
            self.fields[name] = NumberField(label=label, small=True, widget=forms.TextInput(attrs=BOX))
        if self.row.rule == Criterion.Rule.YES_NO:
            self.fields["yes"] = forms.ChoiceField(
                label="Trả lời", choices=YES_NO, required=False, widget=forms.Select(attrs={"class": "form-select"})
            )
        if self.row.may_not_apply:
            self.fields["not_applicable"] = forms.BooleanField(label="Không áp dụng", required=False)
        self.fields["explanation"] = CharField(
            label="Giải trình", max_length=4000, required=False, widget=forms.Textarea(attrs=LINES)
        )
        for n in range(self.papers):
            self._add_paper(n)

    def _add_paper(self, n):
        for name, label, most in (("document", "Tài liệu (số, ngày, trích yếu)", 250), ("section", "Mục", 80),
                                  ("page", "Trang", 40)):  # fmt: skip
            self.fields[f"{name}{n}"] = CharField(
                label=label, max_length=most, required=False, widget=forms.TextInput(attrs=BOX)
            )
        self.fields[f"link{n}"] = URLField(
            label="Địa chỉ (nếu có)", max_length=500, required=False, widget=forms.URLInput(attrs=BOX)
        )

    def clean(self) -> dict[str, Any]:
        """Points within the criterion's bounds; no more above the line than below."""
        given = super().clean() or {}
        typed, top, bottom = given.get("typed"), given.get("top"), given.get("bottom")
        if typed is not None and not self.row.least <= typed <= self.row.most:
            self.add_error("typed", f"Điểm từ {_vn(self.row.least)} đến {_vn(self.row.most)}.")
        if top is not None and bottom is not None and not 0 <= top <= bottom:
            self.add_error("top", "Phải từ 0 và không lớn hơn mẫu số.")
        return given

    @property
    def values(self) -> dict[str, Any]:
        """What goes into the mark, of fields that were typed right."""
        given = {name: self.cleaned_data[name] for name in MARKED if name in self.cleaned_data}
        if "yes" in self.cleaned_data:
            given["yes"] = {"": None, "yes": True, "no": False}[self.cleaned_data["yes"]]
        return given

    @property
    def proofs(self) -> list[dict[str, str]]:
        """Its papers."""
        return [{name: self.cleaned_data.get(f"{name}{n}", "") for name in PAPER} for n in range(self.papers)]

    @property
    def paper_rows(self) -> list[list[Any]]:
        """The fields of each paper, for the page."""
        return [[self[f"{name}{n}"] for name in PAPER] for n in range(self.papers)]

    @property
    def asked(self) -> list[Any]:
        """The fields of the answer itself, for the page."""
        return [self[name] for name in (*ASKED[self.row.rule], "yes") if name in self.fields]


PAPER = ("document", "section", "page", "link")
MARKED = ("top", "bottom", "typed", "not_applicable", "explanation")
ASKED = {
    "ratio": ("top", "bottom"),
    "survey": ("top", "bottom"),
    "steps": ("top",),
    "points": ("typed",),
    "yes_no": (),
}
LABELS = {"top": "Đạt", "bottom": "Trên tổng số", "typed": "Điểm"}
TOP = {("survey", "top"): "Phiếu tích cực", ("survey", "bottom"): "Trên số phiếu", ("steps", "top"): "Số liệu"}


def _vn(value):
    return f"{value.normalize():f}".replace(".", ",")


class JudgeForm(forms.Form):
    """The appraiser's points of one criterion."""

    points = NumberField(label="Điểm", small=True, widget=forms.TextInput(attrs=BOX))
    left_out = forms.BooleanField(label="Không tính", required=False)
    reason = CharField(label="Lý do", max_length=2000, required=False, widget=forms.TextInput(attrs=BOX))


class ReplyForm(forms.Form):
    """The answer to an objection."""

    accepted = forms.ChoiceField(
        label="Trả lời", choices=[("yes", "Chấp nhận"), ("no", "Giữ nguyên điểm")],
        widget=forms.Select(attrs={"class": "form-select"}),
    )  # fmt: skip
    points = NumberField(label="Điểm mới, nếu chấp nhận", small=True, widget=forms.TextInput(attrs=BOX))
    text = CharField(label="Lý do", max_length=2000, widget=forms.Textarea(attrs=LINES))


class MotionForm(forms.Form):
    """What the council is to vote on: the whole, or one mark at other points."""

    sheet = forms.ModelChoiceField(
        None, label="Đơn vị", required=False, empty_label="Kết quả chung của đợt chấm",
        widget=forms.Select(attrs={"class": "form-select"}),
    )  # fmt: skip
    criterion = forms.ModelChoiceField(
        None, label="Tiêu chí", required=False, widget=forms.Select(attrs={"class": "form-select"})
    )
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
