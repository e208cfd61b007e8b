"""A file that goes with a paper: its ending, its size, the name of an annex."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from reports.papers.forms.plain import Plain
from units.fields import CharField

SCANS = (".pdf", ".png", ".jpg", ".jpeg")
MEGABYTE = 1024 * 1024


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
