"""Whatever character stands in a text, every output is made: what came in through the gate of forms, and older rows.

Each character alone is met by `reports/tests/layout/test_characters.py` and `units/tests/test_characters.py`; here
they go the whole way: entry, reports of two levels, plan, spreadsheets, mails, calendar.
"""

import io
import json
import sys
import unicodedata
import zipfile
from datetime import datetime, time, timedelta
from functools import cache
from xml.etree import ElementTree

import pikepdf
import pytest
from django.contrib import admin
from django.core.mail import get_connection
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from openpyxl import load_workbook

from plans.drafting.forms.plan import PlanForm
from plans.drafting.forms.tasks import TaskForm
from plans.models import Plan, Progress, Task
from plans.progress import workflow as way
from post import digest
from post.channels import CHANNELS
from post.models import Letter, Notice, Reminder
from post.working_days import Calendar as WorkingDays
from reports.papers import press
from reports.papers.workflow import papers
from reports.tests import desk
from units.models import Unit, User

pytestmark = [pytest.mark.django_db, pytest.mark.long]

ALIKE = ((0x3400, 0xA000), (0xAC00, 0xE000), (0xE000, 0xF900), (0x17000, 0x18D00), (0x20000, 0x110000))
LONG = ("result", "difficulties", "proposals")
SHORT = "Rà soát ✓ ➢ ① ： 👍 \uf0b7 ✅ ﬁ ㎡ ٣ ạ̈ \x0b\x0c\x1f\x85\u2028\u200b\u202e\ufffe\U0001fffe 漢 ភ"
WORD = 12  # characters between blanks


def stored(code):
    """Assigned, and what a row can hold: no database takes a half of a surrogate pair, PostgreSQL no NUL."""
    return code and unicodedata.category(chr(code)) not in ("Cn", "Cs")


def one_of_many(code):
    """Of the ideographs, syllables and private signs that are all alike, one of 97."""
    return code % 97 == 0 or not any(first <= code < end for first, end in ALIKE)


@cache  # not when the file is read, which every process of a run does
def every():
    return [chr(code) for code in range(1, sys.maxunicode + 1) if stored(code) and one_of_many(code)]


def spaced(signs):
    return "Đã " + " ".join("".join(signs[n : n + WORD]) for n in range(0, len(signs), WORD)) + " hết"


def thirds(signs):
    """The long texts of one entry, which share out all signs."""
    return {name: spaced(signs[place::3]) for place, name in enumerate(LONG)}


# --- What the texts stand in ------------------------------------------------------------------------------------------


class World:
    """A commune and its neighbour that report to their district, with the doors of the people in them."""

    def __init__(self, cast, client):
        desk.let_live(cast)
        self.cast, self.client = cast, client
        self.upper, self.period, (self.plan, _) = desk.lower_period(cast)
        self._due_next_week()
        self.entry = Progress.objects.get(plan=self.plan)
        client.force_login(cast.official)
        client.post(reverse("calendar_link"))
        self.feed = client.get(reverse("my_reminders")).context["link"].removeprefix("http://localhost:8000")

    def _due_next_week(self):
        """The calendar shows what comes, the digest what is due tomorrow."""
        today = timezone.localdate()
        Task.objects.update(deadline=today + timedelta(days=6))
        self.period.due_inside, self.period.due = today + timedelta(days=7), today + timedelta(days=9)
        self.period.save(update_fields=["due_inside", "due"])
        Progress.objects.update(due_inside=self.period.due_inside, due=self.period.due)

    def get(self, person, name, *args, **query):
        self.client.force_login(person)
        answer = self.client.get(reverse(name, args=args), query)
        assert answer.status_code == 200, name
        return b"".join(answer)

    def put(self, long, short):
        """The texts into the rows, past every form."""
        Progress.objects.filter(pk=self.entry.pk).update(**long)
        Task.objects.filter(plan=self.plan).update(text=long["result"][:900], product=short[:300])
        Plan.objects.filter(pk=self.plan.pk).update(title=f"Nâng cao {short}"[:500], organisation=long["proposals"])
        Unit.objects.filter(pk=self.cast.commune.pk).update(name=f"Xã {short}"[:160], full_name=f"Xã {short}"[:320])
        User.objects.filter(pk=self.cast.leader.pk).update(title=f"Chủ tịch {short}"[:120])
        self.cast.leader.posts.update(title=f"Chủ tịch {short}"[:120])

    def type(self, long, short):
        """The long texts on the entry's page; what the other forms make of theirs, into the rows."""
        empty = dict.fromkeys(("level", *LONG, "explanation"), "")
        self.client.force_login(self.cast.official)
        version = Progress.objects.get(pk=self.entry.pk).version
        answer = self.client.post(
            reverse("entry_autosave", args=[self.entry.pk]), {"version": version, "base": json.dumps(empty), **long}
        )
        assert answer.status_code == 200 and answer.json()["errors"] == {}
        self.put(vars_of(self.entry), gated(short))

    def again(self):
        """As before anybody handed anything in; nobody was told anything."""
        Progress.objects.filter(pk=self.entry.pk).update(state="missing", level="", **dict.fromkeys(LONG, ""))
        for model in (Letter, Notice, Reminder):
            model.objects.all().delete()


def vars_of(entry):
    return Progress.objects.values(*LONG).get(pk=entry.pk)


def gated(text):
    """`text` as the forms of plans, tasks, units and people let it in: one line, all alike."""
    request = type("Request", (), {"user": User(is_superuser=True, is_staff=True)})()
    fields = [PlanForm.base_fields["title"], TaskForm.base_fields["product"]]
    fields += [admin.site._registry[model].get_form(request).base_fields[name] for model, name in
               ((Unit, "name"), (User, "title"))]  # fmt: skip
    kept = {field.clean(text[:90]) for field in fields}
    assert len(kept) == 1
    return kept.pop()


# --- The outputs ------------------------------------------------------------------------------------------------------


def outputs(world):
    """Every output in which the texts of one entry, its task, plan, unit and people stand; each is opened."""
    draft(world)
    told(world)
    approved(world)
    cast, plan, period = world.cast, world.plan, world.period
    paper(
        world, cast.official, papers.begin("bao_cao", cast.commune_office, by=cast.official, plan=plan, period=period)
    )
    paper(world, cast.district_leader, papers.begin(
        "bao_cao", cast.district_office, by=cast.district_leader, plan=world.upper, period=period))  # fmt: skip
    paper(world, cast.official, papers.begin("ke_hoach", cast.commune_office, by=cast.official, plan=plan))
    chosen = {"don_vi": cast.district.pk, "ke_hoach": world.upper.pk, "ky": period.pk}
    workbook(world.get(cast.district_leader, "dashboard_excel", **chosen))
    workbook(world.get(cast.district_leader, "coverage_excel", world.upper.pk))


def draft(world):
    """What is still being entered: its page, the Excel form, the calendar, the morning's digest."""
    Progress.objects.filter(pk=world.entry.pk).update(state="draft", level="in_progress")
    assert "Kết quả đã làm" in world.get(world.cast.official, "entry", world.entry.pk).decode()
    workbook(world.get(world.cast.official, "grid_excel", world.period.pk))
    world.client.logout()
    assert Calendar.from_ical(world.client.get(world.feed).content).walk("VEVENT")
    assert digest.send_out(office_hour(world.period.due_inside - timedelta(days=1)))
    assert mailed(world.cast.official)


def office_hour(day):
    calendar = WorkingDays()
    return next(
        moment
        for moment in (timezone.make_aware(datetime.combine(day + timedelta(days=n), time(9))) for n in range(9))
        if digest.is_time(moment, calendar)
    )


def told(world):
    """The letter about an entry that went back."""
    Letter.objects.all().delete()
    entry = Progress.objects.filter(pk=world.entry.pk)
    entry.update(state="submitted", typed_by=world.cast.official, signed_off_by=world.cast.leader)
    note = vars_of(world.entry)["result"][:900]
    way.move(Progress.objects.for_rows().get(pk=world.entry.pk), "send_back", by=world.cast.reviewer, note=note)
    assert mailed(world.cast.official) and mailed(world.cast.leader)


def mailed(person):
    """Her letters through the channel of mail, text and HTML; returns how many."""
    waiting = Letter.objects.filter(to=person, channel="email")
    for letter in waiting:
        assert letter.text.strip() and letter.html.strip()
        CHANNELS["email"].deliver(letter, get_connection())
    return len(waiting)


def approved(world):
    Progress.objects.filter(pk=world.entry.pk).update(
        state="approved", level="in_progress", handed_in_at=timezone.now()
    )


def paper(world, drafter, document):
    """The document in all its forms."""
    assert press.make(document.pk), desk.fresh(document).making_error
    assert world.get(drafter, "document", document.pk)
    with pikepdf.open(io.BytesIO(world.get(drafter, "document_pdf", document.pk))) as made:
        assert len(made.pages) == desk.fresh(document).pages >= 2  # its annex is there
    with zipfile.ZipFile(io.BytesIO(world.get(drafter, "document_docx", document.pk))) as word:
        said = "".join(ElementTree.fromstring(word.read("word/document.xml")).itertext())
    assert len(said) > 500
    workbook(world.get(drafter, "document_xlsx", document.pk))


def workbook(data):
    assert any(cell for row in load_workbook(io.BytesIO(data)).worksheets[0].values for cell in row)


# --- The tests --------------------------------------------------------------------------------------------------------


@pytest.fixture
def world(cast, client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return World(cast, client)


def test_every_character_in_rows_that_no_form_has_seen(world):
    assert len(every()) > 20000
    world.put(thirds(every()), SHORT)
    outputs(world)


@pytest.mark.one_engine  # both engines keep the same rows: the test above
def test_every_character_that_the_forms_let_in(world):
    """What comes of them are signs that the rows above hold too: every output once, with the last of them."""
    for place in range(0, len(every()), 10000):
        world.again()
        world.type(thirds(every()[place : place + 10000]), SHORT)
    outputs(world)


@pytest.mark.one_engine
@settings(max_examples=3, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(words=st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=200), min_size=4,
                      max_size=4), typed=st.booleans())  # fmt: skip
def test_any_words_at_all(world, words, typed):
    long = {name: f"Đã họp {part}" for name, part in zip(LONG, words, strict=False)}
    world.again()
    (world.type if typed else world.put)(long, f"Số {words[3]}")
    outputs(world)


# --- From the commune's page to the paper of the office above -----------------------------------------------------------

LINES = [  # typed by a commune's official -> as the Word files of both offices have it, as the typeface of PDF shows it
    ("Đã dán thông báo ở 5 nhà văn hóa thôn.", "Đã dán thông báo ở 5 nhà văn hóa thôn"),
    ("\uf0b7 Đã gửi giấy mời (chép từ bảng).", "Đã gửi giấy mời (chép từ bảng)"),
    ("✓ Đã họp dân ở thôn Đông.", "Đã họp dân ở thôn Đông"),
    ("➢ Thành lập 3 tổ hòa giải.", "Thành lập 3 tổ hòa giải"),
    ("Kết quả： 9 tổ đã ký cam kết.", "9 tổ đã ký cam kết"),
    ("Đã sửa xong đường liên thôn 👏", "Đã sửa xong đường liên thôn"),
    ("Việc ① lập danh sách, việc ② dán danh sách.", "lập danh sách, việc"),
    ("Đã thu\x0bđủ biên bản", "đủ biên bản"),  # a break Word makes within a paragraph is a line's end
]


@pytest.mark.one_engine
def test_what_the_commune_typed_reaches_both_offices(world):
    """One sign in one line once stopped the papers of the commune and of everybody above it."""
    cast, period = world.cast, world.period
    world.type(thirds("abc") | {"result": "\n".join(line for line, _ in LINES)}, "2024")
    approved(world)
    drafters = (
        (cast.official, cast.commune_office, world.plan),
        (cast.district_leader, cast.district_office, world.upper),
    )
    for drafter, office, plan in drafters:
        document = papers.begin("bao_cao", office, by=drafter, plan=plan, period=period)
        paper(world, drafter, document)
        said = words_of_word(world.get(drafter, "document_docx", document.pk))
        assert [kept for _, kept in LINES if kept.lower() not in said.lower()] == []


@pytest.mark.one_engine
def test_a_sign_of_control_that_an_older_row_holds_stops_no_word_file(world):
    world.put(dict.fromkeys(LONG, "Đã thu\x0bđủ biên bản"), "2024")
    approved(world)
    drafter = world.cast.official
    document = papers.begin("bao_cao", world.cast.commune_office, by=drafter, plan=world.plan, period=world.period)
    paper(world, drafter, document)
    assert "Đã thu đủ biên bản" in words_of_word(world.get(drafter, "document_docx", document.pk))


def words_of_word(data):
    with zipfile.ZipFile(io.BytesIO(data)) as word:
        body = ElementTree.fromstring(word.read("word/document.xml"))
    texts = ((part.text or "") if part.tag.endswith("}t") else " " for part in body.iter() if part.tag[-2:] in ("}t", "}p")
             or part.tag.endswith("}br"))  # fmt: skip
    return " ".join("".join(texts).split())
