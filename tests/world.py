"""A small country with one row at least of everything an address can name, and every address asked of it."""

from django.core import signing as passes
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, get_resolver, reverse
from django.utils import timezone

from appraisal.tests.house import drawn_beside, stand
from conftest import make_person
from plans.drafting import desk as reading_desk
from plans.drafting.links import whole_words
from plans.drafting.wording import task_words
from plans.drafting.workflow import life
from plans.models import Evidence, Exemption, Extension, ImportDraft, ImportPage, Plan, PlanStep, Progress
from plans.progress import other_ways
from plans.progress import workflow as way
from plans.tests.paper import entries_of, make_period, make_plan
from plans.tests.test_reading_in import PAPER
from post.models import Letter, Notice
from pulse.models import Round
from pulse.tests import country
from reports.incoming import workflow as incoming
from reports.models import Attachment, Document
from reports.papers import press, reported
from reports.papers.workflow import papers, registers, relating
from reports.signing.workflow import elsewhere, signing
from reports.tests import desk
from units.models import Certificate, Delegation, Role, SavedFilter, User

QUERIES = {
    "work_period": ["", "?o=da-trinh", "?o=chua-nhap"],
    "document_plugin": ["", "?xong"],
    "document_apart": ["", "?lai"],
    "task_add": ["", "?sau=1"],
}
WHY = "Báo cáo bổ sung cho báo cáo đã gửi"  # the answer to what the checks find


class World:
    """One row at least of everything an address can name."""

    def __init__(self, cast):
        self.cast, people = cast, cast
        self.clerk = cast.clerk
        self.overseer = make_person("anthi.theodoi", Role.OVERSEER, cast.district_office, "Theo dõi")
        self.auditor = make_person("anthi.kiemtra", Role.AUDITOR, cast.district_office, "Thanh tra viên")
        self.admin = make_person("quantri", Role.ADMIN, cast.district_office, "Quản trị")
        User.objects.filter(pk=self.admin.pk).update(is_staff=True, is_superuser=True)
        self._plans()
        self._entries()
        desk.let_live(cast)
        self._papers()
        self._incoming()
        self._index()
        today = timezone.localdate()
        self.delegation = Delegation.objects.create(
            from_user=people.leader, to_user=people.clerk, valid_from=today, valid_to=today
        )
        self.notice = Notice.objects.create(to=people.leader, key="k", text="Chờ bạn ký", url="/viec/")
        self.saved_filter = SavedFilter.objects.create(user=people.reviewer, page="plans", name="Của tôi")
        self._rounds(today)
        self.letter = Letter.objects.create(to=people.leader, key="k", subject="Chờ bạn ký", text="…")

    def _rounds(self, today):
        """A round that is being written, one that asks, one that was published."""
        self.begun_round = country.make_round(self.cast, title="Đợt đang soạn", opens=today)
        self.asking = country.open_round(self.cast, opens=today, strength="codes", asks_words=True)
        self.over = country.make_round(self.cast, title="Đợt đã công bố", opens=today, asks_words=True)
        Round.objects.filter(pk=self.over.pk).update(state=Round.State.PUBLISHED)
        country.answered(self.over, p0={"yn": 40}, p1={"ny": 12})

    def _plans(self):
        cast = self.cast
        self.upper = make_plan(cast.district, cast.district_office, number="30/KH-UBND")
        self.plan = make_plan(cast.commune, cast.commune_office, reports_under=self.upper)
        self.draft = make_plan(cast.commune, cast.commune_office, number="", state=Plan.State.DRAFT)
        frozen = {"plan": whole_words(self.plan), "issuer": self.plan.issuer.name, "unit": cast.commune.full_name,
                  "tasks": [task_words(task) for task in self.plan.tasks.worded()]}  # fmt: skip
        PlanStep.objects.create(plan=self.plan, verb="issue", by=cast.leader, changes=[{"frozen": frozen}])
        self.amendment = life.amend(self.plan, by=cast.official)
        self.task = self.plan.tasks.first()
        self.extension = Extension.objects.create(
            task=self.task, old_deadline=self.task.deadline, new_deadline=self.task.deadline, reason="Mưa lũ",
            asked_by=cast.official,
        )  # fmt: skip
        Exemption.objects.create(task=self.upper.tasks.first(), unit=cast.neighbour, reason="Không có")
        client = signed_in(cast.official)
        client.post(
            reverse("plan_import"), {"unit": cast.commune.pk, "file": SimpleUploadedFile("ke-hoach.txt", PAPER)}
        )
        self.imported = ImportDraft.objects.get()
        reading_desk.read(self.imported.pk)
        ImportPage.objects.create(draft=self.imported, number=1, width=1, height=1, picture=b"")

    def _entries(self):
        cast = self.cast
        self.period = make_period(self.upper)
        entries = [row for row in entries_of(self.period) if row.unit == cast.commune]
        self.entry, sent, approved = entries
        for row in (sent, approved):
            way.save(row, by=cast.official, version=1, values={"level": "not_started"})
            receipt = way.move(_fresh(row), "submit", by=cast.official).receipt
            way.move(_fresh(row), "hand_in", by=cast.leader)
        way.move(_fresh(approved), "approve", by=cast.reviewer, appraised="in_progress")
        self.receipt, self.sent, self.approved = receipt, sent, approved
        given = {"entry": self.entry, "added_by": cast.official}
        self.evidence = Evidence.objects.create(file=SimpleUploadedFile("a.pdf", b"%PDF-1.4"), name="a.pdf", **given)
        self.other_way = other_ways.tell(
            self.period, cast.commune, by=cast.official, way="giay", sent_on=self.period.due, reason="Mất đường truyền"
        )
        self.photo = Evidence.objects.create(
            file=SimpleUploadedFile("a.png", b"\x89PNG"), name="a.png", mime="image/png", personal="marked", **given
        )

    def _index(self):
        """A round of the district's two communes, its sheets with the appraiser; drafts beside it."""
        self.criteria, self.scored, self.mark, self.objection, self.motion = stand(
            self.cast.district, [self.cast.commune, self.cast.neighbour], by=self.cast.reviewer
        )
        self.imported, self.intake, self.spot, self.second = drawn_beside(self.mark, by=self.cast.reviewer)

    def _papers(self):
        cast = self.cast
        period = make_period(self.plan, name="Kỳ riêng")
        desk.reported(self.plan, period)
        self.own_period = period
        self.issued = self._made(period)
        signing.initial(desk.fresh(self.issued), by=cast.clerk)
        signing.sign(desk.fresh(self.issued), by=cast.leader)
        signing.issue(desk.fresh(self.issued), by=cast.clerk)
        self.waiting = self._made(period)
        self.prepared = self._made(period)
        papers.answer(self.prepared, "sign", by=cast.leader, words=WHY)
        elsewhere.prepare(desk.fresh(self.prepared), "sign", by=cast.leader)
        self.begun = papers.begin("thong_bao", cast.commune_office, by=cast.official, title="Thông báo")
        self.attachment = Attachment.objects.create(
            document=self.begun, title="Phụ lục", file=SimpleUploadedFile("p.pdf", b"%PDF-1.4"), added_by=cast.official
        )
        self.initials = self.issued.steps.get(verb="initial")
        self.held = registers.reserve(
            cast.commune_office, "thong_bao", by=cast.clerk, symbol="TB-UBND", title="Giữ số", day=timezone.localdate()
        )

    def _incoming(self):
        cast = self.cast
        self.incoming = incoming.enter(
            cast.commune, by=cast.clerk, came_on=timezone.localdate(), data=b"%PDF-1.4", name="ke-hoach.pdf",
            channel="giay", sender="UBND tỉnh", kind="Kế hoạch", number="12/KH-UBND", title="Kế hoạch PAPI",
        )  # fmt: skip

    def _made(self, period):
        document = papers.begin(
            "bao_cao", self.cast.commune_office, by=self.cast.official, plan=self.plan, period=period
        )
        assert press.make(document.pk)
        made, official = desk.fresh(document), self.cast.official
        if reported.second_to(made):
            relating.relate(made, Document.Relation.ADDS_TO, by=official)
        papers.answer(desk.fresh(made), "send", by=official, words=WHY)
        papers.move(desk.fresh(made), "send", by=official)
        return desk.fresh(made)

    def roles(self):
        cast = self.cast
        return {
            "nobody": None, "entry": cast.official, "leader": cast.leader, "clerk": cast.clerk,
            "reviewer": cast.reviewer, "overseer": self.overseer, "auditor": self.auditor,
            "admin": self.admin,
        }  # fmt: skip

    def arguments(self):
        """{name of an address: [its arguments, …]} for every one that takes some."""
        plans = [[row.pk] for row in (self.plan, self.draft)]
        entries = [[row.pk] for row in (self.entry, self.sent)]
        documents = [[row.pk] for row in (self.issued, self.waiting)]
        steps = [[row.pk, "sign"] for row in (self.waiting, self.prepared)]
        moves = [[self.waiting.pk, name] for name in papers.MOVES]
        forms = [[self.begun.pk, 0]]
        task, period, pk = [[self.task.pk]], [[self.period.pk], [self.own_period.pk]], [[1]]
        return {
            "notice_open": [[self.notice.pk]], "letter": [[self.letter.pk]], "indicators_province": pk,
            **same(("scores_import_undo", "what_if", "scenario_keep", "scenario_remove", "targets_followed",
                    "plan_from_scores", "leading_figures"), pk),
            "entry": entries, "entry_autosave": entries, "entry_copy": entries, "evidence_add": entries,
            **same(("part_save", "part_merge"), [[self.entry.pk, self.cast.commune_office.pk]]),
            "entry_move": [[self.sent.pk, name] for name in ("withdraw", "hand_back", "hand_in")],
            "evidence": [[self.evidence.pk]], "evidence_thumb": [[self.evidence.pk]],
            "evidence_edit": [[self.evidence.pk]], "evidence_remove": [[self.evidence.pk]],
            **same(("evidence_show_again", "evidence_mark"), [[self.evidence.pk]]), "evidence_mask": [[self.photo.pk]],
            "evidence_verify": [[self.evidence.pk]], "receipt": [[self.receipt]],
            "grid": period, "grid_excel": period, "grid_upload": period, "period": period, "work_period": period,
            "review_entry": entries, "review_answer": entries, "entry_objection": entries,
            "review_move": [[self.sent.pk, name] for name in ("approve", "send_back", "reopen")],
            **same(("unit", "unit_settings", "unit_name", "signers", "review_unit", "unit_certificates",
                    "unit_agencies"), [[self.cast.commune.pk]]),
            "saved_filter_drop": [[self.saved_filter.pk]],
            "review_task": [[self.sent.task_id]],
            **same(("people_unit", "person_add", "people_set", "people_slips", "people_excel", "people_upload"),
                   [[self.cast.commune.pk]]),
            **same(("account", "account_act", "post_add"), [[self.cast.official.pk]]),
            "account_ask": [[1]],
            "post_change": [[self.cast.clerk.posts.get().pk]], "first_password": [["AAAA-BBBB-CCCC"]],
            **same(("openid_connect_login", "openid_connect_callback"), [["tinh"]]),
            **same(("mfa_remove_webauthn", "mfa_edit_webauthn"), [[1]]), "mfa_prove_link": [["x"]],
            "certificate_end": [[Certificate.objects.earliest("pk").pk]],
            "delegation_end": [[self.delegation.pk]],
            "agency_setting": [[self.cast.commune_office.pk, name] for name in ("dau-moi", "viec-minh", "so-ngoai")],
            **same(("assignment", "assignment_propose", "assignment_undo", "tasks_undo", "periods_undo", "periods_year",
                    "cascade_undo", "plan_request"), plans),
            "other_ways": period, "other_way_move": [[self.other_way.pk, name] for name in other_ways.MOVES],
            "inner_days": [[self.period.pk, self.cast.commune.pk]], "periods": plans, "periods_switch": plans,
            **same(("plan_import_check", "plan_import_waiting"), [[self.imported.pk]]),
            "plan_import_page": [[self.imported.pk, 1]],
            **same(("plan", "plan_original", "plan_edit", "plan_issue", "plan_amend", "plan_end", "plan_remove", "task_add",
                 "tasks_many", "cascade", "offers", "task_adopt", "task_links", "plan_figures", "coverage",
                 "coverage_excel", "plan_tasks_csv", "plan_reminders", "plan_paper"), plans),
            **same(("task", "task_edit", "task_row", "offer_answer", "task_exempt", "extension_ask"), task),
            "task_act": [[self.task.pk, act] for act in ("up", "remove")],
            **same(("extension_answer", "extension_send", "extension_take_back"), [[self.extension.pk]]),
            "reorganise_unit": [[self.cast.commune.pk]],
            "calendar_feed": [["khong-co"]], "task_for_score": [[self.plan.pk, 1]],
            "dashboard_unit": [[self.cast.commune.pk]],
            **same(("alert_rule", "alert_mute"), [[self.cast.commune.pk]]), "alert_show_again": [[1]],
            **same(("briefing", "briefing_pdf", "briefing_again"), [[1]]), "briefing_order": [[self.cast.commune.pk]],
            **same(("export", "export_file", "export_again"), [[1]]),
            "briefing_ask": [[self.cast.commune.pk, self.period.pk]],
            **same(("document", "document_making", "document_retry", "document_redraft", "document_head",
                 "attachment_add", "document_copy", "document_paper_copy", "document_relation", "document_pdf",
                 "document_docx", "document_xlsx", "document_scan", "document_slip", "document_seen",
                 "document_number"), documents),
            "document_sheet": [[*row, 1] for row in documents],
            "document_block": forms, "document_add": forms, "document_remove": forms, "document_move": moves,
            **same(("document_elsewhere", "document_to_sign", "document_plugin", "document_remote",
                    "document_apart"), steps),
            "documents_together": [["sign"], ["issue"]],
            "document_apart_file": [[*step, what] for step in steps for what in ("thuoc-tinh.bin",)],
            "plugin_file": [[self._pass(row)] for row in (self.waiting, self.prepared)], "plugin_upload": [["x"]],
            **same(("attachment", "attachment_remove", "attachment_sign"), [[self.attachment.pk]]),
            "initialled_pdf": [[self.initials.pk]],
            **same(("incoming_paper", "incoming_read", "incoming_copy"), [[self.incoming.pk]]),
            "incoming_move": [[self.incoming.pk, name] for name in incoming.MOVES],
            "document_exchange": documents, "exchange_file": [[1]], "exchange_status": [[self.incoming.pk]],
            "incoming_file": [[self.incoming.files.get().pk]],
            **same(("incoming_print", "incoming_xlsx"), [[self.incoming.book_id]]),
            **same(("register", "register_xlsx", "register_print"), [[self.held.book_id]]),
            **same(("register_cancel", "register_issue"), [[self.held.pk]]),
            **same(("index_set", "index_set_excel", "index_set_take", "index_set_next", "index_set_issue",
                    "index_round_new"), [[self.criteria.pk]]),
            **same(("index_round", "index_council", "index_propose", "index_charges", "index_draws", "index_analysis",
                    "index_show"), [[self.scored.pk]]),
            "index_paper": [[self.scored.pk, "to-trinh"]], "index_sheet_paper": [[self.mark.sheet_id]],
            "index_years": [[self.criteria.pk]], "index_public": [[self.scored.pk]],
            "index_draw": [[self.scored.pk, kind] for kind in ("spot", "second")],
            **same(("index_intake", "index_intake_table"), [[self.scored.pk, self.imported.pk]]),
            "index_intake_move": [[self.intake.pk, name] for name in ("nap", "rut")],
            "index_check": [[self.spot.pk]], **same(("index_look", "index_settle"), [[self.second.pk]]),
            "index_criterion": [[self.scored.pk, self.mark.criterion_id]], "index_move": [[self.scored.pk, "close"]],
            **same(("index_sheet", "index_sheet_save", "index_keep"), [[self.mark.sheet_id]]),
            "index_sheet_move": [[self.mark.sheet_id, name] for name in ("submit", "send")],
            **same(("index_judge", "index_figure", "index_object"), [[self.mark.pk]]),
            "index_reply": [[self.objection.pk]], "index_vote": [[self.motion.pk]],
            "pulse_new": [[self.cast.commune.pk]], "pulse_round": [[self.begun_round.pk], [self.over.pk]],
            **same(("pulse_edit", "pulse_remove", "pulse_place_add", "pulse_posters"), [[self.begun_round.pk]]),
            "pulse_place_remove": [[self.begun_round.places.first().pk]], "pulse_move": [[self.begun_round.pk, "open"]],
            **same(("pulse_results", "pulse_words", "pulse_reply"), [[self.over.pk]]), "pulse_public": [[self.over.key]],
            **same(("pulse_codes", "pulse_paper"), [[self.asking.pk]]),
            **same(("pulse_form", "pulse_thanks"), [[self.asking.places.first().key]]),
            "public_document": [[self.issued.code]], "password_reset_confirm": [["MQ", "set-password"]],
        }  # fmt: skip

    def _pass(self, row):
        """The pass of the local signing service, as the page would give it."""
        return passes.dumps(
            {"d": row.pk, "m": "sign", "u": self.cast.leader.pk, "v": row.version}, salt="reports.plugin"
        )


def same(names, arguments):
    """The same arguments for several addresses."""
    return dict.fromkeys(names, arguments)


def _fresh(entry):
    return Progress.objects.select_related("task__plan", "unit", "plan", "period").get(pk=entry.pk)


def names(patterns=None, space=""):
    """Every named address of the project, the admin's included."""
    for one in patterns if patterns is not None else get_resolver().url_patterns:
        if isinstance(one, URLPattern):
            if one.name:
                yield space + one.name
        else:
            yield from names(one.url_patterns, f"{space}{one.namespace}:" if one.namespace else space)


def addresses(world):
    """Every address with every argument of `world`; a name nobody gave arguments fails."""
    given, found = world.arguments(), []
    for name in dict.fromkeys(names()):
        for args in given[name] if name in given else of_admin(name) if name.startswith("admin:") else [[]]:
            found += [reverse(name, args=args) + query for query in QUERIES.get(name, [""])]
    return found


def of_admin(name):
    """The admin's pages of a model take the key of one of its rows."""
    for args in ([], [1], ["units", 1], ["units"]):
        try:
            reverse(name, args=args)
        except NoReverseMatch:
            continue
        return [args]
    raise AssertionError(f"no arguments for {name}")


def signed_in(person):
    client = Client(raise_request_exception=False)
    if person:
        client.force_login(person)
    return client
