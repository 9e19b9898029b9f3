import re

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from households.models import LifeStep, Subdistrict, Track
from kusiao.thai import compact
from kusiao.thaiforms import PhoneField, ThaiCharField


class EditForm(forms.Form):
    """`version` is that of the case when the page was opened."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    title = ThaiCharField(label=_("คำนำหน้าหัวหน้าครัวเรือน"), max_length=40, required=False)
    first_name = ThaiCharField(label=_("ชื่อหัวหน้าครัวเรือน"), max_length=100)
    last_name = ThaiCharField(label=_("นามสกุลหัวหน้าครัวเรือน"), max_length=100, required=False)
    house_number = ThaiCharField(label=_("บ้านเลขที่"), max_length=40, required=False)
    house_code = ThaiCharField(
        label=_("รหัสบ้าน"), required=False, help_text=_("11 หลักตามทะเบียนบ้าน ถ้าไม่มีเว้นไว้")
    )
    phone = PhoneField(label=_("โทรศัพท์"), required=False)

    def clean_house_code(self):
        code = compact(self.cleaned_data["house_code"])
        if code and not re.fullmatch(r"[0-9]{11}", code):
            count = len(code)
            raise forms.ValidationError(
                _("รหัสบ้านต้องเป็นตัวเลข 11 หลัก ใส่มา %(count)s หลัก ตรวจกับทะเบียนบ้านแล้วแก้ หรือเว้นว่างไว้"),
                params={"count": count},
            )
        return code


class PurposeForm(forms.Form):
    purpose = ThaiCharField(
        label=_("ใช้เลขเต็มทำอะไร"),
        min_length=4,
        max_length=200,
        help_text=_("เช่น ขอบัตรสวัสดิการแห่งรัฐให้ครัวเรือน ชื่อคุณและเหตุผลนี้ถูกบันทึกไว้"),
        error_messages={"required": _("เขียนว่าต้องใช้เลขเต็มไปทำอะไร")},
    )


class SearchForm(forms.Form):
    """Always by POST: what is looked for stays out of addresses, logs and the browser's history."""

    words = ThaiCharField(
        label=_("ค้นหาครัวเรือน"),
        min_length=2,
        max_length=120,
        help_text=_("ชื่อ บ้านเลขที่ โทรศัพท์ รหัสบ้าน หรือเลขประจำตัวครบ 13 หลัก"),
        error_messages={"required": _("พิมพ์สิ่งที่ต้องการค้น เช่น ชื่อ หรือบ้านเลขที่")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "type": "search"}),
    )


STANDINGS = [
    ("open", _("อยู่ในทะเบียน")),
    ("watch", _("อยู่ในช่วงเฝ้าระวัง")),
    ("ended", _("ออกจากทะเบียนแล้ว")),
    ("all", _("ทุกครัวเรือนที่มีข้อมูล")),
]


class FilterForm(forms.Form):
    """What the register is narrowed to; holds codes only, so it may stand in the address."""

    district = forms.ModelChoiceField(
        label=_("อำเภอ"), queryset=None, required=False, empty_label=_("ทุกอำเภอ")
    )
    subdistrict = forms.ModelChoiceField(
        label=_("ตำบล"), queryset=None, required=False, empty_label=_("ทุกตำบล")
    )
    track = forms.ChoiceField(
        label=_("ประเภท"),
        choices=[("", _("ทุกประเภท")), *Track.choices, ("none", _("ยังไม่จัดประเภท"))],
        required=False,
    )
    step = forms.TypedChoiceField(
        label=_("กระบวนงาน"), choices=[("", _("ทุกกระบวนงาน")), *LifeStep.choices], coerce=int, empty_value=None,
        required=False,
    )  # fmt: skip
    standing = forms.ChoiceField(label=_("ทะเบียน"), choices=STANDINGS, required=False)

    def __init__(self, asked, *, districts):
        super().__init__(asked)
        districts = districts.order_by("name_key")
        chosen = districts.filter(pk=asked.get("district", ""))
        self.fields["district"].queryset = districts
        # Without a district the list of 199 names would help nobody: a coordinator of one district has one.
        within = districts if districts.count() == 1 else chosen
        self.fields["subdistrict"].queryset = Subdistrict.objects.filter(district__in=within).order_by(
            "name_key"
        )

    def words(self):
        """What was chosen, as people say it."""
        for name, chosen in self.wanted().items():
            if isinstance(chosen, models.Model):
                yield f"{self.fields[name].label} {chosen}"
            elif chosen:
                yield dict(self.fields[name].choices)[chosen]

    def wanted(self):
        """The valid choices; a code somebody typed into the address that means nothing is passed over."""
        self.is_valid()
        return {**self.cleaned_data, "standing": self.cleaned_data.get("standing") or "open"}
