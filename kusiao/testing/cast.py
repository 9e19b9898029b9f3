"""The cast. somchai cares for the household, malee is his neighbour and does not, chair sits on a committee, pranee is
the provincial office, outsider coordinates another district. Fixtures only: the rows come from make.py."""

import time

import pytest
from django.test import Client

from kusiao.testing.make import Make


@pytest.fixture
def make(db):
    return Make()


def signed_in(client, person, *, second_factor=True):
    """`client` with the session of that person, the second factor given where his role asks for one."""
    from allauth.mfa.models import Authenticator  # models wait for Django; this file is read before it

    from kusiao.access import needs_second_factor

    forget(person)  # what is kept for one request: postings made since count
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    forget(person)
    if second_factor and needs_second_factor(person):
        Authenticator.objects.get_or_create(user=person, type="totp", defaults={"data": {}})
        session = client.session
        session["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": time.time()}]
        session["account_authentication_methods_user"] = str(person.pk)
        session.save()
    forget(person)
    return client


def forget(person):
    for name in ("held", "roles"):
        person.__dict__.pop(name, None)


@pytest.fixture
def as_():
    """as_(person) → a client signed in as that person, with the second factor where the role asks for one."""

    def sign_in(person, *, second_factor=True, **options):
        return signed_in(Client(**options), person, second_factor=second_factor)

    return sign_in


@pytest.fixture
def somchai(make):
    return make.officer(
        "somchai", title="นาย", first_name="สมชาย", last_name="ใจดี", role="officer", district="4005"
    )


@pytest.fixture
def malee(make):
    return make.officer(
        "malee", title="นาง", first_name="มาลี", last_name="ศรีสุข", role="officer", district="4005"
    )


@pytest.fixture
def district_chief(make):
    """พัฒนาการอำเภอ of somchai's district."""
    return make.officer(
        "chief", title="นาย", first_name="วิชัย", last_name="พัฒนา", role="district", district="4005"
    )


@pytest.fixture
def outsider(make):
    """พัฒนาการอำเภอ of another district."""
    return make.officer(
        "outsider", title="นาย", first_name="อุดม", last_name="ต่างถิ่น", role="district", district="4012"
    )


@pytest.fixture
def pranee(make):
    return make.officer("pranee", title="นาง", first_name="ปราณี", last_name="เมืองขวัญ", role="province")


@pytest.fixture
def importer(make):
    return make.officer("importer", title="นาย", first_name="นำชัย", last_name="นำเข้า", role="importer")


@pytest.fixture
def viewer(make):
    return make.officer("viewer", title="นาย", first_name="ผู้ว่า", last_name="ดูยอด", role="viewer")


@pytest.fixture
def auditor(make):
    return make.officer("auditor", title="นาง", first_name="ตรวจ", last_name="สอบ", role="auditor")


@pytest.fixture
def centre(make):
    return make.officer("centre", title="นาย", first_name="ศูนย์", last_name="อำนวย", role="centre")


@pytest.fixture
def chair(make):
    """Secretary's seat of sub-committee 1, occupation and income."""
    person = make.officer("chair", title="นาง", first_name="เกษร", last_name="เกษตร")
    make.seat(person, committee=1)
    return person


@pytest.fixture
def somchai_household(make, somchai):
    """Enrolled, developable, surveyed below the line, in step 1, paired with somchai; in ชุมแพ (4005)."""
    household = make.household(head="นายบุญมี คำแก้ว", district="4005")
    survey = make.survey(household, income_total=60_000, members=3)
    make.enrolment(household, survey=survey)
    make.pairing(somchai, household)
    return household
