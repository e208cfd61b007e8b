"""A document becomes a draft only when the person says so; names are matched or asked about; nothing typed is lost."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from conftest import make_agency
from journal.models import Note
from journal.notes import Kind
from plans.drafting import desk, tasks
from plans.drafting.reading import reading_of, timing
from plans.models import ImportDraft, Plan
from plans.tests.pages import login
from plans.tests.paper import make_plan
from reader import recognised
from reader.layout import Piece
from reader.parser import parse
from reader.tests.scorer import DOCUMENTS
from reader.unit_names import NOBODY
from units.matching import Matcher
from units.models import Succession

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]  # the world of every walk reads a document in on both
PAPER = """ỦY BAN NHÂN DÂN
XÃ TIỀN PHONG
Số: 12/KH-UBND
Tiền Phong, ngày 05 tháng 02 năm 2024
KẾ HOẠCH
Nâng cao Chỉ số PAPI năm 2024
I. MỤC ĐÍCH
Nâng cao sự hài lòng của người dân.
II. NHIỆM VỤ
1. Niêm yết danh sách hộ nghèo tại nhà văn hóa các thôn.
2. Đối thoại với người dân mỗi quý một lần.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Nguyễn Văn A
""".encode()


def upload(client, cast, name="ke-hoach.txt", content=PAPER):
    """What the form answers; whoever waits is read as a worker does."""
    answer = send(client, cast, name, content)
    for draft in ImportDraft.objects.filter(state=ImportDraft.State.WAITING):
        desk.read(draft.pk)
    return answer


def send(client, cast, name="ke-hoach.txt", content=PAPER):
    return client.post("/ke-hoach/nhap/", {"unit": cast.commune.pk, "file": SimpleUploadedFile(name, content)})


def typed(client, draft, **changes):
    """What the browser would post back from the preview."""
    form = client.get(f"/ke-hoach/nhap/{draft.pk}/", {"mo": changes.pop("mo", "")}).context["form"]
    values = {field.html_name: field.value() for field in form if field.value() not in (None, False)}
    values |= {"version": form.reading["version"], "open": _listed(form.open), "folded": _listed(form.folded)}
    return {name: "on" if value is True else value for name, value in values.items()} | changes


def _listed(keys):
    return ",".join(map(str, keys))


def test_nothing_is_written_before_the_person_says_so(client, cast):
    answer = upload(login(client, cast.official), cast)
    draft = ImportDraft.objects.get()
    assert answer.url == f"/ke-hoach/nhap/{draft.pk}/" and not Plan.objects.exists()
    page = client.get(answer.url)
    assert page.context["source"][0][0] == 1 and "XÃ TIỀN PHONG" in page.content.decode()


def test_corrections_are_kept_and_become_the_draft_plan(client, cast):
    upload(login(client, cast.official), cast)
    draft = ImportDraft.objects.get()
    texts = [row["text"] for row in draft.reading["tasks"]]
    assert any("hộ nghèo" in text for text in texts)
    place = next(n for n, text in enumerate(texts) if "hộ nghèo" in text)
    change = {
        f"t{place}_lead": "ủy ban nhân dân xã tiền phong",
        f"t{place}_deadline": "trước 30/11/2024",
        "do": "luu",
        "mo": str(place),
    }
    client.post(f"/ke-hoach/nhap/{draft.pk}/", typed(client, draft, **change))
    assert not Plan.objects.exists()
    answer = client.post(f"/ke-hoach/nhap/{draft.pk}/", typed(client, draft, do="tao"))
    plan = Plan.objects.get()
    assert answer.url == f"/ke-hoach/{plan.pk}/soan/"
    assert (plan.state, plan.number, plan.date, plan.unit) == ("draft", "12/KH-UBND", date(2024, 2, 5), cast.commune)
    task = plan.tasks.get(text__contains="hộ nghèo")
    assert (task.lead, task.deadline) == (cast.commune_office, date(2024, 11, 30))
    assert not ImportDraft.objects.exists()
    line = Note.objects.select_related("words").get(kind=Kind.IMPORTED)
    assert (line.by, line.unit_id, line.words.said) == (cast.official, cast.commune.pk, "ke-hoach.txt")


def test_a_refused_preview_keeps_every_typed_word(client, cast):
    upload(login(client, cast.official), cast)
    draft = ImportDraft.objects.get()
    posted = typed(client, draft, do="tao", title="", date="45/02/2024", purpose="Mục đích đã sửa")
    answer = client.post(f"/ke-hoach/nhap/{draft.pk}/", posted)
    page = answer.content.decode()
    assert answer.status_code == 422 and not Plan.objects.exists()
    assert "“45/02/2024” không phải là ngày" in page and "Mục đích đã sửa" in page
    assert client.get(f"/ke-hoach/nhap/{draft.pk}/").context["form"]["purpose"].value() == "Mục đích đã sửa"


def test_unticked_tasks_stay_out_and_dropping_writes_nothing(client, cast):
    upload(login(client, cast.official), cast)
    draft = ImportDraft.objects.get()
    posted = typed(client, draft, do="tao")
    count = len(draft.reading["tasks"])
    posted.pop("t0_keep")
    client.post(f"/ke-hoach/nhap/{draft.pk}/", posted)
    assert Plan.objects.get().tasks.count() == count - 1
    upload(client, cast, name="khac.txt")
    client.post(f"/ke-hoach/nhap/{ImportDraft.objects.get().pk}/", {"do": "bo"})
    assert Plan.objects.count() == 1 and not ImportDraft.objects.exists()
    assert Note.objects.get(kind=Kind.IMPORT_DISCARDED).words.said == "khac.txt"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"file": SimpleUploadedFile("ke-hoach.exe", b"MZ")}, "Loại tệp"),
        ({}, "Chọn một tệp hoặc dán văn bản."),
        ({"file": SimpleUploadedFile("a.txt", PAPER), "pasted": "KẾ HOẠCH"}, "không cả hai"),
    ],
)
def test_what_is_never_read_is_refused_at_the_field(client, cast, data, said):
    answer = login(client, cast.official).post("/ke-hoach/nhap/", {"unit": cast.commune.pk} | data)
    assert answer.status_code == 422 and said in str(answer.context["form"].errors["file"])
    assert not ImportDraft.objects.exists()


def test_a_file_that_cannot_be_read_says_why_where_it_was_waited_for_and_goes(client, cast):
    answer = upload(login(client, cast.official), cast, "hong.docx", b"PK\x03\x04")
    page = client.get(answer.url).content.decode()
    assert "Tệp bị hỏng" in page and "every 1s" not in page and ImportDraft.objects.get().upload is None
    client.post(answer.url, {"do": "bo"})
    assert not ImportDraft.objects.exists()


def test_a_reading_is_waited_for_left_and_found_again(client, cast):
    answer = send(login(client, cast.official), cast)
    draft = ImportDraft.objects.get()
    page = client.get(answer.url).content.decode()
    assert "Bạn có thể rời trang" in page and f"/ke-hoach/nhap/{draft.pk}/dang-doc/" in page
    assert "Đang chờ đọc" in client.get("/ke-hoach/nhap/").content.decode()
    asked = f"{answer.url}dang-doc/"
    assert "HX-Refresh" not in client.get(asked, headers={"hx-request": "true"})
    desk.read(draft.pk)
    desk.read(draft.pk)  # a second worker finds nothing to do
    assert client.get(asked, headers={"hx-request": "true"})["HX-Refresh"] == "true"
    assert client.get(answer.url).context["form"]["number"].value() == "12/KH-UBND"
    draft.refresh_from_db()
    assert (draft.state, draft.upload) == ("read", None)


def test_what_nobody_reads_is_asked_for_again_and_what_a_dead_worker_held(client, cast, monkeypatch):
    send(login(client, cast.official), cast)
    rung = []
    monkeypatch.setattr(tasks, "ring_for", lambda task, pk: rung.append(pk))
    assert tasks.sweep_readings() == 0  # just sent
    now = timezone.now()
    for state, ago, found in (("waiting", 14, 0), ("waiting", 16, 1), ("reading", 599, 0), ("reading", 601, 1)):
        ImportDraft.objects.update(state=state, since=now - timedelta(seconds=ago))
        assert tasks.sweep_readings() == found, (state, ago)
    assert len(rung) == 2 and ImportDraft.objects.get().state == "waiting"


def test_pasted_text_is_read_like_a_file(client, cast):
    login(client, cast.official).post("/ke-hoach/nhap/", {"unit": cast.commune.pk, "pasted": PAPER.decode()})
    draft = ImportDraft.objects.get()
    desk.read(draft.pk)
    assert client.get(f"/ke-hoach/nhap/{draft.pk}/").context["form"]["number"].value() == "12/KH-UBND"


def test_a_reading_belongs_to_one_person_and_writing_needs_the_right(client, cast):
    upload(login(client, cast.official), cast)
    draft = ImportDraft.objects.get()
    assert login(client, cast.leader).get(f"/ke-hoach/nhap/{draft.pk}/").status_code == 404
    assert login(client, cast.clerk).get("/ke-hoach/nhap/").status_code == 403


@pytest.mark.parametrize("name", ["commune_plan_with_signature.txt", "province_plan_cut_off.txt"])
def test_example_documents_go_all_the_way(client, cast, name):
    upload(login(client, cast.official), cast, name, (DOCUMENTS / name).read_bytes())
    draft = ImportDraft.objects.get()
    assert client.get(f"/ke-hoach/nhap/{draft.pk}/").status_code == 200
    client.post(f"/ke-hoach/nhap/{draft.pk}/", typed(client, draft, do="tao"))
    assert Plan.objects.get().tasks.count() == len(draft.reading["tasks"])


# --- Agencies ----------------------------------------------------------------------------------------------------------


def test_names_are_matched_by_alias_short_form_and_without_marks(cast):
    office = make_agency(cast.commune, "Văn phòng HĐND và UBND", aliases="Văn phòng thống kê")
    matcher = Matcher(cast.commune)
    for text in ("văn phòng hđnd và ubnd", "Van phong thong ke", "Đề nghị Văn phòng thống kê"):
        assert matcher.match(text).agency == office, text
    assert matcher.match("Ủy ban nhân dân xã Tiền Phong").agency == cast.commune_office
    assert matcher.match("Phòng Nội vụ huyện Ân Thi").agency == cast.district_home_affairs


def test_unknown_and_doubtful_names_are_asked_about(cast):
    matcher = Matcher(cast.commune)
    unknown = matcher.match("Đội văn nghệ thôn Bích Tràng")
    assert (unknown.agency, unknown.suggestions) == (None, ())
    near = matcher.match("Phòng Nội vụ huyện Ân Thii")
    assert near.agency is None and near.suggestions == (cast.district_home_affairs,)
    assert matcher.match("").note == ""


def test_a_former_name_suggests_the_new_agency_and_asks(cast):
    Succession.objects.create(old=cast.commune, new=cast.new_commune, share="whole")
    found = Matcher(cast.new_commune).match("UBND xã Tiền Phong")
    assert (found.agency, found.suggestions) == (None, (cast.new_commune_office,))
    assert "tên cũ" in found.note


def test_several_names_are_told_apart_by_semicolons(cast):
    found = Matcher(cast.commune).match_many("UBND xã Tiền Phong; Phòng Nội vụ huyện Ân Thi;\nai đó")
    assert [match.agency for match in found] == [cast.commune_office, cast.district_home_affairs, None]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("trước ngày 25/10/2021", ("once", "2021-10-25", "")),
        ("2021-10-31", ("once", "2021-10-31", "")),
        ("Hằng quý", ("quarter", "", "")),
        ("Thường xuyên", ("ongoing", "", "")),
        ("", ("ongoing", "", "")),
    ],
)
def test_what_a_document_says_about_time(text, expected):
    assert timing(text) == expected


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Quý III/2024", "2024-09-30"),
        ("quý 1 năm 2025", "2025-03-31"),
        ("Tháng 02/2024", "2024-02-29"),
        ("Hoàn thành trong năm 2022", "2022-12-31"),
        ("Quý II, quý IV năm 2024", ""),
        ("Tháng 6 - 9/2024", ""),
        ("Tháng 13/2024", ""),
        ("Quý II", ""),
    ],
)
def test_a_period_is_its_last_day_and_asked_about(text, day):
    rhythm, found, doubt = timing(text)
    assert (rhythm, found) == ("once" if day else "ongoing", day)
    assert ("được hiểu là hết ngày" in doubt) is bool(day) and doubt


def test_words_that_are_no_date_stay_a_doubt():
    assert timing("ngày 31/02/2024")[1:] == ("", "“ngày 31/02/2024” không thành một ngày; ghi lại thời hạn nếu có.")


def test_a_number_another_plan_has_is_refused_by_name_when_it_is_read_in(client, cast):
    taken = make_plan(cast.commune, cast.commune_office, number="12/KH-UBND")
    upload(login(client, cast.official), cast)
    draft = ImportDraft.objects.get()
    page = client.post(f"/ke-hoach/nhap/{draft.pk}/", typed(client, draft, do="tao"))
    assert page.status_code == 422 and f"“{taken.title}”" in page.context["form"].errors["number"][0]
    Plan.objects.filter(pk=taken.pk).update(date=date(2023, 2, 5))  # another year, another book
    assert client.post(f"/ke-hoach/nhap/{draft.pk}/", typed(client, draft, do="tao")).status_code == 302


def test_a_doubt_about_one_task_stands_at_it_and_one_about_a_table_above_everything():
    text = (
        "KẾ HOẠCH\nDọn rừng năm 2026\n\nI. NHIỆM VỤ\n1. Nhóm hộ ven rừng phát dọn đường băng cản lửa.\n2. Vớt rác.\n"
        "II. SỐ LIỆU\nSTT\tNội dung\tĐơn vị tính\tKết quả năm 2025\n1\tDiện tích\tha\t20"
    )
    reading = reading_of(parse(text))
    unsure, plain = reading["tasks"]
    assert plain["doubts"] == [] and any("Bảng số liệu" in said for said in reading["doubts"]["tasks"])
    scanned = recognised.doubted(
        parse(text), [Piece("", words=(("Nhóm", 20.0),)) if n == 4 else Piece("") for n in range(9)], NOBODY
    )
    assert "không chắc" in reading_of(scanned)["tasks"][0]["doubts"][-1] and unsure["lead"] == ""
