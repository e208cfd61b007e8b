"""Loads the house's questions, worded by us; an administrator switches off those that are not asked any more."""

from collections import Counter
from pathlib import Path

from django.db import transaction

from indicators.models import Dimension
from units.loading import read_rows, upsert

from .models import Question, QuestionText

FIXTURE = Path(__file__).parent / "fixtures" / "questions.csv"


@transaction.atomic
def load_questions() -> Counter:
    """Questions with their English words; needs the structure. Keeps whether a question is in use."""
    dimensions = {row.number: row for row in Dimension.objects.all()}
    read = list(read_rows(FIXTURE))
    rows = [
        Question(code=row["code"], dimension=dimensions[int(row["dimension"])], sub_code=row["sub_code"],
                 good=row["good"], text=row["text"])
        for row in read
    ]  # fmt: skip
    counts = upsert(Question, rows, key=["code"], fields=["dimension_id", "sub_code", "good", "text"])
    keys = dict(Question.objects.values_list("code", "pk"))
    texts = [QuestionText(question_id=keys[row["code"]], language="en", text=row["en"]) for row in read]
    return counts + upsert(QuestionText, texts, key=["question_id", "language"], fields=["text"])
