"""The gate. Sign-in by default; the wrong role gets 403 with a sentence; an address without a line fails the build."""

from urllib.parse import urlencode

from allauth.account.internal.flows.login import get_authentication_records
from django.apps import apps
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.checks import Error, register
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import URLPattern, get_resolver, reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

TABLE = "officers.roles"
SECOND_FACTOR_DOORS = {
    "mfa_activate_totp",
    "account_logout",
    "account_reauthenticate",
    "mfa_reauthenticate",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes",
    "privacy",
    "service_worker",
    "manifest",
    "officers:phone",
    "healthz",
    "readyz",
}


class AccessGate:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.user.is_authenticated:
            # Personal pages stay out of shared caches and out of the browser's own.
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    def process_view(self, request, view, args, kwargs):
        name = request.resolver_match.view_name
        person = request.user if request.user.is_authenticated else None
        may_open = import_string(f"{TABLE}.may_open")
        if person is None:
            return None if may_open(None, name) else redirect_to_login(request.get_full_path())
        door = second_factor_door(request, person)
        if door and name not in SECOND_FACTOR_DOORS:
            return redirect(f"{reverse(door)}?{urlencode({'next': request.get_full_path()})}")
        if not person.may_open(name):
            raise PermissionDenied(
                _("หน้านี้ไม่ได้เปิดให้บทบาทของคุณ หากต้องใช้งาน โปรดติดต่อผู้ประสานงานอำเภอหรือสำนักงานจังหวัด")
            )
        return None


def needs_second_factor(person):
    """Province, import administrator and superuser sign in with TOTP; the practice province waives it."""
    return not settings.PRACTICE and bool(person.is_superuser or person.roles & {"province", "importer"})


def second_factor_door(request, person):
    """Where the second factor is set up, or asked for; None where it is not needed or was given in this session.
    A session opened by password before the factor was set up is no better than the password."""
    if not needs_second_factor(person):
        return None
    if not apps.get_model("mfa", "Authenticator").objects.filter(user=person, type="totp").exists():
        return "mfa_activate_totp"
    given = any(record["method"] == "mfa" for record in get_authentication_records(request, person))
    return None if given else "mfa_reauthenticate"


def csrf_failure(request, reason=""):
    return render(
        request,
        "403.html",
        {"reason": _("หน้านี้เปิดค้างไว้นานเกินไป กดย้อนกลับ ข้อความที่พิมพ์ยังอยู่ แล้วกดบันทึกอีกครั้ง")},
        status=403,
    )


# --- navigation by role: what a person may not open is not shown -----------------------------------------------
MENU = [
    ("officers:mine", "ครัวเรือนของฉัน"),
    ("reports:dashboard", "ภาพรวม"),
    ("reports:silent", "ครัวเรือนที่เงียบไป"),
    ("reports:flow", "พ้นเส้น ตกใหม่"),
    ("officers:pairings", "จับคู่"),
    ("officers:hand_overs", "ส่งมอบ"),
    ("officers:conflicts", "ส่วนได้เสีย"),
    ("households:list", "ครัวเรือน"),
    ("households:rounds", "ผลสำรวจกับทะเบียน"),
    ("households:approvals", "รออนุมัติ"),
    ("households:exits", "พ้นเกณฑ์"),
    ("households:relapses", "เฝ้าระวังตกซ้ำ"),
    ("households:nominations", "คนตกหล่น"),
    ("households:disputes", "ข้อโต้แย้งผลสำรวจ"),
    ("officers:late_visits", "บันทึกที่รอตรวจ"),
    ("officers:people", "เจ้าหน้าที่"),
    ("officers:questions", "ถามอาจารย์"),
    ("reports:advising", "ตำบลที่ปรึกษา"),
    ("committees:desk", "คำขอถึงคณะ"),
    ("households:survey_files", "นำเข้า จปฐ."),
    ("reports:list", "รายงาน"),
    ("committees:obstacles", "ปัญหา อุปสรรค"),
    ("audit:events", "บันทึกการใช้งาน"),
]


def navigation(request):
    person = getattr(request, "user", None)
    if person is None or not person.is_authenticated:
        return {"nav": [], "practice": settings.PRACTICE}
    here = request.resolver_match.view_name if request.resolver_match else ""
    nav = [
        {"label": _(label), "url": reverse(name), "active": name == here}
        for name, label in MENU
        if person.may_open(name)
    ]
    return {"nav": nav, "practice": settings.PRACTICE, "visits": person.may_open("officers:mine")}


# --- every address has a line in the table ---------------------------------------------------------------------


def view_names(resolver=None, namespace=""):
    """Every URL name of the project, with its namespace."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name}" if pattern.name else f"{namespace}?{pattern.pattern}"
        else:
            yield from view_names(
                pattern, f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            )


@register()
def every_address_has_a_line(app_configs, **kwargs):
    rule_for = import_string(f"{TABLE}.rule_for")
    return [
        Error(f"The address {name!r} has no line in {TABLE}.OPENS.", id="access.E001")
        for name in sorted(set(view_names()))
        if rule_for(name) is None
    ]
