"""Events have no foreign keys, so that no deletion anywhere can touch or block them."""

import re

from django.db import connections, models, router
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from . import words
from .declare import personal

VERB = re.compile(r"[a-z_]+\.[a-z_]+")
FIELD = re.compile(r"[A-Za-z_][A-Za-z0-9_.]*")  # a name of ours, never a Thai word that somebody typed


class AppendOnly(models.QuerySet):
    def _refuse(self, *args, **kwargs):
        raise RuntimeError(f"{self.model.__name__} is append only.")

    update = delete = bulk_update = update_or_create = _refuse
    update.alters_data = delete.alters_data = True


class EventQuerySet(AppendOnly):
    def record(self, *, by, verb, on, fields=(), purpose=""):
        if not connections[router.db_for_write(self.model)].in_atomic_block:
            raise RuntimeError("An event is written in the transaction of the fact it tells of.")
        fields = list(fields)
        if not VERB.fullmatch(verb):
            raise ValueError("A verb is written noun.done.")
        if not all(FIELD.fullmatch(name) for name in fields):
            raise ValueError("An event holds the names of fields, never their values.")
        told = [
            self.model(
                actor_id=str(by.pk or "") if by else "",
                actor_name=by.get_username() if by else "",
                verb=verb,
                object_type=row._meta.label_lower,
                object_key="" if isinstance(row, type) else str(row.pk),
                fields=fields,
                purpose=purpose,
            )
            for row in (on if isinstance(on, list) else [on])
        ]
        # A thousand rows of one act are a thousand events in one statement.
        made = self.bulk_create(told)
        return made if isinstance(on, list) else made[0]


class Unchanging(models.Model):
    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise RuntimeError(f"{type(self).__name__} is append only.")
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *args, **kwargs):
        raise RuntimeError(f"{type(self).__name__} is append only.")


class Event(Unchanging):
    at = models.DateTimeField(_("เมื่อ"), default=timezone.now, editable=False, db_index=True)
    actor_id = models.CharField(_("รหัสผู้ทำ"), max_length=40, blank=True)
    actor_name = models.CharField(_("ผู้ทำ"), max_length=150, blank=True, db_index=True)
    verb = models.CharField(_("การกระทำ"), max_length=80, db_index=True)
    object_type = models.CharField(_("ชนิดรายการ"), max_length=80)
    object_key = models.CharField(_("กุญแจรายการ"), max_length=80, blank=True)
    fields = models.JSONField(_("ช่องที่เกี่ยวข้อง"), default=list, blank=True)
    purpose = models.TextField(_("เหตุผล"), blank=True)

    declared = personal(
        identity="actor_id actor_name", free_text="purpose", plain="at verb object_type object_key fields"
    )
    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["object_type", "object_key"], name="audit_event_object")]
        verbose_name = verbose_name_plural = _("บันทึกการกระทำ")

    def __str__(self):
        return f"{self.verb} {self.object_type} {self.object_key}"

    @property
    def act(self):
        return words.act_words(self.verb)

    @property
    def thing(self):
        return words.thing_words(self.object_type)

    @property
    def columns(self):
        return words.field_words(self.object_type, self.fields)


class Seal(Unchanging):
    """The digest of events first_id..last_id and the seal before; `previous` is unique, so no fork."""

    first_id = models.BigIntegerField(_("รายการแรก"))
    last_id = models.BigIntegerField(_("รายการสุดท้าย"))
    digest = models.CharField(_("ลายนิ้วมือ"), max_length=64, unique=True)
    previous = models.CharField(_("ลายนิ้วมือก่อนหน้า"), max_length=64, blank=True, unique=True)
    at = models.DateTimeField(_("เมื่อ"), default=timezone.now, editable=False)

    declared = personal(plain="first_id last_id digest previous at")
    objects = AppendOnly.as_manager()

    class Meta:
        ordering = ["id"]
        verbose_name = verbose_name_plural = _("ตราผนึก")

    def __str__(self):
        return f"{self.first_id}–{self.last_id} {self.digest[:12]}"
