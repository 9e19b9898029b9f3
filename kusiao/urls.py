from allauth.account import views as account
from django.contrib import admin
from django.urls import include, path

from kusiao import health, pages
from kusiao.audit.apps import OUR_OWN
from officers.views import phone

# What the libraries bring to the admin writes no event: groups, authenticators, the tables of axes.
for _row in [row for row in admin.site._registry if row._meta.app_label not in OUR_OWN]:
    admin.site.unregister(_row)

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("", pages.home, name="home"),
    # At the root: a worker reaches no further than the folder it comes from.
    path("sw.js", phone.service_worker, name="service_worker"),
    path("manifest.webmanifest", phone.manifest, name="manifest"),
    path("privacy/", pages.privacy, name="privacy"),
    # Only the doors that are used: allauth's e-mail and reset pages have no address here.
    path("accounts/login/", account.login, name="account_login"),
    path("accounts/logout/", account.logout, name="account_logout"),
    path("accounts/inactive/", account.account_inactive, name="account_inactive"),
    path("accounts/signup/", account.signup, name="account_signup"),
    path("accounts/reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("accounts/password/", account.password_change, name="account_change_password"),
    path("accounts/2fa/", include("allauth.mfa.urls")),
    path("admin/", admin.site.urls),
    path("jobs/", include("kusiao.jobs.urls")),
    path("exports/", include("kusiao.exports.urls")),
    path("audit/", include("kusiao.audit.urls")),
    path("households/", include("households.urls")),
    path("officers/", include("officers.urls")),
    path("committees/", include("committees.urls")),
    path("reports/", include("reports.urls")),
]

handler500 = "kusiao.pages.broken"
