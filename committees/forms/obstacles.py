from django import forms
from django.utils.translation import gettext_lazy as _

from committees.models import ObstacleKind
from kusiao.thaiforms import ThaiCharField


class ObstacleForm(forms.Form):
    """`districts` and `committees` are those this person may speak for."""

    kind = forms.ChoiceField(label=_("เรื่อง"), choices=ObstacleKind.choices)
    text = ThaiCharField(
        label=_("ปัญหา อุปสรรค"),
        max_length=1000,
        lines=True,
        help_text=_("เขียนเรื่องของโครงการ ไม่เขียนชื่อครอบครัว เพราะข้อความนี้อยู่ในรายงาน"),
        error_messages={"required": _("เขียนว่าติดขัดเรื่องอะไร")},
    )
    proposal = ThaiCharField(label=_("ข้อเสนอแนะ"), max_length=1000, lines=True, required=False)
    voice = forms.ChoiceField(label=_("แจ้งในนาม"))

    def __init__(self, *args, districts, committees, **kwargs):
        super().__init__(*args, **kwargs)
        self.places = {f"d{row.pk}": ("district", row, _("อำเภอ") + row.name_th) for row in districts}
        self.places |= {f"c{row.pk}": ("committee", row, row.short_name) for row in committees}
        self.fields["voice"].choices = [(key, words) for key, (_kind, _row, words) in self.places.items()]
        if len(self.places) == 1:
            self.fields["voice"].widget = forms.HiddenInput()
            self.fields["voice"].initial = next(iter(self.places))

    def clean(self):
        kind, place, _words = self.places.get(self.cleaned_data.pop("voice", ""), ("", None, ""))
        return {**self.cleaned_data, kind: place} if kind else self.cleaned_data


class ObstacleAnswerForm(forms.Form):
    answer = ThaiCharField(
        label=_("คำตอบ"), max_length=1000, lines=True, error_messages={"required": _("เขียนคำตอบก่อนบันทึก")}
    )
