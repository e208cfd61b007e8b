"""Rounds of one commune, a round in every state, one with enough answers and one with too few: all sample data."""

from datetime import date, timedelta
from random import Random

from pulse import workflow
from pulse.models import Ballot, Place, Question, Reply, Round, Words
from units.models import Role, Unit, User

from .people import new_unit

COMMUNE = "12196"  # Hồng Quang
PLACES = ("Trung tâm Phục vụ hành chính công", "Nhà văn hóa thôn Đông", "Nhà văn hóa thôn Đoài")


def load(today: date) -> None:
    """Nothing where the demo's commune, its people or the questions are not."""
    unit = new_unit(COMMUNE)
    official, leader = _holder(unit, Role.ENTRY), _holder(unit, Role.LEADER)
    if not (official and leader and Question.objects.exists()) or Round.objects.filter(unit=unit).exists():
        return
    chance, by = Random(30), (official, leader)  # noqa: S311  # the same sample every time
    before = _round(unit, by, "Thủ tục ở xã, quý trước (mẫu)", today - timedelta(days=120), "published")
    _answers(before, chance, (60, 45, 40), 0.50)
    last = _round(unit, by, "Thủ tục ở xã, quý này (mẫu)", today - timedelta(days=40), "published", words=True)
    _answers(last, chance, (80, 52, 6), 0.70)
    Words.objects.create(round=last, text="Nên có thêm ghế chờ ở bộ phận Một cửa.")
    asked = last.asked.select_related("question")[1].question
    Reply.objects.create(round=last, question=asked, by=leader, text="Từ tháng này giấy hẹn ghi cả giờ trả kết quả.")
    few = _round(unit, by, "Môi trường thôn xóm (mẫu, ít phiếu)", today - timedelta(days=60), "closed", dimension=7)
    _answers(few, chance, (7, 4, 3), 0.60)
    _round(unit, by, "Công khai ngân sách, đất đai (mẫu, đang hỏi)", today - timedelta(days=3), "open", dimension=2)
    _round(unit, by, "Y tế, trường học (mẫu, đang soạn)", today + timedelta(days=10), "draft", dimension=6)


def _holder(unit: Unit, role: str) -> User | None:
    return User.objects.filter(posts__agency__unit=unit, posts__role=role).order_by("pk").first()


def _round(unit, by, title, opens, state, *, dimension=5, words=False) -> Round:
    official, _ = by
    values = {
        "title": title,
        "opens": opens,
        "closes": opens + timedelta(days=14),
        "paper_days": 5,
        "asks_words": words,
        "sample": True,
    }
    row = workflow.begin(unit, values, list(Question.objects.filter(dimension__number=dimension)), by=official)
    for name in PLACES:
        workflow.add_place(row, name, by=official)
    Round.objects.filter(pk=row.pk).update(state=state)
    return Round.objects.get(pk=row.pk)


def _answers(row: Round, chance: Random, numbers: tuple[int, ...], good: float) -> None:
    questions = row.asked.count()
    for place, number in zip(Place.objects.filter(round=row), numbers, strict=True):
        Ballot.objects.bulk_create([
            Ballot(place=place, day=row.opens + timedelta(days=chance.randrange(14)),
                   answers="".join(_answer(chance, good) for _ in range(questions)))
            for _ in range(number)
        ])  # fmt: skip


def _answer(chance: Random, good: float) -> str:
    if chance.random() < 0.12:
        return chance.choice("um")
    return "y" if chance.random() < good else "n"
