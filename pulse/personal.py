"""Whether what a citizen wrote seems to name somebody: then few read it, and nobody copies it on."""

import re

__all__ = ["seems_personal"]

_SIGNS = (
    re.compile(r"(?<!\d)(?:\+?84|0)[ .-]?\d(?:[ .-]?\d){7,9}(?!\d)"),  # a telephone
    re.compile(r"(?<!\d)\d{9}(?:\d{3})?(?!\d)"),  # an identity card, old or new
    re.compile(r"[\w.+-]+@[\w-]+\.\w+"),
    re.compile(r"\b(?:số nhà|tên tôi là|tôi tên|tên là|tôi là)\b", re.IGNORECASE),
    re.compile(r"\b(?:[ôÔ]ng|[bB]à|[aA]nh|[cC]hị|[cC]hú|[cC]ô|[bB]ác)(?: [A-ZÀ-ỸĐ][a-zà-ỹ]+){2,}"),
)


def seems_personal(text: str) -> bool:
    """A telephone, a personal number, an address of mail or of a house, or a person with her whole name."""
    return any(sign.search(text) for sign in _SIGNS)
