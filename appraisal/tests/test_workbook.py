"""A set as a sheet of Excel: out and in again the same; each wrong cell named; the next version; what keeps it unissued."""

from decimal import Decimal as D

import pytest

from appraisal import adding, sets, workbook
from appraisal.models import CriteriaSet, Criterion
from appraisal.tests.house import TABLE, House, lines
from appraisal.workbook.layout import FIGURES, RULES, SOURCES
from plans.counting.yearly import FIGURES as COUNTED
from plans.counting.yearly import SAYS
from units.errors import Conflict

# what is put into which cell of the table -> where and what is said
WRONG = [
    (4, 0, "x", "A4", "không phải là số"), (4, 3, "Mục", "D4", "Loại dòng"), (4, 5, "-1", "F4", "cộng, trừ"),
    (5, 6, "Tùy", "G5", "Theo tỷ lệ"), (5, 6, "Có, không", "G5", "Số liệu của cổng"), (5, 9, "Khác", "J5", "Kỳ gửi"),
    (6, 12, "x", "M6", "có"), (7, 0, "1.1", "A7", "đã có"), (8, 1, "7", "B8", "Không có tiêu chí mã 7"),
    (8, 7, "4; 2", "H8", "ghi như"), (8, 7, "4 = 21", "H8", "quá tối đa"), (8, 7, "", "H8", "các mức"),
    (9, 4, "", "E9", "Chưa ghi"), (9, 4, "15,125", "E9", "quá 2 chữ số"), (5, 10, "9", "K5", "từ 0 đến 8"),
    (6, 2, None, "C6", "công thức"), (11, 0, "1", "A11", None),
]  # fmt: skip


@pytest.mark.parametrize(("number", "column", "value", "cell", "said"), WRONG)
def test_each_wrong_cell_is_named(number, column, value, cell, said):
    rows = [(n, [*cells, *[""] * 14][:14]) for n, cells in lines()]
    dict(rows)[number][column] = value
    mistakes = workbook.understood(rows).mistakes
    assert said is None or [(one.cell, said in one.message) for one in mistakes][:1] == [(cell, True)]


def test_a_criterion_needs_a_group_above_it():
    rows = lines("1.1 | | Một | Tiêu chí | 1 | 0 | Có, không | | Đơn vị tự chấm")
    assert [one.cell for one in workbook.understood(rows).mistakes] == ["D4"]


def test_every_choice_has_its_word_and_every_figure_its_rule():
    assert set(RULES.values()) == set(Criterion.Rule.values) and set(SOURCES.values()) == set(Criterion.Source.values)
    assert set(FIGURES.values()) == set(Criterion.Figure.values) == set(COUNTED) == SAYS.keys()


def _told(of):
    read = adding.frame(of)
    names = ("code", "name", "rule", "least", "most", "steps", "source", "figure", "dimension", "least_answers",
             "wants_evidence", "may_not_apply")  # fmt: skip
    return [[getattr(row, name) for name in names] + [row.parent and row.parent.code] for row in read.criteria]


def test_out_and_in_again_it_is_the_same_and_the_next_version_too(cast):
    house = House(cast)
    before = _told(house.set)
    found = workbook.read(workbook.build(house.set))
    assert not found.mistakes
    sets.fill(house.set, found.groups, by=house.organiser)
    assert _told(house.set) == before and len(before) == TABLE.count("| Tiêu chí |")
    sets.issue(house.set, by=house.organiser, basis="Quyết định thử")
    following = sets.next_from(house.set, by=house.organiser, year=house.today.year + 1)
    assert (following.version, following.previous, following.state) == (2, house.set, CriteriaSet.State.DRAFT)
    assert _told(following) == before
    with pytest.raises(Conflict):
        sets.fill(house.set, [], by=house.organiser)
    with pytest.raises(Conflict):
        sets.next_from(house.set, by=house.organiser, year=house.today.year + 2)


def test_what_keeps_a_draft_from_being_issued(cast):
    house = House(cast)
    group = house.set.groups.get(number=1)
    group.most = D(90)
    group.save()
    house.set.classes = [["Tốt", "50"], ["Khá", "90"]]
    with pytest.raises(ValueError, match="căn cứ") as refusal:
        sets.issue(house.set, by=house.organiser, basis="")
    for said in ("110, khác thang điểm 100", "loại cuối từ 0", "Nhóm 1: các tiêu chí cộng lại 80 điểm, chưa đủ 90"):
        assert said in str(refusal.value)


def test_a_preview_scores_one_unit_and_writes_nothing(cast):
    house = House(cast)
    tried = sets.preview(house.set, cast.new_commune, house.today.year, house.today)
    assert tried.total.points == 0 and tried.total.available == D(70)  # nothing fell due: 30 of 100 leave
