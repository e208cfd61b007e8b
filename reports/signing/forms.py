"""What is confirmed of a signer (position, form of signing, legal name) and what is typed about a certificate."""

from collections.abc import Mapping
from typing import Any

from django import forms

from reports.papers.forms.files import FileForm
from reports.papers.forms.plain import Plain
from units.fields import CharField
from units.models import Agency, Post


class SignerForm(Plain):
    """One post; the position is proposed from its title while nobody has confirmed another."""

    title = CharField(
        label="Chức vụ ghi khi ký", max_length=120, help_text="Dòng trên chữ ký: Chủ tịch, Chánh Văn phòng…"
    )
    form = forms.ChoiceField(label="Hình thức ký", choices=Post.Signs.choices)
    name = CharField(label="Họ và tên khi ký", max_length=120, help_text="Đúng giấy tờ, không học hàm, học vị")

    def __init__(self, *args: Any, post: Post, **kwargs: Any) -> None:
        known = {"title": post.signing_title, "form": post.signs, "name": post.user.legal_name}
        super().__init__(*args, initial=known, prefix=f"p{post.pk}", **kwargs)


CERTIFICATES = (".cer", ".crt", ".pem", ".der", ".p7b", ".p7c")


class CertificateForm(FileForm):
    """A certificate file and whose it is; `holders` {value: (agency, post or None)}."""

    holder = forms.ChoiceField(label="Của")
    confirmed = forms.BooleanField(
        label="Tên trên chứng thư số khác, tôi xác nhận đúng là của chức vụ, cơ quan này", required=False
    )
    field_order = ["holder", "file", "confirmed"]

    def __init__(self, *args: Any, holders: Mapping[str, tuple[Agency, Post | None]], **kwargs: Any) -> None:
        super().__init__(*args, endings=CERTIFICATES, most=1, **kwargs)
        self.fields["file"].label = "Tệp chứng thư số (không có khóa bí mật)"
        self.fields["holder"].choices = [
            (value, f"{post} – {post.user}" if post else f"{agency} (chữ ký của cơ quan)")
            for value, (agency, post) in holders.items()
        ]
