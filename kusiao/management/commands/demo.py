import random
import time

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from households.models import District, Household
from kusiao import audit
from kusiao.audit.models import Event
from kusiao.practice import (
    accounts,
    care,
    compasses,
    families,
    handing,
    history,
    lives,
    people,
    phones,
    rounds,
    signins,
    spread,
    targets,
)
from kusiao.thai import format_date, today
from officers.models import Officer
from reports.models import Addressee

MADE = "practice.made"


class Command(BaseCommand):
    help = "Fills an empty database with the practice province, the same for the same seed and day; prints the sign-ins."

    def add_arguments(self, parser):
        parser.add_argument("--seed", type=int, default=1)

    def handle(self, *, seed, **options):
        if not settings.PRACTICE:
            raise CommandError("จังหวัดฝึกหัดสร้างได้เมื่อ PRACTICE=1 เท่านั้น ฐานข้อมูลนี้ไม่ได้ถูกแตะต้อง")
        if not Event.objects.filter(verb=MADE).exists():
            if Household.objects.exists() or Officer.objects.exists():
                raise CommandError("ฐานข้อมูลนี้มีข้อมูลจริงอยู่ โหมดฝึกหัดจะไม่แตะต้อง ให้ตั้ง DATABASE_URL เป็นฐานข้อมูลว่าง")
            began = time.monotonic()
            self.make(seed)
            self.stdout.write(f"สร้างจังหวัดฝึกหัดเสร็จใน {time.monotonic() - began:.0f} วินาที")
        self.print_sign_ins()

    @transaction.atomic
    def make(self, seed):
        now = today()
        rng = random.Random(f"{seed} {now}")  # noqa: S311 (play, not secrets)
        districts = list(District.objects.order_by("code").values_list("code", "village_count"))
        shares = spread.shares(rng, districts)
        passwords = signins.passwords([row[0] for row in people.SIGN_INS])
        staff = people.hire(rng, shares, today=now, passwords=passwords)
        settled = families.settle(rng, shares, today=now)
        history.live(rng, settled, staff, today=now)
        handing.hand_over(staff, today=now)
        rounds.remember(rng, settled, staff, today=now)
        targets.live(settled, staff, today=now)
        lives.live(settled, staff, today=now)
        accounts.live(staff)
        compasses.draw(seed, settled, staff, today=now)
        care.look_after(settled, staff, today=now)
        families.risen_before(shares, today=now)
        phones.bring(rng, staff, today=now)
        Addressee.objects.bulk_create(
            [
                Addressee(name=settings.PROVINCE_OFFICE, email="province@kusiao.example", kind="month"),
                Addressee(name=settings.CENTRE_NAME, email="centre@kusiao.example", kind="quarter"),
                Addressee(name=settings.CENTRE_NAME, email="centre@kusiao.example", kind="year"),
            ]
        )
        audit.record(by=None, verb=MADE, on=Household, purpose=f"ชุดที่ {seed} วันที่ {format_date(now)}")

    def print_sign_ins(self):
        secrets = signins.passwords([])
        self.stdout.write(f"\nเข้าสู่ระบบฝึกหัด (เก็บไว้ที่ {signins.path()})")
        for username, what, *_rest in people.SIGN_INS:
            self.stdout.write(f"  {username:<14} {secrets[username]:<16} {what}")
        self.stdout.write("")
