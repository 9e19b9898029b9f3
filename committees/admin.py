"""Orders, committees and their seats, for a superuser. Requests and help are not reference rows and not here."""

from django.contrib import admin

from committees.models import Committee, Order, Seat
from kusiao.tables.admin import Imported
from kusiao.tables.resources import TableResource


class OrderResource(TableResource):
    class Meta:
        model = Order
        import_id_fields = ["number"]
        fields = ["number", "issued_on", "title"]


class CommitteeResource(TableResource):
    called = {"order": ["number"]}

    class Meta:
        model = Committee
        import_id_fields = ["name"]
        fields = ["name", "order", "kind", "number", "short_name", "duty"]


class SeatResource(TableResource):
    """The annex of an order as a sheet: a committee by its name, the person by his user name."""

    called = {"committee": ["name"], "officer": ["username"]}

    class Meta:
        model = Seat
        import_id_fields = ["committee", "place", "started_on"]
        fields = ["committee", "place", "kind", "position", "officer", "started_on", "ended_on"]


@admin.register(Order)
class OrderAdmin(Imported):
    resource = OrderResource
    list_display = ["number", "issued_on", "title"]


@admin.register(Committee)
class CommitteeAdmin(Imported):
    resource = CommitteeResource
    list_display = ["name", "number", "kind", "order"]


@admin.register(Seat)
class SeatAdmin(Imported):
    resource = SeatResource
    list_display = ["committee", "kind", "position", "officer", "started_on", "ended_on"]
    list_filter = ["committee", "kind"]
    list_select_related = ["committee", "officer"]
