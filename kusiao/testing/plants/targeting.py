"""Step 1 of the family: what was checked, why it is poor, what it has, what the forum said; its ladders; and another family
of the place that its friend put forward."""

from django.apps import apps
from django.utils import timezone

from kusiao.testing.make import days_ago


def model(name):
    return apps.get_model("households", name)


def plant(scene, case):
    by = {"made_by": case.officer, "made_at": timezone.now()}
    checked = case.enrolment.verifications.create(survey=case.survey, visited_on=days_ago(9), **by)
    for row in (
        checked.facts.create(code="income", verdict="differs"),
        checked.needs.create(rank=1, need_id="land", cause="x"),
        checked.strengths.create(kind="skills", words="x"),
        case.enrolment.certifications.create(
            held_on=days_ago(8),
            place="ศาลากลางบ้าน",
            attended=40,
            result="certified",
            paper_number="1/2569",
            **by,
        ),
        case.household.outcome_rungs.create(level="surviving", started_on=days_ago(8), reason="x"),
        case.household.urgency_rungs.create(level="red", started_on=days_ago(8), reason="x"),
    ):
        scene.plant(row, case.name)
    case.nomination = scene.plant(_nomination(case, case.officer), case.name)


def _nomination(case, by):
    place = {"subdistrict": case.household.village.subdistrict, "moo": 9}
    return model("Nomination").objects.create(
        first_name="x", why="x", nominated_by=by, nominated_at=timezone.now(), **place
    )
