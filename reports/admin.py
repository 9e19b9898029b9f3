from django.contrib import admin

from kusiao.tables.admin import Audited
from reports.models import Addressee


@admin.register(Addressee)
class AddresseeAdmin(Audited):
    """Who gets which report. A report that was sent keeps its addressee: switch one off instead of deleting it."""

    noun = "addressee"
    list_display = ["name", "email", "kind", "needs_signature", "is_active"]
    list_filter = ["kind", "is_active"]
