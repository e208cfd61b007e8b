"""The environment, read here and nowhere else; the README has the same table."""

import os
from pathlib import Path

import environ

from papi_portal.private_redis import socket_path

BASE_DIR = Path(__file__).resolve().parents[2]

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
# Where nginx finds stored files by an address of its own, for example /kho-tep/; empty: the portal hands them out.
X_ACCEL = env.str("X_ACCEL", default="")
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
# Messages to mobile phones, off until named; prices in đồng of one message.
ZALO_URL = env.str("ZALO_URL", default="https://business.openapi.zalo.me/message/template")
ZALO_TOKEN_FILE = env.str("ZALO_TOKEN_FILE", default="")  # holds the access token; whoever renews it writes it there
ZALO_TEMPLATE, ZALO_COST = env.str("ZALO_TEMPLATE", default=""), env.int("ZALO_COST", default=0)
SMS_URL, SMS_TOKEN = env.str("SMS_URL", default=""), env.str("SMS_TOKEN", default="")
SMS_SENDER, SMS_COST = env.str("SMS_SENDER", default=""), env.int("SMS_COST", default=0)
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
