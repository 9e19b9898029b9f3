from django.db.models import F, Prefetch
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from committees.models import Committee, Order, Seat


@require_http_methods(["GET"])
def listing(request):
    seats = Prefetch("seats", Seat.objects.active().select_related("officer"), to_attr="sitting")
    # The two working groups, which have no number, stand before the six.
    committees = Committee.objects.order_by(F("number").asc(nulls_first=True), "id").prefetch_related(seats)
    orders = Order.objects.prefetch_related(Prefetch("committees", committees))
    return render(request, "committees/committees/list.html", {"orders": orders})
