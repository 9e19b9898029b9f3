import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from households.forms.goals import amount
from households.forms.plans import VersionedForm
from households.models import AccountKind, Promiser, PromiseState, Trade
from kusiao.thai import today
from kusiao.thaiforms import ThaiCharField, ThaiDateField


class AccountForm(VersionedForm):
    """One month; a total that nobody knows stays blank."""

    month = forms.CharField(widget=forms.HiddenInput)
    income = amount(_("รายรับทั้งเดือน (บาท)"), required=False)
    spending = amount(_("รายจ่ายทั้งเดือน (บาท)"), required=False)
    debt = amount(_("หนี้คงค้างสิ้นเดือน (บาท)"), required=False)
    saving = amount(_("เงินออมคงเหลือสิ้นเดือน (บาท)"), required=False)

    def clean_month(self):
        """As 2026-11."""
        try:
            return datetime.date.fromisoformat(f"{self.cleaned_data['month']}-01")
        except ValueError:
            raise forms.ValidationError(_("เลือกเดือนจากรายการอีกครั้ง")) from None

    def totals(self):
        told = {kind: self.cleaned_data[kind] for kind in AccountKind.values}
        return {kind: None if baht is None else int(baht) for kind, baht in told.items()}


class AbilityForm(forms.Form):
    """`members`: those who live in the house."""

    member = forms.TypedChoiceField(label=_("ใคร"), error_messages={"required": _("เลือกว่าใคร")})
    trade = forms.ChoiceField(
        label=_("ทำอะไรเป็น"),
        choices=Trade,
        widget=forms.RadioSelect,
        error_messages={"required": _("เลือกว่าทำอะไรเป็น")},
    )
    words = ThaiCharField(
        label=_("รายละเอียด"), max_length=200, required=False, help_text=_("เช่น ทอผ้าขิด เคยขายที่ตลาดอำเภอ")
    )
    to_learn = forms.BooleanField(label=_("ยังทำไม่เป็น แต่อยากเรียน"), required=False)

    def __init__(self, *args, members=(), **options):
        super().__init__(*args, **options)
        by_key = {str(member.pk): member for member in members}
        self.fields["member"].coerce = by_key.get
        self.fields["member"].choices = [
            ("", _("เลือกคนในบ้าน")),
            *((key, str(one)) for key, one in by_key.items()),
        ]


class PromiseForm(forms.Form):
    """`goals`: of the plan in force."""

    promiser = forms.ChoiceField(
        label=_("ใครรับปาก"), choices=Promiser, widget=forms.RadioSelect, initial=Promiser.OFFICER,
        error_messages={"required": _("เลือกว่าใครรับปาก")},
    )  # fmt: skip
    who = ThaiCharField(
        label=_("ชื่อคนหรือหน่วยงาน"), max_length=150, required=False, help_text=_("ต้องใส่ถ้าเป็นคณะหรือหน่วยงาน")
    )
    what = ThaiCharField(
        label=_("รับปากว่าจะทำอะไร"), max_length=300, help_text=_("เช่น พายายไปตรวจตาที่โรงพยาบาล"),
        error_messages={"required": _("เขียนว่ารับปากอะไร")},
    )  # fmt: skip
    promised_on = ThaiDateField(label=_("รับปากเมื่อ"), max_date=today)
    due_on = ThaiDateField(label=_("ภายในวันที่"))
    goal = forms.TypedChoiceField(label=_("เพื่อเป้าหมายใด"), required=False, empty_value=None)

    def __init__(self, *args, goals=(), **options):
        super().__init__(*args, **options)
        by_key = {str(goal.pk): goal for goal in goals}
        self.fields["goal"].coerce = by_key.get
        self.fields["goal"].choices = [
            ("", _("ไม่ผูกกับเป้าหมาย")),
            *((key, one.title) for key, one in by_key.items()),
        ]


class PromiseSettleForm(VersionedForm):
    state = forms.ChoiceField(
        label=_("เป็นอย่างไร"), choices=[one for one in PromiseState.choices if one[0] != PromiseState.OPEN],
        widget=forms.RadioSelect, error_messages={"required": _("เลือกว่าทำตามที่รับปากแล้ว หรือไม่ได้ทำ")},
    )  # fmt: skip
    on = ThaiDateField(label=_("วันที่"), max_date=today)
    because = ThaiCharField(
        label=_("เหตุผล"), max_length=300, required=False, help_text=_("ต้องเขียนถ้าไม่ได้ทำตามที่รับปาก")
    )
