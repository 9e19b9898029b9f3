"""Photos leave the house only through the household's scope, and nothing of them stays with whoever looked."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from officers import photos, scope


@require_http_methods(["GET"])
def visit_photo(request, key):
    visit = get_object_or_404(scope.visits_seen_by(request.user).exclude(photo=""), key=key)
    return _answer(visit.photo)


@require_http_methods(["GET"])
def late_visit_photo(request, late_key):
    late = get_object_or_404(scope.late_visits_before(request.user).exclude(photo=""), key=late_key)
    return _answer(late.photo)


def _answer(name):
    headers = {"Cache-Control": "private, no-store", "Content-Disposition": "inline"}
    return HttpResponse(photos.read(name), content_type="image/jpeg", headers=headers)
