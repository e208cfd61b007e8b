"""What is typed about one task in one period -> levels, texts and Decimals; and the facts of a piece of evidence."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Field, Layout
from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.html import format_html

from plans.models import Measure, Progress
from plans.progress.workflow import TEXTS
from units.characters import clean
from units.fields import CharField, DateField, NumberField, RawField, URLField
from units.numbers import field_text
from units.vietnamese import vn_num

LONGEST = 4000  # characters of one text; the counter under the field says so
FIGURE = re.compile(r"figure-(\d{1,18})", re.ASCII)
PLAIN = re.compile(r"-?\d{1,40}(\.\d{1,40})?", re.ASCII)  # a figure as the page's `base` keeps it
TILE = "{}<small>{}</small>"
LEVELS = [
    (Progress.Level.NOT_STARTED, "Chưa thực hiện"),
    (Progress.Level.DOING, "Đang thực hiện"),
    (Progress.Level.DONE, format_html(TILE, "Hoàn thành", "cần tài liệu")),
    (Progress.Level.NONE, format_html(TILE, "Không phát sinh", "khác với chưa nhập")),
]


class TextField(CharField):
    """A long text kept to the letter: no trimming, line breaks as one sign."""

    def __init__(self, rows: int, **more: Any) -> None:
        widget = forms.Textarea(attrs={"rows": rows, "data-count": LONGEST})
        super().__init__(required=False, strip=False, widget=widget, **more)

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        if len(text) > LONGEST:
            over = f"Dài {vn_num(len(text))} ký tự, tối đa {vn_num(LONGEST)}."
            raise forms.ValidationError(f"{over} Rút gọn, hoặc đính kèm phần chi tiết làm tài liệu.")
        return text


class EntryForm(forms.Form):
    """The form of one entry; `typed` and `figures` give what is valid of it even when some fields are not."""

    level = forms.ChoiceField(label="Mức độ thực hiện", choices=LEVELS, required=False, widget=forms.RadioSelect)
    result = TextField(4, label="Kết quả đã làm", help_text="Nêu việc làm, nơi làm, con số.")
    keep_copied = forms.BooleanField(label="Nội dung chép từ kỳ trước vẫn đúng, giữ nguyên văn", required=False)
    difficulties = TextField(2, label="Khó khăn, vướng mắc", help_text="Để trống nếu không có.")
    proposals = TextField(2, label="Đề xuất, kiến nghị", help_text="Để trống nếu không có.")
    explanation = TextField(
        2, label="Giải trình", help_text="Cần khi chọn Hoàn thành mà không có tài liệu kiểm chứng."
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
    base = RawField()

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        measures: Sequence[Measure] | None = None,
        copied: bool = False,
        **more: Any,
    ) -> None:
        """`measures`: Measures of the task with their names; without them the figures posted are taken by key."""
        super().__init__(_chosen(data), **more)
        self.measures, self.copied = measures, copied
        for name, label, hint, small in self._figures(data or {}):
            widget = forms.TextInput(attrs={"class": "num"})
            self.fields[name] = NumberField(label=label, help_text=hint, small=small, widget=widget)
        if not copied and measures is not None:
            del self.fields["keep_copied"]
        self.helper = self._helper()

    def _figures(self, data):
        if self.measures is None:
            sent = [name for name in data if FIGURE.fullmatch(name)]
            shares = _shares(sent, data)
            return [(name, name, "", name in shares) for name in sent]
        return [(f"figure-{row.pk}", str(row), _target(row), row.in_percent) for row in self.measures]

    def _helper(self):
        helper = FormHelper()
        helper.form_tag, helper.disable_csrf = False, True
        figures = [name for name in self.fields if FIGURE.fullmatch(name)]
        numbers = [HTML('<fieldset class="fld"><legend class="l">Số liệu trong kỳ</legend>'),
                   Div(*figures, css_class="four"), HTML("</fieldset>")] if figures else []  # fmt: skip
        kept = ["keep_copied"] if "keep_copied" in self.fields else []
        helper.layout = Layout(
            Field("version"), Field("base"), "level", *numbers, "result", *kept,
            Div("difficulties", "proposals", css_class="two"), "explanation",
        )  # fmt: skip
        return helper

    def clean_base(self) -> dict[str, Any]:
        try:
            base = json.loads(self.cleaned_data["base"] or "{}")
        except ValueError:
            return {}
        return {name: _known(name, value) for name, value in base.items()} if isinstance(base, dict) else {}

    @property
    def typed(self) -> dict[str, str]:
        """{field of TEXTS: text} of what was sent and is valid."""
        sent = {name for name in TEXTS if name in self.data}
        return {name: value for name, value in self.cleaned_data.items() if name in sent}

    @property
    def figures(self) -> dict[int, Decimal | None]:
        """{measure id: Decimal or None} of what was sent and is valid."""
        valid = ((FIGURE.fullmatch(name), value) for name, value in self.cleaned_data.items() if name in self.data)
        return {int(match[1]): value for match, value in valid if match}

    def keep(self) -> dict[str, Any]:
        """Arguments for `progress.workflow.save` beside the entry and the person."""
        confirmed = bool(self.cleaned_data.get("keep_copied"))
        base = self.cleaned_data.get("base", {})
        return {"version": self.cleaned_data.get("version", 0), "values": self.typed, "figures": self.figures,
                "base": base, "confirmed": confirmed}  # fmt: skip


def _chosen(data):
    """Posted data with the choices of the merge page put in: `choose-result=theirs` takes `theirs-result`."""
    if not data or not any(name.startswith("choose-") for name in data):
        return data
    data = data.copy()
    for name in [name.removeprefix("choose-") for name in data if name.startswith("choose-")]:
        data[name] = data.get(f"{data[f'choose-{name}']}-{name}", "")
    return data


def _known(name, value):
    values = value if isinstance(value, list) else [value]
    if FIGURE.fullmatch(name):
        return [_as_number(item) for item in values[:50]]
    texts = [str(item or "") for item in values[:50]]
    return [*texts, *map(clean, texts)]  # what the page sent is stored as the gate made it


def _as_number(text):
    return Decimal(text) if isinstance(text, str) and PLAIN.fullmatch(text) else None


def _shares(names, data):
    """Those of the posted figures that are shares, asked only where one has a dot that may be a decimal point."""
    if not any("." in data[name] for name in names):
        return set()
    keys = [FIGURE.fullmatch(name)[1] for name in names]
    units = Measure.objects.filter(pk__in=keys).values_list("pk", "unit_of_measure")
    return {f"figure-{key}" for key, unit in units if Measure.is_share(unit)}


def _target(measure):
    return f"Chỉ tiêu {vn_num(measure.target)}" if measure.target is not None else ""


def as_typed(entry: Progress, measures: Iterable[Measure], figures: Mapping[int, Decimal]) -> dict[str, str]:
    """{form field: text} of `entry` as the form shows it; `figures`: {measure id: Decimal}."""
    shown = {f"figure-{row.pk}": typed_figure(row, figures.get(row.pk)) for row in measures}
    return {**{name: getattr(entry, name) for name in TEXTS}, **shown}


def typed_figure(measure: Measure, value: Decimal | None) -> str:
    """A figure as its field shows it, and as it is read back."""
    return field_text(value, small=measure.in_percent)


def as_base(entry: Progress, measures: Iterable[Measure], figures: Mapping[int, Decimal]) -> str:
    """What the page knows, for the hidden field `base`: JSON of {field: text}, figures as plain decimals."""
    numbers = {f"figure-{row.pk}": figures.get(row.pk) for row in measures}
    plain = {name: None if value is None else f"{value:f}" for name, value in numbers.items()}
    return json.dumps({**{name: getattr(entry, name) for name in TEXTS}, **plain}, ensure_ascii=False)


NO_BOX = "Kéo chuột (hoặc ngón tay) trên ảnh để vẽ ít nhất một ô che."


class EvidenceFacts(forms.Form):
    """Number, date, issuer of a paper and the place in it that proves the work."""

    doc_number = CharField(label="Số, ký hiệu", max_length=80, required=False)
    doc_date = DateField(
        label="Ngày văn bản", required=False,
        error_messages={"invalid": "Ngày này không có. Nhập như 30/09/2024."},
        widget=forms.DateInput(attrs={"inputmode": "numeric", "placeholder": "30/09/2024"}, format="%d/%m/%Y"),
    )  # fmt: skip
    issuer = CharField(label="Nơi ban hành", max_length=200, required=False)
    proves_at = CharField(
        label="Chứng minh tại (mục, trang)", max_length=200, required=False,
        widget=forms.TextInput(attrs={"placeholder": "Mục II.1, trang 3"}),
    )  # fmt: skip

    def __init__(
        self, data: QueryDict | None = None, files: MultiValueDict[str, UploadedFile] | None = None, **more: Any
    ) -> None:
        super().__init__(data, files, **more)
        for field in self.fields.values():
            if not isinstance(field, forms.FileField):
                field.widget.attrs.setdefault("class", "form-control form-control-sm")

    @property
    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data.get(name) for name in ("doc_number", "doc_date", "issuer", "proves_at")}


class NewEvidence(EvidenceFacts):
    """A file or the address of one, with its facts."""

    file = forms.FileField(label="Tệp hoặc ảnh", required=False)
    link = URLField(
        label="hoặc liên kết", max_length=500, required=False, assume_scheme="https",
        error_messages={"invalid": "Liên kết phải bắt đầu bằng http:// hoặc https://."},
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        super().clean()
        values = self.cleaned_data
        if not self.errors and bool(values.get("file")) == bool(values.get("link")):
            raise forms.ValidationError("Chọn một tệp, hoặc ghi một liên kết (không cả hai).")
        return values


class BoxesForm(forms.Form):
    """Black boxes drawn on a picture: JSON of [[left, top, width, height], …] as shares of it, and no number else."""

    boxes = forms.JSONField(
        label="Ô che", widget=forms.HiddenInput, error_messages={"required": NO_BOX, "invalid": NO_BOX}
    )

    def clean_boxes(self) -> list[list[float]]:
        found = self.cleaned_data["boxes"]
        if not isinstance(found, list) or not all(map(_is_box, found)):
            raise forms.ValidationError(NO_BOX)
        return [[float(share) for share in box] for box in found]


def _is_box(box):
    return (
        isinstance(box, list)
        and len(box) == 4
        and all(type(share) in (int, float) and 0 <= share <= 1 for share in box)
    )
