"""Django's settings. What a server may choose is in `options`; the rest is decided here."""

import os
from pathlib import Path

import dj_database_url

from retour.web.options import Options

OPTIONS = Options.of(os.environ)
os.environ.setdefault("RETOUR_ENGINES", "duckdb")  # whoever edits a space could choose an address
RETOUR_DATA = OPTIONS.data
UPLOAD_LIMIT = OPTIONS.upload_limit  # bytes a file
QUOTA = OPTIONS.quota  # bytes of data files a workspace
PATIENCE = OPTIONS.patience  # seconds
EVENTS_RATE = OPTIONS.events_rate  # things a second that one source may send

DEBUG = False
SECRET_KEY = OPTIONS.secret
ALLOWED_HOSTS = OPTIONS.hosts
PUBLIC_URL = OPTIONS.url.geturl().rstrip("/")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "csp",
    "retour.web.frame",
    "retour.web.accounts",
    "retour.web.workspaces",
    "retour.web.portfolio",
    "retour.web.pilot",
    "retour.web.intake",
    "retour.web.editing",
    "retour.web.audits",
    "retour.web.api",
    "retour.web.site",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "retour.web.frame.middleware.quiet_headers",
    "django.middleware.gzip.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "retour.web.accounts.sessions.end_old_sessions",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "retour.web.frame.middleware.say_unkept",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "retour.web.frame.context.frame",
            ],
            "builtins": ["retour.web.frame.templatetags.wording"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
ROOT_URLCONF = "retour.web.site.urls"
WSGI_APPLICATION = "retour.web.wsgi.application"

DATABASES = {"default": dj_database_url.parse(OPTIONS.database, conn_max_age=600, conn_health_checks=True)}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["CONN_MAX_AGE"] = 0
    DATABASES["default"]["OPTIONS"] = {
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=20000;",
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["retour.web.accounts.backend.ByEmail"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "CommonPasswordValidator", "NumericPasswordValidator")
] + [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    }
]
PASSWORD_RESET_TIMEOUT = 3 * 3600  # seconds
LOGIN_URL = "accounts:sign_in"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "accounts:sign_in"

SILENCED_SYSTEM_CHECKS = ["auth.W004"]  # one person an address: a constraint on its lower case
SESSION_COOKIE_AGE = 7 * 86_400  # seconds, whatever is done meanwhile
SESSION_IDLE = 24 * 3600  # seconds without a page
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "retour.web.frame.errors.expired"
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME, LANGUAGE_COOKIE_NAME = "session", "csrf", "language"
LANGUAGE_COOKIE_SAMESITE = "Lax"
if OPTIONS.secure:
    SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = True
    SECURE_HSTS_SECONDS = 365 * 86_400
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
    SECURE_REDIRECT_EXEMPT = [r"^health/$"]
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
    CSRF_TRUSTED_ORIGINS = [f"{OPTIONS.url.scheme}://{OPTIONS.url.netloc}"]
if OPTIONS.behind_proxy:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
BEHIND_PROXY = OPTIONS.behind_proxy
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français"), ("en", "English")]
USE_I18N, USE_TZ, TIME_ZONE = True, True, "UTC"

STATIC_URL = "static/"
STATICFILES_DIRS = [("face", str(Path(__file__).parents[1] / "report" / "assets"))]
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 7 * 86_400  # seconds; the address of an asset changes with its content

DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
DATA_UPLOAD_MAX_NUMBER_FILES = 100
FILE_UPLOAD_HANDLERS = ["retour.web.frame.uploads.Bounded"]
FILE_UPLOAD_PERMISSIONS = 0o600

EMAIL_BACKEND = OPTIONS.mail.backend
EMAIL_HOST, EMAIL_PORT = OPTIONS.mail.host, OPTIONS.mail.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = OPTIONS.mail.user, OPTIONS.mail.password
EMAIL_USE_TLS, EMAIL_USE_SSL, EMAIL_TIMEOUT = OPTIONS.mail.tls, OPTIONS.mail.ssl, 20
DEFAULT_FROM_EMAIL = OPTIONS.mail.sender
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "filters": {"discreet": {"()": "retour.web.frame.discretion.Discreet"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["discreet"]}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"retour": {"handlers": ["stderr"], "level": "INFO", "propagate": False}},
}
