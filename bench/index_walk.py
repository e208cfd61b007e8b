"""A round of 104 communes and 60 criteria walked by its verbs from opening to locked, by people of every commune.

`python -m bench.index_walk` fills the database of DATABASE_URL (reference data must be there) and prints JSON: of a walk
with and one without a survey {"published", "wrong", "lost"}: units published, sheets whose total is not what their marks
say, answers not found again.
"""

import json
import sys
from datetime import timedelta
from decimal import Decimal

from bench.index_pages import EACH, GROUPS, a_set, chance  # sets Django up

# isort: split
from django.utils import timezone

from appraisal import adding, results
from appraisal.models import CriteriaSet, Criterion, Mark, Round, Sheet
from appraisal.rounds import marking, moving, objecting, voting
from units.models import Agency, Post, Role, Unit, User
from units.text import fold

OBJECTING = 10  # units that object to one mark each


def people(province: Unit, units: list[Unit]) -> dict[str, User]:
    """{"organiser", "appraiser", "chairman", "first", "second" of the council, "official-KEY", "leader-KEY"}."""
    named = [(province, key, role) for key, role in (
        ("organiser", Role.REVIEWER), ("appraiser", Role.APPRAISER), ("chairman", Role.LEADER), ("first", Role.COUNCIL),
        ("second", Role.COUNCIL),
    )]  # fmt: skip
    named += [
        (unit, f"{name}-{unit.pk}", role)
        for unit in units
        for name, role in (("official", Role.ENTRY), ("leader", Role.LEADER))
    ]
    found, offices = {}, {}
    for unit in (province, *units):
        name = f"Cơ quan đi {unit.name}"
        offices[unit.pk] = Agency.objects.create(unit=unit, name=name, search_text=fold(name))
    for unit, key, role in named:
        found[key] = User.objects.create(username=f"walk.{key}")
        Post.objects.create(user=found[key], agency=offices[unit.pk], role=role, title="Người đo")
    return found


def walk(of: CriteriaSet, who: dict[str, User], *, year: int, survey: bool) -> dict[str, int]:
    """From its opening to locked."""
    today, organiser = timezone.localdate(), who["organiser"]
    held = moving.begin(
        of, by=organiser, year=year, name=f"Đợt đi {year}", opens=today, score_by=today, appraise_by=today + timedelta(9),
        objection_days=5, members=3, quorum=2, with_survey=survey,
    )  # fmt: skip
    moving.move(held, "open", by=organiser)
    said: dict[int, Decimal] = {}
    for sheet in _sheets(held):
        official, leader = who[f"official-{sheet.unit_id}"], who[f"leader-{sheet.unit_id}"]
        values = {mark.pk: _answer(mark.criterion) for mark in sheet.marks.select_related("criterion")}
        said |= {key: one["top"] for key, one in values.items() if "top" in one}
        marking.answer(sheet, values, by=official, version=sheet.version)
        moving.move(_sheet(sheet.pk), "submit", by=official)
        moving.move(_sheet(sheet.pk), "send", by=leader)
    lost = sum(mark.top != said[mark.pk] for mark in Mark.objects.filter(pk__in=said))
    moving.move(_round(held), "close", by=organiser)
    for sheet in _sheets(held):
        marking.keep_rest(sheet, by=who["appraiser"])
        moving.move(_sheet(sheet.pk), "finish", by=who["appraiser"])
    moving.move(_round(held), "tell", by=organiser)
    _objections(held, who)
    moving.move(_round(held), "sit", by=organiser, today=today + timedelta(6))
    motion = voting.propose(_round(held), by=organiser, reason="Kết quả chung")
    for name in ("first", "second"):
        voting.vote(motion, by=who[name], yes=True)
    moving.move(_round(held), "publish", by=who["chairman"])
    moving.move(_round(held), "lock", by=organiser)
    return {"published": len(_round(held).results), "wrong": _wrong(held), "lost": lost}


def _objections(held, who):
    for sheet in _sheets(held)[:OBJECTING]:
        marks = sheet.marks.select_related(
            "criterion__group", "sheet__round__set", "sheet__round__unit", "sheet__unit"
        )
        mark = marks.filter(left_out=False).order_by("pk")[0]
        one = objecting.object_to(mark, by=who[f"leader-{sheet.unit_id}"], text="Chưa thống nhất")
        objecting.answer(one, by=who["appraiser"], accepted=True, text="Có căn cứ", points=mark.criterion.most)


def _answer(row: Criterion):
    """By its rule."""
    said = {"explanation": "Theo sổ theo dõi"}
    if row.rule == "yes_no":
        return said | {"yes": chance.random() < 0.8}
    if row.rule == "points":
        return said | {"typed": Decimal(chance.randint(0, 100)) / 100}
    top = Decimal(chance.randint(0, 100))
    return said | {"top": top} | ({"bottom": Decimal(100)} if row.rule in ("ratio", "survey") else {})


def _wrong(held):
    """Units whose kept totals or published results are not what a recount of their marks says."""
    held = _round(held)
    counted = {row.sheet.pk: row for row in results.recount(held, adding.frame(held.set))}
    kept = {row.sheet.pk: row for row in results.rows(held, adding.frame(held.set))}
    told = {row["sheet"]: row for row in held.results}
    return sum(
        (kept[key].given, kept[key].own, kept[key].place) != (row.given, row.own, row.place)
        or Decimal(told[key]["total"]) != row.given.value
        or told[key]["rank"] != (row.place.rank if row.place else None)
        for key, row in counted.items()
    )


def _sheets(held):
    return list(Sheet.objects.filter(round=held).select_related("round__set", "round__unit", "unit").order_by("pk"))


def _sheet(key):
    return Sheet.objects.select_related("round__set", "round__unit", "unit").get(pk=key)


def _round(held):
    return Round.objects.select_related("set", "unit").get(pk=held.pk)


def main() -> None:
    province = Unit.objects.get(code="33", valid_to=None)
    units = list(Unit.objects.filter(parent=province, valid_to=None).order_by("pk"))
    who, year = people(province, units), timezone.localdate().year
    found = {}
    for place, (label, survey) in enumerate((("with a survey", True), ("without a survey", False))):
        of = a_set(province, who["organiser"], f"DI-{place}")
        Criterion.objects.filter(group__set=of, group__number=GROUPS, position=EACH - 1).update(
            rule="survey", source="self", least_answers=30
        )
        Criterion.objects.filter(group__set=of).update(source="self", wants_evidence=False)
        found[label] = walk(of, who, year=year, survey=survey)
        print(label, found[label], file=sys.stderr, flush=True)
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
