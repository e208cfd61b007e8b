"""The position written over a signature: proposed from the whole title, overruled by a person."""

import pytest

from units.models import Post
from units.vietnamese import signing_title

TITLES = {
    "Chủ tịch UBND xã": "Chủ tịch",
    "Phó Chủ tịch UBND xã": "Phó Chủ tịch",
    "Phó Bí thư Đảng ủy, Chủ tịch UBND xã": "Chủ tịch",
    "Bí thư Đảng ủy, Chủ tịch HĐND, Chủ tịch UBND phường": "Chủ tịch",
    "Chủ tịch UBND phường; Phó Bí thư Đảng ủy": "Chủ tịch",
    "Ủy viên Ban Thường vụ Đảng ủy, Phó Chủ tịch Ủy ban nhân dân xã": "Phó Chủ tịch",
    "Quyền Chủ tịch UBND đặc khu": "Quyền Chủ tịch",
    "Chánh Văn phòng HĐND và UBND xã": "Chánh Văn phòng",
    "Phó Chánh Văn phòng Hội đồng nhân dân và Ủy ban nhân dân phường": "Phó Chánh Văn phòng",
    "Trưởng Ban Chỉ đạo cải cách hành chính, Chủ tịch UBND xã": "Chủ tịch",
    "Trưởng Ban Chỉ đạo cải cách hành chính, Chủ tịch Ủy ban nhân dân xã": "Chủ tịch",
    "Giám đốc Sở": "Giám đốc",
    "Phó Giám đốc Sở Nội vụ": "Phó Giám đốc",
    "Giám đốc Ban Quản lý dự án đầu tư xây dựng tỉnh": "Giám đốc",
    "Phó Giám đốc Trung tâm Phục vụ hành chính công": "Phó Giám đốc",
    "Chủ tịch Ủy ban MTTQ Việt Nam tỉnh": "Chủ tịch",
    "Phó Chủ tịch UBMTTQ Việt Nam xã": "Phó Chủ tịch",
    "Trưởng Ban Quản lý chợ": "Trưởng Ban Quản lý chợ",
    "Trưởng phòng Văn hóa – Xã hội": "Trưởng phòng Văn hóa – Xã hội",
    "Chi ủy viên, Trưởng phòng Nội vụ": "Trưởng phòng Nội vụ",
    "Văn thư": "Văn thư",
    "Bí thư Đảng ủy": "Bí thư Đảng ủy",
}


@pytest.mark.parametrize(("title", "wanted"), TITLES.items())
def test_proposed_from_the_title(title, wanted):
    assert signing_title(title) == wanted


def test_what_a_person_wrote_down_stands():
    post = Post(title="Phó Bí thư Đảng ủy, Chủ tịch UBND xã", signs_as=" Chủ tịch Ủy ban ")
    assert post.signing_title == "Chủ tịch Ủy ban"
    post.signs_as = ""
    assert post.signing_title == "Chủ tịch"
