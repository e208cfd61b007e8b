"""The account's addresses: in, out, password."""

from django.contrib.auth import views as auth
from django.urls import include, path

from .door.views import NewPassword, OwnPassword
from .forms import ResetForm
from .views import SignIn


def _page(view, title, form_class=None, **more):
    form = {"form_class": form_class} if form_class else {}
    context = {"heading": title, **more}
    return view.as_view(template_name="registration/account_page.html", extra_context=context, **form)


urlpatterns = [
    path("dang-nhap/", SignIn.as_view(), name="login"),
    path("dang-nhap/", SignIn.as_view(), name="account_login"),  # the same page under the name that allauth asks for
    path("", include("papi_portal.door.urls")),
    path("dang-xuat/", auth.LogoutView.as_view(), name="logout"),
    path("mat-khau/", _page(OwnPassword, "Đổi mật khẩu", button="Đổi mật khẩu"), name="password_change"),
    path(
        "mat-khau/xong/",
        _page(auth.PasswordChangeDoneView, "Đã đổi mật khẩu", text="Lần sau đăng nhập bằng mật khẩu mới."),
        name="password_change_done",
    ),
    path(
        "quen-mat-khau/",
        _page(
            auth.PasswordResetView,
            "Quên mật khẩu",
            form_class=ResetForm,
            button="Gửi thư đặt lại",
            text="Nhập thư điện tử công vụ đã khai trong tài khoản; địa chỉ chỉ dùng để gửi thư này, không lưu lại. "
            "Không có: đề nghị quản trị đơn vị đặt lại.",
        ),
        name="password_reset",
    ),
    path(
        "quen-mat-khau/da-gui/",
        _page(
            auth.PasswordResetDoneView,
            "Đã gửi thư",
            text="Nếu thư điện tử này thuộc một tài khoản, thư đặt lại mật khẩu sẽ đến trong ít phút.",
        ),
        name="password_reset_done",
    ),
    path(
        "dat-lai/<uidb64>/<token>/",
        _page(NewPassword, "Đặt mật khẩu mới", button="Đặt mật khẩu"),
        name="password_reset_confirm",
    ),
    path(
        "dat-lai/xong/",
        _page(auth.PasswordResetCompleteView, "Đã đặt mật khẩu mới", text="Bây giờ bạn có thể đăng nhập."),
        name="password_reset_complete",
    ),
]
