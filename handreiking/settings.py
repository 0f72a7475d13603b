"""All settings, in one file, from environment variables.

docs/settings.md lists the variables. Only DEBUG=1 gives defaults that are not safe.
"""

import os
from importlib.util import find_spec
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF

from handreiking.identity_providers import form_origins, read_identity_providers
from handreiking.log_lines import logging_settings
from handreiking.security_contact import read_contact

BASE_DIR = Path(__file__).resolve().parent.parent


def env_list(name: str) -> list[str]:
    """Return the comma-separated values of a variable, without the empty ones."""
    return [value.strip() for value in os.environ.get(name, "").split(",") if value.strip()]


# ---- what differs per place -------------------------------------------------------------

DEBUG = os.environ.get("DEBUG") == "1"
SECRET_KEY = os.environ.get("SECRET_KEY") or ("only-for-debug-" + "x" * 40 if DEBUG else "")
if not SECRET_KEY:
    raise SystemExit("Set SECRET_KEY (50 random characters or more), or DEBUG=1 on your own machine.")
SECRET_KEY_FALLBACKS = env_list("SECRET_KEY_FALLBACKS")

ALLOWED_HOSTS = env_list("ALLOWED_HOSTS") or (["localhost", "127.0.0.1", "[::1]"] if DEBUG else [])
CSRF_TRUSTED_ORIGINS = env_list("CSRF_TRUSTED_ORIGINS")
# Where the site is, for links in mails that no visit leads to.
_host = f"https://{ALLOWED_HOSTS[0].lstrip('.')}" if ALLOWED_HOSTS and not DEBUG else "http://localhost:8000"
SITE_URL = os.environ.get("SITE_URL", _host).rstrip("/")

# Texts that people write are encrypted with keys made of SECRET_KEY and these salts; the first one encrypts.
SALT_KEY = env_list("ENCRYPTION_SALTS") or (["only-for-debug"] if DEBUG else [])
if not SALT_KEY:
    raise SystemExit("Set ENCRYPTION_SALTS (one or more random values, comma-separated; the first one encrypts).")

DATABASES = {
    "default": dj_database_url.parse(
        os.environ.get("DATABASE_URL") or f"sqlite:///{BASE_DIR / 'var' / 'handreiking.sqlite3'}"
    )
}
_database = DATABASES["default"]
_given = _database.get("OPTIONS", {})  # what the address asks for, such as ?sslmode=require
if _database["ENGINE"].endswith("sqlite3"):
    # Tuned for several writers: without IMMEDIATE and WAL most of them are locked out under load.
    _database["OPTIONS"] = _given | {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA secure_delete=ON;",
    }
    _database["CONN_MAX_AGE"] = 600
    # A file, not memory: the browser tests' server runs in a thread beside the tests.
    _database["TEST"] = {"NAME": BASE_DIR / "var" / f"test-{os.getpid()}.sqlite3"}
else:
    # Each process lends its threads a connection for a request; one that died with the server is not lent. Who can't
    # get one in five seconds hears so, and attempts begin anew after five: otherwise the pause between them doubles.
    _size = int(os.environ.get("DATABASE_POOL_SIZE") or 4)
    _pool = {"min_size": 1, "max_size": _size, "timeout": 5, "reconnect_timeout": 5}
    _database["OPTIONS"] = {"connect_timeout": 5} | _given | {"pool": _pool}
    _database["CONN_HEALTH_CHECKS"] = True
    # Behind pgbouncer two transactions may be two connections; a cursor of the server would be gone in the second.
    _database["DISABLE_SERVER_SIDE_CURSORS"] = os.environ.get("BEHIND_PGBOUNCER") == "1"

# In the database, so that all workers count tries together; `manage.py createcachetable` makes the table.
# Django throws counters away above 300 entries unless told otherwise: who fills the table would try without end.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

CONTENT_DIR = Path(os.environ.get("HANDREIKING_CONTENT_DIR") or BASE_DIR / "handreiking" / "content")

# More editions of the checklist beside ours, or none.
_editions = os.environ.get("CHECKLIST_EDITIONS_DIR")
CHECKLIST_EDITIONS_DIR = Path(_editions) if _editions else None

EMAIL_BACKEND = "django.core.mail.backends." + ("console" if DEBUG else "smtp") + ".EmailBackend"
EMAIL_HOST = os.environ.get("EMAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("EMAIL_USE_TLS") == "1"
EMAIL_TIMEOUT = 10  # seconds: whoever waits for the mail waits for the mail server too
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", "Handreiking <handreiking@localhost>")

# Who has to have a second factor: "staff" for the Django admin, "admin" for the pages of a school's admins.
SECOND_FACTOR_FOR = {
    word.strip() for word in os.environ.get("SECOND_FACTOR_FOR", "" if DEBUG else "staff").split(",") if word.strip()
}
if SECOND_FACTOR_FOR - {"staff", "admin"}:
    raise SystemExit("SECOND_FACTOR_FOR takes staff and admin, comma-separated, or nothing.")

# With which school accounts people may sign in; docs/sso.md. Nothing set: no buttons, and no address answers.
IDENTITY_PROVIDERS = read_identity_providers(os.environ.get("IDENTITY_PROVIDERS", ""))
SAML_CONFIGURED = any(provider.protocol == "saml" for provider in IDENTITY_PROVIDERS)
if SAML_CONFIGURED and not find_spec("onelogin"):
    raise SystemExit("IDENTITY_PROVIDERS names a SAML provider: install requirements-saml.txt (see docs/sso.md).")

# Whom to tell of a weakness, and until when that holds; shown at /.well-known/security.txt, or nothing at all.
SECURITY_CONTACT, SECURITY_EXPIRES = read_contact(
    os.environ.get("SECURITY_CONTACT", ""), os.environ.get("SECURITY_EXPIRES", "")
)
# How long things are kept; `manage.py erase_old` erases what is older. docs/decisions/how-long-things-are-kept.md.
KEEP_JOURNAL_DAYS = int(os.environ.get("KEEP_JOURNAL_DAYS", "365"))
KEEP_INVITATIONS_DAYS = int(os.environ.get("KEEP_INVITATIONS_DAYS", "14"))  # after they ended
KEEP_PLANS_YEARS = int(os.environ.get("KEEP_PLANS_YEARS", "8"))  # two schoolplans of four years
if min(KEEP_JOURNAL_DAYS, KEEP_PLANS_YEARS) < 1 or KEEP_INVITATIONS_DAYS < 0:
    raise SystemExit("KEEP_JOURNAL_DAYS and KEEP_PLANS_YEARS take 1 or more, KEEP_INVITATIONS_DAYS 0 or more.")

# ---- what is the same everywhere --------------------------------------------------------

ROOT_URLCONF = "handreiking.urls"
WSGI_APPLICATION = "handreiking.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    *(["allauth.socialaccount.providers.saml"] if SAML_CONFIGURED else []),
    "allauth.usersessions",
    "csp",
    "django_htmx",
    "template_partials.apps.SimpleAppConfig",
    "handreiking",
    "schools",
    "reflections",
    "checklists",
]

MIDDLEWARE = [
    "handreiking.request_log.RequestLogMiddleware",
    "handreiking.headers.HeadersMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "handreiking.health.HealthMiddleware",
    "handreiking.methods.MethodsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "checklists.following.NothingNewMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "schools.signed_in.SignedInMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "handreiking.htmx.LoginRedirectMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "schools.rate_limits.TooManyTriesMiddleware",
    "schools.second_factor.SecondFactorMiddleware",
]

TEMPLATE_FILES = [
    "django.template.loaders.filesystem.Loader",
    "django.template.loaders.app_directories.Loader",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            # Cached here too: Django's autoreload forgets what it compiled when a file changes.
            "loaders": [
                ("template_partials.loader.Loader", [("django.template.loaders.cached.Loader", TEMPLATE_FILES)])
            ],
            "builtins": ["template_partials.templatetags.partials", "handreiking.templatetags.handreiking"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "handreiking.preferences.preferences",
                "schools.menu.menu",
                "reflections.drafts.drafts",
            ],
        },
    }
]

STATIC_URL = "/static/"
WHITENOISE_AUTOREFRESH = DEBUG  # said here, since under a test DEBUG is off: each client would read all files anew
STATIC_ROOT = BASE_DIR / "var" / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# What `manage.py seed_demo` puts together, in this order; each takes today and returns lines to print.
DEMO_PARTS = ["schools.demo.fill", "checklists.demo.fill", "reflections.demo.fill", "reflections.demo_sharing.fill"]

# Who says what is kept of a person, in the order of the page; each takes the user and returns schools.my_data.Section.
MY_DATA_PARTS = [
    "schools.my_data_account.sections",
    "reflections.my_data.sections",
    "schools.my_data_plans.sections",
    "checklists.my_data.sections",
]
# What happens in the features before a membership of an account that is erased goes; each takes it and 'oud-lid'.
ERASE_PARTS = ["reflections.erasing.erase", "checklists.erasing.erase"]
# Who says what is kept no longer; each takes the moment and returns schools.retention.Rule.
RETENTION_PARTS = ["schools.retention.rules", "checklists.retention.rules"]

LANGUAGE_CODE = "nl"
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True

# ---- signing in -------------------------------------------------------------------------

AUTH_USER_MODEL = "schools.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
VALIDATION = "django.contrib.auth.password_validation."
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": VALIDATION + "UserAttributeSimilarityValidator", "OPTIONS": {"user_attributes": ("name", "email")}},
    {"NAME": VALIDATION + "MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": VALIDATION + "CommonPasswordValidator"},
    {"NAME": "schools.passwords.ContextWordsValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "today"
ACCOUNT_ADAPTER = "schools.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # accounts are made by a school, not by who knows an address
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"numeric": True, "dashed": False, "length": 6}
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 10 * 60
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
# A whole school shares one address (`ip`): a hundred people may come in within a minute, and ten mistype at once.
# What is guessed is guarded per account (`key`): five wrong passwords or second factors in five minutes, and ten mails
# with a code an hour, of five tries each, which is fifty tries at a million codes.
ACCOUNT_RATE_LIMITS = {
    "login": "120/m/ip",
    "login_failed": "60/m/ip,5/5m/key",
    "request_login_code": "120/m/ip,3/m/key,10/h/key",
    "reset_password": "60/m/ip,3/m/key,10/h/key",  # nosec B105
    "reset_password_from_key": "60/m/ip",  # nosec B105
    "signup": "20/m/ip",
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",  # nosec B105
    "change_email": "3/m/user,10/h/user,5/h/key",
    "confirm_change_email": "20/h/user",
    "school_request": "20/h/ip,3/h/key",  # each is a mail to an address that somebody typed
    "prove_address": "120/m/ip,3/m/key,10/h/key",
    "prove_address_try": "60/m/ip,5/10m/key",
}
# School accounts: who someone is, is (issuer, subject). What an e-mail address says never signs in or links.
SOCIALACCOUNT_ADAPTER = "schools.social_adapter.SocialAccountAdapter"
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"provider_class": "schools.social_adapter.Provider"}}
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_REQUESTS_TIMEOUT = 5  # seconds
MFA_ADAPTER = "schools.adapters.MFAAdapter"
MFA_FORMS = {
    "authenticate": "schools.code_forms.AuthenticateForm",
    "reauthenticate": "schools.code_forms.ReauthenticateForm",
    "add_webauthn": "schools.passkey_forms.AddForm",
    "authenticate_webauthn": "schools.passkey_forms.AuthenticateForm",
    "login_webauthn": "schools.passkey_forms.LoginForm",
    "reauthenticate_webauthn": "schools.passkey_forms.ReauthenticateForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Handreiking"
MFA_TOTP_TOLERANCE = 1  # one step of thirty seconds: a telephone's clock may be a little off
MFA_ALLOW_UNVERIFIED_EMAIL = True  # nobody signs up here, so no stranger can lock an address's owner out
MFA_RATE_LIMITS = {"webauthn_login": "120/m/ip"}
USERSESSIONS_ADAPTER = "schools.adapters.UserSessionsAdapter"

# ---- safety -----------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF, *form_origins(IDENTITY_PROVIDERS)],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
# A form: at most so many bytes (the longest answer is 20,000 characters), so many fields, and no files at all.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
FILE_UPLOAD_HANDLERS = ["handreiking.uploads.NoFiles"]
CSRF_FAILURE_VIEW = "handreiking.errors.csrf_failure"
BEHIND_PROXY = os.environ.get("BEHIND_PROXY") == "1" and not DEBUG
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not DEBUG and os.environ.get("INSECURE_HTTP") != "1"
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz)$"]  # a probe asks over http
# A browser takes a name like this from this very host alone, over https: docs/decisions/cookies-of-this-host.md.
COOKIE_PREFIX = "__Host-" if SESSION_COOKIE_SECURE else ""
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = COOKIE_PREFIX + "sessionid", COOKIE_PREFIX + "csrftoken"
MESSAGE_STORAGE = "handreiking.messages.MessageStorage"
WHITENOISE_ALLOW_ALL_ORIGINS = False  # our files are for our pages
if not DEBUG:
    SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
    if BEHIND_PROXY:
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
        ALLAUTH_TRUSTED_PROXY_COUNT = 1  # the last address of X-Forwarded-For is the visitor's

# What people typed, and what was in hand when something failed, is in no report of an error.
DEFAULT_EXCEPTION_REPORTER_FILTER = "handreiking.error_reports.NothingTyped"

LOGGING = logging_settings(as_json=not DEBUG)
SENTRY_DSN = os.environ.get("SENTRY_DSN", "")
