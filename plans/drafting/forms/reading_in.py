"""Reading a document in: the upload, and the preview in which every field can be corrected."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from plans.drafting.forms.plan import present_first
from plans.permissions import units_to_plan_for
from units.fields import CharField
from units.forms import UnitChoice, dress
from units.models import Unit, User
from units.vietnamese import vn_size

ACCEPTED = ".docx,.doc,.rtf,.odt,.pdf,.txt,.html,.htm,.xlsx,.ods,.jpg,.jpeg,.png"


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
