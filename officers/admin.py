"""Reference tables for the superuser, who opens no case file: agencies, accounts, postings."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from kusiao.tables.admin import Audited, Imported
from kusiao.tables.resources import TableResource
from officers.models import Agency, AgencyKind, Officer, Posting


class AgencyResource(TableResource):
    noun = "agency"
    called = {"district": ["name_th", "code"]}

    class Meta:
        model = Agency
        import_id_fields = ["name", "district"]
        fields = ["name", "district"]


@admin.register(Agency)
class AgencyAdmin(Imported):
    noun = "agency"
    resource = AgencyResource
    fields = ["name", "district", "kind", "subdistrict", "latitude", "longitude"]
    list_display = ["name", "district", "kind"]
    list_filter = ["district", "kind"]
    search_fields = ["name"]


@admin.register(AgencyKind)
class AgencyKindAdmin(Audited):
    noun = "agency_kind"
    fields = ["code", "name_th", "needs"]
    filter_horizontal = ["needs"]
    list_display = ["name_th", "code"]


class PostingInline(admin.TabularInline):
    model = Posting
    extra = 0
    can_delete = False


@admin.register(Officer)
class OfficerAdmin(Audited):
    """Accounts are made here without a password: the slip lets the person set it."""

    noun = "officer"
    posts = {Posting: ("posting.posted", "posting.changed")}

    fields = [
        "username", "title", "first_name", "last_name", "position", "agency", "home_village", "phone", "email",
        "is_active", "slip",
    ]  # fmt: skip
    readonly_fields = ["slip"]
    autocomplete_fields = ["agency"]
    raw_id_fields = ["home_village"]
    list_display = ["username", "title", "first_name", "last_name", "position", "agency", "is_active"]
    list_filter = ["is_active", "postings__role"]
    search_fields = ["username", "first_name", "last_name", "phone"]
    inlines = [PostingInline]

    @admin.display(description=_("ใบเชิญ"))
    def slip(self, officer):
        if not officer.pk:
            return "-"
        address = reverse("officers:invitation_slip", args=[officer.pk])
        return format_html('<a href="{}">{}</a>', address, _("ออกใบเชิญ"))

    def save_model(self, request, obj, form, change):
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)
