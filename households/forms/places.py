from django import forms
from django.utils.translation import gettext_lazy as _

from households.models import District, Subdistrict


class DistrictForm(forms.Form):
    """First the district, by GET; it works without scripts."""

    district = forms.ModelChoiceField(
        label=_("อำเภอ"), queryset=District.objects.order_by("name_key"), empty_label=_("เลือกอำเภอ")
    )


class PlaceForm(forms.Form):
    subdistrict = forms.ModelChoiceField(
        label=_("ตำบล"), queryset=Subdistrict.objects.none(), widget=forms.RadioSelect, empty_label=None,
        error_messages={"required": _("เลือกตำบล"), "invalid_choice": _("เลือกตำบลจากรายการ")},
    )  # fmt: skip
    always = forms.ChoiceField(
        label=_("ใช้กับ"), widget=forms.RadioSelect, initial="",  required=False,
        choices=[("", _("ไฟล์นี้ไฟล์เดียว")), ("1", _("ทุกไฟล์ที่เขียนแบบนี้ ตั้งแต่นี้ไป"))],
    )  # fmt: skip

    def __init__(self, *args, district, nameless=False, **options):
        super().__init__(*args, **options)
        self.fields["subdistrict"].queryset = Subdistrict.objects.filter(district=district).order_by(
            "name_key"
        )
        if nameless:
            del self.fields["always"]

    @property
    def is_always(self):
        return bool(self.cleaned_data.get("always"))
