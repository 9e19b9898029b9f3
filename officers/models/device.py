"""A browser that somebody signed in from, and the sessions opened on it. Known again by a random cookie, by nothing else."""

import uuid

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kusiao.audit import personal


class DeviceQuerySet(models.QuerySet):
    def welcome(self):
        """Not revoked, and its owner's account is not switched off."""
        return self.filter(revoked_at__isnull=True, officer__is_active=True)

    def touch(self, pk):
        self.filter(pk=pk).update(last_seen_at=timezone.now())


class Device(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    officer = models.ForeignKey("officers.Officer", models.CASCADE, related_name="devices")
    name = models.CharField(_("เครื่อง"), max_length=80)
    first_seen_at = models.DateTimeField(_("เข้าระบบครั้งแรก"), default=timezone.now)
    last_seen_at = models.DateTimeField(_("ใช้ล่าสุด"), default=timezone.now)
    revoked_at = models.DateTimeField(_("เพิกถอนเมื่อ"), null=True, blank=True)
    revoked_by = models.ForeignKey(
        "officers.Officer", models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = DeviceQuerySet.as_manager()
    declared = personal(identity="name", plain="id officer first_seen_at last_seen_at revoked_at revoked_by")

    class Meta:
        verbose_name = _("เครื่องที่ใช้เข้าระบบ")
        verbose_name_plural = _("เครื่องที่ใช้เข้าระบบ")
        ordering = ["-last_seen_at", "id"]

    def __str__(self):
        return self.name


class Session(AbstractBaseSession):
    device = models.ForeignKey(Device, models.CASCADE, null=True, related_name="sessions")

    declared = personal(secret="session_key session_data", plain="expire_date device")

    class Meta(AbstractBaseSession.Meta):
        verbose_name = verbose_name_plural = _("การเข้าระบบ")

    @classmethod
    def get_session_store_class(cls):
        from officers.sessions import SessionStore

        return SessionStore
