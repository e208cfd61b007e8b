"""Addresses of the second factor and of sessions; the names are those allauth asks for."""

from allauth.account import views as account
from allauth.mfa.base import views as base
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as keys
from allauth.socialaccount.providers.openid_connect import views as province
from django.urls import path

from papi_portal.door import views
from papi_portal.door.province import carefully

urlpatterns = [
    path("dang-nhap/xac-thuc/", views.Authenticate.as_view(), name="mfa_authenticate"),
    path("dang-nhap/khoa/", keys.login_webauthn, name="mfa_login_webauthn"),
    path("dang-nhap/<slug:provider_id>/di/", carefully(province.login), name="openid_connect_login"),
    path("dang-nhap/<slug:provider_id>/ve/", carefully(province.callback), name="openid_connect_callback"),
    path("xac-nhan/", account.reauthenticate, name="account_reauthenticate"),
    path("xac-nhan/ma/", base.reauthenticate, name="mfa_reauthenticate"),
    path("xac-nhan/khoa/", keys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("bao-mat/", views.Factors.as_view(), name="mfa_index"),
    path("bao-mat/chu-tai-khoan/", views.prove, name="mfa_prove"),
    path("lan-dau/chu-tai-khoan/<str:token>/", views.prove_link, name="mfa_prove_link"),
    path("bao-mat/ung-dung/", views.UseApp.as_view(), name="mfa_activate_totp"),
    path("bao-mat/ung-dung/go/", app.deactivate_totp, name="mfa_deactivate_totp"),
    path("bao-mat/ma-du-phong/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("bao-mat/ma-du-phong/tao/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("bao-mat/khoa/", keys.list_webauthn, name="mfa_list_webauthn"),
    path("bao-mat/khoa/them/", views.AddPasskey.as_view(), name="mfa_add_webauthn"),
    path("bao-mat/khoa/<key:pk>/go/", keys.remove_webauthn, name="mfa_remove_webauthn"),
    path("bao-mat/khoa/<key:pk>/ten/", keys.edit_webauthn, name="mfa_edit_webauthn"),
    path("bao-mat/phien/", views.sessions, name="sessions"),
]
