"""Two rounds: every household stands in one cell, both years' totals are what they were, every number opens its list."""

import random
import re
from collections import Counter

import pytest
from django.urls import reverse

from households.cards import Cards
from households.models import District, Household, Successor, Survey
from kusiao.thai import now
from reports.figures import flow as figures

pytestmark = pytest.mark.django_db

BEFORE, AFTER = 2562, 2563
HERE, THERE = "4005", "4012"
LOW, HIGH = 60_000, 150_000


@pytest.fixture
def settled(make):
    """Seven in ชุมแพ, one of each move, and two more in another district."""
    made = {}

    def family(name, then, later, district=HERE):
        household = made[name] = make.household(head=f"นาย{name} ทดสอบ", district=district)
        for year, told in ((BEFORE, then), (AFTER, later)):
            if told != "absent":
                make.survey(household, year=year, income_total=told)

    family("stayed", LOW, LOW)
    family("rose", LOW, HIGH)
    family("fell", HIGH, LOW)
    family("above", HIGH, HIGH)
    family("unmeasured", LOW, None)
    family("new", "absent", LOW)
    family("missing", LOW, "absent")
    family("far", LOW, HIGH, THERE)
    family("farther", None, "absent", THERE)
    make.survey(make.household(), year=2561)  # of neither round
    return made


def both():
    return list(District.objects.filter(pk__in=[HERE, THERE]))


def test_literally(settled):
    found = figures.by_district(both(), BEFORE, AFTER)
    assert {name: found.count(name) for name in figures.MOVES} == {
        "stayed": 1, "rose": 2, "fell": 1, "above": 1, "unmeasured": 1, "new": 1, "missing": 2,
    }  # fmt: skip
    assert [(place.code, place.count("all")) for place in found.places] == [(HERE, 7), (THERE, 2)]
    assert {side: found.count(f"was-{side}") for side in figures.SIDES} == {
        "below": 5, "over": 2, "unmeasured": 1, "absent": 1,
    }  # fmt: skip
    assert {side: found.count(f"became-{side}") for side in figures.SIDES} == {
        "below": 3, "over": 3, "unmeasured": 1, "absent": 2,
    }  # fmt: skip


def year_totals(districts, year):
    """Counted apart from the flow: straight from the surveys of that year."""
    rows = Survey.objects.filter(round=year, household__village__subdistrict__district__in=districts)
    sides = {"below": True, "over": False, "unmeasured": None}
    return {side: rows.filter(below_line=below).count() for side, below in sides.items()}


@pytest.mark.parametrize("seed", range(6))
def test_totals_equal_both_years_totals_whatever_the_rounds(make, seed):
    rng = random.Random(seed)
    households = [make.household(district=rng.choice([HERE, THERE])) for _n in range(25)]
    for household in households:
        for year in (BEFORE, AFTER):
            if rng.random() < 0.8:
                letters = "".join(rng.choice("PFN.") for _n in range(rng.choice([0, 7, 31])))
                survey = make.survey(
                    household, year=year, income_total=rng.choice([None, 113_999, 114_000, 1])
                )
                Survey.objects.filter(pk=survey.pk).update(results=letters)
    for districts in (both(), both()[:1]):
        found = figures.by_district(districts, BEFORE, AFTER)
        for year, margin in ((BEFORE, "was"), (AFTER, "became")):
            assert {side: found.count(f"{margin}-{side}") for side in (*figures.MEASURED, "unmeasured")} == (
                year_totals(districts, year)
            )
        assert sum(found.count(name) for name in figures.MOVES) == found.count("all")
        assert sum(place.count("all") for place in found.places) == found.count("all")
        assert (
            found.count("all")
            == Household.objects.in_districts(districts).filter(surveys__isnull=False).distinct().count()
        )
        for name in figures.LISTS:
            assert found.count(name) == figures.households(districts, BEFORE, AFTER, name).count(), name
    same = {number: [number] for number in range(1, 32)}
    counts, both_times = figures.by_indicator(both(), BEFORE, AFTER, same)
    for number in (1, 7, 8, 31):
        assert counts[number].total() == both_times
        for bucket in ("escaped", "fell", "still", "kept", "not_applicable", "not_stated"):
            rows = figures.of_indicator(both(), BEFORE, AFTER, number, [number], bucket)
            assert counts[number][bucket] == rows.count(), (number, bucket)


def test_the_moves_are_disjoint_and_cover_every_cell():
    cells = [cell for move in figures.MOVES.values() for cell in move.cells]
    assert sorted(cells) == sorted(figures.CELLS) and len(cells) == 15


def test_a_subdistrict_has_its_own_row(settled):
    found = figures.by_subdistrict(District.objects.get(pk=HERE), BEFORE, AFTER)
    assert found.count("all") == 7 and len([one for one in found.places if one.cells]) == 1


# --- pages -------------------------------------------------------------------------------------------------------------


def text_of(response):
    assert response.status_code == 200
    return response.content.decode().replace("\xa0", " ")


def links(page):
    """(number, address) of every number that can be opened."""
    found = re.findall(
        r'<a (?:class="number" )?href="(/reports/flow/(?!indicators/"|indicators/\?)[a-z0-9/-]+/\?[^"]+)"[^>]*>(.*?)</a>',
        page,
        re.DOTALL,
    )
    for address, inside in found:
        figure = re.search(r'number-figure">([0-9,]+)|^\s*([0-9,]+)\s*$', inside)
        yield int((figure[1] or figure[2]).replace(",", "")), address.replace("&amp;", "&")


def listed(client, address):
    return int(re.search(r"<strong>([0-9,]+)</strong>", text_of(client.get(address)))[1].replace(",", ""))


@pytest.mark.parametrize(
    ("who", "asked"), [("pranee", ""), ("pranee", "district=4005"), ("district_chief", "")]
)
def test_every_number_of_the_page_opens_its_list(as_, settled, request, who, asked):
    client = as_(request.getfixturevalue(who))
    opened = list(links(text_of(client.get(f"{reverse('reports:flow')}?{asked}"))))
    assert len(opened) > 20
    for number, address in opened:
        assert listed(client, address) == number, address
    page = text_of(client.get(f"{reverse('reports:flow_indicators')}?{asked}"))
    opened = list(links(page))
    assert (opened and "5 ครัวเรือนที่สำรวจทั้งปี" in page) or (asked == "" and who == "pranee")
    for number, address in opened[:8]:
        assert listed(client, address) == number, address


def test_a_viewer_sees_totals_and_opens_no_list(as_, settled, viewer):
    client = as_(viewer)
    page = text_of(client.get(reverse("reports:flow")))
    assert "พ้นเส้น 2 ครัวเรือน ตกใหม่ 1" in page and not list(links(page))
    assert client.get(reverse("reports:flow_list", args=["rose"])).status_code == 403
    assert "/reports/flow/indicators/1/" not in text_of(client.get(reverse("reports:flow_indicators")))


def test_another_district_is_not_there(as_, settled, district_chief, outsider):
    client = as_(district_chief)
    assert client.get(reverse("reports:flow"), {"district": THERE}).status_code == 404
    page = text_of(client.get(reverse("reports:flow_list", args=["rose"])))
    assert "rose" in page and "far " not in page
    assert client.get(reverse("reports:flow_list", args=["nonsense"])).status_code == 404
    for args in ([99, "escaped"], [1, "nonsense"]):
        assert client.get(reverse("reports:flow_indicator", args=args)).status_code == 404


LATER = 2566


def surveyed_by_both_forms(make, seed):
    chance = random.Random(seed)
    for _n in range(12):
        household = make.household(district=chance.choice([HERE, THERE]))
        for year, most in ((BEFORE, 31), (LATER, 38)):
            letters = "".join(chance.choice("PFN.") for _letter in range(chance.choice([0, 17, most])))
            Survey.objects.filter(pk=make.survey(household, year=year).pk).update(results=letters)


@pytest.mark.parametrize("seed", range(3))
def test_two_forms_are_one_table_by_the_crosswalk(make, seed):
    """The same as all the cards together, and each number is the length of its list."""
    surveyed_by_both_forms(make, seed)
    cards = Cards()
    joined = cards.joined("2560-2564", "2565-2570")
    counts, both_times = figures.by_indicator(both(), BEFORE, LATER, joined)
    told = Counter()
    for household in Household.objects.all():
        first, second = household.surveys.select_related("round__indicator_set").order_by("round")
        told.update((item.number, item.bucket) for item in cards.card(first, second).changes.items)
    assert both_times == 12 and joined[18] == [9, 10] and 37 not in joined
    assert {
        (number, bucket): many for number, found in counts.items() for bucket, many in found.items()
    } == told
    for number in (18, 29):
        for bucket in ("escaped", "fell", "still", "kept", "not_applicable", "not_stated"):
            rows = figures.of_indicator(both(), BEFORE, LATER, number, joined[number], bucket)
            assert counts[number][bucket] == rows.count(), (number, bucket)


def test_the_page_of_two_forms_says_what_was_not_compared(as_, make, settled, pranee):
    make.survey(settled["rose"], year=LATER, income_total=HIGH)
    asked = {"before": BEFORE, "after": LATER}
    client = as_(pranee)
    page = text_of(client.get(reverse("reports:flow_indicators"), asked))
    assert "(เดิมข้อ 9 + 10)" in page and "มีในแบบของปี 2566 เท่านั้น" in page
    listed_of = client.get(reverse("reports:flow_indicator", args=[18, "kept"]), asked)
    assert "เดิมข้อ 9 + 10" in text_of(listed_of) and "rose" in text_of(listed_of)
    assert client.get(reverse("reports:flow_indicator", args=[37, "kept"]), asked).status_code == 404
    page = text_of(client.get(reverse("reports:flow"), asked))
    assert "เส้น 38,000 บาท → ปี 2566 เส้น 40,000 บาท" in page


def test_forms_that_nothing_joins_are_not_one_table(as_, make, settled, pranee):
    make.survey(settled["rose"], year=LATER, income_total=HIGH)
    Successor.objects.all().delete()
    page = text_of(as_(pranee).get(reverse("reports:flow_indicators"), {"before": BEFORE, "after": LATER}))
    assert "ไม่มีตารางเทียบข้อ" in page and "<tbody>" not in page


def test_one_round_is_not_two(as_, make, pranee):
    make.survey(make.household())
    assert "อย่างน้อยสองรอบ" in text_of(as_(pranee).get(reverse("reports:flow")))
    assert as_(pranee).get(reverse("reports:flow_list", args=["rose"])).status_code == 404


def test_a_disputed_income_is_marked(as_, settled, somchai, pranee):
    settled["rose"].change_answers.create(
        before_id=BEFORE, after_id=AFTER, says="disputed", about="income", words="ไม่จริง", answered_by=somchai,
        answered_at=now(),
    )  # fmt: skip
    client = as_(pranee)
    assert "ของ 1 ครัวเรือนมีข้อโต้แย้ง" in text_of(client.get(reverse("reports:flow")))
    assert text_of(client.get(reverse("reports:flow_list", args=["rose"]))).count("มีข้อโต้แย้งรายได้") == 1


@pytest.mark.parametrize(("name", "args", "queries"), [
    ("flow", [], 9), ("flow_list", ["rose"], 9), ("flow_indicators", [], 9), ("flow_indicator", [1, "kept"], 10),
])  # fmt: skip
def test_as_many_questions_for_three_as_for_one(
    as_, make, pranee, name, args, queries, django_assert_num_queries
):
    client = as_(pranee)
    for many in (1, 2):
        for _n in range(many):
            household = make.household()
            make.survey(household)
            make.survey(household, year=AFTER, income_total=HIGH)
        with django_assert_num_queries(queries):
            client.get(reverse(f"reports:{name}", args=args))
