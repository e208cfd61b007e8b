"""What a browser may do with our pages, and how often one may ask."""

from csp.constants import NONE, SELF

from papi_portal.settings.environment import DEBUG, HTTPS, OIDC_URL, SIGNING_PLUGIN_URL, SITE_URL

# What costs work, whoever asks: url name -> (how many, within how many minutes), each account by itself, visitors by
# address. Every table that is exported is one of them.
READING_LIMITS = {
    "search": (300, 5), "verify": (120, 10), "public_document": (300, 10), "calendar_feed": (600, 10),
    "csp_report": (60, 10), "people_excel": (60, 10), "coverage_excel": (60, 10), "grid_excel": (60, 10),
    "dashboard_excel": (60, 10), "register_xlsx": (60, 10), "register_print": (60, 10), "document_xlsx": (60, 10),
    "incoming_xlsx": (60, 10), "incoming_print": (60, 10), "index_set_excel": (60, 10),
    "index_intake_table": (60, 10),
    "export_file": (60, 10),
    "plan_paper": (60, 10), "plan_tasks_csv": (60, 10), "journal_export": (20, 10), "personal_copy": (20, 10),
}  # fmt: skip
READING = {} if DEBUG else READING_LIMITS  # who develops and tests asks the same again and again
# Posts of visitors who are not signed in: the same.
THROTTLED = {"verify": (30, 10), "password_reset": (5, 60), "first_sign_in": (60, 10)}
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]  # asked from the machine itself, without TLS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
CSRF_TRUSTED_ORIGINS = [SITE_URL]
CSRF_FAILURE_VIEW = "papi_portal.views.csrf_failure"
X_FRAME_OPTIONS = "SAMEORIGIN"  # our own pages show a paper's PDF in a frame
SILENCED_SYSTEM_CHECKS = ["security.W019"]  # asks for DENY
DEFAULT_EXCEPTION_REPORTER_FILTER = "papi_portal.error_reports.AlwaysOn"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF, SIGNING_PLUGIN_URL],  # the signing service on the official's own computer
        "frame-src": [SELF],
        "object-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [
            SELF,
            *(["/".join(OIDC_URL.split("/")[:3])] if OIDC_URL else []),
        ],  # a browser follows the form to the province's page
        "frame-ancestors": [SELF],
        "base-uri": [NONE],
        "report-uri": "/bao-cao-csp/",
    }
}
