from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from .forms import EventFilter
from .models import Seal

ROWS = 50


@require_http_methods(["GET"])
def events(request):
    form = EventFilter(request.GET or None)
    page = Paginator(form.events(), ROWS).get_page(request.GET.get("page"))
    return render(request, "audit/events.html", {"form": form, "page": page, "seal": Seal.objects.last()})
