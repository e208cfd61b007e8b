"""A year taken in from a workbook built here: shown, written whole, taken back, with a structure of its own when asked."""

import io
from decimal import Decimal as D

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook

from conftest import make_person
from indicators.models import (
    Break,
    Dimension,
    Interval,
    PublishedGroup,
    Score,
    ScoreImport,
    Source,
    StructureVersion,
    SubDimension,
)
from journal.models import Note
from units.models import Role

pytestmark = pytest.mark.django_db
HEAD = ["English", "Tiếng Việt", "Scale", "Hung Yen", None, "Tỉnh Khác"]
LINES = [
    ["Dimension 6: Services", "Nội dung 6: Cung ứng dịch vụ công", "1-10", 4.0, None, 5.0],
    ["Health", "6.1: Y tế công lập", "0.5-5", 2.0, None, 2.5],
    ["School", "6.2: Giáo dục tiểu học", "0.5-5", 2.0, None, 2.5],
    ["Unweighted score", None, "1-10", 4.0, None, 5.0],
    ["95% CI Low", None, None, 3.5, None, 4.4],
    ["95% CI High", None, None, 4.5, None, 5.6],
]


@pytest.fixture
def admin(cast, client):
    """An administrator signed in; a structure of two sub-dimensions since 2021, no score yet."""
    dimension = Dimension.objects.create(
        number=6, name="Cung ứng dịch vụ công", short_name="Dịch vụ công", year_from=2011
    )
    version = StructureVersion.objects.create(year_from=2021)
    SubDimension.objects.bulk_create(
        SubDimension(version=version, dimension=dimension, code=code, name=name, range_min="0.5", range_max=5)
        for code, name in (("6.1", "Y tế công lập"), ("6.2", "Giáo dục tiểu học công lập"))
    )
    person = make_person("quantri", Role.ADMIN, cast.district_office, "Quản trị")
    client.force_login(person)
    return person


def workbook(lines=LINES, head=HEAD, title="2023_VIE_ENG"):
    book = Workbook()
    book.active.title = title
    for row in (["PAPI"], head, *lines):
        book.active.append(row)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def sent(client, data, year=2023, **more):
    name = more.pop("name", "papi.xlsx")
    words = {"year": year, "source": "CECODES, RTA và UNDP", "file": SimpleUploadedFile(name, data), **more}
    return client.post(reverse("scores_import"), words)


def taken(client, data, **more):
    page = sent(client, data, **more)
    assert page.status_code == 200, page.context["preview"].mistakes
    return client.post(reverse("scores_import"), {"preview": page.context["token"]})


def changed(row, cell, value):
    lines = [list(one) for one in LINES]
    lines[row][cell] = value
    return lines


def stored():
    rows = Score.objects.order_by("province__name", "sub_dimension__code")
    return list(rows.values_list("year", "province__name", "sub_dimension__code", "value"))


def test_a_year_is_shown_written_and_taken_back(client, admin, cast):
    page = sent(client, workbook())
    preview = page.context["preview"]
    assert (preview.new, preview.intervals, preview.provinces, preview.mistakes) == (4, 2, 2, [])
    assert not Score.objects.exists(), "a preview writes nothing"
    client.post(reverse("scores_import"), {"preview": page.context["token"]})
    assert stored()[:2] == [(2023, "Tỉnh Hưng Yên", "6.1", D(2)), (2023, "Tỉnh Hưng Yên", "6.2", D(2))]
    assert Score.objects.first().province == cast.old_province, "of the era that the year's provinces belong to"
    assert Interval.objects.get(province=cast.old_province).low == D("3.5")
    kept = ScoreImport.objects.get()
    assert Note.objects.filter(kind="imported", subject=f"scoreimport:{kept.pk}").exists()
    assert client.post(reverse("scores_import"), {"preview": page.context["token"]}).status_code == 409, "once"
    assert sent(client, workbook()).context["token"] == "", "the same file again has nothing to take"
    client.post(reverse("scores_import_undo", args=[kept.pk]))
    assert (stored(), Interval.objects.count(), Score.objects.count()) == ([], 0, 0)
    assert client.post(reverse("scores_import_undo", args=[kept.pk])).status_code == 409


def test_only_what_changed_changes_and_what_came_after_is_not_undone(client, admin):
    taken(client, workbook())
    first = ScoreImport.objects.get()
    lines = changed(1, 3, 2.25)
    lines[0][3] = lines[3][3] = 4.25
    page = sent(client, workbook(lines))
    assert [(code, old, new) for _, code, old, new in page.context["preview"].changed] == [("6.1", D(2), D("2.25"))]
    client.post(reverse("scores_import"), {"preview": page.context["token"]})
    assert client.post(reverse("scores_import_undo", args=[first.pk])).status_code == 409
    assert ScoreImport.objects.get(pk=first.pk).undone is None
    second = ScoreImport.objects.latest("pk")
    client.post(reverse("scores_import_undo", args=[second.pk]))
    assert Score.objects.filter(sub_dimension__code="6.1").latest("-value").value == D(2)
    client.post(reverse("scores_import_undo", args=[first.pk]))
    assert not Score.objects.exists()


@pytest.mark.parametrize(
    ("row", "column", "value", "cell", "says"),
    [
        (1, 3, "hai", "D4", "không phải là điểm"), (1, 3, 5.5, "D4", "ngoài khung điểm"),
        (0, 5, 5.2, "F3", "cộng lại 5,0000"), (4, 3, 4.6, "D7", "nằm ngoài khoảng tin cậy"),
    ],
)  # fmt: skip
def test_a_wrong_cell_is_shown_and_nothing_taken(client, admin, row, column, value, cell, says):
    page = sent(client, workbook(changed(row, column, value)))
    assert page.status_code == 422 and page.context["token"] == ""
    assert any(one.cell == cell and says in one.message for one in page.context["preview"].mistakes)
    assert cell in page.content.decode()


def test_a_province_nobody_knows_is_its_headings_mistake(client, admin):
    page = sent(client, workbook(head=[*HEAD[:5], "Tỉnh Khác", "Atlantis"]))
    assert [one.cell for one in page.context["preview"].mistakes] == ["G2"]


def test_another_structure_is_asked_for_then_made_then_undone(client, admin):
    """7.1 is new, 6.2 gone: refused without the mark; with it a version, its breaks and a dimension of its own."""
    lines = [LINES[1], ["Air", "7.1: Chất lượng không khí", "1-10", 3.0, None, 4.0]]
    page = sent(client, workbook(lines))
    assert "thêm 7.1; thiếu 6.2" in page.context["preview"].mistakes[0].message
    taken(client, workbook(lines), new_structure="on")
    version = StructureVersion.of_year(2023)
    ranges = dict(version.sub_dimensions.values_list("code", "range_max"))
    assert (version.year_from, ranges) == (2023, {"6.1": D(10), "7.1": D(10)})
    assert StructureVersion.of_year(2022).year_to == 2022
    assert set(Break.objects.values_list("year", "code")) == {(2023, "6.1"), (2023, "7.1")}
    client.post(reverse("scores_import_undo", args=[ScoreImport.objects.get().pk]))
    assert StructureVersion.of_year(2023).year_from == 2021 and StructureVersion.of_year(2023).year_to is None
    assert not Break.objects.exists()


def test_a_new_year_of_the_new_provinces_keeps_the_old_lines(client, admin, cast):
    """2025 belongs to the provinces since the reform; the old one's page stays with its own last year."""
    cast.old_province.successors.create(new=cast.province)
    taken(client, workbook(), year=2023)
    taken(client, workbook(title="2025"), year=2025)
    assert set(Score.objects.filter(year=2025).values_list("province", flat=True)) >= {cast.province.pk}
    page = client.get(reverse("indicators_province", args=[cast.old_province.pk]))
    assert page.context["year"] == 2023
    assert [other for other, _ in page.context["merged"]] == [cast.old_province, cast.province]
    assert client.get(reverse("indicators_province", args=[cast.province.pk])).context["year"] == 2025


def test_csv_by_list_and_what_is_no_file_of_scores(client, admin):
    text = "\ufeffTỉnh;Mã;Điểm\nHưng Yên;6.1;2,5\nHưng Yên;6.2;2\nTỉnh Khác;6.1;1\nTỉnh Khác;6.2;0\n"
    page = sent(client, text.encode(), name="d.csv")
    assert (page.context["preview"].new, page.context["preview"].missing) == (4, 1)
    for data in (b"\x00\x01", b"a;b\n1;2\n", b"PK\x03\x04broken", "Tỉnh".encode("utf-16")):
        assert sent(client, data).status_code == 422 and not Score.objects.exists()


def test_intervals_and_groups_are_added_to_a_stored_year(client, admin, cast):
    """A list of composites alone asks for no parts; a year stored keeps its scores."""
    taken(client, workbook())
    kept = stored()
    text = "Tỉnh;Mã;Điểm;Cận dưới 95%;Cận trên 95%;Nhóm\nHưng Yên;;4,0;3,2;4,8;2\nTỉnh Khác;;;;;Cao\n"
    preview = sent(client, text.encode(), name="d.csv").context["preview"]
    assert (preview.mistakes, preview.intervals, preview.groups, preview.new) == ([], 1, 2, 0)
    taken(client, text.encode(), name="d.csv")
    assert stored() == kept and Interval.objects.get(province=cast.old_province).low == D("3.2")
    assert list(PublishedGroup.objects.order_by("place").values_list("place", flat=True)) == [1, 2]


def test_only_the_administrator_takes_scores_in(client, admin, cast):
    kept = ScoreImport.objects.create(
        year=2023, filename="a", digest="b", by=admin, source=Source.objects.create(name="P")
    )
    client.force_login(cast.province_reviewer)
    assert client.get(reverse("scores_import")).status_code == 403
    assert sent(client, workbook()).status_code == 403
    assert client.post(reverse("scores_import_undo", args=[kept.pk])).status_code == 403
