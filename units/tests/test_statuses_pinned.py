"""The words of every status, written once more as offices say them: code, word, sign and tone, group by group."""

import pytest

from units.statuses import DIMENSION_NAMES, GENERAL_TASKS, NEXT_STEP_ORDER, STATUSES, choices

WORDS = {
    "level": """
        not_started | Chưa thực hiện | circle | neutral
        in_progress | Đang thực hiện | hourglass-split | info
        done        | Hoàn thành | check-circle-fill | good
        nothing     | Không phát sinh | dash-circle | neutral
    """,
    "due": """
        overdue     | Quá hạn | exclamation-triangle-fill | bad
        done_late   | Hoàn thành quá hạn | check-circle | warn
        due_soon    | Sắp đến hạn | clock | warn
        extension   | Đề nghị gia hạn | calendar-plus | back
    """,
    "flow": """
        missing     | Chưa nhập | circle-half | neutral
        draft       | Bản nháp | pencil | neutral
        with_leader | Chờ lãnh đạo duyệt | person-check | info
        submitted   | Chờ thẩm định | send | info
        returned    | Trả lại | arrow-return-left | back
        approved    | Đã duyệt | shield-check | good
        locked      | Đã khóa | lock-fill | neutral
    """,
    "sending": """
        on_time     | Đúng hạn | check-circle-fill | good
        sent_late   | Gửi chậm | clock-history | warn
        partly      | Chưa gửi đủ | circle-half | warn
        unsent      | Chưa gửi | x-circle-fill | bad
        released    | Không còn phải gửi | dash-circle | neutral
    """,
    "other_way": """
        other_way_told      | Chờ xác nhận | hourglass-split | info
        other_way_confirmed | Đã xác nhận | check-circle-fill | good
        other_way_refused   | Không xác nhận | x-circle-fill | bad
        other_way_withdrawn | Đã rút | slash-circle | neutral
    """,
    "document": """
        held        | Giữ số | bookmark | neutral
        to_sign     | Chờ ký | pen | info
        signed      | Chờ phát hành | send | info
        issued      | Đã phát hành | patch-check-fill | good
        cancelled   | Đã hủy số | slash-circle | bad
    """,
    "incoming": """
        in_arrived  | Mới đến | inbox | info
        in_received | Đã vào sổ | bookmark | info
        in_assigned | Đã phân công | person-check | info
        in_handling | Đang xử lý | hourglass-split | info
        in_done     | Đã xử lý | check-circle-fill | good
        in_refused  | Từ chối nhận | x-circle-fill | bad
    """,
    "personal": """
        suspected | Có thể có dữ liệu cá nhân | exclamation-triangle-fill | warn
        marked    | Có dữ liệu cá nhân | lock-fill | warn
    """,
    "signature": """
        valid       | Hợp lệ | patch-check-fill | good
        remarked    | Nguyên vẹn, còn điểm cần lưu ý | exclamation-triangle-fill | warn
        untrusted   | Nguyên vẹn, chưa đủ tin cậy | question-circle-fill | warn
        tampered    | Đã bị sửa sau khi ký | x-octagon-fill | bad
        unsigned    | Không có chữ ký số | file-earmark | info
    """,
    "certificate": """
        cert_good    | Còn hạn | check-circle-fill | good
        cert_ending  | Sắp hết hạn | clock | warn
        cert_expired | Hết hạn | x-circle-fill | bad
        cert_ended   | Thôi dùng | slash-circle | neutral
    """,
    "account": """
        acc_used    | Đang dùng | check-circle-fill | good
        acc_missing | Chưa có tài khoản | x-circle-fill | bad
        acc_never   | Chưa đăng nhập lần nào | circle-half | warn
        acc_locked  | Bị khóa | lock-fill | bad
        acc_stopped | Ngừng dùng | slash-circle | neutral
        acc_ended   | Hết hiệu lực | dash-circle | neutral
    """,
    "plan": """
        plan_draft   | Dự thảo | pencil | neutral
        in_force     | Đang hiệu lực | check-circle-fill | good
        plan_amended | Đã sửa đổi, bổ sung | pencil-square | good
        superseded   | Đã được thay thế | arrow-right | neutral
        plan_closed  | Đã kết thúc | lock-fill | neutral
    """,
    "criteria_set": """
        set_draft  | Bộ dự thảo | pencil | neutral
        set_issued | Đã ban hành | patch-check-fill | good
    """,
    "round": """
        round_draft   | Chuẩn bị | pencil | neutral
        round_scoring | Tự chấm | hourglass-split | info
        round_apprais | Thẩm định | clipboard-check | info
        round_object  | Nhận kiến nghị | clock | warn
        round_council | Hội đồng quyết định | people | info
        round_publish | Đã công bố | patch-check-fill | good
        round_locked  | Đợt đã khóa | lock-fill | neutral
    """,
    "sheet": """
        sheet_open | Đang tự chấm | pencil | neutral
        sheet_head | Phiếu chờ lãnh đạo duyệt | person-check | info
        sheet_sent | Phiếu chờ thẩm định | send | info
        sheet_back | Phiếu bị trả lại | arrow-return-left | back
        sheet_done | Đã thẩm định | shield-check | good
    """,
    "letter": """
        pending     | Chờ gửi | hourglass-split | neutral
        sending     | Đang gửi | send | info
        sent        | Đã gửi | envelope-check | good
        failed      | Không gửi được | exclamation-triangle-fill | bad
        merged      | Đã gộp vào thư khác | layers | neutral
        dropped     | Thôi gửi: không còn giữ chức vụ | slash-circle | neutral
    """,
    "assignment": """
        assigned       | đã giao | check-lg | good
        to_confirm     | chờ xác nhận | clock | info
        unassigned     | chưa giao | x-lg | bad
        not_applicable | không áp dụng | dash-lg | neutral
    """,
}


def _rows(text):
    return [tuple(cell.strip() for cell in line.split("|")) for line in text.strip().splitlines()]


@pytest.mark.parametrize("group", WORDS)
def test_each_group_in_its_words_and_order(group):
    ours = [(row.code, row.word, row.icon, row.tone) for row in STATUSES.values() if row.group == group]
    assert ours == _rows(WORDS[group])
    assert choices(group) == [row[:2] for row in _rows(WORDS[group])]


def test_no_group_and_no_code_stands_outside():
    assert {row.group for row in STATUSES.values()} == WORDS.keys()
    assert list(STATUSES) == [row[0] for text in WORDS.values() for row in _rows(text)]
    assert all(code == row.code for code, row in STATUSES.items())


def test_what_to_do_next_wins_over_where_it_stands():
    assert NEXT_STEP_ORDER == ("returned", "overdue")


def test_the_eight_dimensions_in_their_order():
    assert DIMENSION_NAMES == {
        1: "Tham gia", 2: "Công khai", 3: "Giải trình", 4: "Chống tham nhũng", 5: "Thủ tục hành chính",
        6: "Dịch vụ công", 7: "Môi trường", 8: "Điện tử",
    }  # fmt: skip
    assert GENERAL_TASKS == "Nhiệm vụ chung"
