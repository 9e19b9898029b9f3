from django import forms
from django.utils.translation import gettext_lazy as _

from households.models import SignedWay
from kusiao.thai import today
from kusiao.thaiforms import ThaiCharField, ThaiDateField


class VersionedForm(forms.Form):
    """`version` is that of the row when the page was opened."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class WordsForm(VersionedForm):
    wish = ThaiCharField(
        label=_("ครอบครัวอยากให้ชีวิตเป็นอย่างไร"), max_length=1000, lines=True, required=False,
        help_text=_("เขียนตามคำของครอบครัว เช่น อยากให้หลานได้เรียนต่อ อยากมีรายได้ที่บ้าน"),
    )  # fmt: skip
    strengths = ThaiCharField(
        label=_("ของดีที่มีอยู่"), max_length=1000, lines=True, required=False,
        help_text=_("ที่ดิน น้ำ สัตว์ เครื่องมือ คนที่ช่วยได้ เช่น มีที่หลังบ้าน 1 งาน ญาติขายของที่ตลาด"),
    )  # fmt: skip


class RankForm(VersionedForm):
    """`goals`: those of the plan."""

    PLACES = ("first", "second", "third")
    first = forms.TypedChoiceField(label=_("สำคัญที่สุด"), required=False, empty_value=None)
    second = forms.TypedChoiceField(label=_("อันดับสอง"), required=False, empty_value=None)
    third = forms.TypedChoiceField(label=_("อันดับสาม"), required=False, empty_value=None)

    def __init__(self, *args, goals=(), **options):
        super().__init__(*args, **options)
        by_key = {str(goal.pk): goal for goal in goals}
        for name in self.PLACES:
            self.fields[name].coerce = by_key.get
            self.fields[name].choices = [
                ("", _("ยังไม่เลือก")),
                *((key, goal.title) for key, goal in by_key.items()),
            ]

    def chosen(self):
        return [goal for name in self.PLACES if (goal := self.cleaned_data[name])]


class SignForm(VersionedForm):
    """`members`: the names of the people of the house, offered for who signs."""

    way = forms.ChoiceField(
        label=_("ลงนามอย่างไร"), choices=SignedWay, widget=forms.RadioSelect, initial=SignedWay.SCREEN,
        error_messages={"required": _("เลือกว่าลงนามบนหน้าจอหรือในกระดาษ")},
    )  # fmt: skip
    signed_name = ThaiCharField(
        label=_("ผู้ลงนามฝ่ายครัวเรือน"), max_length=200,
        help_text=_("ชื่อคนในบ้านหรือผู้ดูแลที่อยู่ต่อหน้า ได้ฟังแผนแล้ว"),
        error_messages={"required": _("ใส่ชื่อคนในครัวเรือนหรือผู้ดูแลที่ลงนาม")},
        widget=forms.TextInput(attrs={"list": "people-of-the-house", "autocomplete": "off"}),
    )  # fmt: skip
    family_agrees = forms.BooleanField(
        label=_("ครอบครัวได้ฟังแผนทั้งหมดแล้ว และตกลงทำตามนี้"),
        error_messages={"required": _("อ่านแผนให้ครอบครัวฟัง ตกลงแล้วจึงติ๊กข้อนี้")},
    )
    friend_agrees = forms.BooleanField(
        label=_("ฉันเป็นคู่เสี่ยว (หรือบันทึกแทนจากกระดาษที่คู่เสี่ยวลงนาม) และตกลงร่วมทำตามแผนนี้"),
        error_messages={"required": _("ติ๊กยืนยันฝ่ายคู่เสี่ยว")},
    )
    signed_on = ThaiDateField(label=_("วันที่ลงนาม"), max_date=today)
    paper_number = ThaiCharField(
        label=_("เลขที่แบบกระดาษ"), max_length=40, required=False,
        help_text=_("เฉพาะที่ลงนามในกระดาษ เพื่อให้หาต้นฉบับเจอ"),
    )  # fmt: skip


class DecideForm(VersionedForm):
    act = forms.ChoiceField(
        label=_("ตัดสินว่า"), choices=[("approve", _("อนุมัติ")), ("return", _("ส่งกลับให้แก้"))], widget=forms.RadioSelect,
        error_messages={"required": _("เลือกว่าอนุมัติหรือส่งกลับ")},
    )  # fmt: skip
    words = ThaiCharField(
        label=_("ถ้าส่งกลับ ต้องแก้อะไร"),
        max_length=500,
        lines=True,
        required=False,
        help_text=_("คู่เสี่ยวเห็นข้อความนี้"),
    )


class ReviseForm(forms.Form):
    reason = ThaiCharField(
        label=_("เหตุผลที่ปรับแผน"), max_length=300, lines=True,
        help_text=_("เช่น ลูกได้งานทำ เป้าเดิมทำได้แล้ว หรือมีคนป่วยเพิ่ม"),
        error_messages={"required": _("เขียนเหตุผลที่ปรับแผน")},
    )  # fmt: skip
