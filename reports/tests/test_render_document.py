"""`render_document` and `make_demo_signing`: one of each paper from the data, keys only in the demo."""

import subprocess

import pytest
from django.core.management import CommandError, call_command

from plans.models import Plan
from reports.models import RegisterEntry
from reports.pen import keyring
from reports.tests import desk
from units.models import Unit

pytestmark = pytest.mark.one_engine  # words of papers, once their rows are read


def words(path):
    return subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True).stdout


@pytest.fixture
def data(cast):
    _, period, (commune, _) = desk.lower_period(cast)
    desk.reported(commune, period)
    Plan.objects.filter(pk=commune.pk).update(recipients="Các thôn")
    Unit.objects.filter(pk=cast.neighbour.pk).update(valid_to=None)  # only a unit in force is urged
    return commune, period


@pytest.mark.parametrize(
    ("kind", "said"),
    [("bao_cao", "Số: 07/BC-UBND"), ("ke_hoach", "Số: 04/KH-UBND"), ("cong_van", "Số: 07/UBND-VP")],
)
def test_one_of_each(data, tmp_path, kind, said):
    out = tmp_path / f"{kind}.pdf"
    call_command("render_document", kind, "--sample", out=out)
    assert said in words(out)
    assert not RegisterEntry.objects.exists()


def test_a_chosen_plan_stays_without_a_number(data, tmp_path):
    commune, period = data
    out = tmp_path / "a.pdf"
    call_command("render_document", "bao_cao", unit=commune.unit_id, period=period.pk, out=out)
    assert "Số: 07" not in words(out)
    call_command("render_document", "ke_hoach", plan=commune.pk, out=tmp_path / "a.docx")
    call_command("render_document", "ke_hoach", plan=commune.pk, out=tmp_path / "a.xlsx")
    for name in ("a.docx", "a.xlsx"):
        assert (tmp_path / name).read_bytes().startswith(b"PK")


def test_without_data_it_says_what_to_do(db, tmp_path):
    with pytest.raises(CommandError, match="load_demo_data"):
        call_command("render_document", "bao_cao", "--sample", out=tmp_path / "a.pdf")
    with pytest.raises(CommandError, match="--plan ID"):
        call_command("render_document", "bao_cao", out=tmp_path / "a.pdf")


def test_test_keys_exist_only_in_the_demo(cast, keys, settings):
    call_command("make_demo_signing", "tienphong.lanhdao")
    assert keyring.of_post(cast.leader.posts.get()).complete
    settings.DEMO = False
    with pytest.raises(CommandError, match="DEMO=1"):
        call_command("make_demo_signing", "tienphong.lanhdao")
