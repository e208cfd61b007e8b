"""The check page: doubts once and first, rows added, split, joined and left out, what people correct kept without names."""

import json
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from conftest import make_person
from papi_portal.retention import forget
from plans.drafting import learning
from plans.drafting.masking import masked
from plans.models import ImportDraft, ImportPage, Plan, ReadingCheck
from plans.models.import_draft import brought_up
from plans.tests.pages import login
from plans.tests.test_reading_in import PAPER, typed, upload
from reader.opening import plan_in
from reader.tests.samples_unseen_files import pdf_of_word
from tests.clicks import Hand
from units.models import Role

HEAD = PAPER.decode().partition("II. NHIỆM VỤ")[0]
FOOT = (
    "VII. TỔ CHỨC THỰC HIỆN\n1. Công an xã:\n- Giữ trật tự ở bến đò.\n- Trông xe ở chợ.\n"
    "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nNguyễn Văn A\n"
)
db = pytest.mark.django_db


def long_plan(tasks=100):
    """A plan of another province's pen: names nobody here knows, times that are no day, tasks without anybody."""
    lines = [HEAD]
    for n in range(tasks):
        if n % 20 == 0:
            lines.append(f"{('II', 'III', 'IV', 'V', 'VI')[n // 20]}. NHIỆM VỤ ĐỢT {n // 20 + 1}")
        lines.append(f"{n % 20 + 1}. Sửa đoạn đường số {n + 1} từ bến đò tới chợ, rải đá, khơi rãnh và trồng cây.")
        lines += ["- Đơn vị chủ trì: Trạm Thủy nông sông Lấp."] * (n % 2)
        lines += ["- Đơn vị chủ trì: Uỷ ban nhân dân xã Tiền Phongg."] * (n in (10, 20))
        lines += [f"- Thời gian: {'Quý III/2024' if n % 5 else 'Khi nước rút'}."]
    return "\n".join([*lines, FOOT]).encode()


@pytest.fixture
def draft(client, cast):
    """The short paper, read, its owner signed in."""
    upload(login(client, cast.official), cast)
    return ImportDraft.objects.get()


def press(client, draft, do, **changes):
    """One button of the check page with everything as it stands."""
    answer = client.post(f"/ke-hoach/nhap/{draft.pk}/", typed(client, draft, do=do, **changes))
    draft.refresh_from_db()
    return answer


def texts(draft):
    return [row["text"] for row in draft.reading["tasks"]]


@db
def test_a_hundred_tasks_are_checked_and_drafted_within_twelve_clicks_on_pages_below_150_kb(client, cast):
    upload(login(client, cast.official), cast, content=long_plan())
    draft = ImportDraft.objects.get()
    assert len(draft.reading["tasks"]) == 100
    hand = Hand(cast.official, f"/ke-hoach/nhap/{draft.pk}/")
    hand.clicks = 3  # the file chosen, sent, and the page that came by itself
    groups = {group.words: len(group.keys) for group, *_ in hand.answer.context["groups"]}
    assert groups == {"Trạm Thủy nông sông Lấp": 50, "Quý III/2024": 80, "Khi nước rút": 20, "": 48}
    assert hand.answer.context["doubts"].counts() == [("chủ trì", 2)]
    assert [one.n for one in hand.answer.context["rows"] if one.parts] == [11, 21]
    size = len(hand.answer.content)
    shared = {f"g{n}": {"Khi nước rút": "30/11/2024", "": cast.commune_office.name}.get(group.words, "")
              for n, (group, *_) in enumerate(hand.answer.context["groups"])}  # fmt: skip
    hand.press("Lưu tạm", **shared, t10_lead=cast.commune_office.name, t20_lead=cast.commune_office.name)
    assert [(group.words, len(group.keys)) for group, *_ in hand.answer.context["groups"]] == [
        ("Trạm Thủy nông sông Lấp", 50), ("Quý III/2024", 80),
    ]  # fmt: skip
    hand.press("Thêm nhiệm vụ ở cuối")  # stands on the second page, where it is shown
    hand.press("Sửa nhiệm vụ 90", t100_text="Thắp đèn ở bến.", t80_keep=[]).press("Lập dự thảo kế hoạch")
    plan = Plan.objects.get()
    assert (
        hand.clicks <= 12 and plan.tasks.filter(lead=cast.commune_office).count() == 49 and plan.tasks.count() == 100
    )
    assert size < 150_000, size


@db
def test_rows_are_split_at_line_ends_joined_and_added_and_nothing_typed_is_lost(client, draft):
    second = texts(draft)[1]
    press(client, draft, "tach:0", mo="0", t0_text="Niêm yết danh sách.\nMở hòm thư góp ý.", purpose="Đã sửa")
    assert texts(draft) == ["Niêm yết danh sách.", "Mở hòm thư góp ý.", second]
    press(client, draft, "gop:2", mo="0,2", t2_lead="Công an xã")
    assert texts(draft) == ["Niêm yết danh sách. Mở hòm thư góp ý.", second]
    assert draft.reading["tasks"][0]["lead"] == "Công an xã" and draft.reading["fields"]["purpose"] == "Đã sửa"
    answer = press(client, draft, "them:0", mo="0")
    assert answer.url.endswith("&mo=0,3#t3") and texts(draft)[1] == ""
    client.post(f"/ke-hoach/nhap/{draft.pk}/", typed(client, draft, do="tao", mo="3", t3_text="Phát loa mỗi sáng."))
    assert list(Plan.objects.get().tasks.values_list("text", flat=True)) == [
        "Niêm yết danh sách. Mở hòm thư góp ý.", "Phát loa mỗi sáng.", second,
    ]  # fmt: skip


@db
def test_what_cannot_be_split_or_joined_says_why_and_keeps_what_was_typed(client, draft):
    for do, said in (("tach:0", "xuống dòng ở chỗ cần tách"), ("gop:0", "không có nhiệm vụ nào ở trên")):
        answer = press(client, draft, do, mo="0", t0_product="Bảng tin")
        assert said in client.get(answer.url).content.decode() and draft.reading["tasks"][0]["product"] == "Bảng tin"
    assert draft.reading["version"] == 0


@db
def test_a_window_behind_writes_nothing_and_shows_what_was_typed_in_it(client, draft):
    stale = typed(client, draft, mo="0") | {"t0_text": "Chữ của cửa sổ cũ", "do": "luu"}
    press(client, draft, "gop:1", mo="1")
    answer = client.post(f"/ke-hoach/nhap/{draft.pk}/", stale)
    draft.refresh_from_db()
    assert answer.status_code == 409 and "Chữ của cửa sổ cũ" in answer.content.decode() and len(texts(draft)) == 1
    client.post(f"/ke-hoach/nhap/{draft.pk}/", typed(client, draft, do="tao"))
    assert client.post(f"/ke-hoach/nhap/{draft.pk}/", stale | {"do": "tao"}).status_code == 404  # made meanwhile


@db
def test_a_section_the_annex_and_duties_go_in_and_out_by_one_button_and_targets_are_corrected(client, cast):
    annex = "\nPHỤ LỤC\nSTT\tNhiệm vụ\tChủ trì\tThời gian\n1\tVớt bèo trên kênh\tCông an xã\tQuý II/2024\n"
    upload(login(client, cast.official), cast, content=long_plan(40) + annex.encode())
    draft = ImportDraft.objects.get()
    assert [row["text"] for row in draft.reading["tasks"] if row["annex"]] == ["Vớt bèo trên kênh"]
    press(client, draft, "bo-muc:5")
    assert sum(row["keep"] for row in draft.reading["tasks"]) == 21
    press(client, draft, "lay-muc:5")
    press(client, draft, "bo-phu-luc")
    assert [row["text"] for row in draft.reading["tasks"] if not row["keep"]] == ["Vớt bèo trên kênh"]
    press(client, draft, "moi-viec", targets="100% đường có đèn\n\nMọi bến có phao")
    assert draft.reading["targets"] == ["100% đường có đèn", "Mọi bến có phao"]
    client.post(f"/ke-hoach/nhap/{draft.pk}/", typed(client, draft, do="tao"))
    plan = Plan.objects.get()
    assert plan.tasks.count() == 42 and plan.targets.count() == 2
    assert plan.tasks.filter(lead_text="Công an xã", section="Tổ chức thực hiện").count() == 2


@db
def test_pages_of_a_pdf_are_shown_to_its_owner_and_lines_know_their_place(client, cast):
    upload(login(client, cast.official), cast, "ke-hoach.pdf", pdf_of_word())
    draft = ImportDraft.objects.get()
    page = f"/ke-hoach/nhap/{draft.pk}/trang/1/"
    answer = client.get(page)
    assert (answer["Content-Type"], answer.content[:3]) == ("image/jpeg", b"\xff\xd8\xff")
    shown = client.get(f"/ke-hoach/nhap/{draft.pk}/").content.decode()
    place = draft.reading["places"][str(draft.reading["lines"]["number"][0])]
    assert page in shown and f'data-place="{" ".join(map(str, place))}"' in shown
    assert place[0] == 1 and all(0 < part < 1 for part in place[1:]) and draft.reading["first"]["source"] == "pdf"
    assert client.get(page.replace("/1/", "/9/")).status_code == 404
    assert login(client, cast.leader).get(page).status_code == 404
    draft.delete()
    assert not ImportPage.objects.exists()


@db
def test_corrections_are_kept_without_names_counted_and_exported_as_cases(client, cast, draft, tmp_path):
    changes = {
        "mo": "0,1",
        "t0_deadline": "trước 30/11/2024",
        "t0_lead": "Công an xã Tiền Phong",
        "signer_name": "Trần Thị B",
    }
    press(client, draft, "gop:1", **changes)
    client.post(f"/ke-hoach/nhap/{draft.pk}/", typed(client, draft, do="tao"))
    wrong = {row.field: row for row in ReadingCheck.objects.filter(right=False)}
    assert {field: (row.read_value, row.right_value) for field, row in wrong.items() if field != "task_text"} == {
        "task_deadline": ("", "trước 30/11/2024"),
        "task_lead": ("", "Công an xã Xxxx Xxxxx"),
        "signer_name": ("Xxxxxx Xxx X", "Xxxx Xxx X"),
    }
    stored = json.dumps(list(ReadingCheck.objects.values()), default=str, ensure_ascii=False)
    assert not any(name in stored for name in ("Tiền Phong", "Nguyễn", "Trần", "ke-hoach.txt", cast.official.username))
    rows = {field: (whole.right, whole.count) for field, whole, _ in learning.shares()}
    assert (rows["number"], rows["signer_name"], rows["task_text"]) == ((1, 1), (0, 1), (0, 2))
    call_command("export_corrections", out=str(tmp_path / "cases.json"))
    (case,) = (one for one in json.loads((tmp_path / "cases.json").read_text()) if one["field"] == "task_deadline")
    assert (case["source"], case["right"]) == ("text", "trước 30/11/2024")
    assert plan_in(case["input"].encode(), ".txt").all_tasks[0].text.startswith("Niêm yết danh sách")


@db
def test_how_often_readings_were_right_is_for_the_administrator(client, cast):
    keeper = make_person("quantri", Role.ADMIN, cast.district_office, "Quản trị")
    ReadingCheck.objects.create(field="title", source="scan", right=True, count=3)
    ReadingCheck.objects.create(field="title", source="word", right=False)
    page = login(client, keeper).get("/ke-hoach/nhap/do-dung/")
    assert "75 %" in page.content.decode() and "Bản quét, ảnh: 3/3" in page.content.decode()
    assert login(client, cast.leader).get("/ke-hoach/nhap/do-dung/").status_code == 403


@db
@pytest.mark.parametrize(("days", "left"), [(1094, 1), (1095, 0), (1096, 0)])
def test_corrections_go_after_three_years(days, left):
    ReadingCheck.objects.create(
        field="title", source="word", right=False, made_at=timezone.now() - timedelta(days=days)
    )
    forget()
    assert ReadingCheck.objects.count() == left


@pytest.mark.parametrize(
    ("field", "text", "left"),
    [
        ("signer_name", "Nguyễn Văn An", "Xxxxxx Xxx Xx"),
        ("place", "Tiền Phong", "Xxxx Xxxxx"),
        ("lead", "Phòng Văn hóa - Xã hội", "Phòng Văn hóa - Xã hội"),
        ("issuer", "Ủy ban nhân dân xã Tiền Phong", "Ủy ban nhân dân xã Xxxx Xxxxx"),
        ("title", "NÂNG CAO CHỈ SỐ PAPI XÃ TIỀN PHONG NĂM 2024", "NÂNG CAO CHỈ SỐ PAPI XÃ XXXX XXXXX NĂM 2024"),
        ("text", "Lê Thị Mơ, số 0912 345 678, mo@xa.gov.vn", "Xx Xxx Xx, số 0000 000 000, x@x"),
        ("text", "Họp ở nhà văn hóa; đồng chí Tú báo cáo", "Họp ở nhà văn hóa; đồng chí Xx báo cáo"),
        ("recipients", "Lưu: VT, KT (Thủy).", "Lưu: VT, KT (Xxxx)."),
        ("bases", "Kế hoạch số 12/KH-UBND của UBND tỉnh Hưng Yên", "Kế hoạch số 12/KH-UBND của UBND tỉnh Xxxx Xxx"),
    ],
)
def test_names_in_what_is_kept_are_their_shapes(field, text, left):
    assert masked(field, text) == left


def test_a_reading_of_the_first_form_still_opens():
    old = {"fields": {}, "lines": {}, "doubts": {}, "targets": [], "tasks": [{"text": "Một", "keep": True}]}
    new = brought_up(1, old)
    assert (new["tasks"][0]["key"], new["next"], new["duties"], new["version"]) == (0, 1, [], 0)
    assert learning.checks_of(new, "") == [] and brought_up(1, {}) == {}
