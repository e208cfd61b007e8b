"""The apps, what every request passes, and the templates; languages, time and what browsers load."""

from papi_portal.settings.environment import BASE_DIR, DEBUG, VAR_DIR

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
    "papi_portal.handed_out.HandedOut",
    "papi_portal.throttle.ThrottleMiddleware",
    "papi_portal.throttle.WhenceMiddleware",
    "papi_portal.auditing.noted.NotedMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "papi_portal.door.idle.Idle",
    "papi_portal.door.demanding.SecondFactor",
    "axes.middleware.AxesMiddleware",
    "papi_portal.lifelines.standby.Standby",  # who asks is known by then, from the primary
    "papi_portal.once.Once",
]
ROOT_URLCONF = "papi_portal.urls"
WSGI_APPLICATION = "papi_portal.wsgi.application"
FORM_RENDERER = "units.form_renderer.Renderer"  # the usual widgets without a template each
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

LANGUAGE_CODE = "vi"
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_I18N = USE_TZ = True
USE_THOUSAND_SEPARATOR = False
DATE_INPUT_FORMATS = ["%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y"]
FORMAT_MODULE_PATH = ["papi_portal.formats"]

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
