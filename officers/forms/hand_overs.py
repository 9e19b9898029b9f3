from django import forms
from django.utils.translation import gettext_lazy as _

from kusiao.thai import today
from kusiao.thaiforms import ThaiCharField, ThaiDateField
from officers.models import ChangeReason

WHY = {"required": _("เลือกเหตุ เพื่อให้คนต่อไปรู้ว่าเกิดอะไรขึ้น")}


class SuccessorField(forms.ModelChoiceField):
    def __init__(self, **options):
        options = {"required": False, "empty_label": _("ยังไม่เลือก รอจับคู่ในหน้าจับคู่"), **options}
        super().__init__(None, label=_("ใครรับต่อ"), **options)

    def label_from_instance(self, officer):
        return f"{officer} ({officer.agency})" if officer.agency else str(officer)


class HandOverForm(forms.Form):
    """`successors`: officers of the district."""

    why = forms.ChoiceField(
        label=_("เหตุ"), choices=[("", _("เลือกเหตุ")), *ChangeReason.choices], error_messages=WHY
    )
    words = ThaiCharField(
        label=_("รายละเอียด"), max_length=200, required=False, help_text=_("เช่น ย้ายไปอำเภอพล คำสั่งที่ 12/2569")
    )
    on = ThaiDateField(label=_("วันแรกที่ไม่ได้ดูแลแล้ว"), initial=today)
    successor = SuccessorField()

    def __init__(self, *args, successors, **options):
        super().__init__(*args, **options)
        self.fields["successor"].queryset = successors


class LeaveForm(forms.Form):
    why = HandOverForm.base_fields["why"]
    words = HandOverForm.base_fields["words"]
    district = forms.ModelChoiceField(
        None, label=_("พ้นจากอำเภอ"), empty_label=None, error_messages={"required": _("เลือกอำเภอ")}
    )
    on = ThaiDateField(label=_("วันแรกที่ไม่อยู่แล้ว"), initial=today)

    def __init__(self, *args, districts, **options):
        super().__init__(*args, **options)
        self.fields["district"].queryset = districts


class ChooseForm(forms.Form):
    successor = SuccessorField()

    def __init__(self, *args, successors, **options):
        super().__init__(*args, **options)
        self.fields["successor"].queryset = successors


class PackForm(forms.Form):
    """`version` is that of the pack when the page was opened."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    people = ThaiCharField(
        label=_("ควรคุยกับใคร"), max_length=1000, lines=True, required=False,
        help_text=_("คนในบ้าน เพื่อนบ้าน อสม. ผู้ใหญ่บ้าน คุยเรื่องอะไรได้"),
    )  # fmt: skip
    works = ThaiCharField(label=_("ทำอย่างไรแล้วได้ผล"), max_length=1000, lines=True, required=False)
    promises = ThaiCharField(
        label=_("สัญญาอะไรไว้กับครอบครัว"), max_length=1000, lines=True, required=False,
        help_text=_("ทั้งที่ทำแล้วและยังค้าง"),
    )  # fmt: skip
    beware = ThaiCharField(label=_("เรื่องที่ควรระวัง"), max_length=1000, lines=True, required=False)


class JointVisitForm(forms.Form):
    visit = forms.ModelChoiceField(
        None, error_messages={"required": _("เลือกการเยี่ยมที่ไปด้วยกัน"), "invalid_choice": _("เลือกจากรายการนี้")}
    )

    def __init__(self, *args, visits, **options):
        super().__init__(*args, **options)
        self.fields["visit"].queryset = visits


class SubstituteForm(forms.Form):
    officer = SuccessorField(required=True, empty_label=None, error_messages={"required": _("เลือกผู้ดูแลแทน")})
    started_on = ThaiDateField(label=_("ตั้งแต่วันที่"), initial=today)
    ended_on = ThaiDateField(label=_("วันแรกที่ไม่ต้องดูแลแทนแล้ว"))
    why = forms.ChoiceField(label=_("เหตุ"), choices=ChangeReason, initial=ChangeReason.LEAVE)

    def __init__(self, *args, officers, **options):
        super().__init__(*args, **options)
        self.fields["officer"].queryset = officers
        self.fields["officer"].label = _("ใครดูแลแทน")
