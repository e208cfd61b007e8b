"""The opening paragraphs: what a document rests on, and its kind and years where its head does not tell them."""

import re

from . import bases
from .kinds import kind_of_words
from .shapes import Basis
from .text import UPPER, fold

Paragraphs = list[tuple[str, tuple[int, ...]]]
_CITES = re.compile(r"can cu|thuc hien|trien khai|theo|tiep tuc|de |xet|nham|uy ban|ubnd|tren co so")


def bases_in(opening: Paragraphs) -> tuple[Basis, ...]:
    """Documents cited by Căn cứ and Thực hiện sentences; what announces the plan itself cites nothing after its name."""
    return bases.cited(
        [
            (sentence, lines)
            for text, lines in opening
            for sentence in re.split(rf"(?<=[a-zà-ỹ0-9]\.)\s+(?=[{UPPER}])", text)
            if _CITES.match(fold(sentence))
        ]
    )


def kind_of(texts: list[str]) -> str | None:
    """ "… xây dựng kế hoạch triển khai …": the kind, where the header is missing."""
    for text in texts:
        match = re.search(r"(?:xay dung|ban hanh|de ra)\s+(ke hoach|chuong trinh|chi thi|bao cao)", fold(text))
        if match:
            return kind_of_words(match.group(1))
    return None


def years_of(texts: list[str]) -> tuple[int, ...]:
    """The years of "… ban hành Kế hoạch … năm 2024"."""
    for text in texts:
        match = re.search(r"(?:ban hanh|xay dung)\s+(?:ke hoach|chuong trinh)(.*)", fold(text), re.DOTALL)
        if match:
            return bases.years_of(text[match.start(1) :])
    return ()
