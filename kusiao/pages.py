from django.conf import settings
from django.http import HttpResponseServerError
from django.shortcuts import redirect, render
from django.template.loader import render_to_string

# The first of these that a person may open is his home.
HOMES = [
    "officers:mine",
    "reports:dashboard",
    "committees:desk",
    "households:survey_files",
    "reports:list",
    "audit:events",
]


def home(request):
    for name in HOMES:
        if request.user.may_open(name):
            return redirect(name)
    if request.user.is_superuser:
        return redirect("admin:index")
    return render(request, "no_posting.html")


def privacy(request):
    return render(request, "privacy.html", {"office": settings.PROVINCE_OFFICE})


BARE = (
    '<!doctype html><html lang="th"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    "<title>ระบบขัดข้อง</title><h1>ระบบขัดข้อง</h1><p>สิ่งที่บันทึกไว้แล้วยังอยู่ครบ รอสักครู่ กดย้อนกลับ แล้วลองอีกครั้ง "
    '<p><a href="/">กลับหน้าแรก</a></html>'
)


def broken(request):
    """What broke the page may break its frame too (style sheets not collected, say): then the bare sentence."""
    try:
        return HttpResponseServerError(render_to_string("500.html"))
    except Exception:
        return HttpResponseServerError(BARE)
