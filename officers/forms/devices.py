from django import forms
from django.utils.translation import gettext_lazy as _

ALL = "all"


class RevokeForm(forms.Form):
    """Cleans to the devices that are to go: one of those given, or all of them."""

    device = forms.CharField(
        label=_("เครื่อง"),
        max_length=40,
        error_messages={"required": _("เลือกเครื่องที่จะเพิกถอน"), "max_length": _("เลือกเครื่องจากรายการนี้")},
    )

    def __init__(self, *args, devices, **kwargs):
        super().__init__(*args, **kwargs)
        self.devices = devices

    def clean_device(self):
        asked = self.cleaned_data["device"]
        found = [one for one in self.devices if asked in (ALL, str(one.pk))]
        if not found:
            raise forms.ValidationError(_("เครื่องนี้เพิกถอนไปแล้ว หรือไม่อยู่ในรายการ เปิดหน้านี้ใหม่เพื่อดูรายการล่าสุด"))
        return found
