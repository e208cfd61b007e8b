"""The published scores as loaded: counts, sums against published figures, the pages that show them."""

import csv
import gzip
import json
from collections import defaultdict
from decimal import Decimal as D
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.urls import reverse

from indicators import composites, scores
from indicators.book import published as published_book
from indicators.loading_regions import load_regions
from indicators.models import (
    Break,
    Dimension,
    DimensionAlias,
    Interval,
    PeerSet,
    PublishedGroup,
    Score,
    StructureVersion,
    SubDimension,
)
from units.models import Agency, Post, Role, Unit, User

SCORES = Path(settings.BASE_DIR) / "indicators" / "fixtures" / "scores.csv.gz"


pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country_database")]


@pytest.fixture
def hung_yen():
    return Unit.objects.get(code="33", valid_to__isnull=False)


@pytest.fixture
def reader(client):
    user = User.objects.create_user("nguoi.doc")
    agency = Agency.objects.create(unit=Unit.objects.get(code="12196", valid_to=None), name="UBND xã Hồng Quang")
    Post.objects.create(user=user, agency=agency, role=Role.ENTRY, title="Công chức")
    client.force_login(user)
    return client


def command(name, *args):
    out = StringIO()
    call_command(name, *args, stdout=out)
    return out.getvalue()


def test_counts_command():
    assert json.loads(command("reference_counts", "--json")) == {
        "provinces_old": 63,
        "districts_old": 696,
        "communes_old": 10035,
        "provinces": 34,
        "communes": 3321,
        "dimensions": 8,
        "scores": 21891,
    }
    assert "scores: 21891" in command("reference_counts").splitlines()


def test_departments_and_samples_do_not_count(hung_yen):
    for code, more in (("SVH", {"kind": Unit.Kind.DEPARTMENT}), ("M01", {"kind": "xa", "sample": True})):
        unit = Unit(code=code, name="Sở mẫu", parent=hung_yen, valid_from=hung_yen.valid_from, **more)
        unit.place()
        unit.save()
    assert json.loads(command("reference_counts", "--json"))["districts_old"] == 696


def test_loading_again_changes_nothing():
    out = command("load_reference_data").splitlines()
    assert [line.split(": ")[1] for line in out[2:4]] == ["thêm 0, cập nhật 0"] * 2


def test_sub_dimensions_by_structure_version():
    sizes = {str(version): version.sub_dimensions.count() for version in StructureVersion.objects.all()}
    assert sizes == {"2011–2015": 22, "2016–2017": 22, "2018–2018": 28, "2019–2020": 29, "2021–nay": 28}


def test_a_code_changes_its_meaning():
    names = SubDimension.objects.filter(code="3.2").order_by("version__year_from").values_list("name", flat=True)
    assert names[0] == "Ban Thanh tra nhân dân"
    assert len(set(names)) == 3
    assert StructureVersion.of_year(2017).year_from == 2016
    assert StructureVersion.of_year(2026).year_from == 2021
    assert StructureVersion.of_year(2010) is None


def test_ranges_follow_the_number_of_sub_dimensions():
    expected = {4: (D("0.25"), D("2.50")), 3: (D("0.33"), D("3.33")), 2: (D("0.50"), D("5.00"))}
    for version in StructureVersion.objects.all():
        for dimension in Dimension.objects.filter(year_from__lte=version.year_from):
            subs = version.sub_dimensions.filter(dimension=dimension)
            assert set(subs.values_list("range_min", "range_max")) == {expected[len(subs)]}


def test_aliases_and_breaks():
    aliases = DimensionAlias.objects.filter(dimension__number=2).values_list("name", flat=True)
    assert "Công khai, minh bạch trong hoạch định chính sách" in aliases
    assert {one.year for one in Break.objects.all()} == {2016, 2018, 2019, 2020, 2021, 2022}


def test_scores_are_in_range_and_have_a_source():
    missing = Score.objects.filter(value=None).count()
    assert (Score.objects.count(), missing) == (22176, 285)
    assert not Score.objects.filter(value__lte=0).exists()
    assert set(Score.objects.values_list("source__name", flat=True)) == {"CECODES, RTA và UNDP, papi.org.vn"}


# Published: composite and rank of Hưng Yên by year; other provinces' composites from reports and press.
@pytest.mark.parametrize(
    ("code", "year", "composite", "rank"),
    [
        ("33", 2019, "41.2475", 60),
        ("33", 2021, "45.3659", 5),
        ("33", 2024, "44.4042", 19),
        ("34", 2024, "44.7379", None),
        ("22", 2024, "47.8212", 1),
        ("46", 2023, "46.0415", 1),
        ("22", 2020, "48.8114", 1),
        ("11", 2011, None, None),
    ],
)
def test_published_figures(code, year, composite, rank):
    found, pk = published_book().composites[year], Unit.objects.get(code=code, depth=0, valid_to__isnull=False).pk
    assert composite is None or round(found.values[pk], 4) == D(composite)
    assert rank is None or found.rank(pk) == rank


def published():
    """{year: {province code: its scores, None where PAPI published none}}, from the file itself."""
    years = defaultdict(lambda: defaultdict(list))
    with gzip.open(SCORES, "rt", encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            years[int(row["year"])][row["province"]].append(D(row["score"]) if row["score"] else None)
    return years


def test_every_composite_equals_another_calculation():
    """By hand from the file: a sum only of all parts; the rank is one more than the number of higher sums."""
    by_year = published_book().composites
    ids = dict(Unit.objects.filter(depth=0, valid_to__isnull=False).values_list("code", "pk"))
    for year, provinces in published().items():
        sums = {code: None if None in parts else sum(parts) for code, parts in provinces.items()}
        whole = [total for total in sums.values() if total is not None]
        assert by_year[year].n_ranked == len(whole)
        for code, total in sums.items():
            rank = None if total is None else 1 + sum(other > total for other in whole)
            found = by_year[year].values[ids[code]]
            assert (found and round(found, 4), by_year[year].rank(ids[code])) == (total and round(total, 4), rank)


def test_groups_are_quarters_of_the_sixty_three():
    """The first 16, the next 16, 15 and 16 by the sum of what there is; where a part is missing there is no group."""
    by_year = published_book().composites
    ids = dict(Unit.objects.filter(depth=0, valid_to__isnull=False).values_list("code", "pk"))
    for year, provinces in published().items():
        names = composites.GROUPS_SINCE_2022 if year >= 2022 else composites.GROUPS_UNTIL_2021
        sums = {code: sum(part for part in parts if part is not None) for code, parts in provinces.items()}
        for code, parts in provinces.items():
            higher = sum(other > sums[code] for other in sums.values())
            quarter = sum(higher >= begin for begin in (16, 32, 47))
            assert by_year[year].group(ids[code]) == ("" if None in parts else names[quarter]), (year, code)


def test_missing_provinces_are_listed_last_and_unranked(django_assert_num_queries):
    book = published_book()
    with django_assert_num_queries(1):
        rows = scores.list_of_year(book, 2022)
    assert len(rows) == 63
    assert [(row.province.name, row.rank, row.group) for row in rows[-2:]] == [
        ("Tỉnh Bắc Giang", None, ""),
        ("Tỉnh Bắc Ninh", None, ""),
    ]
    bac_giang = rows[-2].dimensions
    assert [value is None for value in bac_giang] == [True, True, False, True, True, False, False, False]


def test_parts_of_a_province(hung_yen, django_assert_num_queries):
    book = published_book()
    with django_assert_num_queries(0):
        dimensions, subs = scores.parts_of(book, hung_yen.pk, 2024)
    published = ["5.4520", "5.5162", "4.3691", "7.1959", "7.3097", "7.5498", "3.5847", "3.4267"]
    assert [f"{part.value:.4f}" for part in dimensions] == published
    first = scores.widest_gap_first(subs)[0]
    assert (first.code, first.gap, first.rank, first.n_ranked) == ("6.2", D("-0.2863"), 48, 61)
    assert [year for year, _ in first.recent] == [2022, 2023, 2024]


def test_recent_years_stop_at_a_break(hung_yen):
    subs = scores.sub_parts(published_book(), hung_yen.pk, 2022)
    recent = {part.code: [year for year, _ in part.recent] for part in subs}
    assert (recent["1.1"], recent["6.2"], recent["6.1"]) == ([2022], [2021, 2022], [2020, 2021, 2022])


def test_province_page(reader, hung_yen, django_assert_max_num_queries):
    with django_assert_max_num_queries(15):
        answer = reader.get(reverse("indicators_province", args=[hung_yen.pk]))
    context = answer.context
    assert (context["year"], context["point"].rank, context["n_below"], context["n_subs"]) == (2024, 19, 7, 28)
    assert [bare for _, bare in context["merged"]] == ["Hưng Yên", "Thái Bình"]
    page = answer.content.decode()
    assert "CECODES, RTA và UNDP" in page
    assert "44,4042" in page
    assert "thứ hạng (tính theo điểm tổng hợp)" in page.lower()
    assert "(tính toán)" in page


def test_published_groups_and_intervals_are_said_as_published(reader):
    """The sizes PAPI named for 2022; two provinces' intervals of 2023, whose ranks nobody may claim."""
    places = list(PublishedGroup.objects.filter(year=2022).values_list("place", flat=True))
    assert [places.count(n) for n in (1, 2, 3, 4)] == [16, 16, 15, 14]
    ha_noi = Interval.objects.get(province__code="01").province
    page = reader.get(reverse("indicators_province", args=[ha_noi.pk]), {"nam": 2023}).content.decode()
    assert "43,70–44,22" in page and "chưa đủ khoảng tin cậy" in page
    assert "chưa có khoảng tin cậy, không kết luận" in page, "the year before has no interval"
    listed = reader.get(reverse("indicators"), {"nam": 2022}).context
    assert (listed["rows"][0].published, listed["rows"][16].published, listed["ranges"]) == (
        "Cao",
        "Trung bình cao",
        {},
    )


def test_ranks_are_shown_with_their_range_once_all_have_intervals(reader, hung_yen):
    composite = published_book().composites[2024]
    source = Score.objects.first().source
    Interval.objects.bulk_create(
        Interval(year=2024, province_id=key, value=value, low=value - 1, high=value + 1, source=source)
        for key, value in composite.values.items() if value is not None
    )  # fmt: skip
    page = reader.get(reverse("indicators_province", args=[hung_yen.pk]))
    best, worst = page.context["sure"].ranks
    assert best < 19 < worst and f"từ thứ {best} đến thứ {worst}" in page.content.decode()
    assert page.context["sure"].gap == "khác biệt nằm trong sai số"


def test_province_page_of_a_missing_year(reader):
    quang_ninh = Unit.objects.get(code="22", valid_to__isnull=False)
    answer = reader.get(reverse("indicators_province", args=[quang_ninh.pk]), {"nam": 2023})
    assert (answer.context["point"].rank, answer.context["gap"]) == (None, None)
    page = answer.content.decode()
    assert "không xếp hạng" in page
    assert "0,0000" not in page


def test_only_below_the_median(reader, hung_yen):
    rows = reader.get(reverse("indicators_province", args=[hung_yen.pk]), {"muc": "duoi"}).context["subs"]
    assert len(rows) == 7
    assert all(part.gap < 0 for part, *_ in rows)


def test_a_new_province_leads_to_the_one_that_kept_its_code(reader, hung_yen):
    new = Unit.objects.get(code="33", valid_to=None)
    assert reader.get(reverse("indicators_province", args=[new.pk])).url == f"/chi-so/{hung_yen.pk}/"
    assert reader.get(reverse("indicators_province", args=[999999])).status_code == 404
    assert reader.get(reverse("indicators_province", args=[Unit.objects.get(code="12193").pk])).status_code == 404


def test_overview(reader, django_assert_max_num_queries):
    with django_assert_max_num_queries(15):
        answer = reader.get(reverse("indicators"), {"nam": 2014})
    assert (answer.context["year"], answer.context["composite"].n_ranked, len(answer.context["rows"])) == (
        2014,
        61,
        63,
    )
    assert [bare for _, bare in answer.context["own"]] == ["Hưng Yên", "Thái Bình"]
    found = reader.get(reverse("indicators"), {"nam": "nonsense", "q": "dak lak"}).context
    assert (found["year"], [row.province.name for row in found["rows"]]) == (2024, ["Tỉnh Đắk Lắk"])
    assert "Không có tỉnh nào khớp" in reader.get(reverse("indicators"), {"q": "không có"}).content.decode()


def test_pages_before_any_score(reader, hung_yen):
    Score.objects.all().delete()
    assert "Chưa nạp số liệu PAPI" in reader.get(reverse("indicators")).content.decode()
    assert reader.get(reverse("indicators_province", args=[hung_yen.pk])).status_code == 404


def test_pages_want_a_login(client):
    assert client.get(reverse("indicators")).status_code == 302


def test_peers_by_region_as_the_regional_plans_name_them(reader, hung_yen):
    """Six regions, 63 provinces, each once; an edited set stays as it was edited."""
    sizes = {row.name: row.provinces.count() for row in PeerSet.objects.all()}
    assert sizes == {
        "Vùng Trung du và miền núi phía Bắc": 14,
        "Vùng Đồng bằng sông Hồng": 11,
        "Vùng Bắc Trung Bộ và duyên hải miền Trung": 14,
        "Vùng Tây Nguyên": 5,
        "Vùng Đông Nam Bộ": 6,
        "Vùng Đồng bằng sông Cửu Long": 13,
    }
    assert Unit.objects.filter(pk__in=PeerSet.objects.values("provinces")).count() == 63
    delta = PeerSet.objects.get(provinces=hung_yen)
    page = reader.get(reverse("what_if", args=[hung_yen.pk]), {"nhom": delta.pk})
    assert (delta.name, len(page.context["peers"])) == ("Vùng Đồng bằng sông Hồng", 10)
    assert "Tỉnh Hưng Yên" not in page.context["peers"] and "63 tỉnh trước 01/07/2025" in page.content.decode()
    delta.provinces.remove(hung_yen)
    assert load_regions()["created"] == 0 and not PeerSet.objects.filter(provinces=hung_yen).exists()
