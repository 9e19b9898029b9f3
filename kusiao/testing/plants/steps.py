"""The friend asks to go on, ahead of the gate; an earlier wish of his was declined."""

from django.utils import timezone


def plant(scene, case):
    asked = {"asked_by": case.officer, "asked_at": timezone.now()}
    rows = case.enrolment.step_requests
    case.step_request = scene.plant(rows.create(number=2, reason="x", **asked), case.name)
    answered = {"answer": "declined", "words": "x", "answered_at": timezone.now()}
    answered["answered_by"] = scene.people["pranee"]
    scene.plant(rows.create(number=3, **asked, **answered), case.name)
