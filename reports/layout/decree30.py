"""Every figure of Decree 30/2020/ND-CP (Annex I, administrative documents) that a paper of ours obeys.

Lengths are millimetres and sizes points unless a name says otherwise. `allowed` and `ALLOWED_…` hold what the decree
permits, the other names what we chose inside it. If the decree is replaced, this is the only module to change.
"""

from dataclasses import dataclass

FONT = "Liberation Serif"  # metric-compatible with Times New Roman; the name that readers of the PDF see
OFFICE_FONT = "Times New Roman"  # the decree's own font, written into files that offices edit

# --- I.1, I.2, I.4: paper, direction, margins ------------------------------------------------------------------------
PAGE_WIDTH, PAGE_HEIGHT = 210, 297
TOP, BOTTOM, LEFT, RIGHT = 20, 20, 30, 15
TEXT_WIDTH = PAGE_WIDTH - LEFT - RIGHT
LANDSCAPE_TEXT_WIDTH = PAGE_HEIGHT - LEFT - RIGHT
ALLOWED_MARGINS = {"top": (20, 25), "bottom": (20, 25), "left": (30, 35), "right": (15, 20)}


@dataclass(frozen=True)
class Style:
    """How one part is set: points, weight, slant, and the range of points that the decree allows."""

    size: int
    allowed: tuple[int, int]
    bold: bool = False
    italic: bool = False
    upper: bool = False


# --- II and the table of Part V: the parts, by the number of their cell in the diagram -------------------------------
STYLES = {
    "nation": Style(12, (12, 13), bold=True, upper=True),  # 1: Quốc hiệu; the decree's sample pairs 12 with 13
    "motto": Style(13, (13, 14), bold=True),  # 1: Tiêu ngữ
    "superior": Style(12, (12, 13), upper=True),  # 2: cơ quan chủ quản trực tiếp
    "issuer": Style(12, (12, 13), bold=True, upper=True),  # 2: cơ quan ban hành
    "number": Style(13, (13, 13)),  # 3: số, ký hiệu
    "place": Style(13, (13, 14), italic=True),  # 4: địa danh, thời gian
    "kind": Style(14, (13, 14), bold=True, upper=True),  # 5a: tên loại
    "subject": Style(14, (13, 14), bold=True),  # 5a: trích yếu
    "letter_subject": Style(12, (12, 13)),  # 5b: trích yếu công văn
    "body": Style(14, (13, 14)),  # 6: nội dung
    "bases": Style(14, (13, 14), italic=True),  # 6: căn cứ
    "heading": Style(14, (13, 14), bold=True),  # 6: phần, mục, khoản có tiêu đề
    "authority": Style(14, (13, 14), bold=True, upper=True),  # 7a: quyền hạn, chức vụ
    "signer": Style(14, (13, 14), bold=True),  # 7b: họ tên
    "addressees": Style(14, (13, 14)),  # 9a: Kính gửi
    "recipients_head": Style(12, (12, 12), bold=True, italic=True),  # 9b: Nơi nhận
    "recipients": Style(11, (11, 11)),  # 9b
    "urgency": Style(13, (13, 14), bold=True, upper=True),  # 10b: mức độ khẩn
    "drafter": Style(11, (11, 11)),  # 12: ký hiệu người soạn thảo
    "contact": Style(11, (11, 12)),  # 13: địa chỉ
    "copy_info": Style(10, (10, 10)),  # 14 and II.8.b: chữ ký số trên bản sao, trên tệp phụ lục
    "annex_number": Style(14, (14, 14), bold=True),  # "Phụ lục I"
    "annex_title": Style(14, (13, 14), bold=True, upper=True),
    "annex_origin": Style(14, (13, 14), italic=True),  # "(Kèm theo …)"
    "page_number": Style(14, (13, 14)),  # I.7: giữa lề trên, không ở trang đầu
    "table": Style(12, (11, 13)),  # the decree is silent; 11 to 13 is practice
    "annex_table": Style(11, (11, 13)),
}

# --- II.6: spacing of the body ---------------------------------------------------------------------------------------
FIRST_LINE = 12.7  # 1 cm or 1,27 cm
PARAGRAPH_GAP_PT = 6  # at least 6 pt
FONT_LINE = 1.15  # a single line of the font, in em
LINE_HEIGHT = 1.3  # em; single is FONT_LINE, 1,5 lines is FONT_LINE * 1.5
ALLOWED_LINE_HEIGHT = (FONT_LINE, FONT_LINE * 1.5)
LEAST_LINES = 3  # of the body above a signature on a page of its own; below that the page says nothing


@dataclass(frozen=True)
class Setting:
    """How close the body is set: points of its letters and em of its lines; `name` is what a paper keeps."""

    name: str
    size: int
    line: float

    def __str__(self) -> str:
        """`cỡ chữ 13, giãn dòng 1,04`, in lines of the font, as a word processor counts."""
        lines = f"{self.line / FONT_LINE:.2f}".replace(".", ",").removesuffix(",00")
        return f"cỡ chữ {self.size}, giãn dòng {'đơn' if lines == '1' else lines}"


SETTINGS = tuple(
    Setting(f"{size}-{line:.2f}", size, line) for size in (14, 13) for line in (LINE_HEIGHT, 1.25, 1.2, FONT_LINE)
)  # from the loosest, which is ours unless it leaves a last page with next to nothing, to the tightest allowed
LETTER_SUBJECT_GAP_PT = 6  # "V/v" stands 6 pt below the number

# --- II.1, II.2, II.5: rules -----------------------------------------------------------------------------------------
RULE_PT = 0.75
SHORT_RULE = (1 / 3, 1 / 2)  # of the line of text above
RULE_GAP_PT = 2

# --- columns of the head and of the foot; the decree draws them, we give them widths ---------------------------------
ISSUER_COLUMN, NATION_COLUMN = 72, 93
NATION_COLUMN_MAX = 102  # a long place and day take room from the issuer
RECIPIENTS_COLUMN, SIGNING_COLUMN = 73, 92
SUBJECT_MAX = 145  # longest line of a title, so that it stays a centred block
SIGNING_SPACE = 37  # between authority and name; room for a seal at its real size

# --- II.10: urgency marks, width x height ----------------------------------------------------------------------------
URGENCY = {"HỎA TỐC": (30, 8), "THƯỢNG KHẨN": (40, 8), "KHẨN": (20, 8)}
URGENCY_COLOUR = "#ff0000"

# --- II.7.d, II.8.a: images of an electronic signature ---------------------------------------------------------------
SIGNATURE_IMAGE = (45, 22)  # room for the handwritten signature
INITIALS_IMAGE = (16, 8)  # ký nháy behind the last line of the recipients; custom, not in the decree
SEAL_DIAMETER = 36  # real size differs by agency: stored with the seal, this is only the default
SEAL_OVERLAP = 1 / 3  # of the signature's width, on its left

INFO_TOP = 5  # distance of the 10 pt text on annex files and copies from the upper edge, our choice

# --- kinds of documents, Annex III -----------------------------------------------------------------------------------
KINDS = {
    "ke_hoach": ("KẾ HOẠCH", "KH"),
    "bao_cao": ("BÁO CÁO", "BC"),
    "to_trinh": ("TỜ TRÌNH", "TTr"),
    "thong_bao": ("THÔNG BÁO", "TB"),
    "quyet_dinh": ("QUYẾT ĐỊNH", "QĐ"),
    "chuong_tri": ("CHƯƠNG TRÌNH", "CTr"),
    "chi_thi": ("CHỈ THỊ", "CT"),
    "giay_moi": ("GIẤY MỜI", "GM"),
    "cong_dien": ("CÔNG ĐIỆN", "CĐ"),
    "bien_ban": ("BIÊN BẢN", "BB"),
    "cong_van": ("", ""),  # an official letter has neither name nor abbreviation
}
NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
