from django.conf import settings
from django.shortcuts import redirect, render

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
