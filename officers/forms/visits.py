import hashlib
import uuid

from django import forms
from django.conf import settings
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_aware
from django.utils.translation import gettext_lazy as _

from households.models import Need
from kusiao.refusal import Refused
from kusiao.thai import today
from kusiao.thaiforms import BahtField, ThaiCharField, ThaiDateField
from officers import photos
from officers.models import PhotoGone, VisitKind

# Chips: one tap writes the words, which stay open to change.
OTHERS_MET = [_("ผู้ดูแล"), _("ญาติ"), _("เพื่อนบ้าน")]
WHAT_WAS_DONE = [
    (_("ถามไถ่ความเป็นอยู่"), _("ถามไถ่ความเป็นอยู่และสุขภาพของคนในบ้าน")),
    (_("ติดตามอาชีพ"), _("ติดตามความก้าวหน้าของอาชีพและรายได้")),
    (_("บัญชีครัวเรือน"), _("ดูบัญชีครัวเรือนด้วยกันและแนะนำการออม")),
    (_("คุยเรื่องแผน"), _("คุยเรื่องเป้าหมายและแผนของครอบครัว")),
    (_("มอบสิ่งของ"), _("มอบสิ่งของช่วยเหลือ")),
    (_("ประสานหน่วยงาน"), _("รับเรื่องไปประสานหน่วยงานที่เกี่ยวข้อง")),
]
# (words on the chip, days, months) from the day of the visit.
NEXT_TIMES = [(_("อีก 2 สัปดาห์"), 14, 0), (_("อีก 1 เดือน"), 0, 1), (_("อีก 2 เดือน"), 0, 2)]


def chips_of(members):
    """(words on the chip, words it writes) for who may be met at home: no child speaks for a family."""
    at_home = [
        one
        for one in members
        if one.left_on is None and (one.age is None or one.age >= settings.MET_FROM_AGE)
    ]
    told = [(str(one), _("หัวหน้าครัวเรือน") if one.is_head else one.relation) for one in at_home]
    return [(f"{name} · {what}" if what else name, f"{name} ({what})" if what else name) for name, what in told] + [
        (other, other) for other in OTHERS_MET
    ]  # fmt: skip


class VisitForm(forms.Form):
    """What is hidden is filled by the device; without a script the server makes what it needs."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    captured_at = forms.CharField(widget=forms.HiddenInput, required=False)
    device = forms.UUIDField(widget=forms.HiddenInput, required=False)
    number = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1, max_value=1_000_000)
    photo_sent = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    latitude = forms.FloatField(widget=forms.HiddenInput, required=False, min_value=-90, max_value=90)
    longitude = forms.FloatField(widget=forms.HiddenInput, required=False, min_value=-180, max_value=180)
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
    photo = forms.FileField(
        label=_("ภาพถ่าย (ไม่บังคับ)"),
        required=False,
        widget=forms.FileInput(
            attrs={"accept": "image/*", "data-choose": _("ถ่ายหรือเลือกภาพ"), "data-none": _("ยังไม่มีภาพ")}
        ),
    )
    photo_agreed = forms.BooleanField(
        label=_("ครอบครัวยินยอมให้ถ่ายและเก็บภาพนี้ และถอนความยินยอมได้"), required=False
    )

    def clean_key(self):
        return self.cleaned_data["key"] or uuid.uuid4()

    def clean_captured_at(self):
        """A clock that cannot be read is no reason to refuse a visit."""
        try:
            moment = parse_datetime(self.cleaned_data["captured_at"])
        except ValueError:
            return None
        return moment if moment and is_aware(moment) else None

    def clean_photo(self):
        """The bytes to keep, redrawn; None without a photo. What the phone sent must have come whole."""
        file = self.cleaned_data["photo"]
        if not file:
            return None
        content = file.read(photos.MOST_BYTES + 1)
        self.digest_of_sent = hashlib.sha256(content).hexdigest()
        try:
            return photos.redrawn(content)
        except Refused as refused:
            raise forms.ValidationError(str(refused)) from None

    def clean(self):
        told = super().clean()
        self._clean_photo_whole(told)
        if told.get("latitude") is None or told.get("longitude") is None:
            told["latitude"] = told["longitude"] = None
        if told.get("kind") == VisitKind.VISIT and "met" in told and not told["met"]:
            self.add_error("met", _("ใส่ว่าพบใคร ถ้าไม่พบใครให้เลือก “ไปถึงบ้าน ไม่พบใคร”"))
        return told

    def _clean_photo_whole(self, told):
        said, sent = told.get("photo_sent", ""), getattr(self, "digest_of_sent", "")
        told["photo_sent"] = sent if told.get("photo") else ""
        if not told.get("photo") and not said:
            told["photo_agreed"] = False
        elif said and said != sent:
            self.add_error("photo", _("ภาพมาไม่ครบ กดบันทึกอีกครั้งเพื่อส่งใหม่"))
        elif not told.get("photo_agreed"):
            self.add_error("photo_agreed", _("ถ้าครอบครัวยินยอม ให้ติ๊กช่องนี้ ถ้าไม่ยินยอม ให้เอาภาพออก"))


class PhotoGoneForm(forms.Form):
    why = forms.ChoiceField(
        label=_("เพราะอะไร"), choices=PhotoGone, widget=forms.RadioSelect,
        error_messages={"required": _("เลือกว่าเพราะอะไร")},
    )  # fmt: skip
