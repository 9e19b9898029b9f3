"""Devices: one is added by signing in from it, and revoked when the phone is lost."""

import time

from django.db import transaction
from django.utils import timezone

from kusiao import audit
from officers.models import Device, Session
from officers.sessions import DEVICE, SEEN


@transaction.atomic
def sign_in(*, session, known, name, by):
    """The device of a new session: the one whose cookie the browser brought, if it is his and was not revoked."""
    device = by.devices.welcome().filter(pk=known).first() if known else None
    if device is None:
        device = by.devices.create(name=name)
        audit.record(by=by, verb="device.added", on=device)
    else:
        Device.objects.touch(device.pk)
    session[DEVICE], session[SEEN] = str(device.pk), time.time()
    return device


@transaction.atomic
def revoke(*, devices, by):
    """Their sessions end now; a phone that asks whether it is still welcome empties what it keeps."""
    lost = list(Device.objects.select_for_update().filter(pk__in=devices, revoked_at__isnull=True))
    Device.objects.filter(pk__in=[one.pk for one in lost]).update(revoked_at=timezone.now(), revoked_by=by)
    Session.objects.filter(device__in=lost).delete()
    if lost:
        audit.record(by=by, verb="device.revoked", on=lost)
    return lost
