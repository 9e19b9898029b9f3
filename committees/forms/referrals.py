from django import forms
from django.utils.translation import gettext_lazy as _

from committees.actions.referrals import ADVICE_COMMITTEE, HOUSEHOLD_COMMITTEES
from committees.models import Committee, Source
from households.models import Need
from kusiao.thai import today
from kusiao.thaiforms import BahtField, ThaiCharField, ThaiDateField


class AskForm(forms.Form):
    need = forms.ModelChoiceField(
        label=_("เรื่องอะไร"),
        queryset=None,
        empty_label=_("เลือกเรื่อง"),
        error_messages={"required": _("เลือกว่าขอให้ช่วยเรื่องอะไร")},
    )
    text = ThaiCharField(
        label=_("ขอให้ช่วยอะไร"),
        max_length=1000,
        lines=True,
        help_text=_("คณะเห็นข้อความนี้กับชื่อหัวหน้าครัวเรือนและที่อยู่เท่านั้น ไม่ต้องเขียนเลขประจำตัวหรือโรค"),
        error_messages={"required": _("เขียนว่าขอให้ช่วยอะไร เช่น ขอพันธุ์ไก่ไข่ 10 ตัว")},
    )
    committee = forms.ModelChoiceField(
        label=_("ส่งถึงคณะ"), queryset=None, required=False, empty_label=_("คณะที่ดูแลเรื่องนี้ (เลือกให้เอง)")
    )

    goal = forms.TypedChoiceField(
        label=_("เพื่อเป้าหมายใดของครอบครัว"),
        required=False,
        empty_value=None,
        help_text=_("คณะไม่เห็นเป้าหมาย เห็นแต่คำขอ"),
    )

    def __init__(self, *args, goals=(), **kwargs):
        """`goals`: of the household's plan in force."""
        super().__init__(*args, **kwargs)
        by_key = {str(goal.pk): goal for goal in goals}
        self.fields["goal"].coerce = by_key.get
        self.fields["goal"].choices = [
            ("", _("ไม่ผูกกับเป้าหมาย")),
            *((key, one.title) for key, one in by_key.items()),
        ]
        committees = Committee.objects.filter(number__in=(*HOUSEHOLD_COMMITTEES, ADVICE_COMMITTEE))
        names = dict(committees.values_list("number", "short_name"))
        need, committee = self.fields["need"], self.fields["committee"]
        need.queryset = Need.objects.all()
        need.label_from_instance = lambda row: f"{row.name_th} → {names.get(row.committee_number, '-')}"
        committee.queryset = committees
        committee.label_from_instance = lambda row: f"{row.number} {row.short_name}"


class AnswerForm(forms.Form):
    text = ThaiCharField(label=_("ข้อความถึงคู่เสี่ยว"), max_length=1000, lines=True, required=False)


class ConfirmForm(forms.Form):
    text = ThaiCharField(
        label=_("ข้อความถึงคณะ"), max_length=1000, lines=True, required=False, help_text=_("ไม่ต้องเขียนก็ได้")
    )


class DeliverForm(forms.Form):
    what = ThaiCharField(
        label=_("ให้อะไร"), max_length=200, error_messages={"required": _("เขียนว่าส่งมอบอะไร เช่น พันธุ์ไก่ไข่")}
    )
    items = forms.IntegerField(label=_("จำนวน (รายการ)"), min_value=1, max_value=100_000, initial=1)
    baht = BahtField(label=_("มูลค่า (บาท)"), decimal_places=0, max_value=10_000_000, initial=0)
    source = forms.ChoiceField(label=_("แหล่งที่มา"), choices=Source.choices)
    delivered_on = ThaiDateField(label=_("วันที่ส่งมอบ"), max_date=today, initial=today)
