"""What a paper still lacks before it may be issued, in words for the person who prepares it."""

import re

from reports.layout import content, decree30, wording
from reports.layout.content import Paper

_LONG_TABLE = 60  # rows; annexes are set many times faster and count their own pages
_SYMBOL = re.compile(r"[^\W\d_]+(-[^\W\d_]+)*(&[^\W\d_]+)?(-[^\W\d_]+)*")


def problems(paper: Paper) -> list[str]:
    """Sentences to show beside the draft; none when the paper obeys the decree as far as a machine sees."""
    return [words for words, found in _findings(paper) if found]


def _findings(paper: Paper) -> list[tuple[str, bool]]:
    forms = [line.split(" ")[0] for line in paper.signing.lines if line.split(" ")[0] in wording.SIGNING_WORDS]
    deputy = bool(paper.signing.lines) and paper.signing.lines[-1].startswith("PHÓ ")
    words = " ".join(content.plain(block) for block in paper.blocks)
    return [
        ("Chưa có trích yếu nội dung văn bản.", not paper.title.strip()),
        ("Chưa có nội dung văn bản.", not paper.blocks),
        (f"Còn chỗ chưa viết (dấu “…”){where_unwritten(paper)}.", unwritten(paper)),
        ("Chưa có tên cơ quan ban hành.", not paper.issuer),
        ("Chưa có địa danh ban hành văn bản.", not paper.place.strip()),
        ("Ký hiệu văn bản không đúng: các nhóm chữ viết tắt nối bằng “-”, không có khoảng trắng.", _bad_symbol(paper)),
        ("Công văn phải có nơi nhận ở phần “Kính gửi”.", paper.is_letter and not paper.addressees),
        ("Tờ trình phải có phần “Kính gửi”.", paper.kind == "to_trinh" and not paper.addressees),
        ("Chưa có nơi nhận văn bản.", not paper.recipients and not paper.addressees),
        ("Chưa có họ tên người ký.", not paper.signing.name.strip()),
        ("Trước họ tên người ký không ghi học hàm, học vị.", wording.has_academic_title(paper.signing.name)),
        ("Cấp phó ký phải ghi “KT.” trước chức vụ của người đứng đầu.", deputy and not {"KT."} & set(forms)),
        ("Văn bản có phụ lục nhưng nội dung chưa nhắc đến Phụ lục.", bool(paper.annexes) and "hụ lục" not in words),
        ("Bảng trong nội dung quá dài: nên chuyển thành phụ lục.", any(_long(block) for block in paper.blocks)),
        ("Mức độ khẩn không đúng quy định.", bool(paper.urgency) and paper.urgency not in decree30.URGENCY),
    ]


def unwritten(paper: Paper) -> bool:
    """Whether a "…" stands where words are missing: such a paper is not sent up."""
    return bool(content.gaps(paper.blocks)) or content.has_gap(paper.title)


def where_unwritten(paper: Paper) -> str:
    """The headings under which words are missing, to go on a sentence with: " ở mục “I. Kết quả”"; "" under none."""
    named = ", ".join(f"mục “{words}”" for words in dict.fromkeys(filter(None, content.gaps(paper.blocks))))
    return f" ở {named}" if named else ""


def _long(block: content.Block) -> bool:
    return isinstance(block, content.Table) and len(block.rows) > _LONG_TABLE


def _bad_symbol(paper: Paper) -> bool:
    return not _SYMBOL.fullmatch(paper.symbol)
