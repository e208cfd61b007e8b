"""Django's admin for units, agencies, and people: read first, edit where the office itself decides."""

from typing import cast

from axes.models import AccessAttempt, AccessLog
from axes.utils import reset
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.db import models
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html_join

from units import ending
from units.admin_bases import Journaled, ReadOnly, SearchesFolded
from units.errors import Refused
from units.fields import IN_ADMIN, of_model
from units.models import AccountStep, Agency, Delegation, Post, Succession, Unit, User

from .vietnamese import vn_datetime

admin.site.site_header = admin.site.site_title = "Quản trị dữ liệu – PAPI Portal"
admin.site.index_title = "Dữ liệu dùng chung"
admin.site.unregister(Group)  # what a person may do follows from posts, never from groups


class EraFilter(admin.SimpleListFilter):
    title = "hiệu lực"
    parameter_name = "era"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [("now", "Đang hiệu lực"), ("past", "Đã thôi hiệu lực")]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.filter(valid_to__isnull=self.value() == "now") if self.value() else queryset


class SuccessorInline(admin.TabularInline):
    formfield_overrides = IN_ADMIN
    model = Succession
    fk_name = "old"
    autocomplete_fields = ["new"]
    extra = 0
    verbose_name_plural = "đơn vị kế thừa"


class PredecessorInline(SuccessorInline):
    fk_name = "new"
    autocomplete_fields = ["old"]
    verbose_name_plural = "hình thành từ"


class AgencyInline(admin.TabularInline):
    formfield_overrides = IN_ADMIN
    model = Agency
    fields = ["name", "kind", "heads_unit", "reviews", "symbol"]
    extra = 0
    show_change_link = True


@admin.register(Unit)
class UnitAdmin(SearchesFolded):
    formfield_overrides = IN_ADMIN
    list_display = ["__str__", "code", "kind", "valid_from", "valid_to"]
    list_filter = [EraFilter, "kind", "sample"]
    list_per_page = 50
    show_full_result_count = False
    autocomplete_fields = ["parent"]
    readonly_fields = ["path", "depth", "full_name", "one_hand"]  # one_hand: on the unit's own page, traced
    inlines = [SuccessorInline, PredecessorInline, AgencyInline]

    def get_readonly_fields(self, request: HttpRequest, obj: Unit | None = None) -> list[str]:
        """Code, start and place in the tree are the unit's identity: plans and scores hang on them."""
        return [*self.readonly_fields, "code", "valid_from", "parent"] if obj else self.readonly_fields

    def has_delete_permission(self, request: HttpRequest, obj: Unit | None = None) -> bool:
        """Units are never deleted; they end (`valid_to`) and have successors."""
        return False

    def save_model(self, request: HttpRequest, obj: Unit, form: ModelForm, change: bool) -> None:
        obj.place()
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: ModelForm, formsets: list, change: bool) -> None:
        """Posts follow the last day that was set or taken back."""
        super().save_related(request, form, formsets, change)
        _follow(request, self, Post.objects.filter(agency__unit=form.instance))


def _follow(request, page, posts):
    """Ends posts with their bodies and says so."""
    if changed := ending.follow(posts, by=cast(User, request.user)):
        page.message_user(request, f"{changed} chức vụ kết thúc hoặc tiếp tục theo hiệu lực của đơn vị, cơ quan.")


class PostInline(admin.TabularInline):
    formfield_overrides = IN_ADMIN
    model = Post
    autocomplete_fields = ["agency", "user"]
    extra = 0


@admin.register(Agency)
class AgencyAdmin(SearchesFolded):
    formfield_overrides = IN_ADMIN
    list_display = ["name", "unit", "kind", "heads_unit", "reviews", "symbol"]
    list_filter = ["kind", "heads_unit", "reviews"]
    list_select_related = ["unit"]
    autocomplete_fields = ["unit"]
    inlines = [PostInline]

    def save_related(self, request: HttpRequest, form: ModelForm, formsets: list, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        _follow(request, self, form.instance.posts.all())


class DelegationInline(admin.TabularInline):
    formfield_overrides = IN_ADMIN
    model = Delegation
    fk_name = "from_user"
    extra = 0

    def has_add_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False


NOBODY_ELSES = (
    "Không ai đặt mật khẩu cho người khác. Người dùng tự đặt qua thư hay phiếu ở Đơn vị và người; mật khẩu của quản trị hệ "
    "thống đặt trên máy chủ."
)


class NewOfficial(ModelForm):
    """A new account in the administration: its owner sets the password."""

    class Meta:
        model = User
        fields = ("username", "title", "email")
        formfield_callback = of_model

    def save(self, commit: bool = True) -> User:
        self.instance.set_unusable_password()
        return cast(User, super().save(commit=commit))


@admin.register(User)
class OfficialAdmin(Journaled, UserAdmin):
    formfield_overrides = IN_ADMIN
    list_display = ["username", "title", "email", "is_active", "last_login"]
    list_filter = ["is_active", "is_superuser", "posts__role"]
    search_fields = ["username", "title", "email", "legal_name", "posts__agency__search_text"]
    inlines = [PostInline, DelegationInline]
    fieldsets = [
        (None, {"fields": ["username"], "description": NOBODY_ELSES}),
        ("Người dùng", {"fields": ["title", "legal_name", "email", "phone"]}),
        ("Quyền vào hệ thống", {"fields": ["is_active", "is_staff", "is_superuser"]}),
        ("Thời điểm", {"fields": ["last_login", "date_joined", "sign_ins", "wrong_passwords"]}),
    ]
    add_fieldsets = [(None, {"fields": ["username", "title", "email"], "description": NOBODY_ELSES})]
    add_form, add_form_template = NewOfficial, None
    readonly_fields = ["last_login", "date_joined", "sign_ins", "wrong_passwords"]
    actions = ["unlock"]

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> list[str]:
        """Where letters go is changed on the account's own page, traced; here each administrator changes her own only."""
        own = obj is None or obj.pk == request.user.pk
        return self.readonly_fields if own else [*self.readonly_fields, "email", "phone"]

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:
        """Nobody sets a password for somebody else."""
        raise Refused(NOBODY_ELSES, who_may="chính người dùng")

    def save_related(self, request: HttpRequest, form: ModelForm, formsets: list, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        _follow(request, self, form.instance.posts.all())

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """People are never deleted, for traces name them; they stop being active."""
        return False

    @admin.action(description="Mở khóa đăng nhập", permissions=["change"])
    def unlock(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        """Forgets the wrong passwords, so that who is locked out may try again at once."""
        forgotten = sum(reset(username=name) for name in queryset.values_list("name_key", flat=True))
        told = f"Đã mở khóa, xóa {forgotten} lần nhập sai." if forgotten else "Không có tài khoản nào đang bị khóa."
        self.message_user(request, told)

    @admin.display(description="đăng nhập gần đây")
    def sign_ins(self, user: User) -> str:
        return _times(AccessLog.objects.filter(username=user.name_key))

    @admin.display(description="nhập sai mật khẩu")
    def wrong_passwords(self, user: User) -> str:
        return _times(AccessAttempt.objects.filter(username=user.name_key))


def _times(rows):
    """The last five times with the address they came from, one a line."""
    lines = ((vn_datetime(row.attempt_time), row.ip_address or "–") for row in rows.order_by("-attempt_time")[:5])
    return format_html_join("\n", "<div>{} từ {}</div>", lines) or "–"


@admin.register(Post)
class PostAdmin(Journaled):
    formfield_overrides = IN_ADMIN
    list_display = ["title", "user", "agency", "role", "signs", "valid_from", "valid_to"]
    list_filter = [EraFilter, "role", "signs"]
    list_select_related = ["user", "agency"]
    search_fields = ["title", "user__username", "user__title", "agency__search_text"]
    autocomplete_fields = ["user", "agency"]

    def save_model(self, request: HttpRequest, obj: Post, form: ModelForm, change: bool) -> None:
        super().save_model(request, obj, form, change)
        _follow(request, self, Post.objects.filter(pk=obj.pk))


@admin.register(Delegation)
class DelegationAdmin(ReadOnly):
    """Who lends a right does so herself, on her page; a row proves every act done in her stead, so none goes."""

    list_display = ["from_user", "to_user", "rights_in_words", "valid_from", "valid_to", "ended_at", "reason"]
    list_select_related = ["from_user", "to_user"]
    search_fields = ["from_user__username", "to_user__username", "from_user__title", "to_user__title"]
    date_hierarchy = "valid_from"


@admin.register(AccountStep)
class AccountStepAdmin(ReadOnly):
    """Who did what to which account on the pages of Đơn vị và người."""

    list_display = ["at", "by", "verb", "account", "unit", "said"]
    list_select_related = ["by", "account", "unit"]
    list_filter = ["verb"]
    search_fields = ["account__username", "by__username", "said"]
    date_hierarchy = "at"
