"""Erasing a person: what names her goes, what the law keeps stays under her position; two administrators, one act.

require_ready   she holds no post any more and the account has been stopped
erase           everything of GOES, her names and addresses, also in traces and journal; the account keeps its position
"""

from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.apps import apps
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from journal.guards import removing
from journal.notes import Kind
from journal.retention import erase_names
from units.accounts import managing
from units.models import AccountAsk, AccountStep, User

__all__ = ["ERASE_RULE", "GOES", "STAYS", "erase", "require_ready"]

ERASE_RULE = (
    "Xóa dữ liệu cá nhân của người đã thôi mọi chức vụ và đã ngừng tài khoản, theo đề nghị của người ấy; hai quản trị cùng "
    "làm: một người đề nghị kèm căn cứ, người khác xác nhận. Họ tên, tên đăng nhập, thư, điện thoại, thư đã gửi, địa chỉ "
    "mạng trong nhật ký bị xóa, không lấy lại được. Văn bản đã ký, sổ văn bản, chứng thư số giữ theo pháp luật về lưu trữ; "
    "vết xử lý giữ theo chức danh."
)
# Every table that names an account stands in one of the two; a test reads the models.
GOES = {
    "plans.ImportDraft": "owner", "post.Letter": "to", "post.Export": "by", "post.Notice": "to", "post.Preference": "user",
    "post.Reminder": "person", "units.FirstKey": "user", "units.SavedFilter": "user", "units.User_groups": "user",
    "units.User_user_permissions": "user", "account.EmailAddress": "user", "mfa.Authenticator": "user",
    "socialaccount.SocialAccount": "user", "usersessions.UserSession": "user",
}  # fmt: skip
STAYS = {
    "traces, by position": "plans.Step plans.PlanStep reports.DocumentStep "
    "reports.IncomingStep units.AccountStep units.SettingStep journal.Note "
    "journal.Removal admin.LogEntry indicators.ScoreImport units.AccountAsk appraisal.IndexStep",
    "work, by position": "plans.Plan plans.Progress plans.Part plans.Charge plans.Extension plans.Evidence "
    "plans.Settlement plans.OtherWay "
    "indicators.Scenario reports.AlertRule reports.AlertMute reports.Briefing reports.BriefingOrder "
    "appraisal.CriteriaSet appraisal.Round appraisal.Sheet "
    "appraisal.Mark appraisal.Objection appraisal.Motion appraisal.Ballot appraisal.GroupCharge "
    "appraisal.Draw appraisal.SpotCheck appraisal.SecondLook appraisal.Intake "
    "pulse.Round pulse.Reply pulse.PaperBatch",
    "papers and registers, kept by law": "reports.Document reports.Attachment reports.RegisterEntry reports.Receipt "
    "reports.Incoming reports.IncomingFile reports.Message "
    "units.Certificate",
    "who held what when": "units.Post units.Delegation",
}
# Lines of an account's own trace that spell out names and addresses.
_SPELLS = [AccountStep.Verb.RENAMED, AccountStep.Verb.KEYED, AccountStep.Verb.ASKED, AccountStep.Verb.AGREED,
           AccountStep.Verb.DECLINED, AccountStep.Verb.HANDED, AccountStep.Verb.MADE]  # fmt: skip


def require_ready(person: User) -> None:
    """Raises ValueError, saying what comes first."""
    today = timezone.localdate()
    if person.posts.filter(Q(valid_to=None) | Q(valid_to__gte=today)).exists():
        raise ValueError(f"{person} còn giữ chức vụ: cho thôi hoặc bàn giao trước. {ERASE_RULE}")
    if person.is_active:
        raise ValueError(f"Ngừng tài khoản trước. {ERASE_RULE}")
    if person.is_erased:
        raise ValueError("Dữ liệu cá nhân của tài khoản này đã xóa.")


@transaction.atomic
def erase(person: User, *, by: User, agreed: AccountAsk) -> None:
    """Erase what names `person`. Raises Refused, ValueError unless two agreed and she is ready."""
    managing.require_account(by, person)
    require_ready(person)
    if not (agreed.agreed and agreed.account_id == person.pk and agreed.verb == AccountAsk.Verb.ERASE):
        raise ValueError(f"Cần quản trị thứ hai xác nhận. {ERASE_RULE}")
    why = f"xóa dữ liệu cá nhân theo đề nghị {agreed.pk}"
    _steps(person, agreed, by, why)
    _rows(person)
    erase_names(person, by=by, why=why)
    for name in ("first_name", "last_name", "legal_name", "email", "phone"):
        setattr(person, name, "")
    person.username = f"{User.ERASED}{person.pk}"
    person.set_unusable_password()
    person.save()
    managing.traced(AccountStep.Verb.ERASED, person, managing.home(person), by, agreed.words.get("reason", ""))


def _steps(person, agreed, by, why):
    """Her account's lines that spell her out, those of others that name her, and what was asked about her addresses."""
    own = AccountStep.objects.filter(account=person, verb__in=_SPELLS)
    spelt = own | AccountStep.objects.filter(said__contains=person.username)
    spelt = spelt.exclude(account=person, said__startswith=str(AccountAsk.Verb.ERASE.label))
    with removing(spelt, by=by, why=why, kind=Kind.PERSONAL_ERASED, about=person, unit=managing.home(person)):
        spelt.delete()
    AccountAsk.objects.filter(account=person).exclude(pk=agreed.pk).update(words={})


def _rows(person):
    for session in UserSession.objects.filter(user=person):
        session.end()
    for label, field in GOES.items():
        apps.get_model(label)._base_manager.filter(**{field: person}).delete()
    for model in (AccessAttempt, AccessFailureLog, AccessLog):
        model.objects.filter(username=person.name_key).delete()
