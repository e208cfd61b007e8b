"""The site map: every floor's pages, the admin, signing in and out, health."""

from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from papi_portal import health, policy_reports, start, views
from papi_portal.seeing import views as seeing

urlpatterns = [
    path("", views.home, name="home"),
    path("them/", views.more, name="more"),
    path("huong-dan/", views.guide, name="help"),
    path("bat-dau/", start.start, name="start"),
    path("bat-dau/thoi/", start.leave, name="start_leave"),
    path("", include("papi_portal.account_urls")),
    path("", include("papi_portal.accounts.urls")),
    path("", include("papi_portal.auditing.urls")),
    path("healthz", health.healthz, name="healthz"),
    path("bao-cao-csp/", policy_reports.csp_report, name="csp_report"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", seeing.metrics, name="metrics"),
    path("tinh-trang/", seeing.state, name="system_state"),
    path("", include("units.urls")),
    path("", include("post.urls")),
    path("", include("indicators.urls")),
    path("", include("plans.urls")),
    path("", include("appraisal.urls")),
    path("", include("pulse.urls")),
    path("", include("reports.urls")),
    path("quan-tri/login/", views.admin_door),
    path("quan-tri/password_change/", RedirectView.as_view(pattern_name="password_change")),
    path("quan-tri/", admin.site.urls),
]
handler400 = "papi_portal.views.bad_request"
handler403 = "papi_portal.views.forbidden"
handler429 = "papi_portal.views.too_many"  # asked by allauth where its own limits are reached
handler404 = "papi_portal.views.not_found"
handler500 = "papi_portal.views.server_error"
