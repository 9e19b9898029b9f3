from django import forms
from django.utils.translation import gettext_lazy as _

from households.forms.plans import VersionedForm
from households.models import ActivityState, Dimension, Doer, Horizon, Need, NoGoalBecause
from kusiao.thai import today
from kusiao.thaiforms import BahtField, ThaiCharField, ThaiDateField

MOST = 2_000_000_000


def amount(label, **options):
    return BahtField(
        label=label,
        decimal_places=0,
        max_value=MOST,
        error_messages={"required": _("ใส่ตัวเลข ถ้าไม่มีให้ใส่ 0")},
        **options,
    )


class GoalForm(forms.Form):
    title = ThaiCharField(
        label=_("เป้าหมาย"), max_length=200, help_text=_("เขียนให้ครอบครัวเห็นภาพ เช่น มีไข่ไก่กินและขายทุกวัน"),
        error_messages={"required": _("เขียนเป้าหมาย")},
    )  # fmt: skip
    dimension = forms.ChoiceField(
        label=_("เป็นเรื่องด้านใด"),
        choices=Dimension,
        widget=forms.RadioSelect,
        error_messages={"required": _("เลือกด้าน")},
    )
    need = forms.ModelChoiceField(
        label=_("ขาดอะไรจึงยังไม่ถึง"), queryset=None, required=False, empty_label=_("ไม่ระบุ"),
        help_text=_("ใช้เลือกคณะเมื่อขอความช่วยเหลือเพื่อเป้าหมายนี้"),
    )  # fmt: skip
    horizon = forms.TypedChoiceField(
        label=_("ทำให้ได้ภายใน"), choices=Horizon, coerce=int, widget=forms.RadioSelect,
        error_messages={"required": _("เลือกว่าจะทำให้ได้ภายใน 3, 6 หรือ 12 เดือน")},
    )  # fmt: skip
    measure = ThaiCharField(
        label=_("รู้ได้จากอะไรว่าถึงแล้ว"), max_length=200, help_text=_("เช่น รายได้ต่อเดือน หรือ มีห้องน้ำใช้"),
        error_messages={"required": _("เขียนว่าจะรู้ได้จากอะไร")},
    )  # fmt: skip
    unit = ThaiCharField(
        label=_("หน่วย"),
        max_length=40,
        required=False,
        help_text=_("เช่น บาท ตัว วัน เว้นว่างถ้าเป็นเรื่องได้หรือยังไม่ได้"),
    )
    baseline = amount(_("ตอนเริ่ม"), required=False)
    target = amount(_("เป้า"), required=False)

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["need"].queryset = Need.objects.all()

    def clean(self):
        """Without a unit it is a matter of yes or no."""
        told = super().clean()
        if not told.get("unit"):
            told |= {"unit": "", "baseline": 0, "target": 1}
        for name in ("baseline", "target"):
            if told.get(name) is None and name not in self.errors:
                self.add_error(name, _("ใส่ตัวเลขตามหน่วยที่วัด หรือเว้นหน่วยว่างถ้าเป็นเรื่องได้หรือยังไม่ได้"))
            elif told.get(name) is not None:
                told[name] = int(told[name])
        return told


class EditGoalForm(VersionedForm, GoalForm):
    pass


class ReasonForm(forms.Form):
    because = forms.ChoiceField(
        label=_("เหตุที่ไม่ตั้งเป้าหมาย"), choices=NoGoalBecause, widget=forms.RadioSelect,
        error_messages={"required": _("เลือกเหตุที่ไม่ตั้งเป้าหมาย")},
    )  # fmt: skip
    words = ThaiCharField(label=_("อธิบาย"), max_length=300, required=False)


class MeasureForm(VersionedForm):
    """A number, or whether it is so."""

    def __init__(self, *args, goal, **options):
        super().__init__(*args, **options)
        if goal.is_yes_or_no:
            self.fields["now"] = forms.TypedChoiceField(
                label=goal.measure,
                choices=[("0", _("ยังไม่ได้")), ("1", _("ได้แล้ว"))],
                coerce=int,
                widget=forms.RadioSelect,
            )
        else:
            self.fields["now"] = amount(f"{goal.measure} ({goal.unit})")

    def clean_now(self):
        return int(self.cleaned_data["now"])


class DropForm(VersionedForm):
    because = ThaiCharField(
        label=_("เหตุผลที่เลิกเป้าหมายนี้"), max_length=300, error_messages={"required": _("เขียนเหตุผลที่เลิก")}
    )


class ActivityForm(forms.Form):
    what = ThaiCharField(
        label=_("ทำอะไร"),
        max_length=200,
        help_text=_("เช่น ทำคอกไก่หลังบ้าน"),
        error_messages={"required": _("เขียนว่าจะทำอะไร")},
    )
    doer = forms.ChoiceField(
        label=_("ใครทำ"),
        choices=Doer,
        widget=forms.RadioSelect,
        error_messages={"required": _("เลือกว่าใครทำ")},
    )
    agency = ThaiCharField(
        label=_("หน่วยงานใด หรือทำกับใคร"),
        max_length=150,
        required=False,
        help_text=_("ถ้าหน่วยงานทำ ต้องใส่ชื่อหน่วยงาน"),
    )
    due_on = ThaiDateField(label=_("ภายในวันที่"))


class EditActivityForm(VersionedForm, ActivityForm):
    pass


class SettleForm(VersionedForm):
    state = forms.ChoiceField(
        label=_("เป็นอย่างไร"), choices=ActivityState, widget=forms.RadioSelect,
        error_messages={"required": _("เลือกว่าทำแล้ว ทำไม่ได้ หรือเลิกทำ")},
    )  # fmt: skip
    on = ThaiDateField(label=_("วันที่"), max_date=today)
    because = ThaiCharField(
        label=_("เหตุผล"), max_length=300, required=False, help_text=_("ต้องเขียนถ้าทำไม่ได้หรือเลิกทำ")
    )
