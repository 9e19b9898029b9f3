"""Reference tables for the superuser, who opens no case file: agencies, accounts, postings."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from import_export import resources
from import_export.admin import ImportExportModelAdmin

from kusiao import audit
from officers.models import Agency, Officer, Posting


class Recorded:
    """What is changed here is written down like every other act; nothing that people stand on is deleted."""

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        noun, act = obj._meta.model_name, "changed" if change else "added"
        audit.record(by=request.user, verb=f"{noun}.{act}", on=obj, fields=form.changed_data)

    def has_delete_permission(self, request, obj=None):
        return False


class AgencyResource(resources.ModelResource):
    class Meta:
        model = Agency
        import_id_fields = ["name", "district"]
        fields = ["name", "district"]
        skip_unchanged = True

    def after_save_instance(self, instance, row, **kwargs):
        # Name and district are the whole row: what is saved here is always a new agency.
        if not kwargs.get("dry_run"):
            audit.record(by=kwargs.get("user"), verb="agency.added", on=instance, fields=["name", "district"])


@admin.register(Agency)
class AgencyAdmin(Recorded, ImportExportModelAdmin):
    resource_classes = [AgencyResource]
    list_display = ["name", "district"]
    list_filter = ["district"]
    search_fields = ["name"]


class PostingInline(admin.TabularInline):
    model = Posting
    extra = 0
    can_delete = False


@admin.register(Officer)
class OfficerAdmin(Recorded, admin.ModelAdmin):
    """Accounts are made here without a password: the slip lets the person set it."""

    fields = [
        "username", "title", "first_name", "last_name", "position", "agency", "phone", "email", "is_active", "slip",
    ]  # fmt: skip
    readonly_fields = ["slip"]
    autocomplete_fields = ["agency"]
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

    def save_formset(self, request, form, formset, change):
        super().save_formset(request, form, formset, change)
        for posting in formset.new_objects:
            audit.record(
                by=request.user, verb="posting.posted", on=posting, fields=["role", "district", "started_on"]
            )
        for posting, changed in formset.changed_objects:
            audit.record(by=request.user, verb="posting.changed", on=posting, fields=changed)
