"""What an officer's phone brings: a photo, a visit that came late, a draft, and a number that never came."""

import io
import json
import uuid

from django.apps import apps
from django.utils import timezone
from PIL import Image

from kusiao.testing.make import days_ago
from kusiao.thai import today
from officers import photos


def plant(scene, case):
    drawn = io.BytesIO()
    Image.new("RGB", (6, 4), (90, 60, 30)).save(drawn, "JPEG")
    photo = {"photo": photos.keep(drawn.getvalue()), "photo_agreed": True}
    visit = case.visit
    visit.photo, visit.photo_agreed = photo["photo"], True
    visit.save()
    when = {"visited_on": days_ago(20), "captured_at": timezone.now(), "received_at": timezone.now()}
    late = apps.get_model("officers.LateVisit").objects.create(
        household=case.household, officer=case.officer, kind="visit", received_on=today(), **when, **photo
    )
    case.late = scene.plant(late, case.name)
    draft = case.officer.visit_drafts.create(household=case.household, saved_at=timezone.now())
    mark = scene.plant(draft, case.name).fields
    draft.fields = json.dumps({"changed": [mark]})
    draft.save()
    case.numbering = uuid.uuid4()
    for number in (1, 3):
        apps.get_model("officers.Arrival").objects.create(
            officer=case.officer,
            device=case.numbering,
            number=number,
            outcome="recorded",
            arrived_at=timezone.now(),
        )
