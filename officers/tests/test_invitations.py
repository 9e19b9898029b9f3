"""A printed slip: whoever holds it becomes that person, so it is made by few, shown once, guessed never."""

import datetime as dt
import re

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kusiao.audit.models import Event
from kusiao.refusal import Refused
from officers.actions import invitations
from officers.models import Invitation, Officer

USE = reverse("officers:invitation_use")
NEW = "ฝนตกที่ขอนแก่น-42"


def slip_page(person):
    return reverse("officers:invitation_slip", args=[person.pk])


def use(username="somchai", code="", password=NEW, again=None):
    sent = {"username": username, "code": code, "password1": password, "password2": again or password}
    return Client().post(USE, sent)


@pytest.fixture(autouse=True)
def fresh_throttle():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def code(somchai, district_chief):
    return invitations.issue(officer=somchai, by=district_chief)[1]


def test_the_slip_is_printed_once_and_only_its_hash_is_kept(as_, somchai, district_chief):
    client = as_(district_chief)
    assert "ออกใบเชิญให้" in client.get(slip_page(somchai)).content.decode()
    answer = client.post(slip_page(somchai))
    code = re.search(r'slip-code">([A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4})<', answer.content.decode()).group(1)
    assert not set(code) & set("ILO01") and answer.headers["Cache-Control"] == "private, no-store"
    slip = Invitation.objects.get()
    assert code.replace("-", "") not in slip.code_hash and slip.made_by == district_chief
    assert dt.timedelta(days=13, hours=23) < slip.expires_at - timezone.now() <= dt.timedelta(days=14)
    assert code not in client.get(slip_page(somchai)).content.decode()
    assert Event.objects.get(verb="invitation.made").actor_name == "chief"


def test_the_slip_sets_the_password_once(code, somchai):
    assert use(code=code).url == reverse("account_login")
    assert Officer.objects.get(pk=somchai.pk).check_password(NEW)
    slip = Invitation.objects.get()
    assert slip.used_at and slip.closed_at
    assert "ไม่ถูกต้อง" in use(code=code, password="another-long-word").content.decode()
    assert Officer.objects.get(pk=somchai.pk).check_password(NEW)
    assert Event.objects.get(verb="invitation.used").actor_name == "somchai"


@pytest.mark.parametrize("spell", [str.lower, lambda code: code.replace("-", " "), lambda code: f" {code} "])
def test_the_code_may_be_spelt_as_people_do(code, spell):
    assert use(code=spell(code)).status_code == 302


def test_the_phone_names_the_account_too(code, somchai):
    Officer.objects.filter(pk=somchai.pk).update(phone="0812345678")
    assert use("081-234-5678", code).status_code == 302


def test_wrong_code_and_unknown_user_get_the_same_sentence(code):
    wrong, unknown = use(code="AAAA-BBBB-CCCC"), use("nobody", "AAAA-BBBB-CCCC")
    told = [
        re.search(r'class="problems".*?</div>', page.content.decode(), re.S).group()
        for page in (wrong, unknown)
    ]
    assert told[0] == told[1] and "ไม่ถูกต้อง" in told[0]


def test_after_five_wrong_codes_the_right_one_is_too_late(code, somchai):
    for _ in range(5):
        use(code="AAAA-BBBB-CCCC")
    assert Invitation.objects.get().tries == 5
    assert "ไม่ถูกต้อง" in use(code=code).content.decode()
    assert not Officer.objects.get(pk=somchai.pk).has_usable_password()


def test_one_address_cannot_try_slip_after_slip(code):
    answers = [use(f"nobody{number}", "AAAA-BBBB-CCCC") for number in range(31)]
    assert [answer.status_code for answer in answers] == [200] * 30 + [429]
    assert "รอ 15 นาที" in answers[-1].content.decode()


def test_the_slip_expires(code):
    with time_machine.travel(timezone.now() + dt.timedelta(days=14, minutes=1)):
        assert "หมดอายุ" in use(code=code).content.decode()


def test_a_new_slip_closes_the_old_one(code, somchai, district_chief):
    second = invitations.issue(officer=somchai, by=district_chief)[1]
    assert "ไม่ถูกต้อง" in use(code=code).content.decode()
    assert use(code=second).status_code == 302
    assert Invitation.objects.filter(closed_at=None).count() == 0


def test_a_new_slip_ends_every_session_and_the_old_password(make, as_, somchai, district_chief):
    somchai.set_password("the-old-password")
    somchai.save()
    client = as_(somchai)
    assert client.get(reverse("officers:mine")).status_code == 200
    invitations.issue(officer=somchai, by=district_chief)
    assert client.get(reverse("officers:mine")).status_code == 302
    assert not Officer.objects.get(pk=somchai.pk).check_password("the-old-password")


@pytest.mark.parametrize("password", ["สั้นไป", "password123", "1234567890"])
def test_a_weak_password_is_told_and_does_not_use_up_the_slip(code, password):
    for _ in range(6):
        page = use(code=code, password=password).content.decode()
    assert 'class="problems"' in page and not re.search("[Pp]assword is", page)
    assert use(code=code).status_code == 302


def test_two_passwords_that_differ_cost_no_try(code):
    assert "ไม่ตรงกัน" in use(code=code, again="something-else").content.decode()
    assert Invitation.objects.get().tries == 0


def test_somebody_switched_off_cannot_come_back_by_a_slip(code, somchai, district_chief):
    Officer.objects.filter(pk=somchai.pk).update(is_active=False)
    assert "ไม่ถูกต้อง" in use(code=code).content.decode()
    with pytest.raises(Refused, match="ปิดใช้งาน"):
        invitations.issue(officer=somchai, by=district_chief)


@pytest.mark.parametrize(
    "more", ["province", "importer", "other district", "coordinator", "seat", "superuser"]
)
def test_a_coordinator_makes_no_slip_for_one_who_can_do_more(make, as_, somchai, district_chief, more):
    if more == "seat":
        make.seat(somchai, committee=2)
    elif more == "superuser":
        Officer.objects.filter(pk=somchai.pk).update(is_superuser=True)
    elif more == "other district":
        make.posting(somchai, "officer", district="4012")
    elif more == "coordinator":
        make.posting(somchai, "district", district="4005")
    else:
        make.posting(somchai, more)
    page = as_(district_chief).post(slip_page(somchai)).content.decode()
    assert "ออกใบเชิญให้" in page and 'role="alert"' in page
    assert not Invitation.objects.exists()


def test_nobody_makes_his_own_slip(as_, district_chief):
    page = as_(district_chief).post(slip_page(district_chief)).content.decode()
    assert "ออกใบเชิญให้ตัวเองไม่ได้" in page


def test_the_province_makes_slips_for_coordinators_but_not_for_a_superuser(as_, pranee, district_chief):
    keeper = Officer.objects.create_superuser("keeper", "long-enough-words")
    client = as_(pranee)
    assert "slip-code" in client.post(slip_page(district_chief)).content.decode()
    assert "ให้ผู้ดูแลระบบอีกคน" in client.post(slip_page(keeper)).content.decode()


def test_a_superuser_makes_the_first_slip_of_the_province(as_, pranee):
    keeper = Officer.objects.create_superuser("keeper", "long-enough-words")
    assert "slip-code" in as_(keeper).post(slip_page(pranee)).content.decode()


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize(
    ("who", "status"), [("outsider", 404), ("malee", 403), ("viewer", 403), ("auditor", 403)]
)
def test_the_wrong_one_knocks(request, as_, somchai, who, status, method):
    answer = getattr(as_(request.getfixturevalue(who)), method)(slip_page(somchai))
    assert answer.status_code == status and "สมชาย" not in answer.content.decode()
    assert not Invitation.objects.exists()
