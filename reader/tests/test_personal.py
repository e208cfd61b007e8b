"""What looks like a card or a list of households, what speaks of them only, and what black boxes leave."""

import io

import pytest
from PIL import Image, ImageDraw, ImageFont

from reader import child, masking, personal
from reader.errors import Unfit
from reader.personal import CARD, HOUSEHOLDS, PEOPLE
from reader.readers import LIMITS

# Composed: nobody has these names with these numbers.
FRONT = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "CĂN CƯỚC CÔNG DÂN", "Citizen Identity Card", "Số / No.: 033190000123",
         "Họ và tên / Full name:", "TRẦN THỊ MẪU", "Ngày sinh / Date of birth: 02/03/1990", "Giới tính / Sex: Nữ",
         "Quê quán / Place of origin: Ân Thi, Hưng Yên"]  # fmt: skip
BLURRED = ["CAN CUOC CONG DAN", "Ho va ten", "TRAN THI MAU"]  # what is left of a bad photo
OLD = ["GIẤY CHỨNG MINH NHÂN DÂN", "Họ tên: Lê Văn Mẫu", "Sinh ngày: 01-01-1970", "Nguyên quán: Hưng Yên",
       "Nơi ĐKHK thường trú: Ân Thi"]  # fmt: skip
BACK = ["Đặc điểm nhân dạng", "IDVNM1900001239033190000123<<8", "TRAN<<THI<MAU<<<<<<<<<"]
HEAD = ["DANH SÁCH HỘ NGHÈO THÔN ĐÔNG NĂM 2025", "STT | Họ và tên chủ hộ | Năm sinh | Địa chỉ | Điện thoại"]
ROWS = ["1 Nguyễn Văn Một 1961 Thôn Đông", "2 Trần Thị Hai 1975 Thôn Đông", "3 Lê Văn Ba 1980 Thôn Đông",
        "4 Phạm Thị Bốn 1958 Thôn Đông", "5 Vũ Văn Năm 1990 Thôn Đông"]  # fmt: skip
NUMBERED = ["Trần A 033190000123", "Lê B 033290000124", "Vũ C 001090000125"]
PLAN = ["KẾ HOẠCH nâng cao Chỉ số PAPI năm 2025", "Đẩy mạnh cấp thẻ căn cước công dân cho người từ 14 tuổi trở lên",
        "Rà soát danh sách hộ nghèo, công khai tại nhà văn hóa thôn", "Hồ sơ khai sinh giải quyết trong ngày: 2.145",
        "Chủ tịch: Nguyễn Văn Một, sinh hoạt chi bộ năm 2025"]  # fmt: skip
OFFICIALS = ["Phân công nhiệm vụ", "Họ và tên | Chức vụ", *(row.replace("Thôn Đông", "Công chức") for row in ROWS)]
FIGURES = ["Mã hồ sơ 000.00.12.H31-240903-0012", "Số tài khoản 112000185967", "0331900001234", "1.033190000123,5",
           "Tổng 033.190.000 đồng"]  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "shape", "wanted"),
    [(FRONT, False, CARD), (OLD, False, CARD), (BACK, False, CARD), (BLURRED, True, CARD), (BLURRED, False, ""),
     (HEAD + ROWS, False, HOUSEHOLDS), (HEAD + ROWS[:4], False, ""), (ROWS, False, ""), (NUMBERED, False, PEOPLE),
     (NUMBERED[:2], False, ""), (PLAN, False, ""), (PLAN, True, ""), (OFFICIALS, False, ""), (FIGURES, False, ""),
     (PLAN * 20 + FRONT[1:2], True, ""), ([], True, "")],
)  # fmt: skip
def test_what_a_page_looks_like(lines, shape, wanted):
    assert personal.judged(lines, card_shape=shape) == wanted


def card(size=(1000, 630)):
    image = Image.new("RGB", size, "white")
    pen, font = ImageDraw.Draw(image), ImageFont.truetype("LiberationSerif-Regular.ttf", 36)
    for number, line in enumerate(FRONT):
        pen.text((60, 40 + 62 * number), line, fill="black", font=font)
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


@pytest.mark.one_engine
def test_a_picture_is_recognised_in_the_child_and_only_the_kind_comes_back():
    assert child.run("reader.personal:signs_in", card(), "image/png", limits=LIMITS) == CARD


def test_black_boxes_are_burnt_in_and_nothing_shines_through():
    whole, small = masking.masked(card(), "image/png", [[0.05, 0.3, 0.5, 0.1], [0.9, 0.9, 0.5, 0.5]])
    with Image.open(io.BytesIO(whole)) as image:
        assert image.size == (1000, 630) and image.info == {}
        for box in ((50, 189, 550, 252), (900, 567, 1000, 630)):
            assert image.crop(box).getextrema() == ((0, 0), (0, 0), (0, 0))
        assert image.getpixel((40, 180)) == (255, 255, 255) and b"1990" not in whole
    with Image.open(io.BytesIO(small)) as thumbnail:
        assert thumbnail.getpixel((int(thumbnail.width * 0.2), int(thumbnail.height * 0.35)))[0] < 30


@pytest.mark.parametrize("boxes", [[], [[0.1, 0.1, 0, 0.1]], [[-0.1, 0, 0.2, 0.2]], [[0, 0, float("nan"), 0.2]],
                                   [[0, 0, 0.1, 0.1]] * 61])  # fmt: skip
def test_what_is_no_box_is_refused(boxes):
    with pytest.raises(Unfit):
        masking.masked(card(), "image/png", boxes)


def test_a_pdf_has_no_boxes():
    with pytest.raises(Unfit, match="trên ảnh"):
        masking.masked(b"%PDF-1.4", "application/pdf", [[0, 0, 1, 1]])
