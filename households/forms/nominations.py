from django import forms
from django.utils.translation import gettext_lazy as _

from households.models import Subdistrict
from kusiao.thaiforms import NationalIdField, PhoneField, ThaiCharField

NEW = "new"


class WhyForm(forms.Form):
    why = ThaiCharField(
        label=_("ทำไมควรอยู่ในทะเบียน"), max_length=1000, lines=True,
        help_text=_("เห็นอะไรที่บ้าน รายได้มาจากไหน ใครอยู่ด้วย ทำไมการสำรวจจึงไม่พบ"),
        error_messages={"required": _("เขียนว่าทำไมครัวเรือนนี้ควรอยู่ในทะเบียน")},
    )  # fmt: skip


class NominateForm(WhyForm):
    title = ThaiCharField(label=_("คำนำหน้า"), max_length=40, required=False)
    first_name = ThaiCharField(
        label=_("ชื่อหัวหน้าครัวเรือน"), max_length=100, error_messages={"required": _("ใส่ชื่อหัวหน้าครัวเรือน")}
    )
    last_name = ThaiCharField(label=_("นามสกุล"), max_length=100, required=False)
    national_id = NationalIdField(
        label=_("เลขประจำตัวประชาชน"), required=False, help_text=_("ถ้ามี ช่วยให้ไม่เปิดแฟ้มซ้ำ ไม่มีก็เสนอได้"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "maxlength": 30}),
    )  # fmt: skip
    subdistrict = forms.ModelChoiceField(
        label=_("ตำบล"), queryset=Subdistrict.objects.none(), empty_label=_("เลือกตำบล"),
        error_messages={"required": _("เลือกตำบล"), "invalid_choice": _("เลือกตำบลจากรายการ")},
    )  # fmt: skip
    moo = forms.IntegerField(label=_("หมู่ที่"), min_value=1, max_value=99)
    house_number = ThaiCharField(label=_("บ้านเลขที่"), max_length=40, required=False)
    phone = PhoneField(label=_("โทรศัพท์"), required=False)
    field_order = "title first_name last_name national_id subdistrict moo house_number phone why".split()

    def __init__(self, *args, districts, **options):
        super().__init__(*args, **options)
        rows = Subdistrict.objects.filter(district__in=districts).select_related("district")
        field = self.fields["subdistrict"]
        field.queryset = rows.order_by("district__name_key", "name_key")
        field.label_from_instance = lambda place: f"ต.{place} อ.{place.district}"


class AnswerForm(forms.Form):
    answer = forms.ChoiceField(
        label=_("ตัดสินว่า"),
        choices=[("accept", _("รับเข้าทะเบียน")), ("decline", _("ไม่รับ"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("เลือกว่ารับหรือไม่รับ")},
    )
    file = forms.ChoiceField(label=_("ถ้ารับ ใช้แฟ้มใด"), widget=forms.RadioSelect, required=False)
    words = ThaiCharField(
        label=_("เหตุผล"), max_length=300, lines=True, required=False,
        help_text=_("ต้องเขียนเมื่อไม่รับ หรือเมื่อเปิดแฟ้มใหม่ทั้งที่มีแฟ้มคล้ายกัน"),
    )  # fmt: skip

    def __init__(self, *args, suspects, settled, **options):
        super().__init__(*args, **options)
        self.suspects = {str(one.household.pk): one for one in suspects}
        if settled:
            del self.fields["file"]
        else:
            found = [
                (key, f"{one.household.head_name} {one.household.place_words}")
                for key, one in self.suspects.items()
            ]
            self.fields["file"].choices = [
                *found,
                (NEW, _("เปิดแฟ้มใหม่ ไม่ใช่ครัวเรือนข้างต้น") if found else _("เปิดแฟ้มใหม่")),
            ]
            self.initial.setdefault("file", "" if found else NEW)

    def clean(self):
        said = super().clean()
        if said.get("answer") == "accept" and "file" in self.fields and not said.get("file"):
            self.add_error("file", _("เลือกแฟ้มของครัวเรือนนี้ หรือเปิดแฟ้มใหม่"))
        return said

    @property
    def chosen(self):
        """The household of the chosen file; None for a new one, or where it is settled already."""
        found = self.suspects.get(self.cleaned_data.get("file", ""))
        return found and found.household
