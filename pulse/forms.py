"""What officials type about a round, and what a citizen answers."""

from typing import Any

from django import forms

from units.fields import CharField, DayField

from .languages import VIETNAMESE, WORDS
from .models import MOST_QUESTIONS, Place, Question, Round
from .models.answers import NO, UNKNOWN, UNMET, YES

__all__ = ["AnswerForm", "BatchForm", "CodesForm", "MoveForm", "PlaceForm", "ReplyForm", "RoundForm"]

MOST_PAPER_DAYS = 30
LINE = forms.TextInput(attrs={"class": "form-control"})


class RoundForm(forms.Form):
    """A round's own fields and its questions."""

    title = CharField(label="Tên đợt", max_length=160, widget=LINE)
    opens = DayField(label="Từ ngày")
    closes = DayField(label="Đến hết ngày")
    paper_days = forms.IntegerField(
        label=f"Số ngày nhập phiếu giấy sau ngày cuối (0 đến {MOST_PAPER_DAYS})", min_value=0, max_value=MOST_PAPER_DAYS,
        initial=5, widget=forms.NumberInput(attrs={"class": "form-control"}),
    )  # fmt: skip
    strength = forms.ChoiceField(label="Ai trả lời được", choices=Round.Strength.choices, widget=forms.RadioSelect)
    asks_words = forms.BooleanField(
        label="Có ô để người dân viết thêm (chỉ ít người được đọc)", required=False,
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )  # fmt: skip
    questions = forms.ModelMultipleChoiceField(
        label=f"Câu hỏi (tối đa {MOST_QUESTIONS})",
        queryset=Question.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        active = Question.objects.filter(active=True).select_related("dimension")
        self.fields["questions"].queryset = active  # type: ignore[attr-defined]

    def clean_questions(self) -> list[Question]:
        """At most one screen of them."""
        chosen = list(self.cleaned_data["questions"])
        if len(chosen) > MOST_QUESTIONS:
            raise forms.ValidationError(f"Đã chọn {len(chosen)} câu; chọn tối đa {MOST_QUESTIONS}.")
        return chosen

    def clean(self) -> dict[str, Any]:
        """The last day is not before the first."""
        given = super().clean() or {}
        if given.get("opens") and given.get("closes") and given["closes"] < given["opens"]:
            self.add_error("closes", "Ngày cuối trước ngày đầu.")
        return given

    def split(self) -> tuple[dict[str, Any], list[Question]]:
        """(fields of the round, its questions)."""
        values = dict(self.cleaned_data)
        return {name: values[name] for name in values if name != "questions"}, values["questions"]


class PlaceForm(forms.Form):
    """A place where a code hangs."""

    name = CharField(label="Thêm nơi hỏi (bàn tiếp công dân, thôn…)", max_length=120, widget=LINE)


class MoveForm(forms.Form):
    """Why."""

    reason = CharField(label="Lý do", max_length=300, required=False, widget=LINE)


class CodesForm(forms.Form):
    """How many codes are to be printed."""

    number = forms.IntegerField(
        label="Số mã cần in", min_value=1, max_value=500, widget=forms.NumberInput(attrs={"class": "form-control"})
    )


class BatchForm(forms.Form):
    """Where the paper forms were collected, and the number of their batch."""

    place = forms.ModelChoiceField(
        label="Nơi hỏi",
        queryset=Place.objects.none(),
        widget=forms.Select(attrs={"class": "form-select"}),
        empty_label=None,
    )
    batch = CharField(label="Số lô", max_length=20, widget=LINE)

    def __init__(self, *args: Any, row: Round, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["place"].queryset = row.places.all()  # type: ignore[attr-defined]


class ReplyForm(forms.Form):
    """What was done about it."""

    question = forms.ModelChoiceField(
        label="Về câu hỏi", queryset=Question.objects.none(), required=False, empty_label="Cả đợt",
        widget=forms.Select(attrs={"class": "form-select"}),
    )  # fmt: skip
    text = CharField(
        label="Chúng tôi đã làm gì", max_length=1000, widget=forms.Textarea(attrs={"class": "form-control", "rows": 3})
    )

    def __init__(self, *args: Any, row: Round, **more: Any) -> None:
        super().__init__(*args, **more)
        asked = Question.objects.filter(pk__in=row.asked.values("question"))
        self.fields["question"].queryset = asked  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    """The questions of a round in one language, each with four answers; none has to be given, one at least."""

    def __init__(self, *args: Any, row: Round, language: str = VIETNAMESE, **more: Any) -> None:
        super().__init__(*args, **more)
        self.row, fixed = row, WORDS[language]
        self.asked = [one.question for one in row.asked.select_related("question").prefetch_related("question__texts")]
        choices = [(YES, fixed.yes), (NO, fixed.no), (UNKNOWN, fixed.unknown), (UNMET, fixed.unmet)]
        for number, question in enumerate(self.asked):
            self.fields[f"q{number}"] = forms.ChoiceField(
                label=_in(question, language), choices=choices, required=False, widget=forms.RadioSelect
            )
        if row.asks_words:
            self.fields["words"] = CharField(
                label=fixed.words, max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
            )

    def clean(self) -> dict[str, Any]:
        """Something was answered."""
        given = super().clean() or {}
        if not self.errors and not any(given.get(name) for name in self.fields):
            raise forms.ValidationError("Chưa có câu nào được chọn. Chọn ít nhất một câu trả lời.")
        return given

    def answers(self) -> str:
        """A sign a question, as `models.answers` keeps them."""
        return "".join(self.cleaned_data.get(f"q{number}") or "-" for number in range(len(self.asked)))


def _in(question: Question, language: str) -> str:
    return next((one.text for one in question.texts.all() if one.language == language), question.text)
