"""Kinds of administrative documents: the word on its own line, the letters in the number, the code we store."""

import re

from .text import fold, is_caps, squeeze

KINDS = (
    ("KE_HOACH", "ke hoach"),
    ("CHUONG_TRINH", "chuong trinh"),
    ("BAO_CAO", "bao cao"),
    ("CHI_THI", "chi thi"),
    ("QUYET_DINH", "quyet dinh"),
    ("THONG_BAO", "thong bao"),
    ("TO_TRINH", "to trinh"),
    ("NGHI_QUYET", "nghi quyet"),
    ("HUONG_DAN", "huong dan"),
    ("PHUONG_AN", "phuong an"),
    ("DE_AN", "de an"),
    ("CONG_DIEN", "cong dien"),
    ("KET_LUAN", "ket luan"),
    ("GIAY_MOI", "giay moi"),
    ("QUY_CHE", "quy che"),
    ("THU_KEU_GOI", "loi keu goi"),
)
_BY_LETTERS = {
    "KH": "KE_HOACH",
    "CTR": "CHUONG_TRINH",
    "CTRHĐ": "CHUONG_TRINH",
    "BC": "BAO_CAO",
    "CT": "CHI_THI",
    "QĐ": "QUYET_DINH",
    "QD": "QUYET_DINH",
    "TB": "THONG_BAO",
    "TTR": "TO_TRINH",
    "NQ": "NGHI_QUYET",
    "HD": "HUONG_DAN",
    "PA": "PHUONG_AN",
    "ĐA": "DE_AN",
    "CĐ": "CONG_DIEN",
    "KL": "KET_LUAN",
    "GM": "GIAY_MOI",
    "QC": "QUY_CHE",
    "CV": "CONG_VAN",
}
# "PHƯỜNG AN CỰU" is a ward; without marks it opens like "PHƯƠNG ÁN".
_WARD = re.compile(r"phường\b", re.IGNORECASE)
LETTER = "CONG_VAN"
NEWS = "TIN_BAI"


def kind_of_line(text: str) -> tuple[str, str, str] | None:
    """(code, kind as written, rest of the line) where a line opens with the kind in capitals, or is only "Kế hoạch"."""
    clean = _closed_up(squeeze(re.sub(r"^[\W_]+", "", text)))
    folded = fold(clean)
    for code, word in KINDS:
        if not folded.startswith(word):
            continue
        written, rest = clean[: len(word)], clean[len(word) :].strip()
        if _WARD.match(written):
            continue
        following = folded[len(word) : len(word) + 1]
        if len(clean) == len(word) and written == written.capitalize():
            return code, written, ""
        if is_caps(written) and following in ("", " ", ":", "-", "(", ".", "*"):
            extra = re.match(r"(HÀNH ĐỘNG|PHỐI HỢP|CÔNG TÁC|KẾT LUẬN|LIÊN TỊCH)\b(?!\s+[A-ZĐ])", rest)
            if extra:
                written, rest = f"{written} {extra.group(0)}", rest[extra.end() :].strip()
            return code, written, rest.lstrip(":-*. ")
    return None


def _closed_up(text: str) -> str:
    """ "K Ế H O Ạ C H", spaced out for looks, as a word again; the spaces between its words are lost."""
    letters = text.split(" ")
    if len(letters) < 5 or any(len(letter) > 1 for letter in letters):
        return text
    word = next((word for _, word in KINDS if fold("".join(letters)) == word.replace(" ", "")), None)
    if word is None:
        return text
    cut = word.find(" ")
    return "".join(letters[:cut]) + " " + "".join(letters[cut:])


def kind_of_number(number: str) -> str | None:
    """The kind the letters of a number stand for ("09/KH-UBND"); letters between offices have none."""
    letters = re.split(r"[/\-–\s]", number.split("/", 1)[-1])
    if "/" in number and re.match(r"\d+-", number):
        letters = [re.split(r"[-/]", number)[1]]
    first = letters[0].upper() if letters else ""
    return _BY_LETTERS.get(first, LETTER if first else None)


def kind_of_words(text: str) -> str | None:
    """The kind named at the start of running text ("Kế hoạch 192/KH-UBND năm 2023 …")."""
    folded = fold(text)
    return next((code for code, word in KINDS if folded.startswith(word) and not _WARD.match(text)), None)
