from datetime import timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from households.models import Subdistrict
from kusiao.exports.forms import ExportForm
from kusiao.thai import today
from kusiao.thaiforms import ThaiDateField


def in_a_week():
    return today() + timedelta(days=7)


class FieldDayForm(forms.Form):
    """`district`: one whose households the person coordinates."""

    subdistrict = forms.ModelChoiceField(None, label=_("ตำบล"), required=False, empty_label=_("ทุกตำบล"))
    until = ThaiDateField(label=_("ถึงกำหนดเยี่ยมภายในวันที่"), initial=in_a_week)
    purpose = ExportForm.base_fields["purpose"]

    def __init__(self, *args, district, **options):
        super().__init__(*args, **options)
        self.fields["subdistrict"].queryset = Subdistrict.objects.filter(district=district).order_by(
            "name_key"
        )
