"""The 1,174 households: place, people, survey rounds, class, enrolment. All invented."""

import datetime
import random
import uuid
from dataclasses import dataclass
from functools import cache

from households.bmn import with_result
from households.models import (
    Basis,
    Classification,
    District,
    Enrolment,
    Household,
    IncomeLine,
    Indicator,
    IndicatorSet,
    Member,
    Survey,
    SurveyRound,
    Track,
    Village,
)
from households.models.household import head_name_key
from kusiao.fields import blind_index
from kusiao.practice import words
from kusiao.thai import national_id_check_digit

OLDER_ROUND = 2564  # the last year of the form with 31 indicators
RELATIONS = ["คู่สมรส", "บุตร", "บุตร", "หลาน", "บิดามารดา"]


@dataclass
class Family:
    household: Household
    district: str
    track: str
    members: list
    before: Survey
    now: Survey | None
    enrolment: Enrolment = None


def settle(rng, shares, *, today):
    """Makes and saves the families; returns them with their open enrolments, in an order that depends on the seed only."""
    villages = _villages(rng, shares)
    rounds = _rounds(today)
    centres = {district.code: district for district in District.objects.all()}
    families = []
    for share in shares:
        tracks = [Track.DEVELOPABLE] * share.developable + [Track.WELFARE] * share.welfare
        rng.shuffle(tracks)
        for track in tracks:
            village = rng.choice(villages[share.district])
            families.append(
                _family(rng, len(families), village, centres[share.district], track, rounds, today)
            )
    _save(rng, families, today)
    _save_neighbours(
        [
            _family(rng, len(families) + serial, rng.choice(villages[share.district]), centres[share.district],
                    Track.DEVELOPABLE, rounds, today)
            for serial, share in enumerate(shares)
        ]
    )  # fmt: skip
    return families


def _save_neighbours(families):
    """One family a district that nobody has decided about. Every second one is new in this year's survey; the others
    were over the line last year."""
    Household.objects.bulk_create([family.household for family in families])
    Member.objects.bulk_create([member for family in families for member in family.members])
    Survey.objects.bulk_create([family.now for family in families if family.now])
    Survey.objects.bulk_create(_over_the_line(family.before) for family in families[::2])


RISEN_BEFORE = 2  # families a district: poor by the older form, over the line before the register was begun


def risen_before(shares, *, today):
    """So that a rule can be held against what came after: some of them fell again in the newest round. Their own dice."""
    rng = random.Random("risen before")  # noqa: S311
    rounds = list(SurveyRound.objects.select_related("indicator_set").order_by("year"))
    older, before, now = rounds[0], rounds[-2], rounds[-1]
    centres = {district.code: district for district in District.objects.all()}
    made, surveys = [], []
    for share in shares:
        village = Village.objects.filter(subdistrict__district=share.district).order_by("pk").first()
        for _n in range(RISEN_BEFORE):
            one = _family(
                rng,
                8_000 + len(made),
                village,
                centres[share.district],
                Track.DEVELOPABLE,
                [before, now],
                today,
            )
            average = int(before.line_baht * rng.uniform(1, 1.5))
            # Who is near the line falls more often.
            fell = rng.random() < (0.5 if average < before.line_baht * 1.1 else 0.2)
            later = int(now.line_baht * (rng.uniform(0.7, 0.99) if fell else rng.uniform(1, 1.6)))
            first = survey(rng, one.household, older, int(older.line_baht * 0.7), one.members, one.track)
            second = survey(rng, one.household, before, average, one.members, one.track, first)
            made.append(one)
            surveys += [first, second, survey(rng, one.household, now, later, one.members, one.track, second)]
    Household.objects.bulk_create([one.household for one in made])
    Member.objects.bulk_create([member for one in made for member in one.members])
    Survey.objects.bulk_create(surveys)


def _over_the_line(survey):
    members, more = survey.members_count, survey.line_baht // 4
    total = (survey.line_baht + more) * members
    survey.income_other += total - survey.income_total
    survey.income_total, survey.income_per_person_year, survey.below_line = total, total // members, False
    survey.results = with_result(survey.results, survey.round.indicator_set.income_number, "P")
    return survey


def _villages(rng, shares):
    """Some villages of every subdistrict that has poor households; not all of them."""
    rows = []
    for district in District.objects.prefetch_related("subdistricts"):
        for subdistrict in district.subdistricts.all():
            rows += [
                Village(subdistrict=subdistrict, moo=moo, name=words.village(rng))
                for moo in sorted(rng.sample(range(1, 13), 4))
            ]
    Village.objects.bulk_create(rows)
    by_district = {share.district: [] for share in shares}
    for village in Village.objects.select_related("subdistrict").order_by("subdistrict_id", "moo"):
        by_district[village.subdistrict.district_id].append(village)
    return by_district


def _rounds(today):
    """Last year's and this year's survey, as far as the indicator sets reach; before them one of the older form."""
    last = min(today.year + 543, max(row.last_year for row in IndicatorSet.objects.all()))
    made = []
    for year in (OLDER_ROUND, last - 1, last):
        made.append(
            SurveyRound(
                year=year,
                indicator_set=IndicatorSet.objects.get(first_year__lte=year, last_year__gte=year),
                line_baht=IncomeLine.objects.get(first_year__lte=year, last_year__gte=year).baht,
            )
        )
    return SurveyRound.objects.bulk_create(made)[1:]


def _family(rng, serial, village, district, track, rounds, today):
    members = _people(rng, serial, track, today)
    head = members[0]
    head_name = f"{head.title}{head.first_name} {head.last_name}"
    household = Household(
        id=uuid.UUID(int=rng.getrandbits(128), version=4),
        village=village,
        house_number=f"{rng.randint(1, 240)}" + (f"/{rng.randint(1, 9)}" if rng.random() < 0.3 else ""),
        house_code=f"{district.code}{serial + 1_000_000:07d}",
        head_name=head_name,
        head_name_key=head_name_key(head_name),
        phone=f"09{(22_000_000 + serial * 9_973) % 100_000_000:08d}" if rng.random() < 0.7 else "",
        latitude=round(district.latitude + rng.gauss(0, 0.03), 5),
        longitude=round(district.longitude + rng.gauss(0, 0.03), 5),
    )
    for member in members:
        member.household = household
    before_average = min(int(rng.triangular(7_000, rounds[0].line_baht, 26_000)), rounds[0].line_baht - 1)
    before = survey(rng, household, rounds[0], before_average, members, track)
    now = None
    if rng.random() < 0.93:  # the rest were not at home: "not measured" is a fact of its own
        growth = (
            rng.triangular(0.75, 2.3, 1.25) if track == Track.DEVELOPABLE else rng.triangular(0.85, 1.5, 1.05)
        )
        now = survey(rng, household, rounds[1], int(before_average * growth), members, track, before)
    return Family(household, district.code, track, members, before, now)


def _people(rng, serial, track, today):
    size = rng.choices(
        [1, 2, 3, 4, 5, 6], [18, 26, 24, 18, 9, 5] if track == Track.DEVELOPABLE else [34, 34, 18, 8, 4, 2]
    )[0]
    family_name = words.surname(rng)
    people = []
    own = random.Random(serial)  # noqa: S311 - apart, so that the rest of the province stays as it was
    for place in range(size):
        male = rng.random() < 0.48
        oldest, youngest = (72, 36) if track == Track.DEVELOPABLE else (88, 62)
        age = rng.randint(youngest, oldest) if place == 0 else rng.randint(3, 70)
        child = age < 15
        first = (words.man if male else words.woman)(rng)
        title = (
            ("เด็กชาย" if male else "เด็กหญิง") if child else ("นาย" if male else rng.choice(["นาง", "นางสาว"]))
        )
        first_twelve = f"3{40_000_000_00 + serial * 10 + place:011d}"
        number = first_twelve + str(national_id_check_digit(first_twelve))
        people.append(
            Member(
                title=title,
                first_name=first,
                last_name=family_name,
                is_head=place == 0,
                national_id=number,
                national_id_index=blind_index(number),
                sex="m" if male else "f",
                birth_date=datetime.date(today.year - age, rng.randint(1, 12), rng.randint(1, 28)),
                birth_precision="year" if rng.random() < 0.2 else "day",
                relation="หัวหน้าครัวเรือน"
                if place == 0
                else _relation(rng.choice(RELATIONS), age, people[0], today),
                **_facts(own, age),
            )
        )
    return people


def _relation(drawn, age, head, today):
    """What is drawn, where the ages allow it."""
    older = age - (today.year - head.birth_date.year)
    if older > 15:
        return "บิดามารดา"
    if age < 20 or older < -15:
        return "หลาน" if older < -40 else "บุตร"
    return drawn if drawn == "คู่สมรส" else "ญาติ"


def _facts(rng, age):
    """What the sheet of people tells of each; of a few nobody asked."""
    if rng.random() < 0.1:
        return {}
    state = rng.choices(["normal", "chronic", "disabled"], [80, 14, 6] if age < 60 else [52, 36, 12])[0]
    alone = "no" if age < 5 or (state == "disabled" and rng.random() < 0.5) else "yes"
    return {
        "occupation": "นักเรียน" if age < 18 else "ไม่ได้ทำงาน" if age > 70 else rng.choice(words.TRADES),
        "education": "กำลังเรียน" if age < 18 else rng.choice(words.SCHOOLING),
        "body_state": state,
        "can_help_self": alone,
        "welfare_card": age >= 18 and rng.random() < 0.6,
    }


@cache
def _size(form):
    """Of a form, which is reference and stays what it is."""
    return Indicator.objects.filter(indicator_set=form).count()


def _letters(rng, count, before):
    """Most of what was found stays so; what failed is mended more often than what passed is lost."""
    if before is None or len(before.results) != count:
        return [rng.choices("PFN", [80, 11, 9])[0] for _ in range(count)]
    after = {"P": ("PF", [96, 4]), "F": ("FP", [62, 38]), "N": ("NP", [95, 5])}
    return [rng.choices(*after[letter])[0] for letter in before.results]


def survey(rng, household, round_, average, members, track, before=None):
    total = average * len(members) + rng.randint(0, len(members) - 1)
    main = (
        int(total * rng.uniform(0.45, 0.7))
        if track == Track.DEVELOPABLE
        else int(total * rng.uniform(0, 0.2))
    )
    produce = int(total * rng.uniform(0.05, 0.15))
    second = int(total * rng.uniform(0, 0.12))
    below = total // len(members) < round_.line_baht
    letters = _letters(rng, _size(round_.indicator_set_id), before)
    letters[round_.indicator_set.income_number - 1] = "F" if below else "P"
    return Survey(
        household=household,
        round=round_,
        members_count=len(members),
        income_main=main,
        income_second=second,
        income_own_produce=produce,
        income_other=total - main - second - produce,
        income_total=total,
        income_per_person_year=total // len(members),
        line_baht=round_.line_baht,
        below_line=below,
        results="".join(letters),
    )


def _save(rng, families, today):
    entered_from = today - datetime.timedelta(days=385)
    Household.objects.bulk_create([family.household for family in families])
    Member.objects.bulk_create([member for family in families for member in family.members])
    Survey.objects.bulk_create(
        [survey for family in families for survey in (family.before, family.now) if survey]
    )
    for family in families:
        family.enrolment = Enrolment(
            household=family.household,
            entered_on=entered_from + datetime.timedelta(days=rng.randint(0, 20)),
            basis=Basis.NOMINATED if rng.random() < 0.04 else Basis.SURVEY,
            survey=family.before,
        )
    Enrolment.objects.bulk_create([family.enrolment for family in families])
    Classification.objects.bulk_create(
        Classification(
            household=family.household,
            track=family.track,
            started_on=family.enrolment.entered_on,
            reason="ทีมลงพื้นที่ตรวจสภาพจริง",
        )
        for family in families
    )
