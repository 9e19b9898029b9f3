from django.contrib import admin
from django.db import transaction

from kusiao import audit
from reports.models import Addressee


@admin.register(Addressee)
class AddresseeAdmin(admin.ModelAdmin):
    """Who gets which report. A report that was sent keeps its addressee: switch one off instead of deleting it."""

    list_display = ["name", "email", "kind", "needs_signature", "is_active"]
    list_filter = ["kind", "is_active"]

    def has_delete_permission(self, request, obj=None):
        return False

    @transaction.atomic
    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        audit.record(by=request.user, verb="addressee.saved", on=obj, fields=form.changed_data)
