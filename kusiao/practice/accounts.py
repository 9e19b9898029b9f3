"""Telephones that people signed in from, addresses for the mail of the week, and a roster that waits."""

import datetime as dt

from django.utils import timezone

from households.surveys.keeping import keep
from kusiao.thai import today
from officers.devices import name_of
from officers.models import Device, Roster

ROSTER = """ชื่อ-สกุล,ตำแหน่ง,หน่วยงาน,โทรศัพท์,อีเมล
นางสาวพิมพ์ใจ แก้วมูล,นักพัฒนาชุมชน,,089-000-1101,
นายธนากร ศรีบุญ,ครู,โรงเรียนบ้านโนนสะอาด,089-000-1102,
นางวารี,พยาบาล,,089-000-1103,
"""
PHONES = (
    "Mozilla/5.0 (Linux; Android 10) Chrome/120.0 Mobile",
    "Mozilla/5.0 (iPhone) Safari/604.1",
    "Windows Edg/120",
)


def live(staff):
    moment = timezone.make_aware(dt.datetime.combine(today(), dt.time(8)))
    Device.objects.bulk_create(
        Device(
            officer=staff.by_name[name], name=name_of(agent), first_seen_at=moment - dt.timedelta(days=200 + 30 * number),
            last_seen_at=moment - dt.timedelta(days=2 + 40 * number, hours=number),
        ) for name in ("somchai", "malee") for number, agent in enumerate(PHONES)
    )  # fmt: skip
    for name in ("somchai", "chumphae"):  # the mail of the week goes to who has an address
        staff.by_name[name].email = f"{name}@kusiao.example"
        staff.by_name[name].save(update_fields=["email"])
    digest, _size = keep([ROSTER.encode()])
    Roster.objects.create(
        name="รายชื่อข้าราชการ ชุมแพ.csv",
        digest=digest,
        district_id="4005",
        uploaded_by=staff.by_name["chumphae"],
    )
