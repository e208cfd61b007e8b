"""Words of a document without anybody's name: places, people and proper names become their shape ("Xxx Xxxxx").

Vietnamese names are written with a capital on every word, names of offices on their first alone ("Sở Nội vụ"); so a word
with a capital that is none of the words offices are made of is taken for a name, with all that is joined to it. Where a
line is all in capitals, what follows "xã", "tỉnh", "ông" … is.
"""

import re
from collections.abc import Iterator

__all__ = ["masked"]

NAMES_ONLY = ("signer_name", "place")
_OF_OFFICES = """
ủy uỷ ban nhân dân hội đồng mặt trận tổ quốc việt nam sở phòng văn thống kê nội vụ tư pháp tài chính kế hoạch kinh tế hạ
tầng đô thị hóa hoá xã thương binh lao động người có công giáo dục đào tạo y khoa học nghệ truyền thông nông nghiệp môi
trường nguyên xây dựng giao vận tải dân tộc tôn an quân sự chỉ huy bộ đội biên thanh tra kho bạc bảo hiểm hành trung tâm
phục phụ tùng viện kiểm sát toà tòa án chủ tịch phó giám đốc chánh trưởng tham mưu tổng hợp liên đoàn niên phụ nữ cựu chiến
đảng thường trực bí thư luật nghị định quyết thị thông báo cáo cục chương trình quý thủ tướng phủ nhà nước tỉnh huyện quận
phường thành phố trấn thôn bản ấp khối buôn ông bà đồng chí năm giai đoạn ngày tháng nâng cao số và của nội dung mục điều
khoản điểm đối công khai minh bạch quản trị điện tử trách nhiệm giải
"""
_BEFORE_A_NAME = "xã phường tỉnh huyện quận phố trấn thôn bản ấp khối buôn ông bà chí đường"
_OFFICE, _BEFORE_NAME = frozenset(_OF_OFFICES.split()), frozenset(_BEFORE_A_NAME.split())
_LONGEST_NAME = 3  # words of a place, where capitals tell nothing
_WORD = re.compile(r"[^\W\d_]+")
_LONG_NUMBER = re.compile(r"\d[\d .]{7,}\d")
_ADDRESS = re.compile(r"\S+@\S+")
_NUMBER_OF_PAPER = re.compile(r"(\d+\s*/[\w\-/]+)")


def masked(field: str, text: str) -> str:
    """`text` of the field `field` with every name as its shape; the same name always has the same shape."""
    text = _ADDRESS.sub("x@x", _LONG_NUMBER.sub(lambda found: re.sub(r"\d", "0", found[0]), text))
    if field in NAMES_ONLY:
        return _WORD.sub(lambda found: _shape(found[0]), text)
    return "\n".join("".join(_parts(line)) for line in text.split("\n"))


def _parts(line: str) -> Iterator[str]:
    """Numbers of papers ("12/KH-UBND") stay as they are."""
    shouting = line.upper() == line
    for part in _NUMBER_OF_PAPER.split(line):
        names = () if _NUMBER_OF_PAPER.fullmatch(part) else _loud_names(part) if shouting else _names(part)
        found, end = [], 0
        for start, stop in names:
            found += [part[end:start], _shape(part[start:stop])]
            end = stop
        yield "".join([*found, part[end:]])


def _loud_names(part):
    """In capitals: the words after one that a name follows, as long as they are none of an office's."""
    left = 0
    for word in _WORD.finditer(part):
        lower = word[0].lower()
        if left and lower not in _OFFICE:
            left -= 1
            yield word.span()
        else:
            left = _LONGEST_NAME if lower in _BEFORE_NAME else 0


def _names(part):
    """Runs of words with capitals that hold a word no office is made of."""
    for run, before in _runs(part):
        first = next((n for n, word in enumerate(run) if not _of_an_office(word[0])), None)
        opens = not before or before[-1] in '.;:“"•-–+'
        named = before.lower() in _BEFORE_NAME
        if named or (first is not None and (len(run) > 1 or not opens)):
            yield from (word.span() for word in run[0 if named else first or 0 :])


def _runs(part):
    """(words with capitals side by side, the word or sign before them)."""
    run: list[re.Match] = []
    before, end = "", 0
    for word in _WORD.finditer(part):
        gap = part[end : word.start()]
        if run and not (word[0][0].isupper() and gap.strip(" -–") == ""):
            yield run, before
            run = []
        if word[0][0].isupper():
            before = before if run else (gap.strip()[-1:] or _last_word(part[:end]))
            run.append(word)
        end = word.end()
    if run:
        yield run, before


def _last_word(text):
    return text.split()[-1] if text.split() else ""


def _of_an_office(word):
    return word.lower() in _OFFICE or (word.isupper() and 1 < len(word) < 7)


def _shape(text):
    return _WORD.sub(lambda found: "".join("X" if letter.isupper() else "x" for letter in found[0]), text)
