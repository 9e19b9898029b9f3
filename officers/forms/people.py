from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kusiao.thaiforms import PhoneField, ThaiCharField
from officers.forms.homes import HomeForm
from officers.models import Agency, Role


class PersonForm(HomeForm):
    """Only the province may make a coordinator; `districts` are those whose people the maker looks after."""

    title = ThaiCharField(label=_("คำนำหน้า"), max_length=40, required=False)
    first_name = ThaiCharField(label=_("ชื่อ"), max_length=100, error_messages={"required": _("ใส่ชื่อ")})
    last_name = ThaiCharField(label=_("นามสกุล"), max_length=100, error_messages={"required": _("ใส่นามสกุล")})
    phone = PhoneField(label=_("โทรศัพท์"), required=False, help_text=_("ใช้เข้าสู่ระบบได้ และให้ครัวเรือนติดต่อ"))
    username = forms.RegexField(
        r"^[A-Za-z0-9][A-Za-z0-9._-]{2,40}$",
        label=_("ชื่อผู้ใช้"),
        required=False,
        help_text=_("เว้นว่างได้ถ้ามีเบอร์โทร"),
        error_messages={"invalid": _("ชื่อผู้ใช้มีตัวอักษรอังกฤษ ตัวเลข จุด ขีด อย่างน้อย 3 ตัว")},
    )
    position = ThaiCharField(label=_("ตำแหน่ง"), max_length=150, required=False)
    agency = forms.ModelChoiceField(
        None,
        label=_("หน่วยงาน"),
        required=False,
        empty_label=_("ไม่ระบุ"),
    )
    district = forms.ModelChoiceField(
        None,
        label=_("อำเภอ"),
        empty_label=None,
        error_messages={"required": _("เลือกอำเภอ"), "invalid_choice": _("เลือกอำเภอจากรายการ")},
    )
    role = forms.ChoiceField(
        label=_("บทบาท"), choices=[(role.value, role.label) for role in (Role.OFFICER, Role.DISTRICT)]
    )

    field_order = [
        "title", "first_name", "last_name", "phone", "username", "position", "agency", "district", "role",
    ]  # fmt: skip

    def __init__(self, *args, by, districts, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["district"].queryset = districts
        self.fields["agency"].queryset = Agency.objects.filter(Q(district=None) | Q(district__in=districts))
        if Role.PROVINCE not in by.roles:
            del self.fields["role"]
        if len(districts) == 1:
            self.fields["district"].initial = districts[0]

    def clean(self):
        written = super().clean()
        if not self.errors and not (written.get("phone") or written.get("username")):
            self.add_error("phone", _("ใส่เบอร์โทรหรือชื่อผู้ใช้อย่างน้อยหนึ่งอย่าง เพื่อใช้เข้าสู่ระบบ"))
        return written
