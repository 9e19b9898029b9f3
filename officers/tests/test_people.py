import pytest
from django.urls import reverse

from kusiao.audit.models import Event
from kusiao.refusal import Refused
from officers.actions import people
from officers.models import Agency, Officer

LIST, ADD = reverse("officers:people"), reverse("officers:person_add")


def written(**fields):
    return {"first_name": "ใหม่", "last_name": "มาแรง", "district": "4005", "phone": "081-234-5678"} | fields


def test_a_coordinator_adds_an_officer_who_cannot_sign_in_yet(as_, district_chief):
    agency = Agency.objects.create(name="โรงเรียนชุมแพศึกษา", district_id="4005")
    answer = as_(district_chief).post(ADD, written(title="นาง", position="ครู", agency=agency.pk))
    person = Officer.objects.get(username="0812345678")
    assert answer.url == reverse("officers:invitation_slip", args=[person.pk])
    assert person.phone == "0812345678" and person.agency == agency and not person.has_usable_password()
    assert [(posting.role, posting.district_id) for posting in person.postings.all()] == [("officer", "4005")]
    assert {event.verb for event in Event.objects.all()} == {"officer.added", "posting.posted"}
    assert "มาแรง" not in str([vars(event) for event in Event.objects.all()])


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"first_name": ""}, "ใส่ชื่อ"),
        ({"phone": ""}, "ใส่เบอร์โทรหรือชื่อผู้ใช้อย่างน้อยหนึ่งอย่าง"),
        ({"phone": "12"}, "ไม่ถูกต้อง"),
        ({"username": "ชื่อไทย"}, "ตัวอักษรอังกฤษ"),
        ({"username": "SomChai"}, "มีบัญชีอยู่แล้ว"),
        ({"phone": "0899999999"}, "มีบัญชีอยู่แล้ว"),
        ({"district": "4012"}, "เลือกอำเภอจากรายการ"),
    ],
)
def test_what_cannot_be_is_told_and_stays_in_the_form(as_, district_chief, somchai, malee, fields, sentence):
    Officer.objects.filter(pk=malee.pk).update(phone="0899999999")
    before = Officer.objects.count()
    page = as_(district_chief).post(ADD, written(position="นักวิชาการ") | fields).content.decode()
    assert sentence in page and "นักวิชาการ" in page
    assert Officer.objects.count() == before


def test_a_name_taken_at_the_same_moment_is_told(make, district_chief, monkeypatch):
    from households.models import District

    looks = iter([None, None, make.officer("taken")])  # free at the first look
    monkeypatch.setattr(people, "account_of", lambda text: next(looks))
    with pytest.raises(Refused, match="มีบัญชีอยู่แล้ว"):
        people.add(
            district=District.objects.get(pk="4005"), by=district_chief, username="taken", phone="0812345678"
        )


def test_only_the_province_makes_a_coordinator(as_, district_chief, pranee):
    as_(district_chief).post(ADD, written(role="district"))
    assert Officer.objects.get(username="0812345678").postings.get().role == "officer"
    as_(pranee).post(ADD, written(role="district", phone="0812345679", district="4012"))
    assert Officer.objects.get(username="0812345679").postings.get().role == "district"
    as_(pranee).post(ADD, written(role="province", phone="0812345670"))
    assert not Officer.objects.filter(username="0812345670").exists()


def test_the_list_is_of_his_district(make, as_, district_chief, somchai, outsider):
    page = as_(district_chief).get(LIST).content.decode()
    assert "นายสมชาย ใจดี" in page and "ต่างถิ่น" not in page
    asked = as_(district_chief).get(LIST, {"district": "4012"}).content.decode()
    assert "ต่างถิ่น" not in asked


def test_the_province_lists_all_or_one_district(as_, pranee, somchai, outsider):
    client = as_(pranee)
    assert "ต่างถิ่น" in client.get(LIST).content.decode()
    one = client.get(LIST, {"district": "4005"}).content.decode()
    assert "สมชาย" in one and "ต่างถิ่น" not in one


def test_the_list_says_whose_slip_is_still_unused(make, as_, district_chief):
    make.officer(role="officer", district="4005", password="a-long-password")
    make.officer(role="officer", district="4005")
    page = as_(district_chief).get(LIST).content.decode()
    assert "ตั้งรหัสผ่านแล้ว" in page and "รอใช้ใบเชิญ" in page


def test_the_list_asks_the_same_for_one_row_and_three(make, as_, district_chief, django_assert_num_queries):
    client = as_(district_chief)
    with django_assert_num_queries(10):
        client.get(LIST)
    for _ in range(2):
        make.officer(role="officer", district="4005")
    with django_assert_num_queries(10):
        client.get(LIST)


@pytest.mark.parametrize("address", [LIST, ADD])
@pytest.mark.parametrize("who", ["somchai", "malee", "chair", "viewer", "auditor", "importer"])
def test_the_wrong_role_knocks(request, as_, who, address):
    client = as_(request.getfixturevalue(who))
    assert client.get(address).status_code == 403
    assert client.post(address, written()).status_code in (403, 405)
    assert not Officer.objects.filter(username="0812345678").exists()


def home(village):
    return {"home_subdistrict": village.subdistrict_id, "home_moo": village.moo}


def test_an_officer_says_himself_where_he_is_at_home(make, as_, somchai):
    village, page = make.village(moo=4), reverse("officers:account")
    as_(somchai).post(page, {"email": "", "weekly_digest": "on", **home(village)})
    somchai.refresh_from_db()
    assert somchai.home_village == village and Event.objects.get(verb="officer.changed").fields == [
        "home_village"
    ]
    assert 'value="4"' in as_(somchai).get(page).content.decode()
    told = (
        as_(somchai).post(page, {"weekly_digest": "on", **home(village), "home_moo": "77"}).content.decode()
    )
    assert "ไม่มีหมู่นี้ในทะเบียน" in told
    as_(somchai).post(page, {"weekly_digest": "on"})
    somchai.refresh_from_db()
    assert somchai.home_village is None


def test_the_coordinator_says_it_of_his_people_and_of_new_ones(make, as_, district_chief, somchai, outsider):
    village = make.village(moo=4)
    page = reverse("officers:person_home", args=[somchai.pk])
    assert page in as_(district_chief).get(LIST).content.decode()
    assert as_(outsider).post(page, home(village)).status_code == 404
    assert as_(district_chief).post(page, home(village)).status_code == 302
    somchai.refresh_from_db()
    assert somchai.home_village == village
    assert "ใส่ทั้งตำบลและหมู่ที่" in as_(district_chief).post(page, {"home_moo": "4"}).content.decode()
    as_(district_chief).post(ADD, written(**home(village)))
    assert Officer.objects.get(username="0812345678").home_village == village
