import pytest
from django.urls import reverse

from households.actions.households import EditConflict, edit, editable, reveal_national_id
from households.models import Household
from kusiao.audit.models import Event
from kusiao.refusal import Refused

pytestmark = pytest.mark.django_db


def address(household, name="edit"):
    return reverse(f"households:{name}", args=[household.pk])


def given(household, **changes):
    return {**editable(household), "version": household.version, **changes}


# --- the act ------------------------------------------------------------------------------------------------------


def test_an_edit_raises_the_version_and_names_the_fields(make, somchai, somchai_household):
    changes = {**editable(somchai_household), "phone": "0812345678", "first_name": "บุญมา"}
    edit(household=somchai_household, changes=changes, version=1, by=somchai)
    household = Household.objects.get()
    assert (household.version, household.phone, household.head_name) == (2, "0812345678", "นายบุญมา คำแก้ว")
    assert household.members.get(is_head=True).first_name == "บุญมา"
    assert household.edited_at is not None
    assert Event.objects.get(verb="household.edited").fields == ["first_name", "phone"]


def test_the_loser_is_told_the_differences_and_overwrites_nothing(somchai_household, somchai, district_chief):
    first, second = Household.objects.get(), Household.objects.get()
    edit(household=first, changes={**editable(first), "phone": "0811111111"}, version=1, by=district_chief)
    with pytest.raises(EditConflict) as lost:
        edit(household=second, changes={**editable(second), "phone": "0822222222"}, version=1, by=somchai)
    assert lost.value.differences == [("phone", "0811111111", "0822222222")]
    assert Household.objects.get().phone == "0811111111" and lost.value.version == 2


def test_a_whole_id_wants_a_purpose_and_is_written_down_without_the_number(somchai, somchai_household):
    member = somchai_household.members.get()
    with pytest.raises(Refused, match="ทำอะไร"):
        reveal_national_id(member=member, purpose="", by=somchai)
    shown = reveal_national_id(member=member, purpose="ขอบัตรสวัสดิการ", by=somchai)
    assert shown.replace("-", "") == member.national_id
    event = Event.objects.get(verb="national_id.seen")
    assert (event.actor_name, event.purpose, event.object_key) == ("somchai", "ขอบัตรสวัสดิการ", str(member.pk))
    assert member.national_id not in str(vars(event))


# --- the pages ----------------------------------------------------------------------------------------------------


def test_two_people_edit_and_the_second_sees_both(as_, somchai, district_chief, somchai_household):
    hers, his = as_(district_chief), as_(somchai)
    opened = given(somchai_household)
    assert hers.post(address(somchai_household), {**opened, "phone": "081-111-1111"}).status_code == 302
    page = his.post(address(somchai_household), {**opened, "phone": "082-222-2222"})
    words = page.content.decode()
    assert page.status_code == 409
    assert "0811111111" in words and "082-222-2222" in words and "มีคนแก้ไขก่อนคุณ" in words
    assert Household.objects.get().phone == "0811111111"
    form = page.context["form"]
    again = {name: form[name].value() for name in form.fields}
    assert his.post(address(somchai_household), again).status_code == 302, "his words again, knowingly"
    assert Household.objects.get().phone == "0822222222"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"house_code": "4001012345"}, "ใส่มา 10 หลัก"),
        ({"phone": "12"}, "เบอร์โทร"),
        ({"first_name": ""}, "ฟิลด์นี้จำเป็น"),
    ],
)
def test_a_wrong_field_says_what_to_do_and_keeps_the_rest(as_, somchai, somchai_household, changes, sentence):
    page = as_(somchai).post(
        address(somchai_household), given(somchai_household, house_number="99/9", **changes)
    )
    words = page.content.decode()
    assert page.status_code == 200 and "99/9" in words and Household.objects.get().version == 1
    assert sentence in words or "first_name" in changes


@pytest.mark.parametrize(
    "name", ["case", "edit", "step_move", "classify", "exit_confirm", "graduate", "strike_off"]
)
def test_strangers_at_the_door(as_, malee, outsider, chair, viewer, somchai_household, client, name):
    for method in ("get", "post"):
        for person in (malee, outsider):
            status = getattr(as_(person), method)(address(somchai_household, name)).status_code
            assert status in (403, 404, 405), (name, person)
            assert status != 403 or not person.may_open(f"households:{name}")
        for person in (chair, viewer):
            assert getattr(as_(person), method)(address(somchai_household, name)).status_code in (403, 405)
    assert client.get(address(somchai_household, name)).status_code == 302


def test_the_id_is_masked_until_a_purpose_is_given_and_never_kept(
    as_, somchai, malee, outsider, somchai_household
):
    member = somchai_household.members.get()
    door = reverse("households:national_id", args=[somchai_household.pk, member.pk])
    client = as_(somchai)
    whole = f"{member.national_id[0]}-{member.national_id[1:5]}"
    masked = f"x-xxxx-xxxxx-{member.national_id[10:12]}-{member.national_id[12]}"
    for page in (client.get(address(somchai_household, "case")), client.get(door)):
        assert masked in page.content.decode() and whole not in page.content.decode()
        assert member.national_id not in page.content.decode()
    assert whole not in client.post(door, {"purpose": ""}).content.decode()
    assert not Event.objects.filter(verb="national_id.seen").exists()
    shown = client.post(door, {"purpose": "ขอบัตรสวัสดิการ"})
    assert shown.status_code == 200 and whole in shown.content.decode()
    assert "no-store" in shown.headers["Cache-Control"]
    assert whole not in client.get(door).content.decode()
    for stranger in (malee, outsider):
        assert as_(stranger).post(door, {"purpose": "อยากรู้"}).status_code == 404
    assert Event.objects.filter(verb="national_id.seen").count() == 1


def test_a_member_of_another_house_has_no_door_here(as_, make, somchai, somchai_household):
    stranger = make.household().members.get()
    door = reverse("households:national_id", args=[somchai_household.pk, stranger.pk])
    assert as_(somchai).post(door, {"purpose": "อยากรู้"}).status_code == 404
