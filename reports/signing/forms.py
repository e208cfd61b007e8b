"""What is confirmed of a signer: position over the signature, form of signing, legal name."""

from typing import Any

from django import forms

from units.fields import CharField
from units.models import Post


class SignerForm(forms.Form):
    """One post; the position is proposed from its title while nobody has confirmed another."""

    title = CharField(
        label="Chức vụ ghi khi ký", max_length=120, help_text="Dòng trên chữ ký: Chủ tịch, Chánh Văn phòng…"
    )
    form = forms.ChoiceField(label="Hình thức ký", choices=Post.Signs.choices)
    name = CharField(label="Họ và tên khi ký", max_length=120, help_text="Đúng giấy tờ, không học hàm, học vị")

    def __init__(self, *args: Any, post: Post, **kwargs: Any) -> None:
        known = {"title": post.signing_title, "form": post.signs, "name": post.user.legal_name}
        super().__init__(*args, initial=known, prefix=f"p{post.pk}", **kwargs)
        for field in self.fields.values():
            name = "form-select" if isinstance(field.widget, forms.Select) else "form-control"
            field.widget.attrs["class"] = name
