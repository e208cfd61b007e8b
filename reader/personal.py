"""Whether a file looks like somebody's identity card or a list of households: by its words and how they lie. Runs in the
child; what it read goes nowhere, only the kind of what it found comes back."""

import io
import re
from collections.abc import Iterable, Sequence

import pypdfium2
from PIL import Image

from reader import pdf_guard, scans
from reader.refusals import ImportRefused
from reader.text import fold

__all__ = ["CARD", "HOUSEHOLDS", "PEOPLE", "judged", "signs_in"]

CARD = "giống giấy tờ tùy thân (căn cước, chứng minh nhân dân, hộ chiếu, giấy khai sinh, sổ hộ khẩu)"
HOUSEHOLDS = "giống danh sách hộ dân hoặc người dân (họ tên kèm năm sinh, địa chỉ, điện thoại)"
PEOPLE = "có nhiều số định danh cá nhân"
MOST_PAGES = 60  # whose text is read; letters of a page are quick
MOST_PICTURES = 3  # pages recognised; a card stands among the first
_FEW_LETTERS = 40  # a page with less is a picture
_DOTS = 200
_CARD_SHAPE = (1.35, 1.85)  # a card of 85,6 × 54 mm, photographed with some table around it
_MOST_LINES = 60  # a card and its back; a paper that speaks of cards has more
_ROWS = 5
_NUMBERS = 3

_TITLES = ("can cuoc cong dan", "the can cuoc", "citizen identity", "identity card", "chung minh nhan dan", "ho chieu",
           "passport", "giay khai sinh", "so ho khau", "thong tin ve cu tru")  # fmt: skip
_LABELS = (
    ("ho va ten", "ho, chu dem, ten", "full name"),
    ("ngay sinh", "thang, nam sinh", "sinh ngay", "date of birth"),
    ("gioi tinh", "sex"),
    ("quoc tich", "nationality"),
    ("que quan", "nguyen quan", "place of origin", "noi dang ky khai sinh"),
    ("noi thuong tru", "noi dkhk thuong tru", "place of residence", "noi cu tru"),
    ("co gia tri den", "date of expiry"),
    ("dac diem nhan dang", "dac diem nhan dien", "personal identification"),
)
_NAMED = ("ho va ten", "ho ten", "chu ho")
_COLUMNS = (
    _NAMED,
    ("nam sinh", "ngay sinh", "ngay, thang, nam sinh"),
    ("cccd", "cmnd", "dinh danh", "can cuoc"),
    ("dia chi", "thuong tru", "cu tru", "noi o", "thon", "to dan pho"),
    ("dien thoai", "sdt"),
    ("quan he voi chu ho",),
    ("gioi tinh", "nam/nu"),
    ("dan toc",),
)
# A personal number: province 001 to 096, century and sex, year, six figures (Circular 59/2021/TT-BCA); a Vietnamese mobile.
_NUMBER = re.compile(r"(?<![\d.,])0(?:[0-8]\d|9[0-6])[0-3]\d{8}(?![\d.,]\d|\d)")
_PHONE = re.compile(r"(?<!\d)0[35789]\d{2}[ .]?\d{3}[ .]?\d{3}(?!\d)")
_BORN = re.compile(r"(?<!\d)(?:\d{1,2}[/.-]\d{1,2}[/.-])?(?:19[3-9]\d|20[01]\d)(?!\d)")
_MACHINE = re.compile(r"(?:P<VNM|I[D<]VNM)[A-Z0-9<]{10,}")
_FAMILIES = (
    "Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đào|Đoàn|Vương|Trịnh|Trương|Lâm|Mai|Tô|Tạ|Hà|"
    "Chu|Lương|Cao|Đinh|Phùng|Quách|Thái|Triệu|Giàng|Vàng|Thào|Sùng|Lò|Quàng|Cầm|Nông|Hứa|Lưu|La|Kiều|Tống|Khúc|Thạch|Sơn"
)
_NAME = re.compile(rf"\b(?:{_FAMILIES}|{_FAMILIES.upper()})(?: [^\W\d_a-zà-ỹ][^\W\d_]*){{1,4}}")


def signs_in(data: bytes, mime: str) -> str:
    """CARD, HOUSEHOLDS, PEOPLE or "" for the bytes of a PDF or a picture. Raises ImportRefused for what does not open."""
    if mime != "application/pdf":
        return judged(_recognised(data), card_shape=_is_card_shaped(data))
    found = ""
    for lines, shape in _pages(data):
        found = found or judged(lines, card_shape=shape)
    return found


def judged(lines: Sequence[str], *, card_shape: bool = False) -> str:
    """What the lines of one page look like; `card_shape`: the picture is as wide to its height as a card."""
    plain = [fold(line) for line in lines]
    if _is_card(lines, plain, card_shape):
        return CARD
    if sum(len(_NUMBER.findall(line)) for line in lines) >= _NUMBERS:
        return PEOPLE
    return HOUSEHOLDS if _is_list(lines, plain) else ""


def _is_card(lines, plain, card_shape):
    if any(_MACHINE.search(line.replace(" ", "").upper()) for line in lines):
        return True
    if len(lines) > _MOST_LINES or not _said(plain, _TITLES):
        return False
    labels = sum(_said(plain, words) for words in _LABELS)
    numbered = any(_NUMBER.search(line) for line in lines)
    return labels >= 3 or (labels >= 1 and (numbered or card_shape)) or (numbered and card_shape)


def _is_list(lines, plain):
    """At least three headings of such a list, names among them, and rows of names with years of birth or telephones."""
    if not _said(plain, _NAMED) or sum(_said(plain, words) for words in _COLUMNS) < 3:
        return False
    names = sum(len(_NAME.findall(line)) for line in lines)
    beside = sum(len(_BORN.findall(line)) or len(_PHONE.findall(line)) for line in lines)
    return min(names, beside) >= _ROWS


def _said(plain: Iterable[str], words: Iterable[str]) -> bool:
    return any(word in line for line in plain for word in words)


def _pages(data):
    """(lines, whether shaped like a card) of each page: its letters, or for some of those without what a picture says."""
    pdf_guard.check(data)
    try:
        opened = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise ImportRefused("Tệp PDF bị hỏng, không mở được.") from error
    pictures = 0
    with opened:
        for number in range(min(len(opened), MOST_PAGES)):
            page = opened[number]
            text, shape = page.get_textpage().get_text_bounded(), _shaped(page.get_width(), page.get_height())
            if len(text) < _FEW_LETTERS and pictures < MOST_PICTURES:
                pictures += 1
                text = "\n".join(_recognised(_drawn(page)))
            yield [line for line in text.splitlines() if line.strip()], shape


def _drawn(page):
    out = io.BytesIO()
    page.render(scale=_DOTS / 72).to_pil().save(out, "PNG", compress_level=1)
    return out.getvalue()


def _recognised(picture):
    """The lines of a picture; none where nothing recognises letters on this machine."""
    if not scans.is_installed():
        return []
    return [line for piece in scans.pieces_of_photo(picture) for line in piece.text.splitlines() if line.strip()]


def _is_card_shaped(data):
    with Image.open(io.BytesIO(data)) as image:
        return _shaped(*image.size)


def _shaped(width, height):
    return bool(height) and _CARD_SHAPE[0] <= max(width, height) / min(width, height) <= _CARD_SHAPE[1]
