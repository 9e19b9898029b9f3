import datetime

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from households.actions.classes import classify
from households.actions.conflicts import EditConflict
from households.actions.ladders import set_rung
from households.models import LADDERS
from kusiao.audit.models import Event
from kusiao.refusal import Refused
from kusiao.testing.make import days_ago
from kusiao.thai import format_date, today

pytestmark = pytest.mark.django_db
LEVELS = {"outcome": ("surviving", "sufficient"), "urgency": ("red", "green")}


def put(ladder, household, level, days=0, by=None, **more):
    told = {"started_on": days_ago(days), "reason": "เห็นที่บ้าน", **more}
    return set_rung(ladder=ladder, household=household, level=level, by=by, **told)


@pytest.mark.parametrize("ladder", LADDERS)
def test_a_new_rung_closes_the_one_before_and_touches_no_other_scale(
    make, somchai, somchai_household, ladder
):
    first, second = LEVELS[ladder]
    other = next(name for name in LADDERS if name != ladder)
    put(other, somchai_household, LEVELS[other][0], 9)
    before = put(ladder, somchai_household, first, 30)
    now = put(ladder, somchai_household, second, 2, by=somchai)
    before.refresh_from_db()
    assert (before.ended_on, now.ended_on, now.decided_by) == (days_ago(2), None, somchai)
    assert LADDERS[other].objects.filter(ended_on=None).count() == 1
    assert somchai_household.classifications.get().track == "developable"
    assert somchai_household.enrolments.get().steps.get().number == 1
    assert Event.objects.filter(verb=f"{ladder}.decided").count() == 2


@pytest.mark.parametrize("ladder", LADDERS)
def test_the_database_refuses_two_open_rungs_and_one_without_a_reason(make, ladder):
    household, level = make.household(), LEVELS[ladder][0]
    put(ladder, household, level)
    for told in ({"household": household, "reason": "x"}, {"household": make.household(), "reason": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            LADDERS[ladder].objects.create(level=level, started_on=today(), **told)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"level": "red"}, "อยู่แล้ว"),
        ({"level": "sustained"}, "เลือกระดับ"),
        ({"reason": ""}, "เขียนเหตุผล"),
        ({"started_on": days_ago(40)}, "ต้องไม่ก่อน"),
        ({"started_on": today() + datetime.timedelta(1)}, "ไม่เกินวันนี้"),
    ],
)
def test_refused_and_nothing_changes(make, given, sentence):
    household = make.household()
    put("urgency", household, "red", 30)
    with pytest.raises(Refused, match=sentence):
        put("urgency", household, **{"level": "green", **given})
    assert household.urgency_rungs.get().ended_on is None


def test_who_comes_second_sees_the_first(as_, somchai, district_chief, somchai_household):
    put("urgency", somchai_household, "red", by=district_chief)
    with pytest.raises(EditConflict) as lost:
        put("urgency", somchai_household, "green", seen=0)
    assert "นายวิชัย พัฒนา" in lost.value.differences[0][1]
    url = reverse("households:ladder", args=[somchai_household.pk, "urgency"])
    given = {"level": "green", "started_on": format_date(today(), "numeric"), "reason": "ดีขึ้นแล้ว", "seen": 0}
    answer = as_(somchai).post(url, given)
    page = answer.content.decode()
    assert answer.status_code == 409 and "แดง เร่งด่วน" in page and "ดีขึ้นแล้ว" in page
    assert somchai_household.urgency_rungs.get().level == "red"
    again = as_(somchai).post(url, {**given, "seen": somchai_household.urgency_rungs.get().pk})
    assert again.status_code == 302, "knowing it, he may"


def test_a_class_is_not_written_over_in_silence_either(somchai_household, district_chief):
    page = {"seen": somchai_household.classifications.get().pk}
    told = {"household": somchai_household, "started_on": today(), "by": district_chief, **page}
    classify(track="welfare", reason="ติดเตียง", **told)
    with pytest.raises(EditConflict):
        classify(track="developable", reason="มีลูกทำงานได้", **told)
    assert somchai_household.classifications.count() == 2


def test_the_case_shows_word_and_shape(as_, somchai, pranee, somchai_household):
    put("urgency", somchai_household, "red")
    put("outcome", somchai_household, "surviving")
    url = reverse("households:case", args=[somchai_household.pk])
    page = as_(somchai).get(url).content.decode()
    for words in ("แดง เร่งด่วน", "■", "อยู่รอด", "ความเร่งด่วน: แดง เร่งด่วน"):
        assert words in page
    door = reverse("households:ladder", args=[somchai_household.pk, "urgency"])
    assert door in page and door not in as_(pranee).get(url).content.decode(), "the province reads"
    assert as_(somchai).get(door.replace("urgency", "wealth")).status_code == 404
