"""Which file, of which year, from where."""

from datetime import date

from django import forms

from units.fields import CharField, URLField

__all__ = ["UploadForm"]

FIRST = 2009


class UploadForm(forms.Form):
    """The file with its year and its source; every score shows where it comes from."""

    year = forms.IntegerField(label="Năm khảo sát", min_value=FIRST)
    file = forms.FileField(
        label="Tệp Excel hoặc CSV",
        help_text="Tệp tải từ papi.org.vn (các kiểu 2011–2017, từ 2018, 34 tỉnh), hoặc CSV theo mẫu ở trang này.",
    )
    source = CharField(
        label="Nguồn", max_length=250, initial="CECODES, RTA và UNDP, papi.org.vn", help_text="Ghi cạnh mỗi điểm."
    )
    url = URLField(label="Địa chỉ của nguồn (không bắt buộc)", required=False)
    new_structure = forms.BooleanField(
        label="Cấu trúc năm này khác năm trước: lập phiên bản cấu trúc mới từ năm này",
        required=False,
        help_text="Chỉ đánh dấu khi PAPI đổi nội dung thành phần; các năm trước giữ nguyên cấu trúc của mình.",
    )

    def __init__(self, *args: object, today: date, **more: object) -> None:
        super().__init__(*args, **more)  # type: ignore[arg-type]
        self.latest = today.year
        self.fields["year"].initial = today.year - 1
        for name, one in self.fields.items():
            if name != "new_structure":
                one.widget.attrs["class"] = "form-control"

    def clean_year(self) -> int:
        """A survey's results appear the year after it at the earliest."""
        year = self.cleaned_data["year"]
        if year > self.latest:
            raise forms.ValidationError(f"Năm {year} chưa khảo sát xong. Kết quả năm N công bố vào năm N+1.")
        return year
