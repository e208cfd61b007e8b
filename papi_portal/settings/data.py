"""Where rows, counts and files lie."""

from papi_portal.lifelines import cache as calm_cache
from papi_portal.lifelines.postgres import CONNECT_SECONDS, Minded, MindedCopy
from papi_portal.settings.environment import DATABASE_REPLICA_URL, DATABASE_URL, REDIS_URL, VAR_DIR, X_ACCEL, env

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
            "ENGINE": "papi_portal.lifelines.engine", "CONN_HEALTH_CHECKS": False, "DISABLE_SERVER_SIDE_CURSORS": True,
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
# The portal hands files out itself; where nginx does, its group reads them.
FILE_UPLOAD_PERMISSIONS, FILE_UPLOAD_DIRECTORY_PERMISSIONS = (0o640, 0o750) if X_ACCEL else (0o600, 0o700)
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
