"""The internal index of the province: a round in every step for a few communes, by invented criteria marked as sample."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal as D

from django.utils import timezone

from appraisal import intake, sets, workbook
from appraisal.models import CriteriaSet, Criterion, Mark, Objection, Round, SecondLook, Sheet, SpotCheck
from appraisal.rounds import charging, drawing, marking, moving, objecting, showing, voting
from units.models import Agency, Role, Unit, User

from .people import NEW_ERA, Account, new_unit, seat

COMMUNES = ("12196", "12280")  # Hồng Quang, Lương Bằng; two more of the list follow
HOW_MANY = 4
DAY = timedelta(days=1)
SEED = 2026
TOLD_AFTER, OBJECTION_DAYS = 10, 60  # days from the end of self-scoring to the first results, and from there
BASIS = "Số liệu mẫu, không có quyết định ban hành"

# code, part of, name, kind of line, most, least, rule, steps, source, figure, dimension, answers, papers, may not apply
TABLE = """
1||Thực hiện nhiệm vụ (mẫu)|Nhóm|60
1.1||Gửi báo cáo đúng hạn|Tiêu chí|20||Theo tỷ lệ||Cổng tính|Kỳ gửi báo cáo đúng hạn
1.2||Hoàn thành có tài liệu kiểm chứng|Tiêu chí|20||Theo tỷ lệ||Cổng tính|Tiến độ hoàn thành có đủ tài liệu kiểm chứng
1.3||Hội nghị đối thoại với người dân trong năm|Tiêu chí|20||Theo mức|2 = 20; 1 = 10|Đơn vị tự chấm||4
2||Công khai (mẫu)|Nhóm|40
2.1||Niêm yết thủ tục tại bộ phận Một cửa|Tiêu chí|20||Có, không||Đơn vị tự chấm||5||có
2.2||Thôn, tổ dân phố công khai thu chi|Tiêu chí|15||Theo tỷ lệ||Đơn vị tự chấm||2
2.3||Bộ chỉ số theo Quyết định 766 (số mẫu)|Tiêu chí|5||Theo tỷ lệ||Nạp từ nguồn khác||5
9||Cộng, trừ (mẫu)|Nhóm cộng, trừ|2|-5
9.1||Sáng kiến; báo cáo có số liệu sai|Tiêu chí|2|-5|Cho điểm||Đơn vị tự chấm
"""


class People:
    """Who holds the rounds: organiser, chairman, two appraisers, two of a council of three."""

    def __init__(self, province: Unit, hashed: str) -> None:
        office = Agency.objects.get(unit=province, name="Sở Nội vụ tỉnh Hưng Yên")
        new = {name: seat(Account(f"hungyen.{name}", role, "", title), office, hashed, since=NEW_ERA)
               for name, role, title in ACCOUNTS}  # fmt: skip
        self.appraiser, self.second, *self.council = new.values()
        self.organiser = User.objects.get(username="hungyen.thamdinh")
        self.chairman = User.objects.get(username="hungyen.lanhdao")


ACCOUNTS = (
    ("chamdiem", Role.APPRAISER, "Chuyên viên chấm chỉ số nội bộ"),
    ("chamhai", Role.APPRAISER, "Chuyên viên chấm chỉ số nội bộ, lần hai"),
    ("hoidong1", Role.COUNCIL, "Thành viên hội đồng chỉ số nội bộ"),
    ("hoidong2", Role.COUNCIL, "Thành viên hội đồng chỉ số nội bộ"),
)


def load(hashed: str, today: date) -> None:
    """Three invented sets, two rounds of each and the draft of one more; once."""
    province = new_unit("33")
    people = People(province, hashed)
    if CriteriaSet.objects.filter(unit=province).exists():
        return
    units = _communes(province)
    year = today.year
    whole = _set(province, people, "XA-MAU", "Bộ tiêu chí mẫu của xã, phường", year - 1)
    public = _set(province, people, "CK-MAU", "Chuyên đề mẫu: công khai", year - 1)
    talks = _set(province, people, "DT-MAU", "Chuyên đề mẫu: đối thoại", year - 1)
    rows = (  # set, year, step, began so many days ago
        (public, year - 1, Round.State.LOCKED, 120), (whole, year - 1, Round.State.PUBLISHED, 90),
        (talks, year - 1, Round.State.COUNCIL, 60), (public, year, Round.State.OBJECTING, 40),
        (talks, year, Round.State.APPRAISING, 25), (whole, year, Round.State.SCORING, 5),
        (whole, year + 1, Round.State.DRAFT, -30),
    )  # fmt: skip
    for of, of_year, state, ago in rows:
        Way(_begin(of, of_year, today - ago * DAY, people), units, people).go_to(state)


def _communes(province: Unit) -> list[Unit]:
    """Those of the story first, then others that have an official and a leader."""
    below = Unit.objects.filter(parent=province, valid_to=None, agencies__posts__role=Role.LEADER).distinct()
    known = [unit for code in COMMUNES for unit in below.filter(code=code)]
    return [*known, *below.exclude(code__in=COMMUNES).order_by("sort_key")][:HOW_MANY]


def _set(province, people, code, name, year) -> CriteriaSet:
    made = sets.make(province, by=people.organiser, code=code, name=name, first_year=year, sample=True)
    lines: list[tuple[int, list[str | None]]] = [
        (number, [cell.strip() for cell in line.split("|")])
        for number, line in enumerate(TABLE.strip().splitlines(), 1)
    ]
    sets.fill(made, workbook.understood(lines).groups, by=people.organiser)
    sets.issue(made, by=people.organiser, basis=BASIS)
    return made


def _begin(of: CriteriaSet, year: int, opens: date, people: People) -> Round:
    return moving.begin(
        of, by=people.organiser, year=year, name=f"{of.name}, năm {year}", opens=opens, score_by=opens + 10 * DAY,
        appraise_by=opens + 40 * DAY, objection_days=OBJECTION_DAYS, with_survey=False, members=3, quorum=2,
    )  # fmt: skip


class Way:
    """A round taken by the verbs of its people from step to step, each on a day of its calendar."""

    def __init__(self, held: Round, units: list[Unit], people: People) -> None:
        self.held, self.units, self.people, self.stops = held, units, people, ""
        self.steps: dict[str, Callable[[], None]] = {
            Round.State.SCORING: self._open, Round.State.APPRAISING: self._close, Round.State.OBJECTING: self._tell,
            Round.State.COUNCIL: self._sit, Round.State.PUBLISHED: self._publish, Round.State.LOCKED: self._lock,
        }  # fmt: skip

    def go_to(self, state: str) -> None:
        """Every step up to `state`."""
        self.stops = state
        order = [Round.State.DRAFT, *self.steps]
        for name in order[1 : order.index(Round.State(state)) + 1]:
            self.steps[name]()

    def _move(self, name, by=None, day=None):
        moving.move(self.held, name, by=by or self.people.organiser, today=day)
        self.held = Round.objects.select_related("set", "unit").get(pk=self.held.pk)

    def _sheet(self, unit) -> Sheet:
        return Sheet.objects.select_related("round__set", "round__unit", "unit").get(round=self.held, unit=unit)

    def _mark(self, unit, code) -> Mark:
        rows = Mark.objects.select_related(
            "criterion__group", "sheet__round__set", "sheet__round__unit", "sheet__unit"
        )
        return rows.get(sheet__round=self.held, sheet__unit=unit, criterion__code=code)

    def _open(self):
        """The sample keeps the sheets of a few communes."""
        self._move("open", day=self.held.opens)
        others = Sheet.objects.filter(round=self.held).exclude(unit__in=self.units)
        Mark.objects.filter(sheet__in=others).delete()
        others.delete()
        for place, unit in enumerate(self.units):
            if place or self.stops != Round.State.SCORING:
                self._score(unit, place)

    def _score(self, unit, place):
        """One unit's leader does not get to it in time; where scoring goes on, the first has not begun."""
        official, leader = _holder(unit, Role.ENTRY), _holder(unit, Role.LEADER)
        sheet = self._sheet(unit)
        marking.answer(sheet, self._answers(unit, place), by=official, version=sheet.version, proofs={
            self._mark(unit, "2.1").pk: [{"document": "Biên bản niêm yết (mẫu)", "page": "1"}],
        })  # fmt: skip
        moving.move(self._sheet(unit), "submit", by=official, today=self.held.score_by)
        if place != 1:
            moving.move(self._sheet(unit), "send", by=leader, today=self.held.score_by)

    def _answers(self, unit, place):
        said = {
            "1.3": {"top": D(2 if place % 2 else 1)}, "2.1": {"yes": True},
            "2.2": {"top": D(10 - 2 * place), "bottom": D(10)}, "9.1": {"typed": D(place % 2)},
        }  # fmt: skip
        return {self._mark(unit, code).pk: values for code, values in said.items()}

    def _close(self):
        """What nobody sent in time goes on as it is; figures of another source, who appraises what, two lots drawn."""
        self._move("close", day=self.held.score_by + DAY)
        self._take_figures()
        first = self.held.set.groups.order_by("number")[0]
        charging.charge(self.held, {first.pk: [self.people.appraiser.pk]}, by=self.people.organiser)
        drawing.draw_spot(self.held, by=self.people.organiser, share=30, seed=SEED)
        marking.judge(self._mark(self.units[0], "2.1"), by=self.people.appraiser, points=D(20))
        drawing.draw_second(self.held, by=self.people.organiser, share=20, seed=SEED)

    def _take_figures(self):
        """An invented table of the 766 score, taken in."""
        asked = Criterion.objects.select_related("group").get(group__set=self.held.set, code="2.3")
        lines = [intake.Line(self._sheet(unit).pk, D(90 - 5 * n), D(100)) for n, unit in enumerate(self.units)]
        made = intake.begin(
            self.held, asked, lines, by=self.people.organiser, source="Số liệu mẫu, không phải của Cổng quốc gia",
            as_of=min(self.held.score_by, timezone.localdate()), name="mau-766.csv", data=b"",
        )  # fmt: skip
        intake.take(made, by=self.people.organiser)

    def _finish_lots(self):
        """Looked at on the spot, appraised a second time, what differs settled."""
        rows = SpotCheck.objects.filter(draw__round=self.held).select_related(
            "draw__round__unit", "mark__criterion", "mark__sheet__round"
        )
        for place, spot in enumerate(rows):
            found = SpotCheck.Found.RIGHT if place else SpotCheck.Found.NOT_DONE
            note = "" if place else "Hẹn lại sau (mẫu)"
            drawing.check(
                spot, by=self.people.appraiser, found=found, note=note, on=self.held.score_by if place else None
            )
        looks = SecondLook.objects.filter(draw__round=self.held).select_related(
            "draw__round__unit", "mark__criterion__group", "mark__sheet__round__set", "person"
        )
        one = next((row.pk for row in looks if (row.mark.given or 0) >= 1), None)
        for row in looks:
            points = row.mark.given and row.mark.given - D(row.pk == one)
            drawing.look(row, by=row.person, points=points, left_out=row.mark.left_out, note="Mẫu")
        for row in looks.all():
            if not drawing.same(row):
                drawing.settle(
                    row, by=self.people.organiser, points=row.mark.given, reason="Thống nhất giữ lần một (mẫu)"
                )

    def _tell(self):
        """Appraised as scored, but for one criterion that was thought higher; one unit objects."""
        last = self.units[-1]
        reason = "Một thôn chưa có biên bản công khai"
        marking.judge(self._mark(last, "2.2"), by=self.people.appraiser, points=D(5), reason=reason)
        for unit in self.units:
            for person in (self.people.appraiser, self.people.second):
                marking.keep_rest(self._sheet(unit), by=person)
        self._finish_lots()
        for unit in self.units:
            moving.move(self._sheet(unit), "finish", by=self.people.appraiser)
        self._move("tell", day=self.held.score_by + TOLD_AFTER * DAY)
        objecting.object_to(
            self._mark(last, "2.2"), by=_holder(last, Role.LEADER), text="Biên bản đã gửi bổ sung",
            today=self.held.object_by,
        )  # fmt: skip

    def _sit(self):
        objection = Objection.objects.select_related(
            "mark__criterion__group", "mark__sheet__round__set", "mark__sheet__round__unit", "mark__sheet__unit"
        ).get(mark__sheet__round=self.held)
        objecting.answer(objection, by=self.people.appraiser, accepted=True, text="Đã có biên bản", points=D(6))
        self._move("sit", day=self.held.score_by + (TOLD_AFTER + OBJECTION_DAYS + 1) * DAY)
        voting.propose(self.held, by=self.people.organiser, reason="Thông qua kết quả chung (mẫu)")

    def _publish(self):
        (motion,) = self.held.motions.select_related("round__unit", "mark")
        for member in self.people.council:
            voting.vote(motion, by=member, yes=True)
        self._move("publish", by=self.people.chairman)

    def _lock(self):
        self._move("lock")
        showing.show(self.held, by=self.people.chairman)


def _holder(unit: Unit, role: str) -> User:
    """The person of the unit who holds `role`, the first where there are several."""
    return User.objects.filter(posts__agency__unit=unit, posts__role=role, posts__valid_to=None).order_by("pk")[0]
