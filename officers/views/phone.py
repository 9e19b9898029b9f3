"""What a phone needs to be an officer's own: the page without a signal, the worker that opens it, the icon on the screen."""

import hashlib
import json

from django.http import JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from officers.forms.visits import NEXT_TIMES, WHAT_WAS_DONE, VisitForm

KEPT = [
    "vendor/bootstrap/bootstrap.min.css",
    *(f"css/{name}.css" for name in ("kusiao", "look", "officers", "print")),
    *(
        f"vendor/sarabun/sarabun-{part}-{weight}-normal.woff2"
        for part in ("thai", "latin")
        for weight in (400, 700)
    ),
    "vendor/idb/umd.js",
    *(
        f"js/{name}.js"
        for name in (
            "welcome",
            "vault",
            "outbox",
            "phone",
            "files",
            "drafts",
            "visit",
            "visit_photo",
            "visit_sending",
        )
    ),
    "icons/knot.svg",
]


@require_http_methods(["GET"])
def phone(request):
    """The same for everybody: who may see whom is what the phone itself keeps."""
    form = VisitForm(initial={"kind": "visit"})
    context = {"form": form, "what_was_done": WHAT_WAS_DONE, "next_times": NEXT_TIMES}
    return render(request, "phone/phone.html", context)


@require_http_methods(["GET"])
def service_worker(request):
    shell, kept = reverse("officers:phone"), [static(path) for path in KEPT]
    page = render_to_string(
        "phone/phone.html", {"form": VisitForm(), "what_was_done": WHAT_WAS_DONE, "next_times": NEXT_TIMES}
    )
    version = hashlib.sha256(json.dumps([kept, page]).encode()).hexdigest()[:16]
    context = {"version": version, "shell": shell, "kept": json.dumps(kept)}
    answer = render(request, "phone/sw.js", context, content_type="text/javascript")
    answer.headers["Cache-Control"] = (
        "private, no-store"  # a phone asks for the newest, and no proxy keeps an old one
    )
    return answer


@require_http_methods(["GET"])
def manifest(request):
    icons = [
        {
            "src": static(f"icons/knot-{size}.png"),
            "sizes": f"{size}x{size}",
            "type": "image/png",
            "purpose": "any",
        }
        for size in (192, 512)
    ]
    icons.append({**icons[-1], "src": static("icons/knot-maskable-512.png"), "purpose": "maskable"})
    told = {
        "name": _("คู่เสี่ยว ขอนแก่น"),
        "short_name": _("คู่เสี่ยว"),
        "lang": "th",
        "id": "/officers/",
        "start_url": reverse("officers:mine"),
        "scope": "/",
        "display": "standalone",
        "background_color": "#fbf8f1",
        "theme_color": "#22406e",
        "icons": icons,
    }
    return JsonResponse(
        told, content_type="application/manifest+json", json_dumps_params={"ensure_ascii": False}
    )
