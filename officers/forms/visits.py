import uuid

from django import forms
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_aware
from django.utils.translation import gettext_lazy as _

from households.models import Need
from kusiao.thai import today
from kusiao.thaiforms import BahtField, ThaiCharField, ThaiDateField
from officers.models import VisitKind

# Chips: one tap writes the words, which stay open to change.
WHO_WAS_MET = [
    _("หัวหน้าครัวเรือน"),
    _("คู่สมรส"),
    _("ลูกหลาน"),
    _("ผู้สูงอายุ"),
    _("ผู้ดูแล"),
]
WHAT_WAS_DONE = [
    (_("ถามไถ่ความเป็นอยู่"), _("ถามไถ่ความเป็นอยู่และสุขภาพของคนในบ้าน")),
    (_("ติดตามอาชีพ"), _("ติดตามความก้าวหน้าของอาชีพและรายได้")),
    (_("บัญชีครัวเรือน"), _("ดูบัญชีครัวเรือนด้วยกันและแนะนำการออม")),
    (_("คุยเรื่องแผน"), _("คุยเรื่องเป้าหมายและแผนของครอบครัว")),
    (_("มอบสิ่งของ"), _("มอบสิ่งของช่วยเหลือ")),
    (_("ประสานหน่วยงาน"), _("รับเรื่องไปประสานหน่วยงานที่เกี่ยวข้อง")),
]


class VisitForm(forms.Form):
    """`key` and `captured_at` are made by the device; without a script the server makes them."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    captured_at = forms.CharField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(
        label=_("แบบการเยี่ยม"), choices=VisitKind, widget=forms.RadioSelect, initial=VisitKind.VISIT
    )
    visited_on = ThaiDateField(label=_("วันที่เยี่ยม"), max_date=today)
    met = ThaiCharField(label=_("พบใคร"), max_length=200, required=False)
    done = ThaiCharField(label=_("ทำอะไรบ้าง"), max_length=2000, required=False, lines=True)
    changed = ThaiCharField(label=_("มีอะไรเปลี่ยนไป"), max_length=2000, required=False, lines=True)
    income_month = BahtField(
        label=_("รายได้ของบ้านเดือนนี้ (บาท)"), required=False, max_value=9_999_999, decimal_places=0
    )
    needs = forms.ModelMultipleChoiceField(
        Need.objects.all(), label=_("สิ่งที่ขาด"), required=False, widget=forms.CheckboxSelectMultiple
    )
    next_on = ThaiDateField(label=_("นัดครั้งต่อไป"), required=False)

    def clean_key(self):
        return self.cleaned_data["key"] or uuid.uuid4()

    def clean_captured_at(self):
        """A clock that cannot be read is no reason to refuse a visit."""
        try:
            moment = parse_datetime(self.cleaned_data["captured_at"])
        except ValueError:
            return None
        return moment if moment and is_aware(moment) else None

    def clean(self):
        told = super().clean()
        if told.get("kind") == VisitKind.VISIT and "met" in told and not told["met"]:
            self.add_error("met", _("ใส่ว่าพบใคร ถ้าไม่พบใครให้เลือก “ไปถึงบ้าน ไม่พบใคร”"))
        return told
