"""One file, from the environment, safe when nothing is set: without SECRET_KEY and FIELD_KEYS it refuses to start."""

from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

PRACTICE = env.bool("PRACTICE", default=False)
DEBUG = env.bool("DEBUG", default=False)
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))
VAR_DIR.mkdir(parents=True, exist_ok=True)


def required(name, how):
    value = env.str(name, default="")
    if not value:
        raise ImproperlyConfigured(f"{name} is not set. {how}")
    return value


SECRET_KEY = required("SECRET_KEY", "Set a long random text; `make run` makes one for the practice province.")
# Fernet keys, newest first: the first encrypts, all decrypt. INDEX_KEY keys the blind index and must never change.
FIELD_KEYS = [
    key for key in required("FIELD_KEYS", "Set one or more Fernet keys, newest first.").split(",") if key
]
INDEX_KEY = env.str("INDEX_KEY", default="")

ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost"] if PRACTICE or DEBUG else [])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "kusiao",
    "kusiao.audit",
    "kusiao.jobs",
    "kusiao.exports",
    "households",
    "officers",
    "committees",
    "reports",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "crispy_forms",
    "crispy_bootstrap5",
    "import_export",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "officers.devices.SeenDevice",
    "kusiao.access.AccessGate",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "kusiao.urls"
WSGI_APPLICATION = "kusiao.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TEST_RUNNER = "django.test.runner.DiscoverRunner"

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
                "kusiao.access.navigation",
            ],
            "builtins": ["kusiao.templatetags.thai", "kusiao.templatetags.look"],
        },
    }
]

# --- database -------------------------------------------------------------------------------------------------
# Set and empty, as a unit file leaves it, is not set.
_address = env.str("DATABASE_URL", default="") or f"sqlite:///{VAR_DIR / 'kusiao.sqlite3'}"
DATABASES = {"default": env.db_url_config(_address)}
_db = DATABASES["default"]
_db["TEST"] = {"NAME": None}
if _db["ENGINE"].endswith("sqlite3"):
    # Measured: Django's own defaults lose 964 of 1,200 concurrent writes to "database is locked", these lose none.
    _db["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON",
    }
    _db["TEST"]["NAME"] = str(VAR_DIR / f"test{env.str('TEST_DB_SUFFIX', default='')}.sqlite3")
else:
    _db["CONN_HEALTH_CHECKS"] = True
    _db["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)
    _db["TEST"]["NAME"] = f"test_{_db['NAME']}{env.str('TEST_DB_SUFFIX', default='')}"

# --- work in the background -----------------------------------------------------------------------------------
CELERY_BROKER_URL = env.str("CELERY_BROKER_URL", default="filesystem://")
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = False  # the ledger in the database is the truth; a task is only a doorbell
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = "Asia/Bangkok"
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
if CELERY_BROKER_URL.startswith("filesystem"):
    _broker_dir = VAR_DIR / "broker"
    for _part in ("queue", "control"):
        (_broker_dir / _part).mkdir(parents=True, exist_ok=True)
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(_broker_dir / "queue"),
        "data_folder_out": str(_broker_dir / "queue"),
        "control_folder": str(_broker_dir / "control"),
        "polling_interval": 0.1,
    }
else:
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "visibility_timeout": 120,
        "unacked_restore_throttle": 1,
        "socket_timeout": 2,
        "socket_connect_timeout": 2,
    }
JOB_LEASE_SECONDS = env.int("JOB_LEASE_SECONDS", default=30)
JOB_SWEEP_SECONDS = env.int("JOB_SWEEP_SECONDS", default=60)
DUE_SECONDS = env.int("DUE_SECONDS", default=300)

# --- cache: only for throttling and the like, never for truth --------------------------------------------------
if CELERY_BROKER_URL.startswith("redis"):
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": CELERY_BROKER_URL,
            "OPTIONS": {"socket_timeout": 2, "socket_connect_timeout": 2},
        }
    }
else:
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
            "LOCATION": str(VAR_DIR / "cache"),
        }
    }

# --- people ---------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "officers.Officer"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "officers.accounts.ClosedAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_FORMS = {"login": "officers.forms.signing_in.SignInForm"}
ACCOUNT_USER_DISPLAY = "officers.accounts.display_name"
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "30/m/ip", "invitation": "30/m/ip"}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_TOLERANCE = 1  # the clock of an old phone may be half a minute off
MFA_FORMS = {"activate_totp": "officers.forms.signing_in.FirstCodeForm"}
MFA_ADAPTER = "officers.accounts.SecretAdapter"
MFA_TOTP_ISSUER = "คู่เสี่ยว ขอนแก่น"
SESSION_ENGINE = "officers.sessions"  # they know their device, so that a lost phone's can be ended
SESSION_COOKIE_AGE = 60 * 60 * 12
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "kusiao.access.csrf_failure"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = ["username"]
AXES_RESET_ON_SUCCESS = True
AXES_ENABLE_ACCESS_FAILURE_LOG = False
AXES_USERNAME_CALLABLE = "officers.accounts.throttled_account"
AXES_LOCKOUT_CALLABLE = "officers.accounts.locked_out"
AXES_VERBOSE = False
# An office shares one address: accounts are locked by name, and allauth counts sign-ins by address.
SILENCED_SYSTEM_CHECKS = ["axes.W006"]

# --- words and clocks -----------------------------------------------------------------------------------------
LANGUAGE_CODE = "th"
LANGUAGES = [("th", "ไทย")]
LOCALE_PATHS = [BASE_DIR / "kusiao" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Bangkok"
USE_THOUSAND_SEPARATOR = False
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
# Belt and braces: kusiao/tables uses none of the stock views, and has its own reading, writing and escaping.
IMPORT_EXPORT_ESCAPE_FORMULAE_ON_EXPORT = True
IMPORT_EXPORT_SKIP_ADMIN_EXPORT_UI = True
IMPORT_EXPORT_USE_TRANSACTIONS = True

# --- pages ----------------------------------------------------------------------------------------------------
STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
_node = BASE_DIR / "node_modules"
STATICFILES_DIRS = [
    BASE_DIR / "static",
    *[
        (f"vendor/{name}", path)
        for name, path in (
            ("bootstrap", _node / "bootstrap" / "dist" / "css"),
            ("sarabun", _node / "@fontsource" / "sarabun" / "files"),
            ("idb", _node / "idb" / "build"),
        )
        if path.is_dir()
    ],
]
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(VAR_DIR / "files"), "base_url": None},
    },
    # Brotli at its best takes half a minute: worth it once per release, not at the first start of a practice province.
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"
        if PRACTICE
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
TABLE_IMPORT_MAX_BYTES = env.int("TABLE_IMPORT_MAX_BYTES", default=2 * 1024 * 1024)
TABLE_IMPORT_MAX_ROWS = env.int("TABLE_IMPORT_MAX_ROWS", default=5_000)
EXPORT_MAX_ROWS = env.int("EXPORT_MAX_ROWS", default=5_000)
EXPORT_HOURS = env.int("EXPORT_HOURS", default=24)
SURVEY_FILE_MAX_BYTES = env.int("SURVEY_FILE_MAX_BYTES", default=200 * 1024 * 1024)

# --- mail -----------------------------------------------------------------------------------------------------
if env.str("EMAIL_URL", default=""):
    vars().update(env.email_url("EMAIL_URL"))
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = str(VAR_DIR / "mail")
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.str("FROM_EMAIL", default="kusiao@localhost")
SITE_ADDRESS = env.str("SITE_ADDRESS", default="http://127.0.0.1:8000")

# --- headers --------------------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],  # blob: a photo is looked at before it is sent
        "worker-src": [SELF],
        "manifest-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}
PERMISSIONS_POLICY = {"camera": "self", "geolocation": "self", "microphone": []}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
# The practice province runs on plain http on this machine only.
PLAIN_HTTP = PRACTICE or DEBUG
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not PLAIN_HTTP
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=not PLAIN_HTTP)
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("BEHIND_PROXY", default=False) else None
)
SECURE_HSTS_SECONDS = 0 if PLAIN_HTTP else 31536000
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not PLAIN_HTTP

# --- the programme's own settings: what no public source settles is set here or in data rows --------------------
CENTRE_NAME = env.str("CENTRE_NAME", default="ศูนย์อำนวยการขจัดความยากจนและพัฒนาชนบท")
CENTRE_SHORT_NAME = env.str("CENTRE_SHORT_NAME", default="ศจพ.")
PROVINCE_OFFICE = env.str("PROVINCE_OFFICE", default="สำนักงานพัฒนาชุมชนจังหวัดขอนแก่น")
VISIT_RHYTHM_DAYS = {"developable": 30, "welfare": 60, "watch": 90}
SILENT_AFTER_DAYS = 14  # overdue days that only the friend sees; after them the coordinator does too
DIGEST_WEEKDAY = env.int("DIGEST_WEEKDAY", default=0)  # 0 is Monday
DIGEST_HOUR = env.int("DIGEST_HOUR", default=7)
WATCH_MONTHS = 12
SHARE_FROM = 30  # of fewer households a share is not told, only their count
SURVEY_FIELD_WORK_ENDS = (
    3,
    31,
)  # month and day of its year from which a measuring in step 4 is newer than a round
HAND_OVER_JOINT_DAYS = 30  # from the first day of a new friend to the visit that both make together
# The proposer of pairs, in points, fewer are better: what each is for stands in officers/matching.py.
MATCHING_WEIGHTS = {
    "km": 10,
    "other_subdistrict": 20,
    "no_need": 40,
    "same_office": 25,
    "namesake": 150,
    "back_again": 200,
    "month_waiting": 5,
    "most_months": 24,
}
# What a failed indicator of a dimension says that the family needs, where nobody has said it in words.
MATCHING_NEEDS = {
    "health": ["health", "care"],
    "living": ["housing", "water"],
    "education": ["education", "skills"],
    "income": ["occupation", "capital"],
    "public_service": ["rights"],
}
CHANGE_ANSWER_DAYS = 30  # for the friend to confirm or dispute what a new survey says changed
# Under which direction of the life compass an indicator is offered that lies in none of TPMAP's five: by หมวด 1–5 and
# ด้าน A–E of the two forms. The family may choose another.
COMPASS_DIRECTIONS = {
    **dict.fromkeys("1A", "health"), **dict.fromkeys("2B", "living"), **dict.fromkeys("3C", "education"),
    **dict.fromkeys("4D", "income"), "5": "other", "E": "public_service",
}  # fmt: skip
GAP_DAYS = 2  # until a coordinator is told of a visit that was written on a phone and never came
MET_FROM_AGE = 15  # who is offered as met on a visit: no child speaks for a family
PHOTO_GRACE_HOURS = 24  # a file of a photo that no visit names is taken away after so long
DRAFT_DAYS = 14  # how long what was typed and never saved is kept
REPORT_CUT_OFF_DAYS = 5  # after a period's end; what arrives later stands in the next report
REPORTS_SINCE = env.str("REPORTS_SINCE", default="")  # first month to report, as 2569-10
REPORT_TO = env.str("REPORT_TO", default="ผู้ว่าราชการจังหวัดขอนแก่น")
REPORT_SIGNER = env.str("REPORT_SIGNER", default="พัฒนาการจังหวัดขอนแก่น")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
    "loggers": {"axes": {"level": "WARNING"}, "django.request": {"level": "ERROR"}},
}
