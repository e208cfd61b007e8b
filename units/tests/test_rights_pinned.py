"""The table of rights written once more, word for word from the rule: who may do what, how far, and what nobody may."""

from types import SimpleNamespace

import pytest

from conftest import make_unit
from units.models import Role, Unit
from units.permissions import LENT, RULES, Action, Over, Reach

# công chức nhập liệu, lãnh đạo, chuyên viên thẩm định, văn thư, theo dõi, thẩm định chỉ số, thành viên hội đồng, kiểm tra,
# quản trị đơn vị, quản trị. "-": never.
# own: the unit itself; children: units directly below; below: all below; down: own and below; line: down and superiors.
RIGHTS = """
                                            entry leader   reviewer clerk overseer appraiser council auditor unit_admin admin
xem tiến độ, tổng hợp                     | down  down     down     down  down     down      down    down    -          all
xem kế hoạch                              | line  line     line     line  line     line      line    line    -          all
nhập tiến độ                              | own   -        -        -     -        -         -       -       -          -
góp phần việc                             | own   -        -        -     -        -         -       -       -          -
mở tài liệu có dữ liệu cá nhân            | own   own      children -     -        -         -       -       -          -
phân công trong đơn vị                    | own   own      own      -     -        -         -       -       -          -
gửi tiến độ lên cấp trên                  | -     own      -        -     -        -         -       -       -          -
thẩm định                                 | -     -        children -     -        -         -       -       -          -
mở lại tiến độ đã duyệt                   | -     -        children -     -        -         -       -       -          -
soạn, sửa kế hoạch                        | own   own      own      -     -        -         -       -       -          -
ban hành kế hoạch                         | -     own      -        -     -        -         -       -       -          -
giao nhiệm vụ xuống đơn vị cấp dưới       | -     below    below    -     -        -         -       -       -          -
mở, đóng kỳ báo cáo                       | -     own      own      -     -        -         -       -       -          -
đồng ý gia hạn                            | -     children children -     -        -         -       -       -          -
soạn văn bản                              | own   own      own      -     -        -         -       -       -          -
ký nháy văn bản                           | -     -        own      own   -        -         -       -       -          -
ký văn bản                                | -     own      -        -     -        -         -       -       -          -
cấp số, phát hành văn bản                 | -     -        -        own   -        -         -       -       -          -
tiếp nhận, vào sổ văn bản đến             | -     -        -        own   -        -         -       -       -          -
phân công xử lý văn bản đến               | -     own      -        -     -        -         -       -       -          -
soạn công văn đôn đốc                     | -     -        own      -     -        -         -       -       -          -
đổi cài đặt của đơn vị                    | -     own      -        -     -        -         -       -       own        all
xem đơn vị và người                       | -     down     down     -     -        -         -       down    down       all
quản lý tài khoản                         | -     -        -        -     -        -         -       -       down       all
xem nhật ký hệ thống                      | -     -        -        -     -        -         -       down    -          -
quản trị hệ thống                         | -     -        -        -     -        -         -       -       -          all
xem phần đọc văn bản đúng tới đâu         | -     -        -        -     -        -         -       -       -          all
nạp điểm PAPI                             | -     -        -        -     -        -         -       -       -          all
tự chấm chỉ số nội bộ                     | own   -        -        -     -        -         -       -       -          -
duyệt, gửi điểm tự chấm, kiến nghị về điểm| -     own      -        -     -        -         -       -       -          -
tổ chức chấm chỉ số nội bộ                | -     -        own      -     -        -         -       -       -          -
thẩm định điểm chỉ số nội bộ              | -     -        -        -     -        own       -       -       -          -
biểu quyết về chỉ số nội bộ               | -     -        -        -     -        -         own     -       -          -
công bố chỉ số nội bộ                     | -     own      -        -     -        -         -       -       -          -
thăm dò ý kiến người dân                  | own   own      own      -     -        -         -       -       -          -
mở, khóa, công bố thăm dò ý kiến          | -     own      -        -     -        -         -       -       -          -
đọc ý kiến người dân viết thêm            | -     own      -        -     -        -         -       -       -          -
"""


def _read(table):
    head, *lines = table.strip().splitlines()
    rows = ((word.strip(), cells.split()) for word, cells in (line.split("|") for line in lines))
    return {(role, word): cell for word, cells in rows for role, cell in zip(head.split(), cells, strict=True)}


# Bàn thăm dò ý kiến: works on rounds of questions of its own unit, and does nothing else.
DESK = {"thăm dò ý kiến người dân": "own"}
WANTED = _read(RIGHTS)
WANTED |= {("pulse_desk", word): DESK.get(word, "-") for _, word in WANTED}


@pytest.mark.parametrize(("role", "word"), WANTED, ids=[f"{role}-{word}" for role, word in WANTED])
def test_each_cell_is_the_rule(role, word):
    over = RULES.get((Role(role), Action(word)))
    assert (over.value if over else "-") == WANTED[role, word]


# What each power of a delegation lends, and nothing else; looking goes with any of them.
LENDS = """
Nhập tiến độ; soạn kế hoạch, văn bản | nhập tiến độ; góp phần việc; phân công trong đơn vị; \
    mở tài liệu có dữ liệu cá nhân; \
    soạn, sửa kế hoạch; soạn văn bản; soạn công văn đôn đốc; tự chấm chỉ số nội bộ; \
    thăm dò ý kiến người dân
Duyệt trong đơn vị và gửi cấp trên | gửi tiến độ lên cấp trên; mở tài liệu có dữ liệu cá nhân; \
    duyệt, gửi điểm tự chấm, kiến nghị về điểm
Thẩm định, duyệt, trả lại của cấp dưới; trả lời gia hạn | thẩm định; mở lại tiến độ đã duyệt; đồng ý gia hạn; \
    ký nháy văn bản; mở tài liệu có dữ liệu cá nhân; thẩm định điểm chỉ số nội bộ
Giao nhiệm vụ, mở và đóng kỳ báo cáo | giao nhiệm vụ xuống đơn vị cấp dưới; mở, đóng kỳ báo cáo; \
    phân công xử lý văn bản đến; tổ chức chấm chỉ số nội bộ; mở, khóa, công bố thăm dò ý kiến
Ký văn bản, ban hành kế hoạch (ký KT., TL., TUQ. bằng chứng thư số của chính người ký) | ký văn bản; ban hành kế hoạch; \
    công bố chỉ số nội bộ
Cấp số, đóng dấu, phát hành | cấp số, phát hành văn bản; ký nháy văn bản; tiếp nhận, vào sổ văn bản đến
"""


def test_each_power_of_a_delegation_lends_these_rights():
    lines = (line.split(" | ") for line in LENDS.strip().splitlines())
    wanted = {power: {word.strip() for word in words.split(";")} for power, words in lines}
    assert {power.label: {str(action) for action in actions} for power, actions in LENT.items()} == wanted


def test_no_role_no_action_and_no_right_stands_outside_the_table():
    assert {role for role, _ in WANTED} == set(Role.values)
    assert {word for _, word in WANTED} == {action.value for action in Action}
    assert {(str(role), str(action)) for role, action in RULES} <= WANTED.keys()


# From a district's post: does each reach cover the unit? Tỉnh > huyện > xã > thôn, a neighbour beside, a stranger away.
COVERED = {
    "own": {"huyện"},
    "children": {"xã"},
    "below": {"xã", "thôn"},
    "down": {"huyện", "xã", "thôn"},
    "line": {"tỉnh", "huyện", "xã", "thôn"},
    "all": {"tỉnh", "huyện", "xã", "thôn", "huyện bên", "xã bên", "tỉnh khác"},
}


@pytest.fixture
def tree(db):
    province = make_unit("Tỉnh A", "1", kind="tinh")
    district, beside = (make_unit(f"Huyện {code}", code, kind="huyen", parent=province) for code in ("12", "123"))
    commune, near = make_unit("Xã C", "13", parent=district), make_unit("Xã D", "14", parent=beside)
    hamlet = make_unit("Thôn E", "131", parent=commune)
    away = make_unit("Tỉnh B", "2", kind="tinh")
    return {"tỉnh": province, "huyện": district, "xã": commune, "thôn": hamlet, "huyện bên": beside, "xã bên": near,
            "tỉnh khác": away}  # fmt: skip


@pytest.mark.parametrize("over", Over, ids=lambda over: over.value)
def test_how_far_each_reach_goes_on_pages_and_in_lists(tree, over):
    reach = Reach(SimpleNamespace(unit=tree["huyện"]), tree["huyện"].path, over)
    assert {name for name, unit in tree.items() if reach.covers(unit)} == COVERED[over.value]
    listed = set(Unit.objects.filter(reach.q()))
    assert {name for name, unit in tree.items() if unit in listed} == COVERED[over.value]


def test_every_reach_is_told_of():
    assert {over.value for over in Over} == COVERED.keys()
