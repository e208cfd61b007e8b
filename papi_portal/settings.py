"""Settings of the portal: environment read in one block, everything else derived from it."""

import os
from datetime import timedelta
from pathlib import Path

import environ
from celery.schedules import crontab
from csp.constants import NONE, SELF
from kombu.entity import Queue

from papi_portal.lifelines import cache as calm_cache
from papi_portal.lifelines.postgres import CONNECT_SECONDS, Minded, MindedCopy
from papi_portal.private_redis import socket_path

BASE_DIR = Path(__file__).resolve().parent.parent

# --- Environment: the only place it is read. The README has the same table. ---------------------------------------
env = environ.Env()
DEBUG = env.bool("DEBUG", default=False)
DEMO = env.bool("DEMO", default=False)
PRODUCTION = env.bool(
    "PRODUCTION", default=env.str("SITE_URL", default="").startswith("https://")
)  # see papi_portal.checks
SECRET_KEY = env.str("SECRET_KEY", default="")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])  # older keys: links and second factors of before
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
PORT = env.int("PORT", default=8000)
HOST = env.str("HOST", default="127.0.0.1")  # `manage.py up` listens here; 0.0.0.0 for the whole network
SITE_URL = env.str("SITE_URL", default=f"http://localhost:{PORT}").rstrip("/")
HTTPS = env.bool("HTTPS", default=SITE_URL.startswith("https://"))
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))
DATABASE_URL = env.str("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'papi.sqlite3'}")
DATABASE_REPLICA_URL = env.str("DATABASE_REPLICA_URL", default="")  # a streaming copy: dashboards, exports
REDIS_URL = env.str("REDIS_URL", default="")
CELERY_BROKER_URL = env.str("CELERY_BROKER_URL", default="")
EMAIL_URL = env.str("EMAIL_URL", default="")
MAIL_FROM = env.str("MAIL_FROM", default="PAPI Portal <khong-tra-loi@localhost>")
MAIL_REDIRECT_TO = env.str("MAIL_REDIRECT_TO", default="")
MAIL_TIMEOUT = env.int("MAIL_TIMEOUT", default=20)
SIGNING_DIR = Path(env.str("SIGNING_DIR", default=str(VAR_DIR / "signing")))
SIGNING_TRUST = env.list("SIGNING_TRUST", default=[])
SIGNING_REVOCATION = env.list("SIGNING_REVOCATION", default=[])
SIGNING_REVOCATION_URLS = env.list("SIGNING_REVOCATION_URLS", default=[])
SIGNING_TSA_URL = env.str("SIGNING_TSA_URL", default="")
SIGNING_PKCS11_MODULE = env.str("SIGNING_PKCS11_MODULE", default="")
SIGNING_REMOTE_URL = env.str("SIGNING_REMOTE_URL", default="")
SIGNING_PLUGIN_URL = env.str("SIGNING_PLUGIN_URL", default="wss://127.0.0.1:8987")
# Machines of one's own network that the portal may call (webhook, timestamps, remote signing), by name, by commas.
PRIVATE_HOSTS = env.list("PRIVATE_HOSTS", default=["localhost", "127.0.0.1"] if DEBUG else [])
OIDC_URL = env.str("OIDC_URL", default="").rstrip("/")  # the province's single sign-on; empty: none
OIDC_CLIENT_ID, OIDC_SECRET = env.str("OIDC_CLIENT_ID", default=""), env.str("OIDC_SECRET", default="")
OIDC_NAME = env.str("OIDC_NAME", default="Đăng nhập một lần của tỉnh")
OIDC_CLAIM = env.str("OIDC_CLAIM", default="preferred_username")  # holds the user name of the portal
WEBHOOK_URL = env.str("WEBHOOK_URL", default="")
WEBHOOK_SECRET = env.str("WEBHOOK_SECRET", default="")
CLAMAV_SOCKET = env.str("CLAMAV_SOCKET", default="")  # clamd's, for example /run/clamav/clamd.ctl; empty: not asked
UPLOAD_MAX_MB = env.int("UPLOAD_MAX_MB", default=20)
UNIT_QUOTA_MB = env.int("UNIT_QUOTA_MB", default=2000)  # of evidence files of one unit, 0: no limit
KEEP_LETTERS = env.int("KEEP_LETTERS", default=730)  # days, as the next two
KEEP_ACCESS = env.int("KEEP_ACCESS", default=365)
KEEP_READINGS = env.int("KEEP_READINGS", default=14)
GRACE_DAYS = env.int("GRACE_DAYS", default=7)  # a deleted file is kept aside as long, for the backups of these days
KEEP_EXPORTS = env.int("KEEP_EXPORTS", default=7)  # days a file made in the background is kept
KEEP_JOURNAL = env.int("KEEP_JOURNAL", default=730)
JOURNAL_HEADS = env.list("JOURNAL_HEADS", default=[f"file:{VAR_DIR}/journal/heads.txt"])
KEEP_CORRECTIONS = env.int("KEEP_CORRECTIONS", default=1095)  # what people corrected in readings, without names
PAPER_FONT_DIR = Path(env.str("PAPER_FONT_DIR", default="/usr/share/fonts/truetype/liberation2"))
STATEMENT_SECONDS = env.int(
    "STATEMENT_SECONDS", default=45
)  # one statement of a page; jobs and commands have no limit
LOG_LEVEL = env.str("LOG_LEVEL", default="INFO")
LOG_FORMAT = env.str("LOG_FORMAT", default="line")  # or json: one object a line, with ids of request, job and person
LOG_SYSLOG = env.str("LOG_SYSLOG", default="")  # host:port of another machine's syslog, beside the standard output
METRICS_FROM = env.list("METRICS_FROM", default=["127.0.0.1", "::1"])  # who may ask /metrics, not through a proxy
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")  # or with "Authorization: Bearer …"
SUPPORT = env.str("SUPPORT", default="")  # whom to call, as the sign-in page says it
# Roles that must have a second factor; in the demo and in development nobody must.
FACTOR_ROLES = env.list(
    "FACTOR_ROLES", default=[] if DEMO or DEBUG else ["admin", "unit_admin", "auditor", "leader", "clerk"]
)
# Minutes without a request after which a session ends, by role; the shortest of a person's roles counts.
IDLE_MINUTES = env.dict(
    "IDLE_MINUTES",
    cast={"value": int},
    default={} if DEMO or DEBUG else {"admin": 30, "unit_admin": 30, "leader": 60, "clerk": 60},
)
CONFIRM_ROLES = env.list("CONFIRM_ROLES", default=["leader", "clerk"])  # whose accounts no administrator opens alone
CLEAR_RULE = env.int("CLEAR_RULE", default=5)  # "5 rõ" or "6 rõ", as the province's own paper asks
CLEAR_RULE_SOURCE = env.str("CLEAR_RULE_SOURCE", default="")  # number and date of that paper
# ------------------------------------------------------------------------------------------------------------------


def _own_secret(folder: Path) -> str:
    """A secret key made once for this installation, so that no default key ever guards a session."""
    from django.core.management.utils import get_random_secret_key

    path = folder / "secret_key"
    try:
        if not path.exists():
            folder.mkdir(parents=True, exist_ok=True)
            begun = folder / f"secret_key.{os.getpid()}"  # beside, then renamed: a sudden death leaves no half key
            begun.touch(mode=0o600)
            begun.write_text(get_random_secret_key() + get_random_secret_key())
            begun.replace(path)
        key = path.read_text().strip()
    except (OSError, UnicodeDecodeError) as failure:
        raise SystemExit(
            f"Không đọc được khóa bí mật {path}: {failure}. Sửa quyền của tệp, hoặc đặt SECRET_KEY."
        ) from None
    if len(key) < 50:
        raise SystemExit(
            f"Khóa bí mật {path} trống hoặc bị cắt: lấy lại từ bản sao lưu; không có thì xóa tệp để tạo khóa mới "
            "(khi đó mọi người đăng nhập lại và đặt lại bước xác thực thứ hai)."
        )
    return key


SECRET_KEY = SECRET_KEY or _own_secret(VAR_DIR)
# Without REDIS_URL, `manage.py up` keeps a Redis of our own on this socket; every other command finds it there too.
PRIVATE_REDIS_SOCKET = None if REDIS_URL else socket_path(VAR_DIR)
REDIS_URL = REDIS_URL or f"unix://{PRIVATE_REDIS_SOCKET}"
CELERY_BROKER_URL = CELERY_BROKER_URL or REDIS_URL.replace("unix://", "redis+socket://", 1)

INSTALLED_APPS = [
    "papi_portal",
    "reports",
    "appraisal",
    "pulse",
    "plans",
    "indicators",
    "post",
    "units",
    "journal",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_htmx",
    "axes",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]
MIDDLEWARE = [
    "pulse.nameless.Nameless",  # before all others: what could tell who answers is gone when they look
    "papi_portal.seeing.lines.Numbered",
    "papi_portal.seeing.counters.Counting",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",  # these two before WhiteNoise: a file of ours says what a page says
    "papi_portal.middleware.Isolation",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "papi_portal.middleware.CompressedPages",
    "papi_portal.middleware.WithoutDatabase",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "papi_portal.middleware.ConflictMiddleware",
    "papi_portal.lifelines.standby.Standby",
    "papi_portal.throttle.ThrottleMiddleware",
    "papi_portal.throttle.WhenceMiddleware",
    "papi_portal.auditing.noted.NotedMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "papi_portal.door.idle.Idle",
    "papi_portal.door.demanding.SecondFactor",
    "axes.middleware.AxesMiddleware",
    "papi_portal.once.Once",
]
ROOT_URLCONF = "papi_portal.urls"
WSGI_APPLICATION = "papi_portal.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "papi_portal.context.shell",
            ],
            "builtins": ["units.templatetags.portal"],
        },
    }
]
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"

# --- Data -------------------------------------------------------------------------------------------------------
DATABASES = {"default": env.db_url_config(DATABASE_URL)}
DATABASES["default"]["ATOMIC_REQUESTS"] = False
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Measured: WAL with IMMEDIATE transactions loses no write and never reports a locked database.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA temp_store=MEMORY;PRAGMA mmap_size=134217728;"
            "PRAGMA journal_size_limit=27103364;PRAGMA cache_size=-20000;"
        ),
    }
    # A file, as in production: the threads of a live server cannot share a database in memory.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}
else:
    if DATABASE_REPLICA_URL:
        DATABASES["replica"] = env.db_url_config(DATABASE_REPLICA_URL) | {"TEST": {"MIRROR": "default"}}
        DATABASE_ROUTERS = ["papi_portal.lifelines.standby.Router"]
    for _name, _kind in zip(DATABASES, (Minded, MindedCopy), strict=False):
        # PgBouncer gives each transaction another server process.
        DATABASES[_name] |= {
            "ENGINE": "papi_portal.lifelines.engine", "CONN_HEALTH_CHECKS": True, "DISABLE_SERVER_SIDE_CURSORS": True,
        }  # fmt: skip
        DATABASES[_name].setdefault("OPTIONS", {}).update(
            connect_timeout=CONNECT_SECONDS,
            pool={"min_size": 1, "max_size": 10, "timeout": 2, "reconnect_timeout": 5, "connection_class": _kind},
        )
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# What the door counts (wrong codes, used ones) lies in the database: nobody is kept out, nor let in, while Redis is away.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "door_counts",
        "OPTIONS": {"MAX_ENTRIES": 1_000_000},  # none is dropped to make room; outdated ones go at night
    },
    "redis": {
        "BACKEND": "papi_portal.lifelines.cache.CalmCache",
        "LOCATION": REDIS_URL,
        "OPTIONS": calm_cache.OPTIONS,
    },
}
MEDIA_ROOT = VAR_DIR / "media"
FILE_UPLOAD_PERMISSIONS, FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o600, 0o700  # the portal hands files out itself
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000

# --- People ------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "units.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "email", "legal_name", "title", "phone")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "units.passwords.NotMonotonous"},
    {"NAME": "units.passwords.NotEverybodys"},
]
PASSWORD_HASHERS = ["units.passwords.OneFormArgon2", "units.passwords.OneFormHasher"]  # the second reads old ones only
PASSWORD_RESET_TIMEOUT = 24 * 3600
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "login"
AXES_HANDLER = "papi_portal.door.limits.Limits"
AXES_FAILURE_LIMIT = 5  # wrong passwords of one address at one name
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # or whoever goes on trying keeps the owner out for ever
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
# From everywhere at one name, from one address at all names, from everywhere at all names: a spray by a hired crowd.
SIGN_IN_LIMITS = {"name": 5, "address": 20, "all": 300}
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "papi_portal.views.locked_out"
AXES_CLIENT_IP_CALLABLE = "papi_portal.throttle.client_ip"
AXES_USERNAME_CALLABLE = "papi_portal.throttle.name_tried"
AXES_ENABLE_ADMIN = False  # its pages speak English; accounts are unlocked from their own page
ACCOUNT_ADAPTER, MFA_ADAPTER = "papi_portal.door.adapters.AccountAdapter", "papi_portal.door.adapters.FactorAdapter"
ACCOUNT_LOGIN_METHODS, ACCOUNT_SIGNUP_FIELDS, ACCOUNT_EMAIL_VERIFICATION = (
    {"username"},
    ["username*", "password1*"],
    "none",
)
SOCIALACCOUNT_ADAPTER, SOCIALACCOUNT_AUTO_SIGNUP = "papi_portal.door.province.ProvinceAdapter", False
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {"provider_id": "tinh", "name": OIDC_NAME, "client_id": OIDC_CLIENT_ID, "secret": OIDC_SECRET,
             "settings": {"server_url": OIDC_URL}}
        ] if OIDC_URL else [],
    }
}  # fmt: skip
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_FORMS = {
    "login_webauthn": "papi_portal.door.forms.LoginKey", "authenticate_webauthn": "papi_portal.door.forms.SecondKey",
    "reauthenticate_webauthn": "papi_portal.door.forms.ConfirmKey", "add_webauthn": "papi_portal.door.forms.AddKey",
}  # fmt: skip
MFA_ALLOW_UNVERIFIED_EMAIL = True  # addresses are written by whoever keeps the account
MFA_TOTP_TOLERANCE = 1  # a phone's clock may be half a minute off
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG  # a browser takes no key without TLS but on localhost
# What costs work, whoever asks: url name -> (how many, within how many minutes), each account by itself, visitors by
# address. Every table that is exported is one of them.
READING_LIMITS = {
    "search": (300, 5), "verify": (120, 10), "public_document": (300, 10), "calendar_feed": (600, 10),
    "csp_report": (60, 10), "people_excel": (60, 10), "coverage_excel": (60, 10), "grid_excel": (60, 10),
    "dashboard_excel": (60, 10), "register_xlsx": (60, 10), "register_print": (60, 10), "document_xlsx": (60, 10),
    "incoming_xlsx": (60, 10), "incoming_print": (60, 10), "index_set_excel": (60, 10),
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

# --- Language and time ---------------------------------------------------------------------------------------------
LANGUAGE_CODE = "vi"
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_I18N = USE_TZ = True
USE_THOUSAND_SEPARATOR = False
DATE_INPUT_FORMATS = ["%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y"]
FORMAT_MODULE_PATH = ["papi_portal.formats"]

# --- Static files --------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "papi_portal.static_finder.NodeModulesFinder",
]
STORAGES = {
    "default": {"BACKEND": "papi_portal.kept_files.KeptFiles"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "papi_portal.static_storage.ModuleStorage"
    },
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_ALLOW_ALL_ORIGINS = False  # no other site reads our files
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ["map", "woff2", "png", "jpg", "gz", "br"]

# --- Post: letters go through post.letters, which reads EMAIL_* ---------------------------------------------------
if EMAIL_URL:
    vars().update(env.email_url_config(EMAIL_URL))
else:  # the demo's post box: one file a letter, shown on a page
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = VAR_DIR / "mail"
EMAIL_TIMEOUT = MAIL_TIMEOUT
DEFAULT_FROM_EMAIL = SERVER_EMAIL = MAIL_FROM

# Who knows what is due: functions (today, calendar, directory) -> post.due.Due, one a floor that has some.
REMINDER_SOURCES = [
    "plans.reminding.sources.due",
    "appraisal.reminders.due",
    "reports.reminders.due",
    "reports.alerts.telling.due",
]
# Which of the things people were reminded of are not done yet: functions (subjects) -> those still open.
REMINDER_WORK = [
    "plans.reminding.open_work.still_open",
    "appraisal.reminders.still_open",
    "reports.reminders.still_open",
    "reports.alerts.telling.still_open",
]
# Tables of traces that are chained: {label: [columns of each form]}.
TRACES, TRACES_GROWING = "papi_portal.traces.TRACES", "papi_portal.traces.GROWING"
# Who knows what is done about a score: a function as described in indicators.work.
SCORE_WORK = "plans.counting.score_work.work_on"
# Who has figures that move before a score does: functions as described in indicators.leading.
LEADING_FIGURES = ["plans.counting.leading.figures_of_plans"]

# --- Jobs ----------------------------------------------------------------------------------------------------------
CELERY_TASK_ACKS_LATE = CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_IGNORE_RESULT = True
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = TIME_ZONE
CELERY_TASK_SOFT_TIME_LIMIT, CELERY_TASK_TIME_LIMIT = 480, 540
# Killed jobs come back after visibility_timeout; the sweep must look often, or it adds 100 s. Publishing never waits
# long for a broker that is away: every job is also a row that the timetable sweeps up later.
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 600,
    "unacked_restore_interval": 10,
    "unacked_restore_throttle": 1,
    "socket_connect_timeout": 1,
    "socket_timeout": 1,  # of every command but the wait for the next job, which is looked after by:
    "health_check_interval": 5,
    "max_retries": 1,
    "interval_start": 0,  # seconds before the second attempt; a page waits for it
}
CELERY_TASK_PUBLISH_RETRY = False
# Queues by kind: two hundred papers keep no letter waiting. What is not named here is short and goes to the first.
CELERY_TASK_QUEUES = [Queue(name) for name in ("celery", "mail", "papers", "reading", "tallies")]
CELERY_TASK_ROUTES = {
    "post.tasks.*": {"queue": "mail"},
    "reports.papers.tasks.make_document": {"queue": "papers"},
    "reports.briefing.doorbells.make_briefing": {"queue": "papers"},
    "post.exports.doorbells.make_export": {"queue": "papers"},
    "plans.progress.tasks.show_evidence": {"queue": "reading"},
    "plans.progress.tasks.look_at_evidence": {"queue": "reading"},
    "plans.drafting.tasks.read_document": {"queue": "reading"},
    "reports.boards.tasks.tally_boards": {"queue": "tallies"},
    "plans.tasks.look_closely": {"queue": "tallies"},
}
CELERY_BEAT_SCHEDULER = "papi_portal.beat:Timetable"
CELERY_BEAT_SCHEDULE = {
    "heartbeat": {"task": "papi_portal.tasks.heartbeat", "schedule": 30},  # read by /readyz
    "reminders": {"task": "post.tasks.send_due_reminders", "schedule": crontab(minute="*/10")},
    "post": {"task": "post.tasks.send_waiting_letters", "schedule": 60},
    "journal": {"task": "journal.tasks.link", "schedule": 30},
    "boards": {"task": "reports.boards.tasks.tally_boards", "schedule": crontab(minute="2-57/5")},
    "boards afresh": {
        "task": "reports.boards.tasks.tally_boards",
        "args": (True,),
        "schedule": crontab(hour=0, minute=20),
    },
    "alerts": {"task": "reports.alerts.tasks.follow_alerts", "schedule": crontab(minute="4-59/10")},
    "exports": {"task": "post.exports.tasks.sweep_exports", "schedule": 60},
    "briefings": {"task": "reports.briefing.tasks.sweep_briefings", "schedule": 60},
    "briefings ordered": {"task": "reports.briefing.tasks.order_briefings", "schedule": crontab(hour=6, minute=5)},
    "papers": {"task": "reports.papers.tasks.sweep_papers", "schedule": 60},
    "readings": {"task": "plans.drafting.tasks.sweep_readings", "schedule": 60},
    "showing": {"task": "plans.progress.tasks.sweep_shown", "schedule": 60},
    "personal data": {"task": "plans.progress.tasks.sweep_looks", "schedule": 60},
    "looking": {"task": "plans.tasks.look_closely", "schedule": crontab(minute="5,15,25,35,45,55")},
    "looking afresh": {"task": "plans.tasks.look_closely", "args": (True,), "schedule": crontab(hour=3, minute=10)},
    "charges": {"task": "plans.tasks.begin_charges", "schedule": crontab(hour=0, minute=10)},
    "pulse": {"task": "pulse.tasks.settle_rounds", "schedule": crontab(hour=0, minute=15)},
    "posts of ended bodies": {"task": "papi_portal.tasks.end_posts", "schedule": crontab(hour=0, minute=5)},
    "forgetting": {"task": "papi_portal.tasks.forget", "schedule": crontab(hour=2, minute=40)},
}

SYSLOG = {
    "class": "logging.handlers.SysLogHandler",
    "address": (LOG_SYSLOG.rpartition(":")[0], int(LOG_SYSLOG.rpartition(":")[2] or 514)),
    "formatter": LOG_FORMAT,
    "filters": ["masked"],
}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"},
        "json": {"()": "papi_portal.seeing.lines.JsonLine"},
    },
    "filters": {"masked": {"()": "units.confidential.MaskedLog"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT, "filters": ["masked"]},
        **({"syslog": SYSLOG} if LOG_SYSLOG else {}),
    },
    "root": {"handlers": ["console", *(["syslog"] if LOG_SYSLOG else [])], "level": LOG_LEVEL},
    "loggers": {
        "axes": {"level": "WARNING"},
        "fontTools": {"level": "WARNING"},
        "pyhanko": {"level": "WARNING"},
        "weasyprint": {"level": "WARNING"},
    },
}
