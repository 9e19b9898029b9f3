"""Reference tables for a superuser. No case file is registered here: what is personal has its own pages and scope."""

from django.contrib import admin
from django.db import transaction
from import_export.admin import ImportExportModelAdmin
from import_export.resources import ModelResource

from households.models import District, IncomeLine, Indicator, IndicatorSet, Need, Subdistrict
from kusiao.audit import record


class Kept(ImportExportModelAdmin):
    """Every change of a reference row is in the audit trail, whether typed or imported."""

    def log_addition(self, request, obj, message):
        record(by=request.user, verb="reference.added", on=obj)
        return super().log_addition(request, obj, message)

    def log_change(self, request, obj, message):
        record(by=request.user, verb="reference.changed", on=obj)
        return super().log_change(request, obj, message)

    def log_deletions(self, request, queryset):
        for row in queryset:
            record(by=request.user, verb="reference.deleted", on=row)
        return super().log_deletions(request, queryset)

    @transaction.atomic
    def generate_log_entries(self, result, request):
        record(by=request.user, verb="reference.imported", on=self.model)
        return super().generate_log_entries(result, request)


class Fixed(admin.ModelAdmin):
    """Comes with the program and is corrected there."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class NeedResource(ModelResource):
    class Meta:
        model = Need
        import_id_fields = ["code"]


class IncomeLineResource(ModelResource):
    class Meta:
        model = IncomeLine
        import_id_fields = ["first_year"]
        fields = ["first_year", "last_year", "baht", "confirmed"]


class IndicatorResource(ModelResource):
    class Meta:
        model = Indicator
        import_id_fields = ["indicator_set", "number"]
        exclude = ["id"]


class IndicatorSetResource(ModelResource):
    class Meta:
        model = IndicatorSet
        import_id_fields = ["code"]


@admin.register(Need)
class NeedAdmin(Kept):
    resource_classes = [NeedResource]
    list_display = ["code", "name_th", "committee_number", "order"]


@admin.register(IncomeLine)
class IncomeLineAdmin(Kept):
    resource_classes = [IncomeLineResource]
    list_display = ["first_year", "last_year", "baht", "confirmed"]


@admin.register(IndicatorSet)
class IndicatorSetAdmin(Kept):
    resource_classes = [IndicatorSetResource]
    list_display = ["code", "first_year", "last_year", "income_number"]


@admin.register(Indicator)
class IndicatorAdmin(Kept):
    resource_classes = [IndicatorResource]
    list_display = ["indicator_set", "number", "text_th", "unit", "dimension", "confirmed"]
    list_filter = ["indicator_set", "confirmed"]
    search_fields = ["text_th"]


@admin.register(District)
class DistrictAdmin(Fixed):
    list_display = ["code", "name_th", "village_count"]


@admin.register(Subdistrict)
class SubdistrictAdmin(Fixed):
    list_display = ["code", "name_th", "district"]
    list_filter = ["district"]
