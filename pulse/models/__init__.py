"""Questions that are asked, rounds in which they are, and answers of which nobody knows whose they are."""

from .answers import Ballot, Code, PaperBatch, Waiting, Words
from .questions import Question, QuestionText
from .rounds import MOST_QUESTIONS, Place, Reply, Round, RoundQuestion

__all__ = [
    "MOST_QUESTIONS",
    "Ballot",
    "Code",
    "PaperBatch",
    "Place",
    "Question",
    "QuestionText",
    "Reply",
    "Round",
    "RoundQuestion",
    "Waiting",
    "Words",
]
