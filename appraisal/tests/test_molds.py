"""Fields that are cast are what their forms write, whatever stands in them."""

from decimal import Decimal as D

import pytest

from appraisal.forms import AnswerForm, JudgeForm, LookForm
from appraisal.models import Criterion, Mark
from appraisal.tests.house import House
from appraisal.views import molds
from units.templatetags.portal import field_row

ODD = "\"Sổ\" <b>& 'bìa'</b> @@key@@"


def _rows(form, names):
    return "".join(str(field_row(form[name])) for name in names)


@pytest.mark.parametrize("points", [None, D(0), D("0.50"), D("1234.5"), D(-5)])
@pytest.mark.parametrize("left_out", [True, False])
@pytest.mark.parametrize("reason", ["", "Thiếu ngày", ODD.replace("@@key@@", "")])
def test_the_judges_fields(points, left_out, reason):
    stands = {"points": points, "left_out": left_out, "reason": reason}
    form = JudgeForm(initial=stands, auto_id="judge-77-%s")
    assert str(molds.judging(Mark(pk=77), stands)) == _rows(form, ("points", "left_out", "reason"))
    assert str(molds.looking(5)) == _rows(LookForm(auto_id="look-5-%s"), ("points", "left_out", "reason"))


@pytest.mark.parametrize("count", [0, 1, 3, 4])
def test_the_papers_of_an_answer(cast, count):
    house = House(cast)
    mark = house.mark(house.round(), cast.new_commune, "1.2")
    for n in range(count):
        mark.proofs.create(document=f"Văn bản {n} {ODD.replace('@@key@@', '')}", section="" if n else "II", page=n or "",
                           link="https://x.vn/?a=1&b=2" if n == 2 else "")  # fmt: skip
    row = Criterion.objects.get(pk=mark.criterion_id)
    form = AnswerForm(mark=mark, row=row)
    wanted = "".join(
        f'<fieldset class="asked"><legend class="sm">Tài liệu kiểm chứng {n}</legend>'
        f"{''.join(str(field_row(field)) for field in paper)}</fieldset>"
        for n, paper in enumerate(form.paper_rows, 1)
    )
    assert str(molds.papers(mark, row, form.papers)) == wanted and wanted
