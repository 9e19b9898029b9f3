"""Each rule by itself: what fires, since when, and what stays the same happening from one day to the next."""

import datetime
from dataclasses import replace
from types import SimpleNamespace

import pytest

from households.models import RelapseRule
from households.relapse.rules import CHECKS, Facts, Fired, Income, Seen, fired

ON = datetime.date(2026, 11, 29)


def day(ago):
    return ON - datetime.timedelta(days=ago)


def rule(code, amount=0, times=1):
    return SimpleNamespace(code=code, amount=amount, times=times)


def income(average, line=40_000, members=3):
    return Income(average, line, None if average is None else average < line, members, "2569", day(200))


def look(code, facts, amount=0, times=1):
    return CHECKS[code](replace(facts, on=facts.on), rule(code, amount, times))


def test_nothing_known_fires_nothing():
    assert fired(Facts(on=ON), [rule(code, 1) for code in CHECKS]) == []


def test_below_the_line_again():
    assert look("below", Facts(on=ON, income=income(39_999))) == Fired(
        "below:2569", day(200), "39,999 จากเส้น 40,000 บาท"
    )
    assert look("below", Facts(on=ON, income=income(40_000))) is None
    assert look("below", Facts(on=ON, income=income(None))) is None


@pytest.mark.parametrize(
    ("average", "fires"), [(39_999, False), (40_000, True), (43_999, True), (44_000, False)]
)
def test_near_the_line_is_on_it_or_a_little_over(average, fires):
    assert bool(look("near", Facts(on=ON, income=income(average)), amount=10)) is fires


def test_silence_is_counted_from_the_last_visit_and_is_one_happening():
    seen = Facts(on=ON, watched_from=day(300), visits=(Seen(day(200)), Seen(day(121))))
    found = look("silent", seen, amount=120)
    assert (found.key, found.since, found.words) == (f"silent:{day(121)}", ON, "เยี่ยมครั้งสุดท้าย 31 ก.ค. 2569")
    later = replace(seen, on=ON + datetime.timedelta(days=30))
    assert look("silent", later, amount=120) == found
    assert look("silent", seen, amount=121) is None
    never = look("silent", Facts(on=ON, watched_from=day(150)), amount=120)
    assert never.since == day(29) and "ยังไม่มีการเยี่ยม" in never.words


def test_a_trend_is_so_many_low_months_in_a_row_for_all_members():
    share = 40_000 * 3 // 12
    visits = [
        Seen(day(ago), money)
        for ago, money in ((150, 1), (120, share), (90, 1), (60, None), (50, share - 1), (10, 2))
    ]
    facts = Facts(on=ON, income=income(50_000), visits=tuple(visits))
    found = look("trend", facts, amount=100, times=3)
    assert (found.key, found.since) == (f"trend:{day(10)}", day(10))
    assert found.words == "จดไว้ 1, 9,999, 2 บาทต่อเดือน ส่วนแบ่งของเส้น 10,000"
    longer = replace(facts, on=ON + datetime.timedelta(5), visits=(*visits, Seen(ON, 3)))
    assert look("trend", longer, amount=100, times=3).key == found.key, (
        "it goes on, and is the same happening"
    )
    assert look("trend", replace(longer, visits=(*visits, Seen(ON, share))), amount=100, times=3) is None
    assert look("trend", facts, amount=100, times=4) is None
    assert look("trend", replace(facts, income=income(50_000, members=None)), amount=100, times=3) is None


def test_newly_failed_and_new_debt_are_of_the_latest_round():
    facts = Facts(
        on=ON, newly_failed=("3", "11"), round_year=2569, round_on=day(243), debt_before=0, debt_now=5_000
    )
    assert look("failing", facts, times=2) == Fired("failing:2569", day(243), "ปี 2569 ตกใหม่ข้อ 3, 11")
    assert look("failing", facts, times=3) is None
    assert look("debt", facts, amount=5_000) == Fired("debt:2569", day(243), "0 → 5,000 บาท")
    assert look("debt", facts, amount=5_001) is None
    assert look("debt", replace(facts, debt_now=0), amount=0) is None, "no more than before is no new debt"
    assert look("debt", replace(facts, debt_before=None), amount=1) is None


@pytest.mark.parametrize(("code", "name"), [("left", "changed"), ("finding", "findings")])
def test_sudden_events_fire_for_a_while_and_a_newer_one_is_new(code, name):
    facts = Facts(on=ON, **{name: (day(100), day(90))})
    assert look(code, facts, amount=90).key == f"{code}:{day(90)}"
    assert look(code, facts, amount=89) is None
    assert look(code, replace(facts, **{name: (day(100), day(90), day(2))}), amount=90).since == day(2)


def test_disputes_and_broken_promises():
    assert look("dispute", Facts(on=ON, disputes=(day(9), day(3)))).since == day(9)
    late = Facts(on=ON, promises=(day(15), day(1)))
    assert look("promise", late, amount=14) == Fired(f"promise:{day(15)}", ON, "ครบกำหนด 14 พ.ย. 2569")
    assert look("promise", late, amount=15) is None


@pytest.mark.django_db
def test_every_rule_that_is_loaded_has_its_check_and_its_words():
    rules = RelapseRule.objects.in_force()
    assert {row.code for row in rules} == set(CHECKS) and {row.risk for row in rules} == {
        "unstable",
        "near",
        "sudden",
    }
    for row in rules:
        row.clean()
        assert "{" not in row.said
    assert next(row for row in rules if row.code == "silent").said == "ไม่มีใครเยี่ยมถึงบ้านเกิน 120 วัน"


@pytest.mark.django_db
def test_a_rule_is_the_row_of_its_day():
    old = RelapseRule.objects.get(code="silent")
    new = {"code": "silent", "risk": "unstable", "words": "เงียบ {amount} วัน", "act_days": 7}
    RelapseRule.objects.create(amount=60, in_force_from=ON, **new)
    of = {
        on: [row.amount for row in RelapseRule.objects.in_force(on) if row.code == "silent"]
        for on in (day(1), ON)
    }
    assert of == {day(1): [old.amount], ON: [60]}
    RelapseRule.objects.filter(in_force_from=ON).update(ended_on=ON)
    assert not [row for row in RelapseRule.objects.in_force(ON) if row.code == "silent"], (
        "ended means none, not the older one"
    )
