"""The account. A person of any office who signs in; what he may do comes from his dated postings and seats."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from kusiao.audit import personal
from kusiao.thai import sort_key


class OfficerManager(BaseUserManager):
    def create_user(self, username, password=None, **fields):
        officer = self.model(username=self.model.normalize_username(username), **fields)
        officer.set_password(password)
        officer.save(using=self._db)
        return officer

    def create_superuser(self, username, password=None, **fields):
        return self.create_user(username, password, is_staff=True, is_superuser=True, **fields)


class Officer(AbstractBaseUser, PermissionsMixin):
    username = models.CharField(_("ชื่อผู้ใช้"), max_length=150, unique=True)
    title = models.CharField(_("คำนำหน้า"), max_length=40, blank=True)
    first_name = models.CharField(_("ชื่อ"), max_length=100, blank=True)
    last_name = models.CharField(_("นามสกุล"), max_length=100, blank=True)
    name_key = models.CharField(max_length=1000, blank=True, editable=False)
    position = models.CharField(_("ตำแหน่ง"), max_length=150, blank=True)
    agency = models.ForeignKey(
        "officers.Agency", models.PROTECT, null=True, blank=True, related_name="officers"
    )
    home_village = models.ForeignKey(
        "households.Village",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("บ้านเกิดหรือที่อยู่"),
        help_text=_("ไม่จับคู่กับครัวเรือนนามสกุลเดียวกันในหมู่บ้านนี้"),
    )
    phone = models.CharField(_("โทรศัพท์"), max_length=10, null=True, blank=True, unique=True)
    email = models.EmailField(_("อีเมล"), blank=True)
    weekly_digest = models.BooleanField(_("รับอีเมลประจำสัปดาห์"), default=True)
    is_active = models.BooleanField(_("ใช้งานได้"), default=True)
    is_staff = models.BooleanField(_("ดูแลตารางอ้างอิง"), default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = []

    objects = OfficerManager()

    declared = personal(
        name="username title first_name last_name name_key",
        contact="phone email",
        secret="password",
        plain="position agency home_village weekly_digest is_active is_staff is_superuser last_login created_at",
    )

    class Meta:
        verbose_name = _("เจ้าหน้าที่")
        verbose_name_plural = _("เจ้าหน้าที่")
        ordering = ["name_key", "id"]

    def __str__(self):
        return self.full_name or self.username

    def save(self, *args, **kwargs):
        self.name_key = sort_key(f"{self.first_name} {self.last_name}")
        self.phone = self.phone or None
        super().save(*args, **kwargs)

    @property
    def full_name(self):
        return f"{self.title}{self.first_name} {self.last_name}".strip()

    # What this person may do and see. Read from the database once a request: the object lives as long as that.

    @cached_property
    def held(self):
        """The postings and seats held today: what roles, standing and the life of a session are read from."""
        from officers import scope

        return scope.held_by(self)

    @cached_property
    def roles(self):
        """The set of role codes held today, from postings and from committee seats; empty when switched off."""
        from officers import scope

        return scope.roles_of(self)

    # A session lives as long as the password and the standing under which it was opened.

    def get_session_auth_hash(self):
        return self._with_standing(super().get_session_auth_hash())

    def get_session_auth_fallback_hash(self):
        return (self._with_standing(one) for one in super().get_session_auth_fallback_hash())

    def _with_standing(self, digest):
        return salted_hmac("officers.session", f"{digest}{self.standing}", algorithm="sha256").hexdigest()

    def may_open(self, view_name):
        from officers import roles

        return roles.may_open(self, view_name)

    @property
    def standing(self):
        """A digest of the postings and seats held today: what was made under another standing is not handed out."""
        from officers import scope

        return scope.standing_of(self)

    @property
    def households(self):
        """The case files this person may see today."""
        from officers import scope

        return scope.households_of(self)

    @property
    def cared_for(self):
        """Those of them whom this person knows as their friend or as the coordinator posted to their district."""
        from officers import scope

        return scope.cared_for_by(self)

    @property
    def decides_for_the_province(self):
        return "province" in self.roles

    @property
    def coordinated(self):
        """Those of them for which this person decides: in the districts he coordinates, all of them for the province."""
        from officers import scope

        return scope.coordinated_by(self)

    @property
    def enrolling(self):
        """The households of which this person may say that they enter the register after a survey."""
        from officers import scope

        return scope.enrolling_of(self)

    @property
    def enrolling_districts(self):
        from officers import scope

        return scope.enrolling_districts_of(self)

    @property
    def hand_overs(self):
        """The hand-overs of the households he cares for today, as friend, substitute or coordinator."""
        from officers import scope

        return scope.hand_overs_of(self)

    def with_due(self, households):
        """`households` with due_on and what it was worked out from (officers/rhythm.py)."""
        from officers import rhythm

        return rhythm.with_due(households)

    @property
    def survey_files(self):
        """The survey files whose findings this person may see: every import administrator sees them all."""
        from officers import scope

        return scope.survey_files_of(self)

    @property
    def likenesses(self):
        """Pairs of households that may be one, which this person may compare and decide."""
        from officers import scope

        return scope.likenesses_of(self)

    @property
    def merges(self):
        """The merges that this person may look at and undo."""
        from officers import scope

        return scope.merges_of(self)

    @property
    def nominations(self):
        """Households that the survey missed, put forward by this person or in the districts he coordinates."""
        from officers import scope

        return scope.nominations_of(self)

    @property
    def nominating_districts(self):
        from officers import scope

        return scope.nominating_districts_of(self)

    @property
    def people(self):
        """The officers whose accounts this person looks after."""
        from officers import scope

        return scope.people_of(self)

    @property
    def staffed_districts(self):
        """The districts in which this person may add officers."""
        from officers import scope

        return scope.staffed_by(self)

    @property
    def districts(self):
        """The districts whose totals this person may see today."""
        from officers import scope

        return scope.districts_of(self)

    @property
    def committees(self):
        """The committees in which this person holds a seat today."""
        from officers import scope

        return scope.committees_of(self)
