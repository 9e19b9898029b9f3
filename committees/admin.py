"""Orders, committees and their seats, for a superuser. Requests and help are not reference rows and not here."""

from django.contrib import admin
from import_export.fields import Field
from import_export.resources import ModelResource
from import_export.widgets import ForeignKeyWidget

from committees.models import Committee, Order, Seat
from households.admin import Kept
from officers.models import Officer


class SeatResource(ModelResource):
    """The annex of an order as a sheet: a committee by its name, the person by his user name."""

    committee = Field("committee", "committee", ForeignKeyWidget(Committee, "name"))
    officer = Field("officer", "officer", ForeignKeyWidget(Officer, "username"))

    class Meta:
        model = Seat
        import_id_fields = ["committee", "place", "started_on"]
        fields = ["committee", "kind", "position", "place", "officer", "started_on", "ended_on"]


class OrderResource(ModelResource):
    class Meta:
        model = Order
        import_id_fields = ["number"]
        fields = ["number", "issued_on", "title"]


class CommitteeResource(ModelResource):
    order = Field("order", "order", ForeignKeyWidget(Order, "number"))

    class Meta:
        model = Committee
        import_id_fields = ["name"]
        fields = ["order", "kind", "number", "name", "short_name", "duty"]


@admin.register(Order)
class OrderAdmin(Kept):
    resource_classes = [OrderResource]
    list_display = ["number", "issued_on", "title"]


@admin.register(Committee)
class CommitteeAdmin(Kept):
    resource_classes = [CommitteeResource]
    list_display = ["name", "number", "kind", "order"]


@admin.register(Seat)
class SeatAdmin(Kept):
    resource_classes = [SeatResource]
    list_display = ["committee", "kind", "position", "officer", "started_on", "ended_on"]
    list_filter = ["committee", "kind"]
    list_select_related = ["committee", "officer"]
