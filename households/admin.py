"""Reference tables for a superuser. No case file is registered here: what is personal has its own pages and scope."""

from django.contrib import admin

from households.models import District, IncomeLine, Indicator, IndicatorSet, Need, Subdistrict
from kusiao.tables.admin import Fixed, Imported
from kusiao.tables.resources import TableResource


class NeedResource(TableResource):
    class Meta:
        model = Need
        import_id_fields = ["code"]
        fields = ["code", "name_th", "committee_number", "order"]


class IncomeLineResource(TableResource):
    class Meta:
        model = IncomeLine
        import_id_fields = ["first_year"]
        fields = ["first_year", "last_year", "baht", "confirmed"]


class IndicatorSetResource(TableResource):
    class Meta:
        model = IndicatorSet
        import_id_fields = ["code"]
        fields = ["code", "first_year", "last_year", "income_number"]


class IndicatorResource(TableResource):
    called = {"indicator_set": ["code"]}

    class Meta:
        model = Indicator
        import_id_fields = ["indicator_set", "number"]
        fields = [
            "indicator_set", "number", "text_th", "category", "category_th", "unit", "dimension", "confirmed",
        ]  # fmt: skip


@admin.register(Need)
class NeedAdmin(Imported):
    resource = NeedResource
    list_display = ["code", "name_th", "committee_number", "order"]


@admin.register(IncomeLine)
class IncomeLineAdmin(Imported):
    resource = IncomeLineResource
    list_display = ["first_year", "last_year", "baht", "confirmed"]


@admin.register(IndicatorSet)
class IndicatorSetAdmin(Imported):
    resource = IndicatorSetResource
    list_display = ["code", "first_year", "last_year", "income_number"]


@admin.register(Indicator)
class IndicatorAdmin(Imported):
    resource = IndicatorResource
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
