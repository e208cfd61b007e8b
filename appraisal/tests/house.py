"""A province that scores two communes, by a small set with every rule in it."""

from datetime import timedelta
from decimal import Decimal as D

from django.utils import timezone

from appraisal import adding, sets, workbook
from appraisal.models import Criterion, Draw, Intake, Mark, Motion, Objection, Round, SecondLook, Sheet, SpotCheck
from appraisal.rounds import marking, moving
from conftest import REFORM, make_agency, make_person, make_unit
from units.models import Role

# mã | thuộc mã | tên | loại dòng | tối đa | thấp nhất | cách tính | các mức | nguồn | số liệu | nội dung | phiếu |
# tài liệu | không áp dụng
TABLE = """
1 | | Kết quả | Nhóm | 80
1.1 | | Nhiệm vụ đúng hạn | Tiêu chí | 30 | 0 | Theo tỷ lệ | | Cổng tính | Nhiệm vụ hoàn thành đúng hạn
1.2 | | Công khai | Tiêu chí | 20 | 0 | Có, không | | Đơn vị tự chấm | | | | có |
1.3 | | Nền nếp | Tiêu chí | 30 | 0 | Cho điểm | | Đơn vị tự chấm
1.3a | 1.3 | Họp dân | Tiêu chí | 20 | 0 | Theo mức | 4 = 20; 2 = 10 | Đơn vị tự chấm
1.3b | 1.3 | Trả lời kiến nghị | Tiêu chí | 15 | 0 | Theo tỷ lệ | | Đơn vị tự chấm | | | | | có
2 | | Ý kiến người dân | Nhóm | 20
2.1 | | Hài lòng | Tiêu chí | 20 | 0 | Khảo sát | | Đơn vị tự chấm | | | 30
9 | | Cộng, trừ | Nhóm cộng, trừ | 3 | -5
9.1 | | Số liệu sai | Tiêu chí | 3 | -5 | Cho điểm | | Đơn vị tự chấm
"""


def lines(table=TABLE):
    """The table as the sheet's rows, numbered as in Excel."""
    rows = [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]
    return list(enumerate(rows, 4))


class House:
    """The people of a round, and its set; `year` is this year, so that no test depends on the day it runs."""

    def __init__(self, cast):
        self.cast, self.today, self.province = cast, timezone.localdate(), cast.province
        office = cast.province_home_affairs
        self.organiser, self.chairman = cast.province_reviewer, cast.province_leader
        self.appraiser = make_person("snv.chamdiem", Role.APPRAISER, office, "Chuyên viên thẩm định")
        self.council = [make_person(f"hoidong{n}", Role.COUNCIL, office, "Thành viên hội đồng") for n in (1, 2, 3)]
        self.other = make_unit("Xã Lương Bằng", "12280", parent=self.province, since=REFORM)
        bureau = make_agency(self.other, "UBND xã Lương Bằng", heads_unit=True)
        self.other_official = make_person("luongbang.nhaplieu", Role.ENTRY, bureau, "Công chức")
        self.other_leader = make_person("luongbang.lanhdao", Role.LEADER, bureau, "Chủ tịch UBND xã")
        self.set = sets.make(
            self.province, by=self.organiser, code="XA", name="Bộ tiêu chí thử", first_year=self.today.year
        )
        sets.fill(self.set, workbook.understood(lines()).groups, by=self.organiser)

    def round(self, **more):
        """A round opened today."""
        sets.issue(self.set, by=self.organiser, basis="Quyết định thử")
        dates = {"opens": self.today, "score_by": self.today, "appraise_by": self.today + timedelta(days=9)}
        held = moving.begin(
            self.set, by=self.organiser, year=self.today.year, name="Đợt thử",
            **{**dates, "objection_days": 5, "members": 3, "quorum": 2, **more},
        )  # fmt: skip
        moving.move(held, "open", by=self.organiser)
        return held

    def sheet(self, held, unit):
        return Sheet.objects.select_related("round__set", "round__unit", "unit").get(round=held, unit=unit)

    def mark(self, held, unit, code):
        marks = self.sheet(held, unit).marks.select_related("criterion__group", "sheet__round__set", "sheet__unit")
        return marks.get(criterion__code=code)

    def answers(self, held, unit, *, meetings=4, survey=True):
        """What a unit types: everything it is asked."""
        said = {
            "1.2": {"yes": True, "explanation": "Niêm yết tại trụ sở"}, "1.3a": {"top": D(meetings)},
            "1.3b": {"top": D(9), "bottom": D(10)}, "9.1": {"typed": D(0)},
        } | ({"2.1": {"top": D(24), "bottom": D(30)}} if survey else {})  # fmt: skip
        return {self.mark(held, unit, code).pk: values for code, values in said.items()}

    def scored(self, held, unit, official, leader, **more):
        """The unit's own part: answers, to the leader, sent."""
        sheet = self.sheet(held, unit)
        marking.answer(sheet, self.answers(held, unit, **more), by=official, version=sheet.version)
        moving.move(self.sheet(held, unit), "submit", by=official)
        moving.move(self.sheet(held, unit), "send", by=leader)

    def both_scored(self, held, **more):
        cast = self.cast
        self.scored(held, cast.new_commune, cast.new_official, cast.new_leader, **more)
        self.scored(held, self.other, self.other_official, self.other_leader, meetings=2, **more)

    def appraised(self, held):
        """Both sheets as the units scored them."""
        for unit in (self.cast.new_commune, self.other):
            marking.keep_rest(self.sheet(held, unit), by=self.appraiser)
            moving.move(self.sheet(held, unit), "finish", by=self.appraiser)


def fresh(held):
    return Round.objects.select_related("set", "unit").get(pk=held.pk)


def stand(above, units, *, by):
    """(set, round in its first step, a mark of its first unit, an objection, a motion): one row of each, of any era."""
    year = timezone.localdate().year
    of = sets.make(above, by=by, code="XA", name="Bộ tiêu chí thử", first_year=year)
    sets.fill(of, workbook.understood(lines()).groups, by=by)
    sets.issue(of, by=by, basis="Quyết định thử")
    day = timezone.localdate()
    dates = {"opens": day, "score_by": day, "appraise_by": day}
    held = Round.objects.create(
        set=of, unit=above, year=year, name="Đợt thử", state=Round.State.SCORING, made_by=by, **dates
    )
    leaves = adding.frame(of).leaves()
    marks = [
        Mark.objects.create(sheet=sheet, criterion=row)
        for sheet in [Sheet.objects.create(round=held, unit=unit) for unit in units]
        for row in leaves
    ]
    objection = Objection.objects.create(mark=marks[1], text="Chưa thống nhất", by=by)
    return of, held, marks[0], objection, Motion.objects.create(round=held, reason="Kết quả chung", by=by)


def drawn_beside(mark, *, by):
    """(criterion of another source, a table of it, a mark to look at on the spot, one to appraise a second time)."""
    held = mark.sheet.round
    imported = Criterion.objects.get(group__set=held.set, code="9.1")
    Criterion.objects.filter(pk=imported.pk).update(source=Criterion.Source.IMPORT)
    table = Intake.objects.create(
        round=held, criterion=imported, source="Nguồn thử", as_of=timezone.localdate(), file_name="a.csv", by=by
    )
    spot, second = (Draw.objects.create(round=held, kind=kind, share=5, seed=1, of=1, by=by) for kind in Draw.Kind)
    check = SpotCheck.objects.create(draw=spot, mark=mark)
    return imported, table, check, SecondLook.objects.create(draw=second, mark=mark, person=by)
