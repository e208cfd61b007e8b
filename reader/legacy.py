"""Text typed with the old TCVN3 (ABC) and VNI fonts: told apart by the words it makes, and turned into Unicode."""

import re
import unicodedata

# TCVN 5712:1993, third character set: what an old .VnTime file shows when read as Latin-1.
TCVN3 = str.maketrans(
    dict(
        zip(
            "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ¡¢§£¤¥¦",
            "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂĐÊÔƠƯ",
            strict=True,
        )
    )
)

# VNI-Windows writes a letter and then its mark, each one byte.
_VNI_MARKS = {"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_VNI_BREVE = {
    "ê": "\u0306",
    "é": "\u0306\u0301",
    "è": "\u0306\u0300",
    "ú": "\u0306\u0309",
    "ü": "\u0306\u0303",
    "ë": "\u0306\u0323",
}
_VNI_HAT = {
    "â": "\u0302",
    "á": "\u0302\u0301",
    "à": "\u0302\u0300",
    "å": "\u0302\u0309",
    "ã": "\u0302\u0303",
    "ä": "\u0302\u0323",
}
_VNI_SINGLE = {
    "ñ": "đ",
    "æ": "ỉ",
    "ó": "ĩ",
    "ò": "ị",
    "î": "ỵ",
    "ô": "ơ",
    "ö": "ư",
    "Ñ": "Đ",
    "Æ": "Ỉ",
    "Ó": "Ĩ",
    "Ò": "Ị",
    "Î": "Ỵ",
    "Ô": "Ơ",
    "Ö": "Ư",
}
_VNI_PAIR = re.compile(
    "([AaEeOoUuYyÔôÖö])(["
    + "".join(_VNI_MARKS | _VNI_HAT | _VNI_BREVE)
    + "".join(_VNI_MARKS | _VNI_HAT | _VNI_BREVE).upper()
    + "])"
)

_COMMON = frozenset(
    [
        "và",
        "của",
        "các",
        "được",
        "nhân",
        "dân",
        "tổ",
        "chức",
        "thực",
        "hiện",
        "công",
        "kế",
        "hoạch",
        "ủy",
        "uỷ",
        "ban",
        "tỉnh",
        "xã",
        "phường",
        "năm",
        "ngày",
        "tháng",
        "việc",
        "trong",
        "về",
        "với",
        "theo",
        "nhiệm",
        "vụ",
        "cấp",
        "báo",
        "cáo",
        "căn",
        "cứ",
        "số",
        "nội",
        "dung",
        "cơ",
        "quan",
        "đơn",
        "vị",
        "hành",
        "chính",
        "phối",
        "hợp",
        "kết",
        "quả",
        "trên",
    ]
)
_FORM = re.compile(
    r"\s*(?:(?:ủy|uỷ) ban nhân dân|ubnd|cộng hòa xã hội|xã|phường|thị trấn|huyện|quận|thị xã|thành phố|tỉnh|sở|phòng"
    r"|kế hoạch|chương trình|báo cáo|chỉ thị|quyết định|thông báo|t/?m\.|k/?t\.|t/?l\.|(?:phó )?(?:chủ tịch|giám đốc)"
    r"|trưởng phòng|chánh văn phòng)(?!\w)[^.;:!?]{0,60}$"
)
_TRUE_VIETNAMESE = re.compile("[\u1ea0-\u1ef9ơưăđƠƯĂĐ]")
_LEGACY_LETTER = re.compile("[\u00a1-\u00ff]")


def _vni_pair(match: re.Match) -> str:
    letter, mark = match.group(1), match.group(2).lower()
    tables = [_VNI_MARKS]
    if letter in "AaEeOo":
        tables.append(_VNI_HAT)
    if letter in "Aa":
        tables.append(_VNI_BREVE)
    for table in tables:
        if mark in table:
            return unicodedata.normalize("NFC", _VNI_SINGLE.get(letter, letter) + table[mark])
    return match.group(0)


def from_tcvn3(text: str) -> str:
    """TCVN3 to Unicode. Capitals typed in a ".VnTimeH" font come out small: the font knew, the text does not."""
    return text.translate(TCVN3)


def from_vni(text: str) -> str:
    """VNI to Unicode, letter-and-mark pairs first, then the single letters."""
    pieces = []
    last = 0
    for match in _VNI_PAIR.finditer(text):
        pieces.append(_vni_singles(text[last : match.start()]))
        pieces.append(_vni_pair(match) if _vni_pair(match) != match.group(0) else _vni_singles(match.group(0)))
        last = match.end()
    return "".join(pieces) + _vni_singles(text[last:])


def _vni_singles(text: str) -> str:
    return "".join(_VNI_SINGLE.get(char, char) for char in text)


def vietnamese_share(text: str) -> float:
    """The share of words that are among the commonest of Vietnamese offices."""
    words = re.findall(r"[^\W\d_]+", unicodedata.normalize("NFC", text).lower())
    return sum(word in _COMMON for word in words) / max(1, len(words))


def convert(text: str) -> tuple[str, str | None]:
    """(Unicode text, name of the old encoding or None); lines that are Unicode already stay as they are."""
    suspects = [line for line in text.split("\n") if _is_suspect(line)]
    if not suspects:
        return text, None
    sample = "\n".join(suspects)
    best = max((from_tcvn3, "TCVN3"), (from_vni, "VNI"), key=lambda pair: vietnamese_share(pair[0](sample)))
    if vietnamese_share(best[0](sample)) < vietnamese_share(sample) + 0.05:
        return text, None
    lines = [best[0](line) if _is_suspect(line) else line for line in text.split("\n")]
    return "\n".join(map(_with_capitals, lines) if best[1] == "TCVN3" else lines), best[1]


def _with_capitals(line: str) -> str:
    """The words of a form that a font of capitals showed: letterhead, kind, headings behind I. II., who signs."""
    roman = re.match(r"\s*[IVX]+\s*[./-]\s*", line)
    if roman and line[roman.end() :].islower():
        return line.upper()
    return "\t".join(cell.upper() if cell.islower() and _FORM.match(cell) else cell for cell in line.split("\t"))


def _is_suspect(line: str) -> bool:
    return bool(_LEGACY_LETTER.search(line)) and not _TRUE_VIETNAMESE.search(unicodedata.normalize("NFC", line))


def decode(data: bytes) -> str:
    """Bytes of a text file as text: Unicode by its marks, else the 8-bit reading that makes most Vietnamese words."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    readings = [data.decode("latin-1"), data.decode("cp1258", errors="replace")]
    return max(readings, key=lambda text: vietnamese_share(convert(text)[0]))
