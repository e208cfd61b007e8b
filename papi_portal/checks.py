"""System checks: what this machine lacks, each with the way to mend it, before a user meets it."""

import shutil
from collections.abc import Sequence
from pathlib import Path

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.core.exceptions import ImproperlyConfigured

from reader import child

LEAST_SECRET, LEAST_SIGNS = 50, 5
MACHINE = "machine"  # what `up` asks before it starts: without the pages, whose import takes seconds


@register(MACHINE)
def redis_at_hand(app_configs: Sequence[AppConfig] | None, **kwargs: object) -> list[CheckMessage]:
    """Without REDIS_URL the portal starts a Redis itself and needs the program."""
    if settings.PRIVATE_REDIS_SOCKET is None or shutil.which("redis-server"):
        return []
    hint = "apt-get install redis-server, or set REDIS_URL to a running Redis."
    return [Error("redis-server is not installed and REDIS_URL is not set.", hint=hint, id="papi_portal.E001")]


@register(MACHINE)
def paper_fonts(app_configs: Sequence[AppConfig] | None, **kwargs: object) -> list[CheckMessage]:
    """Papers are set in a face with the measures of Times New Roman; without it their lines break elsewhere."""
    if (Path(settings.PAPER_FONT_DIR) / "LiberationSerif-Regular.ttf").is_file():
        return []
    hint = "apt-get install fonts-liberation2, or set PAPER_FONT_DIR to the folder of the Liberation fonts."
    return [Warning(f"No Liberation Serif in {settings.PAPER_FONT_DIR}.", hint=hint, id="papi_portal.W002")]


@register(MACHINE)
def sandbox_for_files(app_configs: Sequence[AppConfig] | None, **kwargs: object) -> list[CheckMessage]:
    """PDF, Office files and pictures are opened in a child without network only; where it cannot be had, not at all."""
    lacking = child.available()
    if not lacking:
        return []
    hint = (
        "Cho phép user namespaces: sysctl kernel.unprivileged_userns_clone=1, user.max_user_namespaces và "
        "user.max_net_namespaces lớn hơn 0; trên Ubuntu 24.04 kernel.apparmor_restrict_unprivileged_userns=0; trong "
        "Docker cần hồ sơ seccomp cho phép unshare; nhân Linux từ 5.12."
    )
    return [Warning(f"Không nhận được tệp tải lên: {lacking}", hint=hint, id="papi_portal.W006")]


@register(MACHINE)
def icon_sprite(app_configs: Sequence[AppConfig] | None, **kwargs: object) -> list[CheckMessage]:
    """Every status badge has an icon; the sprite is built at set-up and not in the repository."""
    if (Path(settings.BASE_DIR) / "static" / "built" / "icons.svg").is_file():
        return []
    hint = "Run ./run setup, or python tools/build_sprite.py."
    return [Warning("The icon sprite static/built/icons.svg is not built.", hint=hint, id="papi_portal.W003")]


@register(Tags.security, deploy=True)
def no_debugging_in_production(app_configs: Sequence[AppConfig] | None, **kwargs: object) -> list[CheckMessage]:
    """Pages of errors with settings and source."""
    return [Error("DEBUG is on.", hint="Unset DEBUG.", id="papi_portal.E003")] if settings.DEBUG else []


@register(Tags.security, deploy=True)
def a_secret_of_ones_own(app_configs: Sequence[AppConfig] | None, **kwargs: object) -> list[CheckMessage]:
    """Sessions, signed links and second factors hang on it; the one in the example is everybody's."""
    key = settings.SECRET_KEY
    if len(key) >= LEAST_SECRET and len(set(key)) > LEAST_SIGNS and "put-fifty" not in key and "insecure" not in key:
        return []
    hint = "Leave SECRET_KEY empty (one is made in VAR_DIR), or set fifty random characters."
    return [Error("SECRET_KEY is short, or the one of the example.", hint=hint, id="papi_portal.E004")]


@register(Tags.security, deploy=True)
def hosts_are_named(app_configs: Sequence[AppConfig] | None, **kwargs: object) -> list[CheckMessage]:
    """An open list lets anybody's address into the links of our letters."""
    open_ones = [
        host for host in settings.ALLOWED_HOSTS if host == "*" or (host.strip(".").count(".") == 0 and host[:1] == ".")
    ]
    if settings.ALLOWED_HOSTS and not open_ones:
        return []
    return [
        Error("ALLOWED_HOSTS is open.", hint="Name the hosts: ALLOWED_HOSTS=papi.example.vn.", id="papi_portal.E005")
    ]


@register(Tags.security, deploy=True)
def behind_tls(app_configs: Sequence[AppConfig] | None, **kwargs: object) -> list[CheckMessage]:
    """Without it cookies go in the clear, and the address a try comes from is not the proxy's word."""
    if settings.HTTPS and settings.SITE_URL.startswith("https://"):
        return []
    hint = "SITE_URL=https://…, HTTPS=1, and nginx in front (deploy/nginx.conf)."
    return [Error("HTTPS is off: no TLS proxy in front.", hint=hint, id="papi_portal.E006")]


@register(Tags.security, deploy=True)
def second_factor_demanded(app_configs: Sequence[AppConfig] | None, **kwargs: object) -> list[CheckMessage]:
    """Leaders sign, clerks issue, administrators give rights: a password alone is little."""
    if {"admin", "leader"} <= set(settings.FACTOR_ROLES):
        return []
    hint = "Unset FACTOR_ROLES (admin, unit_admin, leader, clerk), or name these roles."
    return [Warning("FACTOR_ROLES leaves out leaders or administrators.", hint=hint, id="papi_portal.W007")]


def refuse_unsafe() -> None:
    """Raises ImproperlyConfigured, naming each, where PRODUCTION is set and one of these checks fails."""
    if not settings.PRODUCTION:
        return
    asked = (no_debugging_in_production, no_demo_in_production, a_secret_of_ones_own, hosts_are_named, behind_tls)
    found = [f"{error.msg} {error.hint}" for check in asked for error in check(None)]
    if found:
        raise ImproperlyConfigured("PRODUCTION is set, but: " + " | ".join(found))


@register(Tags.security, deploy=True)
def no_demo_in_production(app_configs: Sequence[AppConfig] | None, **kwargs: object) -> list[CheckMessage]:
    """Demo accounts have known passwords and the demo signing certificates prove nothing."""
    if not settings.DEMO:
        return []
    hint = "Unset DEMO and give this portal a database without demo accounts."
    return [Error("DEMO is on.", hint=hint, id="papi_portal.E002")]


@register(Tags.security)
def journal_is_kept_a_year(app_configs: Sequence[AppConfig] | None, **kwargs: object) -> list[CheckMessage]:
    """Traces of access are asked for long after; twelve months are the least."""
    if settings.KEEP_JOURNAL >= 365:
        return []
    return [Error("KEEP_JOURNAL is below 365 days.", hint="Set KEEP_JOURNAL to 365 or more.", id="papi_portal.E007")]


@register(Tags.security, deploy=True)
def heads_leave_the_machine(app_configs: Sequence[AppConfig] | None, **kwargs: object) -> list[CheckMessage]:
    """Who holds this machine can rewrite a chain and a file beside it."""
    here = f"file:{settings.VAR_DIR}"
    if any(not place.startswith(here) for place in settings.JOURNAL_HEADS):
        return []
    hint = "Set JOURNAL_HEADS, for example syslog:log.example.vn:514 or mail:antoan@example.vn."
    return [Warning("The heads of the journal stay on this machine.", hint=hint, id="papi_portal.W008")]


@register(Tags.security, deploy=True)
def letters_leave_the_house(app_configs: Sequence[AppConfig] | None, **kwargs: object) -> list[CheckMessage]:
    """Without EMAIL_URL every reminder ends as a file on this machine."""
    if settings.EMAIL_BACKEND != "django.core.mail.backends.filebased.EmailBackend":
        return []
    hint = "Set EMAIL_URL, for example smtp+tls://user:password@mail.example.vn:587."
    return [Warning("EMAIL_URL is not set: letters are only written to files.", hint=hint, id="papi_portal.W004")]
