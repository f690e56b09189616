"""Settings of a running installation. What differs between offices comes from the environment (docs/reference/settings.md)."""

import os
from pathlib import Path

import dj_database_url

from antoan.home import home, secret_key

PACKAGE = Path(__file__).parent
HOME = home()

SECRET_KEY = secret_key()
DEBUG = os.environ.get("ANTOAN_DEBUG") == "1"
ALLOWED_HOSTS = [host for host in os.environ.get("ANTOAN_HOSTS", "127.0.0.1,localhost,[::1]").split(",") if host]
CSRF_TRUSTED_ORIGINS = [origin for origin in os.environ.get("ANTOAN_ORIGINS", "").split(",") if origin]
BEHIND_HTTPS = bool(CSRF_TRUSTED_ORIGINS) and all(origin.startswith("https://") for origin in CSRF_TRUSTED_ORIGINS)

INSTALLED_APPS = [
    "antoan.core",
    "antoan.units",
    "antoan.accounts",
    "antoan.law",
    "antoan.documents",
    "antoan.obligations",
    "antoan.plans",
    "antoan.apparatus",
    "antoan.workplaces",
    "antoan.accidents",
    "antoan.outreach",
    "antoan.statistics",
    "antoan.web",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "axes",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "antoan.core.sanity.SaneInputMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "antoan.accounts.middleware.ActorMiddleware",
    "antoan.accounts.middleware.SecondFactorMiddleware",
    "antoan.core.readonly.ReadOnlyGetMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "antoan.urls"
WSGI_APPLICATION = "antoan.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "antoan.web.context.face",
            ],
            "builtins": ["antoan.web.templatetags.face"],
        },
    }
]

SQLITE_OPTIONS = {
    # IMMEDIATE takes the writer's place at once, so that sixteen writers queue instead of failing half-way.
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA temp_store=MEMORY;"
        "PRAGMA mmap_size=268435456;PRAGMA cache_size=-65536;PRAGMA foreign_keys=ON;"
    ),
}


def database(url: str | None) -> dict:
    """The database at `url` (postgresql://…), or the SQLite file of this home where there is no url."""
    if url:
        return dict(dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True))
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": HOME / "antoan.sqlite3",
        "OPTIONS": SQLITE_OPTIONS,
        "CONN_MAX_AGE": 60,
    }


DATABASES = {"default": database(os.environ.get("DATABASE_URL"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "antoan.accounts.passwords.NotLikeThePerson"},
    {"NAME": "antoan.accounts.passwords.LongEnough", "OPTIONS": {"min_length": 10}},
    {"NAME": "antoan.accounts.passwords.NotCommon"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # many commune officers have no office mailbox; the unit's administrator vouches
ACCOUNT_ADAPTER = "antoan.accounts.adapter.AccountAdapter"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_RATE_LIMITS = False  # axes counts failures in the database, which several processes share
ACCOUNT_FORMS = {
    "login": "antoan.accounts.sign_in_forms.SignInForm",
    "change_password": "antoan.accounts.sign_in_forms.ChangePasswordForm",
    "reauthenticate": "antoan.accounts.sign_in_forms.ReauthenticateForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "An Toàn"
MFA_TOTP_TOLERANCE = 1  # steps of 30 s: the clocks of old telephones go wrong
MFA_ALLOW_UNVERIFIED_EMAIL = True  # mail addresses are not verified here at all
MFA_ADAPTER = "antoan.accounts.adapter.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "antoan.accounts.sign_in_forms.SecondFactorForm",
    "reauthenticate": "antoan.accounts.sign_in_forms.SecondFactorAgainForm",
    "activate_totp": "antoan.accounts.sign_in_forms.ActivateAppForm",
}
# Roles that must have set up the second step before any page of work opens; by default it is everybody's own choice.
ANTOAN_MFA_ROLES = [role for role in os.environ.get("ANTOAN_MFA_ROLES", "").split(",") if role]
USERSESSIONS_TRACK_ACTIVITY = False
AXES_FAILURE_LIMIT = 6
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_CALLABLE = "antoan.accounts.lockout.account_name"
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # "try again in 15 minutes" stays true
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "login", "code", "csrfmiddlewaretoken"]
AXES_ENABLE_ADMIN = False
AXES_DISABLE_ACCESS_LOG = False
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "accounts/locked_out.html"
AXES_VERBOSE = False

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt")]  # another one comes with its whole catalogue, not before
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
FORMAT_MODULE_PATH = ["antoan.formats"]

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# Files that people bring are kept by antoan.core.files, never by MEDIA.
FILES_ROOT = HOME / "files"
LAKE_ROOT = HOME / "lake"
UPLOAD_LIMIT = 50 * 1024 * 1024  # bytes
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

# Where people open the product, for links in mails and calendars.
ANTOAN_ADDRESS = (CSRF_TRUSTED_ORIGINS or [os.environ.get("ANTOAN_LISTENS", "http://127.0.0.1:8000")])[0].rstrip("/")
# Mail goes to the console until a server is named.
if smtp := os.environ.get("ANTOAN_SMTP_HOST"):
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST, EMAIL_PORT = smtp, int(os.environ.get("ANTOAN_SMTP_PORT", "587"))
    EMAIL_HOST_USER = os.environ.get("ANTOAN_SMTP_USER", "")
    EMAIL_HOST_PASSWORD = os.environ.get("ANTOAN_SMTP_PASSWORD", "")
    EMAIL_USE_TLS, EMAIL_USE_SSL = EMAIL_PORT == 587, EMAIL_PORT == 465
    EMAIL_TIMEOUT = 30  # seconds
else:
    EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
DEFAULT_FROM_EMAIL = os.environ.get("ANTOAN_MAIL_FROM", "An Toàn <antoan@localhost>")

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# The kernel asks the unit tree through this door, because floor 0 may not import floor 1.
ANTOAN_REACH = "antoan.units.reach.units_within"

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_HTTPS else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# No page holds a script or a style of its own; the code for the authenticator app is an image in a data: address.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:", "blob:"],
        "object-src": ["'none'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
