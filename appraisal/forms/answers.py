"""What is typed on a sheet: answers, proofs, points."""

from typing import Any

from django import forms

from appraisal.forms.looks import BOX, LINES, chosen
from appraisal.models import Criterion, Mark
from units.fields import CharField, NumberField, URLField

__all__ = ["AnswerForm", "JudgeForm", "VersionForm"]


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
            self.fields["yes"] = forms.ChoiceField(label="Trả lời", choices=YES_NO, required=False, widget=chosen())
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


class JudgeForm(forms.Form):
    """The appraiser's points of one criterion."""

    points = NumberField(label="Điểm", small=True, widget=forms.TextInput(attrs=BOX))
    left_out = forms.BooleanField(label="Không tính", required=False)
    reason = CharField(label="Lý do", max_length=2000, required=False, widget=forms.TextInput(attrs=BOX))


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


YES_NO = [("", "Chưa trả lời"), ("yes", "Có"), ("no", "Không")]
