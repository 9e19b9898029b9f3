"""Hand-overs dated ahead: the ledger knows the district and the day, the act does the rest."""

from celery import shared_task
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kusiao.jobs.ledger import enqueue, register
from kusiao.thai import today


@shared_task(name="officers.ask_what_is_due")
def ask_what_is_due():
    """A day on which nobody asked is made up for the next time somebody does."""
    from officers.models import HandOver

    place = "pairing__household__village__subdistrict__district_id"
    with transaction.atomic():
        for district in HandOver.objects.due().order_by(place).values_list(place, flat=True).distinct():
            enqueue("hand_over.carry_out", f"{district} {today().isoformat()}", {"district": district})


@register(
    "hand_over.carry_out", title=_("ส่งมอบครัวเรือนตามวันที่กำหนด"), page=lambda job: reverse("officers:pairings")
)
def carry_out(job):
    from officers.actions import hand_overs

    with job.finishing():
        hand_overs.carry_out(district=job.payload["district"], by=None)


@shared_task(name="officers.sweep_photos")
def sweep_photos():
    from officers import photos

    photos.sweep()


@shared_task(name="officers.sweep_drafts")
def sweep_drafts():
    from officers.actions import drafts

    drafts.sweep()
