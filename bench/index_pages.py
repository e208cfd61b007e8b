"""Every page of the internal index at 104 communes and 60 criteria, asked in turns with a page without data, in one
process.

`python -m bench.index_pages` fills the database of DATABASE_URL (reference data must be there) and prints JSON:
{label: {ms, empty, queries}}.
"""

import json
import random
import sys
from datetime import timedelta
from decimal import Decimal

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from bench.scale_pages import measured  # sets Django up

# isort: split
from appraisal import adding, results
from appraisal.models import CriteriaSet, Criterion, Group, Mark, Proof, Round, Sheet
from appraisal.rounds import drawing
from units.models import Agency, Post, Role, Unit, User
from units.text import fold

COMMUNES, GROUPS, EACH = 104, 6, 10
RULES = ("ratio", "steps", "yes_no", "points", "ratio")
chance = random.Random(335)


def people(province: Unit, commune: Unit) -> dict[str, User]:
    """{role: somebody who holds it}."""
    found = {}
    for unit, roles in (
        (province, (Role.REVIEWER, Role.APPRAISER, Role.COUNCIL, Role.LEADER)),
        (commune, (Role.ENTRY,)),
    ):
        name = f"Cơ quan đo {unit.name}"
        agency = Agency.objects.create(unit=unit, name=name, search_text=fold(name))
        for role in roles:
            user = found[str(role)] = User.objects.create(username=f"bench.{role}.{unit.pk}")
            Post.objects.create(user=user, agency=agency, role=role, title="Người đo")
    second = found["second"] = User.objects.create(username="bench.second")
    Post.objects.create(user=second, agency=Agency.objects.get(unit=province, name__startswith="Cơ quan đo"),
                        role=Role.APPRAISER, title="Người đo")  # fmt: skip
    return found


def a_set(province: Unit, by: User, code: str) -> CriteriaSet:
    """Sixty criteria under six groups, issued."""
    made = CriteriaSet.objects.create(
        unit=province, code=code, name=f"Bộ tiêu chí đo {code}", first_year=2020, state=CriteriaSet.State.ISSUED,
        made_by=by, sample=True, scale=Decimal(GROUPS * EACH),
    )  # fmt: skip
    for number in range(1, GROUPS + 1):
        group = Group.objects.create(set=made, number=number, name=f"Nhóm đo {number}", most=EACH)
        Criterion.objects.bulk_create([
            Criterion(group=group, code=f"{number}.{n}", position=n, name=f"Tiêu chí đo số {number}.{n} về công khai",
                      rule=(rule := RULES[n % len(RULES)]), most=1, dimension=1 + n % 8, wants_evidence=n % 3 == 0,
                      may_not_apply=rule == "ratio", steps=[["80", "1"], ["50", "0.5"]] if rule == "steps" else [],
                      source="import" if n == EACH - 1 and rule == "ratio" else "self")
            for n in range(EACH)
        ])  # fmt: skip
    return made


def a_round(of: CriteriaSet, year: int, state: str, units: list[Unit], by: User, judge: User | None) -> Round:
    """Every unit has answered; where `judge` is given she has judged nine of ten."""
    today = timezone.localdate()
    held = Round.objects.create(
        set=of, unit=of.unit, year=year, name=f"Đợt đo {of.code} {year}", state=state, made_by=by,
        opens=today - timedelta(9), score_by=today + timedelta(9), appraise_by=today + timedelta(30), sample=True,
    )  # fmt: skip
    sent = Sheet.State.SENT if judge else Sheet.State.OPEN
    sheets = Sheet.objects.bulk_create([Sheet(round=held, unit=unit, state=sent) for unit in units])
    read, now = adding.frame(of), timezone.now()
    marks = []
    for sheet in sheets:
        for row in read.leaves():
            top = Decimal(chance.randint(0, 100))
            mark = Mark(
                sheet=sheet, criterion=row, top=top, bottom=Decimal(100) if row.rule == "ratio" else None,
                yes=chance.random() < 0.8, typed=Decimal(chance.randint(0, 100)) / 100, explanation="Theo sổ theo dõi",
            )  # fmt: skip
            if judge and chance.random() < 0.9:
                mark.given, mark.given_by, mark.given_at = Decimal(chance.randint(0, 100)) / 100, judge, now
            marks.append(mark)
    Mark.objects.bulk_create(marks, batch_size=2000)
    proved = [mark for mark in marks if mark.criterion.wants_evidence]
    Proof.objects.bulk_create(
        [Proof(mark=mark, document="Báo cáo số 12/BC-UBND", section="II", page="3") for mark in proved],
        batch_size=2000,
    )
    results.add_up(held, sheets, read, adding.by_sheet(Mark.objects.filter(sheet__round=held)))
    if state == Round.State.PUBLISHED:
        held.results, held.published_at, held.shown_since = results.frozen(held), now, now
        held.save()
    return held


def pages() -> list[tuple[str, str, str]]:
    """[(label, name of the account, address)], of what is filled in now."""
    province = Unit.objects.get(code="33", valid_to=None)
    units = list(Unit.objects.filter(parent=province, valid_to=None).order_by("sort_key")[:COMMUNES])
    who = people(province, units[0])
    by, judge = who[Role.REVIEWER], who[Role.APPRAISER]
    main, other = a_set(province, by, "DO-A"), a_set(province, by, "DO-B")
    year = timezone.localdate().year
    for ago in (3, 2, 1):
        past = a_round(main, year - ago, Round.State.PUBLISHED, units, by, judge)
    held = a_round(main, year, Round.State.APPRAISING, units, by, judge)
    typed = a_round(other, year, Round.State.SCORING, units, by, None)
    drawing.draw_spot(held, by=by, share=5)
    drawing.draw_second(held, by=by, share=5)
    sheet, asked = held.sheets.get(unit=units[7]), adding.frame(main).leaves()[3]
    taken = next(row for row in adding.frame(main).leaves() if row.source == "import")
    own = typed.sheets.get(unit=units[0])
    reads, judges, types = by.username, judge.username, who[Role.ENTRY].username

    def at(name, *args):
        return reverse(name, args=args)

    return [
        ("home", reads, at("index_home")), ("set", reads, at("index_set", main.pk)),
        ("round", reads, at("index_round", held.pk)),
        ("published round", reads, at("index_round", past.pk)),
        ("sheet of the appraiser", judges, at("index_sheet", sheet.pk)),
        ("sheet of the official", types, at("index_sheet", own.pk)),
        ("one criterion across units", judges, at("index_criterion", held.pk, asked.pk)),
        ("council", who[Role.COUNCIL].username, at("index_council", held.pk)),
        ("who appraises what", reads, at("index_charges", held.pk)), ("lots", reads, at("index_draws", held.pk)),
        ("lots of the appraiser", who["second"].username, f"{at('index_draws', held.pk)}?phan=lan-hai"),
        ("lots of the organiser, second looks", reads, f"{at('index_draws', held.pk)}?phan=lan-hai"),
        ("analysis", reads, at("index_analysis", held.pk)), ("years", reads, at("index_years", main.pk)),
        ("figures of another source", reads, at("index_intake", held.pk, taken.pk)),
        ("page for citizens", reads, at("index_public", past.pk)),
    ]  # fmt: skip


def main(words: list[str]) -> None:
    settings.DEBUG, settings.ALLOWED_HOSTS = False, ["testserver"]
    found = {}
    for label, who, address in pages():
        if not words or any(word in label for word in words):
            found[label] = one = measured(who, address, {})
            told = (
                one if "status" in one else f"{one['ms'] / one['empty']:6.2f} x {one['ms']:8.1f} ms {one['queries']} q"
            )
            print(f"{label:40} {told}", file=sys.stderr, flush=True)
    json.dump(found, sys.stdout, ensure_ascii=False)


if __name__ == "__main__":
    main(sys.argv[1:])
