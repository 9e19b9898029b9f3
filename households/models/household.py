import uuid

from django.db import models
from django.db.models import F, FilteredRelation, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from households.models.enrolment import Classification, Enrolment
from households.models.process import LifeStep, Step
from kusiao.audit import personal
from kusiao.thai import sort_keys, split_title


def head_name_key(head_name):
    """Families are looked for by their given name: the title in front does not count."""
    return head_name_keys([head_name])[0]


def head_name_keys(head_names):
    return sort_keys([split_title(head_name)[1] for head_name in head_names])


class HouseholdQuerySet(models.QuerySet):
    def standing(self):
        """Those that stand for themselves: what was merged into another household is found there."""
        return self.filter(merged_into__isnull=True)

    def with_place(self):
        return self.select_related("village__subdistrict__district")

    def with_now(self):
        """Adds what a list shows of each: step_now, track_now, watch_now, ended_now (the last enrolment's)."""
        # An open one is the last, even where a merge brought an older one that ended later than it began.
        last = Enrolment.objects.filter(household=OuterRef("pk")).order_by(
            F("ended_on").desc(nulls_first=True), "-entered_on", "-id"
        )
        open_step = Step.objects.open().filter(
            enrolment__household=OuterRef("pk"), enrolment__ended_on__isnull=True
        )
        track = Classification.objects.filter(household=OuterRef("pk"), ended_on__isnull=True)
        return self.annotate(
            step_now=Subquery(open_step.values("number")[:1]),
            track_now=Subquery(track.values("track")[:1]),
            watch_now=Subquery(last.values("watch_from")[:1]),
            ended_now=Subquery(last.values("end_reason")[:1]),
        )

    def with_friend(self):
        """Adds the officer paired today: friend_title, friend_first_name, friend_last_name."""
        open_pairing = FilteredRelation("pairings", condition=Q(pairings__ended_on__isnull=True))
        return self.annotate(
            open_pairing=open_pairing,
            friend_title=F("open_pairing__officer__title"),
            friend_first_name=F("open_pairing__officer__first_name"),
            friend_last_name=F("open_pairing__officer__last_name"),
        )

    def narrowed(self, *, standing="open", district=None, subdistrict=None, track="", step=None):
        """`standing`: open, watch, ended or all; track "none": not classified yet. After with_now()."""
        rows = {
            "open": self.filter(enrolments__ended_on__isnull=True, enrolments__isnull=False),
            "watch": self.filter(enrolments__ended_on__isnull=True, enrolments__watch_from__isnull=False),
            "ended": self.filter(ended_now__gt=""),
            "all": self,
        }[standing]
        if district:
            rows = rows.filter(village__subdistrict__district=district)
        if subdistrict:
            rows = rows.filter(village__subdistrict=subdistrict)
        if step:
            rows = rows.filter(step_now=step)
        return rows.filter(track_now=None if track == "none" else track) if track else rows

    def in_districts(self, districts):
        return self.filter(village__subdistrict__district__in=districts)


def kept_key(household_id):
    """The household in whose file this one now stands, however often it was merged; None for one that stands for itself."""
    key, kept = household_id, None
    while key and (key := Household.objects.filter(pk=key).values_list("merged_into", flat=True).first()):
        kept = key
    return kept


class Household(models.Model):
    """A case file. `head_name` repeats the open head's name, so that a list needs no second query."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    village = models.ForeignKey("households.Village", models.PROTECT, related_name="households")
    house_number = models.CharField(_("บ้านเลขที่"), max_length=40, blank=True)
    house_code = models.CharField(
        _("รหัสบ้าน"),
        max_length=11,
        blank=True,
        help_text="11 digits; two households may share one; names no place",
    )
    head_name = models.CharField(_("หัวหน้าครัวเรือน"), max_length=250)
    head_name_key = models.CharField(max_length=1100, editable=False)
    phone = models.CharField(_("โทรศัพท์"), max_length=10, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1, help_text="goes up by one at every edit by a person")
    edited_at = models.DateTimeField(
        null=True, blank=True, help_text="last edit by a person, not by an import"
    )
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="absorbed",
        db_index=False,
        verbose_name=_("รวมเข้ากับ"),
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = HouseholdQuerySet.as_manager()
    declared = personal(
        name="head_name head_name_key",
        address="house_number house_code latitude longitude",
        contact="phone",
        plain="id village version edited_at merged_into created_at",
    )

    class Meta:
        verbose_name = _("ครัวเรือน")
        verbose_name_plural = _("ครัวเรือน")
        ordering = ["head_name_key", "id"]
        indexes = [
            models.Index(fields=["house_code"]),
            models.Index(
                fields=["merged_into"], condition=Q(merged_into__isnull=False), name="household_absorbed"
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(merged_into=F("id")), name="household_not_into_itself")
        ]

    def __str__(self):
        return self.head_name

    def save(self, *args, **kwargs):
        self.head_name_key = head_name_key(self.head_name)
        super().save(*args, **kwargs)

    @property
    def place_words(self):
        """The address as people say it; with_place() reads what it needs."""
        subdistrict = self.village.subdistrict
        house = f"{self.house_number} " if self.house_number else ""
        return f"{house}{self.village} ต.{subdistrict} อ.{subdistrict.district}"

    @property
    def step_words(self):
        """After with_now()."""
        return LifeStep(self.step_now).label if self.step_now else ""
