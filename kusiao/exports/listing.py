"""What a list shows, as columns of a file."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from import_export.fields import Field
from import_export.resources import Resource

from kusiao.tables.widgets import ThaiDateWidget, WholeNumberWidget


def column(label, attribute=""):
    """Text. Without an attribute the resource has a function dehydrate_<name>(row)."""
    return Field(attribute=attribute or None, column_name=label)


def date(label, attribute):
    return Field(attribute=attribute, column_name=label, widget=ThaiDateWidget())


def number(label, attribute):
    return Field(attribute=attribute, column_name=label, widget=WholeNumberWidget())


class ListResource(Resource):
    """Only out, never in. Never a national id, health, disability or debt: a test reads the columns."""

    class Meta:
        chunk_size = 10_000

    @classmethod
    def labels(cls):
        return [str(field.column_name) for field in cls.fields.values()]


@dataclass(frozen=True)
class Listing:
    """`page`: the address of the list, by name; who may not open it may not take it along."""

    page: str
    title: str
    resource: type
    noun: str = _("แถว")
