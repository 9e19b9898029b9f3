from datetime import datetime, time, timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from kusiao.thaidates import BANGKOK
from kusiao.thaiforms import ThaiDateField

from .models import Event
from .words import act_words


class EventFilter(forms.Form):
    verb = forms.ChoiceField(label=_("การกระทำ"), required=False)
    actor = forms.CharField(label=_("ชื่อผู้ใช้"), required=False, max_length=150)
    since = ThaiDateField(label=_("ตั้งแต่วันที่"), required=False)
    until = ThaiDateField(label=_("ถึงวันที่"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        verbs = Event.objects.order_by("verb").values_list("verb", flat=True).distinct()
        self.fields["verb"].choices = [("", _("ทุกอย่าง")), *((verb, act_words(verb)) for verb in verbs)]

    def events(self):
        """What was asked for, newest first; nothing while a date cannot be read."""
        if not self.is_valid():
            return Event.objects.none() if self.is_bound else Event.objects.all()
        asked, events = self.cleaned_data, Event.objects.all()
        if asked["verb"]:
            events = events.filter(verb=asked["verb"])
        if asked["actor"]:
            events = events.filter(actor_name=asked["actor"].strip())
        if asked["since"]:
            events = events.filter(at__gte=_midnight(asked["since"]))
        if asked["until"]:
            events = events.filter(at__lt=_midnight(asked["until"] + timedelta(days=1)))
        return events


def _midnight(date):
    return datetime.combine(date, time.min, tzinfo=BANGKOK)
