"""A family's papers: right Thai, the same bytes for the same input, no id, and who took which is written down."""

import datetime as dt
import shutil
import subprocess

import pytest
from django.apps import apps
from django.urls import reverse

from households.actions import plans
from households.actions.enrolments import strike_off
from households.case import Case
from households.exits import blank_rows
from households.forms.remeasurements import LABELS
from households.models import CardConsent, ExitItem, Need, StrengthKind, Track
from households.models.exit import Answer
from households.papers.blanks import FORMS, blank
from households.papers.card import card, values
from households.papers.folder import folder
from kusiao.audit.models import Event
from kusiao.testing.make import days_ago
from kusiao.thai import BANGKOK, format_date, today
from officers.models import VisitKind

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 11, 29, 9, 30, tzinfo=BANGKOK)


def text_of(content, tmp_path, *options):
    if not shutil.which("pdftotext"):
        pytest.skip("no pdftotext on this machine")
    (tmp_path / "paper.pdf").write_bytes(content)
    command = ["pdftotext", *options, str(tmp_path / "paper.pdf"), "-"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def pages_of(content, tmp_path):
    return text_of(content, tmp_path).count("\f")


@pytest.fixture
def family(make, somchai, chair, somchai_household):
    somchai.phone = "0812446085"
    somchai.save()
    make.survey(
        somchai_household, year=2563, income_total=90_000, results="F" + "P" * 30, debt_informal=12_000
    )
    make.visit(somchai_household, somchai, visited_on=days_ago(5), met="ยายบัว", done="ดูแปลงผัก น้ำท่วมแล้งกู้ชีพ")
    make.member(
        somchai_household, title="นาง", first_name="บัว", last_name="คำแก้ว", relation="มารดา", body_state="chronic",
        can_help_self="no", birth_date=dt.date(1950, 1, 1), birth_precision="about",
    )  # fmt: skip
    gone = make.member(somchai_household, first_name="ดำ", left_on=days_ago(30), left_how="died")
    gone.events.create(
        household=somchai_household, kind="died", who="ดำ คำแก้ว", happened_on=days_ago(30), reason="ป่วย"
    )
    make.support(somchai_household, what="แม่ไก่ไข่", baht=2_500)
    make.referral(somchai_household, by=somchai, text="ขอแม่ไก่")
    return somchai_household


def made(family, reader):
    return folder(Case(family, reader), at=AT, by=reader)


# --- the folder --------------------------------------------------------------------------------------------------


def test_the_folder_tells_the_family_everything_in_right_thai(family, somchai, tmp_path):
    whole = "".join(text_of(made(family, somchai).pdf(), tmp_path).split())  # a cell may break between words
    for words in (
        "แฟ้มครัวเรือน", "นายบุญมี คำแก้ว", "มาตรา 30", "น้ำท่วมแล้งกู้ชีพ", "ป่วยเรื้อรัง", "แม่ไก่ไข่", "2,500", "ขอแม่ไก่",
        "หนี้นอกระบบ 12,000 บาท", "เสียชีวิต", "ประมาณ พ.ศ. 2493", "เรื่องราวทั้งหมด", "ผู้รับแฟ้มแทนครอบครัว", "29 พฤศจิกายน 2569",
    ):  # fmt: skip
        assert words.replace(" ", "") in whole, words


def test_the_folder_tells_the_earlier_plans_and_what_became_of_them(
    make, family, somchai, district_chief, tmp_path
):
    first = make.plan(family, state="approved", begun_on=days_ago(200), wish="มีงานใกล้บ้าน")
    reached, going_on = (
        make.goal(first, title="มีห้องน้ำใช้", now=3_000),
        make.goal(first, title="เลี้ยงไก่ขาย", unit="ตัว"),
    )
    make.goal(first, title="ปลูกหม่อน", dropped_on=days_ago(90), dropped_because="น้ำไม่พอ")
    make.activity(going_on, what="ทำเล้าไก่", state="refused", state_on=days_ago(50), because="ไม่มีไม้")
    second = plans.revise(plan=first, reason="ลูกกลับมาช่วย", by=somchai)
    make.promise(family, what="พาไปขึ้นทะเบียน")
    words = lambda: "".join(text_of(made(family, somchai).pdf(), tmp_path).split())  # noqa: E731
    told = words()
    for sentence in (
        "แผนฉบับก่อน", f"ฉบับที่ 1 ใช้ตั้งแต่ {format_date(days_ago(200))} ถึง {format_date(today())}", "มีแผนฉบับใหม่แทน",
        "มีงานใกล้บ้าน", "มีห้องน้ำใช้", "ถึงเป้าแล้ว", "ทำต่อในแผนฉบับถัดไป", "ปลูกหม่อน", "น้ำไม่พอ", "ทำเล้าไก่", "ไม่มีไม้",
        "ฉบับที่ 2", "ลูกกลับมาช่วย", "พาไปขึ้นทะเบียน",
    ):  # fmt: skip
        assert sentence.replace(" ", "") in told, sentence
    assert reached.is_reached and second.is_open
    strike_off(enrolment=family.enrolments.get(), reason="moved", ended_on=today(), by=district_chief)
    told = words()
    for sentence in ("ยังไม่มีแผนที่ใช้อยู่", "ฉบับที่ 2 ใช้ตั้งแต่", "ยังไม่ถึงเมื่อเลิกใช้แผน (ออกจากทะเบียน)", "พาไปขึ้นทะเบียน"):
        assert sentence.replace(" ", "") in told, sentence


def test_no_id_stands_in_the_folder_and_nothing_of_another_family(make, family, somchai, malee, tmp_path):
    neighbour = make.household(head="นายข้างบ้าน อยู่ใกล้", phone="0899999999")
    make.visit(neighbour, malee, done="เรื่องของบ้านอื่น")
    whole = text_of(made(family, somchai).pdf(), tmp_path)
    number = family.members.get(is_head=True).national_id
    plain = whole.replace("-", "").replace(" ", "")
    assert number not in plain and number[-4:] not in plain
    assert "ข้างบ้าน" not in whole and "บ้านอื่น" not in whole and "0899999999" not in plain


def test_the_same_family_at_the_same_moment_gives_the_same_bytes(family, somchai):
    assert made(family, somchai).pdf() == made(family, somchai).pdf()
    before = made(family, somchai).values()
    family.visits.update(done="อื่น")
    assert made(family, somchai).values() != before


def test_what_people_typed_is_no_command_on_paper(family, somchai, tmp_path):
    family.visits.update(done='#panic("x") $x$ *bold* @ref #read("/etc/passwd")')
    assert '#panic("x") $x$ *bold*' in text_of(made(family, somchai).pdf(), tmp_path)


def test_a_family_of_which_nothing_is_known_has_a_folder_too(make, pranee, tmp_path):
    household = make.household()
    assert "ยังไม่มีข้อมูลส่วนนี้" in text_of(made(household, pranee).pdf(), tmp_path)


def test_the_folder_is_handed_out_with_a_purpose_by_who_knows_them(
    as_, family, somchai, malee, outsider, pranee
):
    door = reverse("households:folder", args=[family.pk])
    client = as_(somchai)
    typed = {"asked_by": "นางบัว คำแก้ว", "purpose": "ขอดูข้อมูลของตนเอง"}
    refused = client.post(door, {"asked_by": "", "purpose": ""})
    assert refused.status_code == 200 and refused.headers["Content-Type"].startswith("text/html")
    assert not Event.objects.filter(verb="folder.printed").exists()
    answer = client.post(door, typed)
    assert answer.content.startswith(b"%PDF-") and "no-store" in answer.headers["Cache-Control"]
    event = Event.objects.get(verb="folder.printed")
    assert (event.object_key, event.purpose, event.actor_name) == (
        str(family.pk),
        typed["purpose"],
        "somchai",
    )
    for stranger, status in ((malee, 404), (outsider, 404), (pranee, 403)):
        assert as_(stranger).post(door, typed).status_code == status
    assert Event.objects.filter(verb="folder.printed").count() == 1


# --- blank forms -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", FORMS)
def test_a_blank_form_is_a_page_or_two_with_dotted_lines_and_its_title(code, family, somchai, tmp_path):
    case = Case(family, somchai)
    of_nobody, of_them = (blank(code, at=AT).pdf(), blank(code, at=AT, by=somchai, case=case).pdf())
    for content in (of_nobody, of_them):
        assert 1 <= pages_of(content, tmp_path) <= 2
        assert FORMS[code][0] in text_of(content, tmp_path) and "ลงชื่อ" in text_of(content, tmp_path)
    assert "นายบุญมี คำแก้ว" in text_of(of_them, tmp_path)
    whole = text_of(of_nobody, tmp_path)
    assert "บุญมี" not in whole and "สมชาย" not in whole


def texts(value):
    """Every text of a paper's values."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, (list, tuple)):
        return {text for one in value for text in texts(one)}
    return {str(value)}


def test_the_forms_are_made_of_the_rows_that_the_screens_are_made_of(as_, family, somchai):
    Need.objects.filter(code="land").update(name_th="ที่ดินแปลงใหม่")
    ExitItem.objects.create(
        goal="exit", version=9, in_force_from=today(), code="income", order=1, words="รายได้ใหม่", hint=""
    )
    apps.get_model("committees", "Committee").objects.filter(number=1).update(short_name="อาชีพใหม่")
    told = {code: texts(blank(code, at=AT).values()) for code in FORMS}
    for code in ("verify", "request", "visit"):
        assert {need.name_th for need in Need.objects.all()} <= told[code]
    assert (
        next(one for one in blank("verify", at=AT).sections[3][1] if one["kind"] == "choices")["options"][0]
        == "ที่ดินแปลงใหม่"
    )
    assert "1 อาชีพใหม่" in told["request"] and {str(one) for one in VisitKind.labels} <= told["visit"]
    for code in ("exit", "assured"):
        assert {row.words for row in blank_rows(code)} | {str(one) for one in Answer.labels} <= told[code]
    assert "รายได้ใหม่" in told["exit"] and "รายการ 1 ข้อ" in told["exit"]
    assert {str(one) for one in LABELS.values()} <= told["income"]
    page = as_(somchai).get(reverse("households:verify", args=[family.pk])).context["form"]
    of_them = texts(blank("verify", at=AT, by=somchai, case=Case(family, somchai)).values())
    asked = {fact.label for fact in page.facts} | {fact.said for fact in page.facts}
    assert asked <= of_them and {str(one) for one in (*StrengthKind.labels, *Track.labels)} <= of_them


def test_a_form_is_printed_from_a_case_and_written_down(as_, family, somchai, malee):
    door = reverse("households:case_form", args=[family.pk])
    assert as_(somchai).post(door, {"form": "visit"}).content.startswith(b"%PDF-")
    assert Event.objects.get(verb="form.printed").purpose == "visit"
    assert as_(somchai).post(door, {"form": "nothing"}).status_code == 404
    assert as_(malee).post(door, {"form": "visit"}).status_code == 404
    blank_one = as_(malee).get(reverse("households:form"), {"form": "visit"})
    assert blank_one.content.startswith(b"%PDF-") and Event.objects.filter(verb="form.printed").count() == 1
    assert as_(malee).get(reverse("households:form"), {"form": "nothing"}).status_code == 404


# --- the card ----------------------------------------------------------------------------------------------------


def test_the_card_wants_a_yes_which_can_be_taken_back(as_, family, somchai):
    client = as_(somchai)
    page, printed, taken_back = (
        reverse(f"households:{name}", args=[family.pk]) for name in ("card", "card_print", "card_revoke")
    )
    assert client.post(printed).status_code == 302, "nobody has said yes"
    given = {"given_by": "นางบัว คำแก้ว", "given_on": format_date(today(), "numeric"), "shows_phone": "on"}
    assert client.post(page, given).status_code == 302
    assert client.post(printed).content.startswith(b"%PDF-")
    assert "ยินยอมไว้แล้ว" in client.post(page, given).content.decode()
    assert client.post(taken_back, {"words": ""}).status_code == 302
    assert client.post(printed).status_code == 302
    assert CardConsent.objects.get().revoked_on == today()
    verbs = ["card.consented", "card.printed", "card.taken_back"]
    assert (
        list(Event.objects.filter(verb__startswith="card.").order_by("id").values_list("verb", flat=True))
        == verbs
    )


def test_the_card_has_the_friend_and_no_id_and_no_health(family, somchai, tmp_path):
    case = Case(family, somchai)
    whole = text_of(card(case, at=AT), tmp_path)
    for words in ("นายบุญมี คำแก้ว", "นายสมชาย ใจดี", "081-244-6085", "ขอยกเลิกได้ทุกเมื่อ"):
        assert words in whole, words
    assert family.members.get(is_head=True).national_id[-4:] not in whole and "ป่วย" not in whole
    assert values(case, shows_phone=False)["phone"] == ""
    assert card(case, at=AT) == card(case, at=AT) and pages_of(card(case, at=AT), tmp_path) == 1


@pytest.mark.parametrize(("state", "told"), [("draft", False), ("signed", True)])
def test_the_card_tells_what_the_family_has_signed(make, family, somchai, tmp_path, state, told):
    make.goal(make.plan(family, state=state), rank=1, title="เลี้ยงไก่ไข่")
    assert ("เลี้ยงไก่ไข่" in text_of(card(Case(family, somchai), at=AT), tmp_path)) == told
