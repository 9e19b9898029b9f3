"""django-import-export with the defaults that lose data turned off: kusiao/tests/test_tables_lossy.py shows each of them
beside what this does instead."""

from django.db import models, transaction
from django.utils.translation import gettext as _
from import_export.fields import Field
from import_export.resources import ModelResource
from import_export.results import RowResult

from kusiao import audit
from kusiao.tables.widgets import (
    ChoiceWidget,
    RowWidget,
    TextWidget,
    ThaiDateWidget,
    WholeNumberWidget,
    YesNoWidget,
)
from kusiao.thai import clean

NUMBER, KEY = "#", "#key"  # what travels with a row beside its columns


class TableResource(ModelResource):
    """Headers are the Thai names of the columns; the names of the code are read too. `called`: for a column that points to
    another table, by what people call a row there. A blank cell takes nothing away, and nothing is ever deleted."""

    called = {}
    noun = "reference"

    class Meta:
        skip_unchanged = True
        report_skipped = True
        use_transactions = True
        clean_model_instances = True
        skip_html_diff = True
        store_instance = True

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.kept_blanks = 0
        self.keys = {}
        self.by_key = {}

    # --- columns ----------------------------------------------------------------------------------------------

    @classmethod
    def field_from_django_field(cls, field_name, django_field, readonly):
        return Field(
            attribute=field_name,
            column_name=str(django_field.verbose_name),
            widget=cls._widget(field_name, django_field),
        )

    @classmethod
    def _widget(cls, name, column):
        if isinstance(column, models.ForeignKey):
            return RowWidget(column.related_model, cls.called[name])
        if column.choices:
            return ChoiceWidget(column.choices)
        if isinstance(column, models.BooleanField):
            return YesNoWidget()
        if isinstance(column, models.DateField):
            return ThaiDateWidget()
        if isinstance(column, models.IntegerField):
            return WholeNumberWidget()
        if isinstance(column, models.CharField | models.TextField):
            return TextWidget(lines=isinstance(column, models.TextField))
        raise TypeError(f"{cls.__name__}.{name}: no way is known to read a {type(column).__name__}")

    @classmethod
    def columns(cls):
        """What a header may say → the header as it is written out."""
        names = {}
        for name, field in cls.fields.items():
            names[clean(field.column_name)] = names[name] = field.column_name
        return names

    def heads(self, texts):
        """Is this the row of headers: does it name every column by which rows are told apart?"""
        known = self.columns()
        named = {known.get(clean(text)) for text in texts}
        return {self.fields[name].column_name for name in self._meta.import_id_fields} <= named

    # --- rows that are there ----------------------------------------------------------------------------------

    def get_queryset(self):
        pointing = [name for name in self.fields if name in self.called]
        rows = super().get_queryset().select_related(*pointing) if pointing else super().get_queryset()
        return rows.order_by(*self._meta.model._meta.ordering or ["pk"])

    def before_import(self, dataset, **kwargs):
        rows = self.get_queryset().select_for_update(of=("self",))
        self.by_key = {self._key(field.get_value(row) for field in self._key_fields()): row for row in rows}

    def _key_fields(self):
        return [self.fields[name] for name in self._meta.import_id_fields]

    @staticmethod
    def _key(values):
        return tuple(clean(value) if isinstance(value, str) else value for value in (v or "" for v in values))

    def before_import_row(self, row, **kwargs):
        key = self._key(self._said(field, row) for field in self._key_fields())
        if not any(key):
            raise ValueError(_("แถวนี้ไม่มีค่าในช่องที่ใช้แยกแถว เติมให้ครบ หรือลบแถวนี้ออก"))
        if key in self.keys:
            raise ValueError(_("ซ้ำกับแถว %(row)s ในไฟล์เดียวกัน เหลือไว้แถวเดียว") % {"row": self.keys[key]})
        self.keys[key] = row[NUMBER]
        row[KEY] = key

    @staticmethod
    def _said(field, row):
        text = row[field.column_name]
        try:
            return field.widget.clean(text) if text else None
        except ValueError as fault:
            raise ValueError(f"{field.column_name}: {fault}") from None

    def get_instance(self, instance_loader, row):
        return self.by_key.get(row[KEY])

    # --- values ----------------------------------------------------------------------------------------------

    def import_field(self, field, instance, row, is_m2m=False, **kwargs):
        said = row.get(field.column_name, "")
        now = field.get_value(instance)
        if said == "":
            if not instance._state.adding and now not in (None, ""):
                self.kept_blanks += field.column_name in row
            return
        value = field.widget.clean(said)
        if not (isinstance(now, str) and clean(now) == clean(value)):
            setattr(instance, field.attribute, value)

    def for_delete(self, row, instance):
        return False

    def do_instance_save(self, instance, is_create):
        # What the database refuses must not spoil the transaction in which the other rows are still looked at.
        with transaction.atomic():
            super().do_instance_save(instance, is_create)

    def after_import_row(self, row, row_result, *, dry_run=False, user=None, **kwargs):
        new = row_result.import_type == RowResult.IMPORT_TYPE_NEW
        row_result.differences = [
            one
            for one in self._differences(row_result.instance, None if new else row_result.original)
            if one[2] != one[3]
        ]
        if not dry_run and row_result.import_type != RowResult.IMPORT_TYPE_SKIP:
            fields = [attribute for attribute, *_rest in row_result.differences]
            act = "added" if new else "changed"
            audit.record(by=user, verb=f"{self.noun}.{act}", on=row_result.instance, fields=fields)

    def _differences(self, instance, original):
        for field in self.get_import_fields():
            before = "" if original is None else field.export(original)
            yield field.attribute, field.column_name, before, field.export(instance)

    def sentences_of(self, row_result):
        """Why a row cannot be taken, in words for the person."""
        if row_result.validation_error is not None:
            for name, sentences in row_result.validation_error.message_dict.items():
                label = self.fields[name].column_name if name in self.fields else ""
                yield from (f"{label}: {sentence}" if label else sentence for sentence in sentences)
        for fault in row_result.errors:
            # What nobody foresaw may quote rows of the database.
            foreseen = isinstance(fault.error, ValueError)
            yield str(fault.error) if foreseen else _("บันทึกแถวนี้ไม่ได้ ตรวจค่าทุกช่องในแถว หรือแจ้งผู้ดูแลระบบ")
