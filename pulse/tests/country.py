"""A round of a commune for tests: two places, two questions, answers as many as asked for."""

from datetime import date, timedelta

from indicators.models import Dimension
from pulse import workflow
from pulse.models import Ballot, Place, Question, Round

__all__ = ["TODAY", "answered", "make_questions", "make_round", "open_round"]

TODAY = date(2026, 3, 10)


def make_questions(number=2):
    five, _ = Dimension.objects.get_or_create(
        number=5,
        defaults={"name": "Thủ tục hành chính công", "short_name": "Thủ tục", "name_en": "P", "year_from": 2011},
    )
    return [
        Question.objects.get_or_create(
            code=f"cau-{n}",
            defaults={"dimension": five, "sub_code": "5.4", "text": f"Câu hỏi {n}, có đúng hẹn không?"},
        )[0]
        for n in range(number)
    ]


def make_round(cast, *, opens=TODAY, days=10, questions=2, **more):
    values = {"title": "Hỏi về thủ tục", "opens": opens, "closes": opens + timedelta(days=days), **more}
    row = workflow.begin(cast.commune, values, make_questions(questions), by=cast.official)
    for name in ("Bộ phận Một cửa", "Thôn Đông"):
        workflow.add_place(row, name, by=cast.official)
    return row


def open_round(cast, **more):
    row = make_round(cast, **more)
    workflow.move(row, "open", by=cast.leader, today=row.opens)
    return Round.objects.get(pk=row.pk)


def answered(row, **by_place):
    """Ballots that count: {n-th place: {answers: how many}} as keywords p0, p1."""
    places = list(Place.objects.filter(round=row))
    for key, counts in by_place.items():
        for answers, n in counts.items():
            Ballot.objects.bulk_create(
                [Ballot(place=places[int(key[1:])], day=row.opens, answers=answers) for _ in range(n)]
            )
