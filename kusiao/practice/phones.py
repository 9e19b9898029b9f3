"""What officers' phones brought: a photo from a visit, one that came too late, a number that never came, a draft."""

import datetime
import io
import json
import uuid

from django.utils import timezone
from PIL import Image, ImageDraw

from kusiao.practice import words
from officers import photos
from officers.models import Arrival, ArrivalState, LateVisit, Pairing, Visit, VisitDraft


def bring(rng, staff, *, today):
    somchai = staff.by_name["somchai"]
    visits = list(Visit.objects.filter(officer=somchai, kind="visit").order_by("visited_on"))
    _photo(rng, visits)
    _numbers(rng, somchai, visits[-3:])
    _draft(somchai, today)
    _late(rng, somchai, staff.by_name["malee"], today)


def _at(day, hour):
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(hour, 20)))


def _id(rng):
    return uuid.UUID(int=rng.getrandbits(128), version=4)


def _photo(rng, visits):
    kept = photos.keep(photos.redrawn(_kitchen_garden(rng)))
    Visit.objects.filter(pk__in=[visit.pk for visit in visits[-2:]]).update(photo=kept, photo_agreed=True)


def _kitchen_garden(rng):
    """Drawn, so that no real place is in it: sky, a house, rows of vegetables."""
    picture = Image.new("RGB", (800, 600), (178, 214, 232))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 330, 800, 600), fill=(150, 118, 74))
    draw.rectangle((470, 190, 720, 350), fill=(196, 160, 112))
    draw.polygon(((440, 200), (595, 110), (750, 200)), fill=(132, 74, 52))
    for row in range(5):
        for plant in range(12):
            x, y = 40 + plant * 62 + rng.randint(-6, 6), 380 + row * 44
            draw.ellipse((x, y, x + 34, y + 26), fill=(58 + rng.randint(0, 40), 122, 52))
    drawn = io.BytesIO()
    picture.save(drawn, "JPEG")
    return drawn.getvalue()


def _numbers(rng, officer, visits):
    """Numbers 1, 2 and 4 of his phone came; 3 did not."""
    device = _id(rng)
    Arrival.objects.bulk_create(
        Arrival(
            device=device, number=number, officer=officer, visit_key=visit.key, outcome=ArrivalState.RECORDED,
            arrived_at=visit.received_at,
        )
        for number, visit in zip((1, 2, 4), visits, strict=False)
    )  # fmt: skip


def _draft(officer, today):
    household = officer.pairings.active().order_by("place").first().household
    told = {"kind": ["visit"], "changed": ["ลูกชายได้งานที่ร้านก่อสร้างในอำเภอ เริ่มต้นเดือนหน้า"]}
    VisitDraft.objects.create(
        officer=officer,
        household=household,
        fields=json.dumps(told, ensure_ascii=False),
        saved_at=_at(today - datetime.timedelta(days=1), 17),
    )


def _late(rng, somchai, malee, today):
    """malee's household was a colleague's until a month ago; his last visit there reached us after that."""
    pairing = malee.pairings.active().order_by("place").first()
    before = Pairing.objects.filter(officer__postings__district="4005").exclude(officer__in=[somchai, malee])
    colleague = before.order_by("pk").first().officer
    day, came = today - datetime.timedelta(days=35), today - datetime.timedelta(days=1)
    LateVisit.objects.create(
        key=_id(rng), household=pairing.household, officer=colleague, kind="visit", visited_on=day,
        met=rng.choice(words.MET), done=rng.choice(words.DONE), changed=rng.choice(words.CHANGED),
        captured_at=_at(day, 15), received_at=_at(came, 9), received_on=came,
    )  # fmt: skip
