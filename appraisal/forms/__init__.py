"""What is typed about the internal index, by noun."""

from appraisal.forms.answers import AnswerForm, JudgeForm, VersionForm
from appraisal.forms.drawing import CheckForm, DrawForm, LookForm, SettleForm
from appraisal.forms.intake import IntakeForm
from appraisal.forms.rounds import BallotForm, MotionForm, NoteForm, ReplyForm, RoundForm
from appraisal.forms.sets import BasisForm, SetForm, UploadForm, YearForm

__all__ = [
    "AnswerForm",
    "BallotForm",
    "BasisForm",
    "CheckForm",
    "DrawForm",
    "IntakeForm",
    "JudgeForm",
    "LookForm",
    "MotionForm",
    "NoteForm",
    "ReplyForm",
    "RoundForm",
    "SetForm",
    "SettleForm",
    "UploadForm",
    "VersionForm",
    "YearForm",
]
