from django import forms
from django.utils.translation import gettext_lazy as _

from households.models import About, Says, Settlement
from kusiao.thai import format_date
from kusiao.thaiforms import ThaiCharField

MOST_VISITS = 12


class AnswerForm(forms.Form):
    """`before` and `after`: the card that was read."""

    before = forms.IntegerField(widget=forms.HiddenInput)
    after = forms.IntegerField(widget=forms.HiddenInput)
    says = forms.ChoiceField(
        label=_("ผลสำรวจตรงกับที่คุณเห็นหรือไม่"),
        choices=Says,
        widget=forms.RadioSelect,
        error_messages={"required": _("เลือกว่าตรงหรือไม่ตรง")},
    )
    about = forms.ChoiceField(
        label=_("ถ้าไม่ตรง ไม่ตรงเรื่องใด"), choices=About, widget=forms.RadioSelect, required=False
    )
    words = ThaiCharField(label=_("เห็นอะไรที่บ้าน"), max_length=1000, lines=True, required=False)
    evidence = ThaiCharField(
        label=_("หลักฐาน"), max_length=300, required=False,
        help_text=_("มีเอกสารหรือภาพอะไร เก็บไว้ที่ใด เช่น สมุดบัญชี ธ.ก.ส. สำเนาอยู่ที่ที่ว่าการอำเภอ"),
    )  # fmt: skip
    seen_on = forms.TypedChoiceField(label=_("เห็นเมื่อไปเยี่ยมวันที่"), required=False, empty_value=None)

    def __init__(self, *args, visits=(), **options):
        super().__init__(*args, **options)
        days = {str(visit.visited_on): visit.visited_on for visit in visits}
        self.fields["seen_on"].coerce = days.get
        self.fields["seen_on"].choices = [("", _("ไม่ได้อ้างการเยี่ยม"))] + [
            (key, format_date(day)) for key, day in days.items()
        ]


class SettleForm(forms.Form):
    settlement = forms.ChoiceField(
        label=_("ชี้ขาดว่า"),
        choices=Settlement,
        widget=forms.RadioSelect,
        error_messages={"required": _("เลือกว่ารับฟังหรือไม่รับฟัง")},
    )
    words = ThaiCharField(
        label=_("เหตุผล"), max_length=500, lines=True, help_text=_("หนึ่งประโยค ผู้โต้แย้งและผู้เกี่ยวข้องเห็น"),
        error_messages={"required": _("เขียนเหตุผลที่ชี้ขาดหนึ่งประโยค")},
    )  # fmt: skip
