"""What is written to the log, and where it goes."""

from papi_portal.settings.environment import LOG_FORMAT, LOG_LEVEL, LOG_SYSLOG

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
