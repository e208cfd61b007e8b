"""What the rule says of every cell of `rights_of_addresses.txt`, worked out from words alone: the table of roles and reaches
as it is written down in units/tests/test_rights_pinned.py, and here what each address asks for. No line of it is recorded.

    signed              everybody who is signed in
    anywhere A          whoever has right A over any unit; the others are told who may
    only A              whoever has A over the commune; nobody else is told that there is such a thing
    only anywhere A     whoever has A over any unit, nobody else
    A                   whoever has A; who sees the commune is told who may, a stranger is told of nothing
    A then B            the same in two steps: without A nothing is told, with A and without B who may
    A having B          A over the commune, and B over whatever unit
    told A              whoever has A; everybody else is told who may
    nothing             what the row names is not there for anybody
    -                   what the row is like decides, or whose own it is; why stands beside it

A and B are one right or several by commas, any of which will do.
"""

import re

from units.tests.test_rights_pinned import LENDS, WANTED

# The short word of an address's rule -> the right as the table of rights calls it.
RIGHTS = {
    "see": "xem tiến độ, tổng hợp", "plan": "xem kế hoạch", "enter": "nhập tiến độ", "part": "góp phần việc",
    "charge": "phân công trong đơn vị", "submit": "gửi tiến độ lên cấp trên", "review": "thẩm định",
    "write": "soạn, sửa kế hoạch", "issue": "ban hành kế hoạch", "assign": "giao nhiệm vụ xuống đơn vị cấp dưới",
    "periods": "mở, đóng kỳ báo cáo", "extend": "đồng ý gia hạn", "draft": "soạn văn bản", "initial": "ký nháy văn bản",
    "sign": "ký văn bản", "number": "cấp số, phát hành văn bản", "settings": "đổi cài đặt của đơn vị",
    "people": "xem đơn vị và người", "accounts": "quản lý tài khoản", "audit": "xem nhật ký hệ thống",
    "admin": "quản trị hệ thống", "readings": "xem phần đọc văn bản đúng tới đâu",
    "score": "tự chấm chỉ số nội bộ", "sendscore": "duyệt, gửi điểm tự chấm, kiến nghị về điểm",
    "index": "tổ chức chấm chỉ số nội bộ",
    "personal": "mở tài liệu có dữ liệu cá nhân", "urge": "soạn công văn đôn đốc",
    "receive": "tiếp nhận, vào sổ văn bản đến", "give": "phân công xử lý văn bản đến",
    "ask": "thăm dò ý kiến người dân", "open": "mở, khóa, công bố thăm dò ý kiến",
    "words": "đọc ý kiến người dân viết thêm",
}  # fmt: skip
DESK = "draft, initial, sign, number"  # who works on a paper that has not left the house
LOOKING = ("see", "plan", "people")

# GET | POST | addresses; a way of asking that is none is not compared.
RULES = f"""
signed | signed | account_reauthenticate calendar_link delegations home indicators mfa_activate_totp mfa_add_webauthn \
    mfa_authenticate mfa_edit_webauthn mfa_generate_recovery_codes mfa_index mfa_list_webauthn mfa_login_webauthn \
    mfa_reauthenticate mfa_reauthenticate_webauthn mfa_remove_webauthn mfa_prove more my_reminders notices notices_read \
    password_change password_change_done personal_copy personal_data plan_paper plan_paper/2 registers rights saved_filters \
    search sessions pulse_rounds \
    scenario_keep exports signers_waiting start start_leave unit work documents_together documents_together/2
signed | signed | index_home
anywhere index | anywhere index | index_set_new
only see | only see | index_sheet index_figure
only see | see then score | index_sheet_save index_sheet_move
only see | see then sendscore | index_object index_sheet_move/2
nothing | nothing | account_act account_ask document_scan document_scan/2 document_slip/2 document_seen/2 entries_move \
    alert_show_again briefing briefing_again briefing_pdf export export_again export_ask export_file export_new \
    lacking leading_figures \
    plan_from_scores scenario_remove targets_followed what_if \
    evidence_thumb first_password indicators_province mailbox mfa_deactivate_totp openid_connect_callback \
    openid_connect_login part_merge plugin_file task_act task_act/2 work_period work_period/2
only see | only see | document document_docx document_making document_pdf document_sheet document_slip document_xlsx \
    evidence evidence_show_again evidence_verify part_save receipt
see then enter | see then enter | evidence_mask
only see | see then enter | entry_move evidence_add evidence_add/2 evidence_edit evidence_remove entry_copy entry_copy/2
only see | see then submit | entry_move/2 entry_move/3 entry_objection entry_objection/2
only see | enter | entry entry/2 entry_autosave entry_autosave/2
see then personal | see then personal | evidence_mark
see then review | see then review | review_answer review_answer/2 review_entry review_entry/2 review_move review_move/2 \
    review_move/3
anywhere review | anywhere review | review review_bulk review_clear review_dimensions review_tasks review_undo review_unit \
    review_units
plan | plan | coverage coverage_excel offers plan plan_figures plan_original plan_tasks_csv task
plan | charge | assignment
charge | charge | assignment_propose assignment_undo assignment_propose/2 assignment_undo/2
write | write | plan_edit plan_edit/2 plan_remove plan_remove/2 task_edit task_links task_links/2 task_row plan_amend \
    plan_amend/2 plan_request plan_request/2 task_add task_add/2 tasks_many tasks_many/2 tasks_undo tasks_undo/2 \
    offer_answer extension_ask inner_days
issue | issue | plan_end plan_end/2 plan_issue plan_issue/2
plan | periods | periods period/2 plan_reminders periods_switch periods_switch/2 periods_undo periods_undo/2 \
    periods_year
extend | extend | extension_answer
submit | submit | extension_send
only {DESK} | only {DESK} | attachment document/2 document_docx/2 document_making/2 document_pdf/2 \
    document_sheet/2 document_xlsx/2 initialled_pdf register register_print register_xlsx
{DESK} then sign | {DESK} then sign | document_apart document_apart/2 document_elsewhere document_elsewhere/2 \
    document_move/3 document_move/7 document_plugin document_plugin/2 document_to_sign document_to_sign/2
{DESK} then number | {DESK} then number | document_copy/2 document_move/4 document_move/5 document_move/6 document_move/8 \
    document_move/10 document_number/2 document_paper_copy/2 register_cancel register_issue attachment_sign
{DESK} then initial | {DESK} then initial | document_move/2
{DESK} then draft | {DESK} then draft | attachment_add/2 document_head/2 document_redraft/2 document_relation/2 \
    attachment_remove document_move document_move/9 document_move/11 document_retry/2
only anywhere draft | only anywhere draft | document_new
only {DESK} | {DESK} then number | document_exchange document_exchange/2
only anywhere receive | only anywhere receive | incoming_enter exchange_take
only anywhere see | only anywhere see | documents received_papers
anywhere see | anywhere see | dashboard trends changed picture alerts briefings
anywhere plan | anywhere plan | plans
anywhere write | anywhere write | plan_import plan_new
anywhere submit, extend | anywhere submit, extend | extensions
anywhere assign, admin | anywhere assign, admin | reorganise
told assign, admin | told assign, admin | reorganise_unit
plan having assign | plan having assign | cascade cascade_undo task_exempt
see having assign | see having assign | cascade/2 cascade_undo/2
see | charge | assignment/2
see | see | coverage/2 coverage_excel/2 offers/2 plan/2 plan_figures/2 plan_tasks_csv/2
see | periods | periods/2 plan_reminders/2 periods_year/2
settings, sign, initial, number | settings | unit_certificates
only people | only people | account
people then accounts | people then accounts | post_add
anywhere people | anywhere people | people
see then draft | see then draft | attachment_add document_head document_redraft document_relation document_retry
see then number | see then number | document_copy document_number document_paper_copy
only number | only number | register_enter register_open register_reserve
only enter | only enter | grid/2 grid_excel/2 grid_upload/2
settings | settings | certificate_end signers unit_agencies unit_settings unit_name agency_setting agency_setting/2 \
    agency_setting/3
people | people | people_unit
accounts | accounts | people_excel people_set people_upload people_slips person_add post_change
settings | settings, urge | alert_mute
settings | settings | alert_rule
draft | draft | briefing_ask briefing_order
anywhere audit | anywhere audit | journal journal_export
anywhere admin | anywhere admin | letter letters letters_retry reminders system_state \
    nation scores_import scores_template
anywhere readings | anywhere readings | reading_shares
ask | ask | pulse_new
only ask | only ask | pulse_round pulse_edit pulse_remove pulse_place_add pulse_place_remove pulse_posters
ask then open | ask then open | pulse_move
only see | only see | pulse_round/2 pulse_results
see then ask | see then ask | pulse_codes pulse_paper
see then words | see then words | pulse_words
see then open | see then open | pulse_reply
"""
# What no role decides: {address: why}.
OWN = {
    **dict.fromkeys(
        ("index_set", "index_set_excel", "index_set_take", "index_set_next", "index_set_issue", "index_round_new",
         "index_round", "index_council", "index_propose", "index_criterion", "index_move", "index_keep", "index_judge",
         "index_reply", "index_vote", "index_charges", "index_draws", "index_draw", "index_check", "index_look",
         "index_settle", "index_analysis", "index_show", "index_years", "index_intake", "index_intake_table",
         "index_intake_move", "index_paper", "index_sheet_paper"), "of the district that holds the round"),
    **dict.fromkeys(("incoming_paper", "incoming_file", "incoming_copy", "incoming_move", "incoming_read", "incoming_print",
                     "incoming_xlsx", "exchange_status"), "the receiver's office"),
    "exchange_file": "no such message", **dict.fromkeys(("other_ways", "other_way_move"), "the district's period"),
    "account_login": "open", "admin:*": "of the administration alone, page by page",
    "calendar_feed": "the key is in the address",
    "csp_report": "open", "delegation_end": "the lender's own", "document_add": "by the kind of the paper",
    "document_apart_file": "waits for one signer", "document_block": "by the kind of the paper",
    "document_remote": "waits for one signer", "document_remove": "by the kind of the paper",
    "document_seen": "the receiver's office", "dashboard_excel": "of units one sees", "dashboard_rows": "of units one sees",
    "dashboard_unit": "of units one sees", "extension_take_back": "who asked", "first_sign_in": "open",
    "grid": "the district's period",
    "grid_excel": "the district's period", "grid_upload": "the district's period", "healthz": "open", "help": "open",
    "login": "open", "logout": "open", "metrics": "by address or token",
    "mfa_prove_link": "a key in a letter",
    "mfa_view_recovery_codes": "her own, once", "notice_open": "the receiver's own",
    "password_reset": "open", "password_reset_complete": "open", "password_reset_confirm": "open",
    "password_reset_done": "open", "period": "the district's period", "plan_import_check": "the reader's own",
    "plan_import_page": "the reader's own", "plan_import_waiting": "the reader's own", "plan_original": "a draft has none",
    "plugin_file": "a pass in the address", "plugin_upload": "a pass in the address", "public_document": "open",
    "pulse_form": "open", "pulse_thanks": "open", "pulse_public": "open",
    "index_public": "open, once it is shown",
    "readyz": "open", "review_task": "nothing of it waits", "saved_filter_drop": "her own",
    "scores_import_undo": "no such import", "changed_rows": "of units one sees",
    "alert_rows": "of units one sees",
    "task_adopt": "nothing is offered", "task_for_score": "no such score", "verify": "open",
}  # fmt: skip


def roles_at(column: str) -> list[tuple[str, str]]:
    """[(role, place)] of a column; of "two" both posts."""
    if column == "two":
        return [("entry", "own"), ("leader", "above")]
    if column == "lent":
        return [("entry", "far")]
    if column == "admin":
        return [("admin", "above")]
    place, _, role = column.partition(".")
    return [(role, place)]


# From where a reach comes to the commune.
COVERS = {"own": {"own", "down", "line", "all"}, "above": {"children", "below", "down", "line", "all"},
          "below": {"line", "all"}, "beside": {"all"}, "far": {"all"}}  # fmt: skip
# A colleague of another house may not sign in the leader's stead (Decree 30/2020, Article 13): no form of signing fits.
LENT_ANYWHERE = ("giao nhiệm vụ xuống đơn vị cấp dưới", "đồng ý gia hạn")  # of the leader over the units below
NOT_LENT_AWAY = ("ký văn bản", "ban hành kế hoạch")


def lent_words() -> set[str]:
    """What the leader has over the commune and a delegation of every power lends to somebody of another unit; looking goes
    with it."""
    words = {word.strip() for line in LENDS.strip().splitlines() for word in line.split(" | ")[1].split(";")}
    words = (words | {RIGHTS["see"], RIGHTS["plan"]}) - set(NOT_LENT_AWAY)
    return {word for word in words if WANTED["leader", word] in COVERS["own"]}


def has(column: str, rights: str, *, anywhere: bool = False) -> bool:
    """Whether who stands in `column` has one of the rights, over the commune or `anywhere`."""
    return any(_has(column, RIGHTS[short], anywhere) for short in rights.split(", "))


def _has(column, word, anywhere):
    reaches = [(WANTED[role, word], place) for role, place in roles_at(column)]
    if any(reach != "-" and (anywhere or reach in COVERS[place]) for reach, place in reaches):
        return True
    lent = {word for word in lent_words() if column == "lent"}
    return word in lent or (anywhere and column == "lent" and WANTED["leader", word] != "-" and word in LENT_ANYWHERE)


def wanted(rule: str, column: str) -> str:
    """ "in", "x" or "." as the rule has it for somebody who is signed in."""
    if rule in ("signed", "nothing"):
        return "in" if rule == "signed" else "."
    for sign, shape in SHAPES:
        if found := re.fullmatch(shape, rule):
            return sign(column, *found.groups())
    raise LookupError(rule)


def _step(column, first, then, *, anywhere):
    return "." if not has(column, first) else "in" if has(column, then, anywhere=anywhere) else "x"


def _required(column, rights, *, anywhere_too=""):
    stranger = not any(has(column, one) for one in LOOKING)
    held = has(column, rights) and (not anywhere_too or has(column, anywhere_too, anywhere=True))
    return "in" if held else "." if stranger else "x"


SHAPES = (
    (lambda who, one: "in" if has(who, one, anywhere=True) else ".", "only anywhere (.+)"),
    (lambda who, one: "in" if has(who, one) else ".", "only (.+)"),
    (lambda who, one: "in" if has(who, one, anywhere=True) else "x", "anywhere (.+)"),
    (lambda who, one: "in" if has(who, one) else "x", "told (.+)"),
    (lambda who, one, two: _step(who, one, two, anywhere=False), "(.+) then (.+)"),
    (lambda who, one, two: _required(who, one, anywhere_too=two), "(.+) having (.+)"),
    (lambda who, one: _required(who, one), "(.+)"),
)


def rules() -> dict[tuple[str, str], str]:
    """{(row, method): rule}."""
    found = {}
    for line in RULES.strip().replace("\\\n", " ").splitlines():
        get, post, names = (part.strip() for part in line.split("|"))
        for name in names.split():
            found[name, "get"], found[name, "post"] = get, post
    return found
