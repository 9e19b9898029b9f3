"""The practice province: the programme's public numbers, plausible, the same for the same seed and day."""

import io
import json
import random

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import transaction

from households import awaiting, awaiting_exit, entering
from households.models import (
    Classification,
    District,
    Enrolment,
    ExitReview,
    Household,
    RelapseCard,
    Remeasurement,
    Step,
    Survey,
)
from households.models.household import head_name_key
from households.relapse.watching import open_cards
from kusiao.practice import spread
from kusiao.thai import today
from officers.models import Officer, Pairing, Posting, Visit
from reports.figures import backtest, flow

ROOMS = ["households", "officers", "committees"]
# The clock of the machine and the salt of a password differ from run to run.
CLOCKS = {
    "answered_at",
    "edited_at",
    "recorded_at",
    "settled_at",
    "created_at",
    "arrived_at",
    "made_at",
    "at",
    "password",
    "last_login",
    "national_id",
    "id",
}


@pytest.fixture
def practice(settings):
    settings.PRACTICE = True


def demo(seed=1):
    told = io.StringIO()
    call_command("demo", seed=seed, stdout=told)
    return told.getvalue()


def rows_of_the_province():
    """Every row of the rooms as text; numbers of rows left out, where a sequence goes on counting after a rollback."""
    lines = []
    for room in ROOMS:
        for model in apps.get_app_config(room).get_models():
            columns = [
                field.attname for field in model._meta.concrete_fields
                if field.name not in CLOCKS and not (field.is_relation and field.target_field.name == "id"
                                                     and field.target_field.get_internal_type() == "BigAutoField")
            ]  # fmt: skip
            lines += sorted(f"{model.__name__} {row}" for row in model.objects.values_list(*columns))
    return lines


def test_the_numbers_of_the_programme(practice, db):
    told = demo()
    assert Enrolment.objects.count() == 1174
    assert Household.objects.count() == 1174 + 26 + 1 + 52, (
        "a family a district not enrolled yet, one that divided"
    )
    tracks = Classification.objects.in_force()
    assert (tracks.filter(track="developable").count(), tracks.filter(track="welfare").count()) == (661, 513)
    khao_suan_kwang = Household.objects.filter(village__subdistrict__district="4019")
    assert khao_suan_kwang.filter(enrolments__isnull=False).count() == 72
    assert Pairing.objects.filter(household__in=khao_suan_kwang).count() == 72
    assert Posting.objects.filter(role="officer", district="4019").count() == 39
    assert Household.objects.values("village__subdistrict__district").distinct().count() == 26
    assert Survey.objects.values("round").distinct().count() == 3
    assert Visit.objects.filter(visited_on__gt=today()).count() == 0
    assert Step.objects.open().filter(enrolment__ended_on__isnull=False).count() == 0
    assert Step.objects.open().count() == Enrolment.objects.open().count()
    assert (
        Visit.objects.exclude(visited_on__month=today().month).values("visited_on__month").distinct().count()
        >= 11
    )
    household = Household.objects.first()
    assert household.head_name_key == head_name_key(household.head_name), "the name counts, not its title"
    assert "somchai" in told and Officer.objects.get(username="somchai").has_usable_password()
    assert Pairing.objects.active().filter(officer__username="somchai").count() == 2


@pytest.fixture
def small(monkeypatch):
    """The same province with fewer families, for what does not hang on their number."""
    monkeypatch.setattr(spread, "HOUSEHOLDS", 200)
    monkeypatch.setattr(spread, "DEVELOPABLE", 112)


def test_the_same_seed_and_day_make_the_same_province_and_another_seed_another(practice, small, db):
    made = []
    for seed in (1, 1, 2):
        with transaction.atomic():
            demo(seed)
            made.append(rows_of_the_province())
            transaction.set_rollback(True)
    assert made[0] == made[1]
    assert made[0] != made[2]


def test_passwords_are_made_once_into_a_file_of_the_owner_only(practice, small, db, settings):
    demo()
    file = settings.VAR_DIR / "practice-sign-ins.json"
    first = json.loads(file.read_text(encoding="utf-8"))
    assert file.stat().st_mode & 0o077 == 0
    assert len(set(first.values())) == len(first)
    assert Officer.objects.get(username="pranee").check_password(first["pranee"])
    told = demo()  # a second start only tells them again
    assert json.loads(file.read_text(encoding="utf-8")) == first and first["pranee"] in told
    assert Enrolment.objects.count() == 200


def test_real_rows_are_refused(practice, make):
    household = make.household()
    with pytest.raises(CommandError, match="ข้อมูลจริง"):
        demo()
    assert list(Household.objects.all()) == [household]


def test_without_practice_nothing_is_made(db):
    with pytest.raises(CommandError, match="PRACTICE=1"):
        demo()
    assert not Household.objects.exists()


def test_shares_add_up_for_any_seed():
    districts = [(f"40{n:02d}", 20 + n) for n in range(1, 26)] + [("4029", 36)]
    for seed in range(20):
        shares = spread.shares(random.Random(seed), districts)
        assert sum(share.households for share in shares) == 1174
        assert sum(share.developable for share in shares) == 661
        assert all(share.welfare >= 0 and share.officers * 2 >= share.households for share in shares)


def test_the_pages_of_rounds_have_something_to_show(practice, small, db):
    demo()
    everybody, last = Household.objects.all(), Survey.objects.order_by("-round").first().round_id
    assert entering.waiting(last, everybody).exists() and entering.risen(last, everybody).exists()
    assert awaiting.overdue(everybody).exists() and awaiting.unsettled(everybody).exists()
    assert Household.objects.filter(surveys__round=2564).exists()
    found = flow.by_district(list(District.objects.all()), last - 1, last)
    assert all(found.count(name) for name in ("stayed", "rose", "fell", "missing", "new"))
    mine = awaiting.unanswered(Household.objects.filter(pairings__officer__username__in=["somchai", "malee"]))
    assert mine.exists()


def test_the_pages_of_step_four_have_something_to_show(practice, small, db):
    demo()
    everybody = Household.objects.all()
    assert awaiting_exit.signed(everybody).exists() and awaiting_exit.over(everybody).exists()
    assert Remeasurement.objects.standing().exists()
    assert ExitReview.objects.holding().filter(goal="assured").exists()
    cards = open_cards(everybody)
    assert cards.exists() and cards.filter(due_on__lt=today()).exists()
    assert RelapseCard.objects.filter(dismissed_on__isnull=False).exists()
    found = backtest.back_test(*backtest.pairs()[0])
    assert found.looked_at > found.fell > 0 and found.together.found
