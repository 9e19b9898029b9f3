from django import forms
from django.utils.translation import gettext_lazy as _

from households.models import Track
from kusiao.thai import today
from kusiao.thaiforms import ThaiCharField, ThaiDateField


class ClassForm(forms.Form):
    """`seen`: the class that stood on the page when it was opened."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    track = forms.ChoiceField(
        label=_("ประเภท"),
        choices=Track.choices,
        widget=forms.RadioSelect,
        help_text=_("พัฒนาได้: มีคนในบ้านทำงานได้ · สงเคราะห์: มีแต่ผู้สูงอายุ ผู้พิการ ผู้ป่วยติดเตียง หรือเด็ก"),
        error_messages={"required": _("เลือกประเภท พัฒนาได้ หรือ สงเคราะห์")},
    )
    started_on = ThaiDateField(label=_("ตั้งแต่วันที่"), max_date=today, initial=today)
    reason = ThaiCharField(
        label=_("เหตุผล"), max_length=300, lines=True, error_messages={"required": _("เขียนเหตุผลที่จัดประเภทนี้")}
    )
