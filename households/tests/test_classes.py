import datetime

import pytest
from django.db import IntegrityError, transaction

from households.actions.classes import classify
from households.actions.merging import merge
from households.models import Classification
from kusiao.audit.models import Event
from kusiao.refusal import Refused
from kusiao.testing.make import days_ago
from kusiao.thai import today

pytestmark = pytest.mark.django_db


def test_a_new_class_closes_the_one_before(make, district_chief):
    household = make.household()
    classify(
        household=household,
        track="developable",
        started_on=days_ago(30),
        reason="มีคนทำงานได้",
        by=district_chief,
    )
    classify(
        household=household, track="welfare", started_on=days_ago(2), reason="ป่วยติดเตียง", by=district_chief
    )
    now, before = household.classifications.all()
    assert (now.track, now.ended_on, now.decided_by) == ("welfare", None, district_chief)
    assert (before.track, before.ended_on) == ("developable", days_ago(2))
    assert household.classifications.in_force(days_ago(3)).get() == before
    assert household.classifications.in_force(days_ago(2)).get() == now
    assert Event.objects.filter(verb="household.classified").count() == 2


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"track": "developable"}, "อยู่แล้ว"),
        ({"track": "rich"}, "เลือกประเภท"),
        ({"reason": ""}, "เขียนเหตุผล"),
        ({"started_on": days_ago(40)}, "ต้องไม่ก่อน"),
        ({"started_on": today() + datetime.timedelta(1)}, "ไม่เกินวันนี้"),
    ],
)
def test_refused_and_nothing_changes(make, given, sentence):
    household = make.household()
    classify(household=household, track="developable", started_on=days_ago(30), reason="แรก", by=None)
    asked = {"track": "welfare", "started_on": today(), "reason": "ป่วย", **given}
    with pytest.raises(Refused, match=sentence):
        classify(household=household, **asked, by=None)
    assert household.classifications.get().ended_on is None


def test_a_file_merged_meanwhile_is_not_classified(make, pranee):
    kept, gone = make.household(), make.household()
    merge(kept=kept, gone=gone, reason="บ้านเดียวกัน", by=pranee)
    assert gone.merged_into_id is None, "as the page read it"
    with pytest.raises(Refused, match="จัดประเภทในแฟ้มนั้น"):
        classify(household=gone, track="welfare", started_on=today(), reason="ป่วย", by=pranee)
    assert not gone.classifications.exists()


def test_the_database_refuses_two_open_classes(make):
    household = make.household()
    classify(household=household, track="developable", started_on=today(), reason="แรก", by=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Classification.objects.create(household=household, track="welfare", started_on=today())
