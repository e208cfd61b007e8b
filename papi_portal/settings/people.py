"""Who signs in, and how: passwords, second factors, the province's door, what is kept out."""

from datetime import timedelta

from papi_portal.settings.environment import DEBUG, OIDC_CLIENT_ID, OIDC_NAME, OIDC_SECRET, OIDC_URL

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
