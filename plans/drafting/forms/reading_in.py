"""Reading a document in: the upload, and the preview in which every field can be corrected."""

import re
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.forms import BoundField
from django.utils import timezone

from plans.drafting.forms.plan import present_first
from plans.drafting.reading import timing
from plans.drafting.wording import tidy
from plans.models import Plan
from plans.permissions import units_to_plan_for
from units.fields import CharField, DayField
from units.forms import UnitChoice, dress
from units.matching import Matcher
from units.models import Unit, User
from units.statuses import DIMENSION_NAMES
from units.text import nfc
from units.vietnamese import vn_size

ACCEPTED = ".docx,.doc,.rtf,.odt,.pdf,.txt,.html,.htm,.xlsx,.ods,.jpg,.jpeg,.png"
TASKS_A_PAGE = 50
TASK_PARTS = ("text", "section", "lead", "coordinating", "deadline", "product")


class UploadForm(forms.Form):
    """One file or pasted text, for one unit."""

    unit = UnitChoice(Unit.objects.none(), label="Đơn vị", empty_label=None)
    file = forms.FileField(
        label="Tệp kế hoạch",
        required=False,
        help_text="Nhận .docx, .doc, .rtf, .odt, .pdf, .txt, .html, bảng phụ lục .xlsx, .ods và ảnh một trang .jpg, "
        f".png; tối đa {settings.UPLOAD_MAX_MB} MB; bản quét và ảnh phải đối chiếu từng chữ",
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED}),
    )  # fmt: skip
    pasted = CharField(
        label="Hoặc dán văn bản",
        required=False,
        max_length=600_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Chép cả văn bản, từ tên cơ quan tới nơi nhận",
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = present_first(units_to_plan_for(user))
        dress(self)

    def clean_file(self) -> UploadedFile | None:
        file = self.cleaned_data["file"]
        if file and file.size > settings.UPLOAD_MAX_MB * 1_000_000:
            raise forms.ValidationError(
                f"Tệp nặng {vn_size(file.size)}, quá giới hạn {settings.UPLOAD_MAX_MB} MB; hãy bỏ bớt ảnh hoặc phụ lục."
            )
        return file

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        if "file" in data and "pasted" in data and bool(data["file"]) == bool(data["pasted"]):
            both = "Chỉ chọn tệp hoặc dán văn bản, không cả hai." if data["file"] else "Chọn một tệp hoặc dán văn bản."
            self.add_error("file", both)
        return data

    def source(self) -> tuple[bytes, str]:
        """(bytes, file name) of what was given."""
        file = self.cleaned_data["file"]
        if file:
            return file.read(), file.name
        return self.cleaned_data["pasted"].encode(), "van-ban-dan.txt"


class ReadingForm(forms.Form):
    """The preview: header fields, and one page of tasks; saving keeps whatever was typed, making checks it."""

    kind = forms.ChoiceField(label="Loại văn bản", choices=Plan.Kind.choices)
    number = CharField(label="Số, ký hiệu", max_length=60, required=False)
    date = DayField(label="Ngày ban hành", required=False)
    place = CharField(label="Địa danh", max_length=80, required=False)
    issuer = CharField(label="Cơ quan ban hành", max_length=200, required=False)
    title = CharField(label="Trích yếu", max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    year_from = forms.IntegerField(label="Từ năm", min_value=2011, max_value=2100)
    year_to = forms.IntegerField(label="Đến năm", min_value=2011, max_value=2100, required=False)
    bases = CharField(label="Căn cứ", required=False)
    purpose = CharField(label="Mục đích", required=False)
    requirements = CharField(label="Yêu cầu", required=False)
    scope = CharField(label="Đối tượng, phạm vi", required=False)
    funding = CharField(label="Kinh phí", required=False)
    organisation = CharField(label="Tổ chức thực hiện", required=False)
    recipients = CharField(label="Nơi nhận", required=False)
    signing_form = CharField(label="Quyền hạn ký", max_length=160, required=False)
    signer_title = CharField(label="Chức vụ người ký", max_length=120, required=False)
    signer_name = CharField(label="Người ký", max_length=120, required=False)
    LONG = ("bases", "purpose", "requirements", "scope", "funding", "organisation", "recipients")
    HEADER = tuple(base for base in (
        "kind", "number", "date", "place", "issuer", "title", "year_from", "year_to", *LONG, "signing_form",
        "signer_title", "signer_name"))  # fmt: skip

    def __init__(self, *args: Any, reading: dict[str, Any], matcher: Matcher, page: int = 1, **kwargs: Any) -> None:
        self.reading, self.matcher = reading, matcher
        self.places = range((page - 1) * TASKS_A_PAGE, min(page * TASKS_A_PAGE, len(reading["tasks"])))
        super().__init__(*args, initial=reading["fields"] | self._task_values(), **kwargs)
        for name in self.LONG:
            self.fields[name].widget = forms.Textarea(attrs={"rows": 3})
        for place in self.places:
            self._add_task(place)
        dress(self)

    def _task_values(self):
        rows = self.reading["tasks"]
        return {f"t{n}_{part}": rows[n].get(part) for n in self.places for part in (*TASK_PARTS, "dimension", "keep")}

    def _add_task(self, n):
        self.fields[f"t{n}_keep"] = forms.BooleanField(label="Đưa vào kế hoạch", required=False)
        self.fields[f"t{n}_text"] = CharField(
            label=f"Nhiệm vụ {n + 1}", required=False, widget=forms.Textarea(attrs={"rows": 2})
        )
        for part, label, length in (("section", "Mục", 250), ("lead", "Chủ trì", 250), ("coordinating", "Phối hợp", 400),
                                    ("deadline", "Thời gian", 200), ("product", "Sản phẩm", 300)):  # fmt: skip
            self.fields[f"t{n}_{part}"] = CharField(label=label, max_length=length, required=False)
        self.fields[f"t{n}_lead"].widget.attrs["list"] = "agencies"
        self.fields[f"t{n}_dimension"] = forms.TypedChoiceField(
            label="Nội dung PAPI", required=False, coerce=int, empty_value=None,
            choices=[("", "Nhiệm vụ chung"), *((key, f"{key}. {name}") for key, name in DIMENSION_NAMES.items())],
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        if data.get("year_to") and data.get("year_from") and data["year_to"] < data["year_from"]:
            self.add_error("year_to", f"{data['year_to']} đứng trước năm bắt đầu {data['year_from']}.")
        if data.get("date") and data["date"] > timezone.localdate():
            self.add_error("date", "Ngày ban hành chưa đến.")
        if other := self._same_number(data):
            self.add_error(
                "number",
                f"Số {other.number} năm {other.date.year} đã là số của kế hoạch “{other.title}”",
            )
        return data

    def _same_number(self, data):
        """The plan of the same office that has this number in the same year; the register looks again at issue."""
        number, day = tidy(data.get("number") or ""), data.get("date")
        issuer = self.matcher.match(data.get("issuer") or "").agency
        if not (number and day and issuer):
            return None
        rows = Plan.objects.filter(issuer=issuer, date__year=day.year)
        return rows.filter(number__iregex=rf"^0*{re.escape(number.lstrip('0'))}$").first()

    def corrections(self) -> tuple[dict[str, str], dict[int, dict[str, Any]]]:
        """({field: text}, {place: {name: value}}) of what is typed now, valid or not: nothing typed is lost."""
        fields = {name: nfc(self.data.get(name, "")).replace("\r\n", "\n") for name in self.HEADER}
        day = getattr(self, "cleaned_data", {}).get("date")
        fields["iso_date"] = day.isoformat() if day else ""
        return fields, {n: self._typed(n) for n in self.places}

    def _typed(self, n):
        texts = {part: nfc(self.data.get(f"t{n}_{part}", "")) for part in TASK_PARTS}
        texts |= {part: tidy(texts[part]) for part in TASK_PARTS if part != "text"}
        number = self.data.get(f"t{n}_dimension", "")
        return texts | {
            "dimension": int(number) if number in "12345678" and number else None,
            "keep": f"t{n}_keep" in self.data,
        }

    def header_rows(self) -> list[tuple[BoundField, list[str], list[int]]]:
        """[(bound field, doubts, source lines)] for the template."""
        doubts, lines = self.reading["doubts"], self.reading["lines"]
        named = {"year_from": "years_covered", "bases": "based_on", "organisation": "responsible_units"}
        rows = []
        for name in self.HEADER:
            known = named.get(name, name)
            rows.append((self[name], doubts.get(known, []) + self._own_doubts(name), lines.get(known, [])))
        return rows

    def _own_doubts(self, name):
        if name != "issuer":
            return []
        return _said(self.matcher.match(self["issuer"].value() or ""))

    def task_rows(self) -> list[tuple[int, dict[str, BoundField], dict[str, list[str]], list[int]]]:
        """[(place, {part: bound field}, {part: [doubt]}, source lines)] of this page."""
        return [(n, self._bound(n), self._doubts(n), self.reading["tasks"][n]["lines"]) for n in self.places]

    def _bound(self, n):
        return {part: self[f"t{n}_{part}"] for part in (*TASK_PARTS, "dimension", "keep")}

    def _doubts(self, n):
        values = {part: self[f"t{n}_{part}"].value() or "" for part in TASK_PARTS}
        others = [said for match in self.matcher.match_many(values["coordinating"]) for said in _said(match)]
        when = timing(values["deadline"])[2]
        lead = _said(self.matcher.match(values["lead"])) if values["lead"] else ["Văn bản không ghi chủ trì."]
        read = self.reading["tasks"][n].get("doubts", [])
        return {"text": read, "lead": lead, "coordinating": others, "deadline": [when] if when else []}


def _said(match):
    """Why a name is not a known agency, with what it may be."""
    if match.agency or not match.text:
        return []
    like = " hoặc ".join(f"“{agency.name}”" for agency in match.suggestions)
    return [f"“{match.text}”: {match.note}" + (f" Có phải {like}?" if like else "")]
