"""Languages a question may be put in, and the fixed words of the form in each; Vietnamese stands first and never lacks."""

from typing import NamedTuple

__all__ = ["LANGUAGES", "VIETNAMESE", "WORDS", "Fixed"]

VIETNAMESE = "vi"
LANGUAGES = [("en", "English")]  # of questions beside Vietnamese; a language needs its words below


class Fixed(NamedTuple):
    """The words around the questions."""

    yes: str
    no: str
    unknown: str
    unmet: str
    words: str
    send: str
    nameless: str


WORDS = {
    VIETNAMESE: Fixed(
        "Có", "Không", "Không biết", "Chưa gặp",
        "Ông bà muốn nói thêm điều gì? (không ghi tên, số điện thoại)", "Gửi câu trả lời",
        "Không hỏi tên. Không lưu máy, không lưu giờ trả lời.",
    ),
    "en": Fixed(
        "Yes", "No", "I do not know", "Has not happened to me",
        "Anything else? (no names, no telephone numbers)", "Send my answers",
        "No name is asked. Neither your device nor the time of day is kept.",
    ),
}  # fmt: skip
