"""Reference tables for a superuser. No case file is registered here: what is personal has its own pages and scope."""

from django.contrib import admin

from households.models import (
    Checklist,
    ChecklistItem,
    District,
    ExitItem,
    IncomeLine,
    Indicator,
    IndicatorSet,
    Need,
    PlaceAlias,
    RelapseRule,
    Subdistrict,
    Successor,
)
from households.surveys.places import place_key
from kusiao.tables.admin import Audited, Fixed, Imported
from kusiao.tables.resources import TableResource
from kusiao.thai import now


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


class ChecklistResource(TableResource):
    class Meta:
        model = Checklist
        import_id_fields = ["code"]
        fields = ["code", "step", "version", "in_force_from", "approved"]


class ChecklistItemResource(TableResource):
    called = {"checklist": ["code"]}

    class Meta:
        model = ChecklistItem
        import_id_fields = ["checklist", "code"]
        fields = ["checklist", "code", "words", "order", "must", "track"]


class PlaceAliasResource(TableResource):
    """A subdistrict by its code: ในเมือง exists three times."""

    called = {"subdistrict": ["code", "name_th"]}

    class Meta:
        model = PlaceAlias
        import_id_fields = ["district_words", "subdistrict_words", "code"]
        fields = ["district_words", "subdistrict_words", "code", "name_th", "subdistrict"]

    def before_import_row(self, row, **kwargs):
        said = [field.column_name for field in self._key_fields()]
        row.update(zip(said, place_key(*(row[name] for name in said)), strict=True))
        super().before_import_row(row, **kwargs)

    def before_save_instance(self, instance, row, *, user=None, **kwargs):
        _decided(instance, by=user)


def _decided(alias, *, by):
    """In the words by which the importer looks; whoever says where a place lies is named with it."""
    alias.district_words, alias.subdistrict_words, alias.code = place_key(
        alias.district_words, alias.subdistrict_words, alias.code
    )
    if alias.subdistrict_id:
        alias.decided_by, alias.decided_at = by, now()


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


@admin.register(Checklist)
class ChecklistAdmin(Imported):
    resource = ChecklistResource
    list_display = ["code", "step", "version", "in_force_from", "approved"]


@admin.register(ChecklistItem)
class ChecklistItemAdmin(Imported):
    """A version that nobody has passed yet may be changed; then a new one is begun."""

    resource = ChecklistItemResource
    list_display = ["checklist", "order", "code", "words", "must", "track"]
    list_filter = ["checklist"]


@admin.register(PlaceAlias)
class PlaceAliasAdmin(Imported):
    """Nothing points at an alias: one that was wrong is taken away, and the next file asks again."""

    erasable = True
    resource = PlaceAliasResource
    list_display = ["code", "district_words", "subdistrict_words", "name_th", "subdistrict"]
    list_select_related = ["subdistrict"]
    autocomplete_fields = ["subdistrict"]
    search_fields = ["code", "district_words", "subdistrict_words", "name_th"]

    def save_model(self, request, obj, form, change):
        _decided(obj, by=request.user)
        super().save_model(request, obj, form, change)


@admin.register(ExitItem)
class ExitItemAdmin(Audited):
    """What was answered stays under the version it was answered by: a change is a new version from a day on."""

    list_display = ["goal", "version", "order", "words", "may_not_apply", "in_force_from"]
    list_filter = ["goal", "version"]

    def has_change_permission(self, request, obj=None):
        used = obj is not None and obj.answers.exists()
        return not used and super().has_change_permission(request, obj)


@admin.register(RelapseRule)
class RelapseRuleAdmin(Audited):
    """Another number is a new row from its day on; a row that fired is only ended."""

    list_display = ["code", "risk", "said", "act_days", "in_force_from", "ended_on"]
    list_filter = ["risk"]

    def get_readonly_fields(self, request, obj=None):
        fired = obj is not None and obj.facts.exists()
        return [one.name for one in obj._meta.fields if one.name not in ("id", "ended_on")] if fired else []


@admin.register(District)
class DistrictAdmin(Fixed):
    list_display = ["code", "name_th", "village_count"]


@admin.register(Successor)
class SuccessorAdmin(Fixed):
    list_display = ["earlier", "later", "confirmed"]
    list_select_related = ["earlier", "later"]


@admin.register(Subdistrict)
class SubdistrictAdmin(Fixed):
    list_display = ["code", "name_th", "district"]
    list_filter = ["district"]
    search_fields = ["code", "name_th"]
