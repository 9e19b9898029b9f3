"""Every address that shows a page, opened by the person for whom it is made, on a phone and on a desk, with few rows and
with names as long as they come. An address that nobody here opens fails the build: say who opens it, or why it is no page."""

import pytest
from django.db import transaction
from django.urls import reverse

from kusiao.jobs import ledger
from kusiao.testing import policy
from kusiao.testing.browser import DESK, PHONE, grave_findings
from kusiao.testing.make import days_ago
from kusiao.testing.scene import HERE, Scene
from kusiao.testing.walk import Walker, addresses
from kusiao.thai import now

SIZES = (PHONE, DESK)

# Of those who may open an address, the first of these is the one it is made for.
PEOPLE = "somchai chair importer auditor centre pranee chief viewer lecturer superuser anonymous".split()
MADE_FOR = {
    **dict.fromkeys(("account_login", "account_signup", "account_inactive", "mfa_authenticate"), "anonymous"),
    **dict.fromkeys(("officers:invitation_use", "officers:phone", "privacy"), "anonymous"),
    **dict.fromkeys(
        ("households:list_export", "reports:number_export", "exports:export", "exports:list"), "chief"
    ),
    **dict.fromkeys(
        ("households:classify", "households:list", "households:search", "reports:dashboard"), "chief"
    ),
    **dict.fromkeys(
        (
            "officers:annex",
            "officers:annexes",
            "officers:pairings",
            "officers:people",
            "officers:person_add",
            "mfa_activate_totp",
        ),
        "chief",
    ),
    **dict.fromkeys(("mfa_deactivate_totp", "mfa_reauthenticate", "mfa_generate_recovery_codes"), "pranee"),
    **dict.fromkeys(("mfa_index", "mfa_view_recovery_codes"), "pranee"),
}
NO_PAGES = {
    "home": "leads to the place of each role",
    "healthz": "for machines",
    "readyz": "for machines",
    "service_worker": "for machines",
    "manifest": "for machines",
    "mfa_download_recovery_codes": "a file to save",
    "reports:paper": "a file to save",
    "households:form": "a file to save",
    "households:survey_template": "a file to save",
    "households:survey_findings": "a file to save",
    "households:survey_fields_file": "a file to save",
    "exports:file": "a file to save",
    "officers:device_welcome": "for machines",
    "officers:visit_photo": "a picture",
    "officers:late_visit_photo": "a picture",
}
# Django's own pages for reference tables: one of each kind.
OF_THE_ADMIN = {"admin:index", "admin:households_need_changelist", "admin:households_need_import"}
# Where a person works most, and all pages of these two rooms: his one main act must be reached with the keyboard alone, and
# seen to be reached.
MAIN = {"account_login", "committees:desk", "committees:referral", "reports:list", "reports:report"}
CASE_WORK = ("households:", "officers:")
PASSWORD = "only-for-this-scene-1"
LONG = "ว่าที่ร้อยตรีหญิง กรรณิการ์แก้วกัลยา สุวรรณเทพพิทักษ์วงศ์ไพบูลย์ ณ หนองสองห้อง"
SAID = "ขอพันธุ์ไก่ไข่ 30 ตัวพร้อมคอกและอาหารสำหรับสามเดือนแรก เพราะตายายอยู่บ้านกันสองคนและไม่มีที่ดินทำกิน " * 4


def pages():
    """(address, its line, the person it is made for) of everything that answers a GET with a page."""
    for address in sorted(set(addresses()), key=lambda one: one.name):
        line = policy.line_for(address.name)
        if address.name in NO_PAGES or line is None or line.get is None:
            continue
        if address.name.startswith("admin:") and address.name not in OF_THE_ADMIN:
            continue
        person = MADE_FOR.get(address.name) or next((one for one in PEOPLE if one in line.may), None)
        yield address, line, person


def test_every_page_is_made_for_somebody():
    assert [address.name for address, _line, person in pages() if person not in PEOPLE] == []
    names = {address.name for address in addresses()}
    assert [
        name for name in names if policy.line_for(name) is None and not policy.unnamed_elsewhere(name)
    ] == []
    assert sorted((set(NO_PAGES) | OF_THE_ADMIN | set(MADE_FOR) | MAIN) - names) == []


@pytest.fixture
def scene(transactional_db, live, monkeypatch):
    """The families of the matrix, and one whose words are as long as people write them."""
    monkeypatch.setitem(ledger.kinds, "test.matrix", ledger.Kind("test.matrix", None, title="งานทดสอบ"))
    with transaction.atomic():
        made = Scene()
    somchai = made.people["somchai"]
    household = made.make.household(
        head=LONG, district=HERE, phone="0812345678", latitude=16.5, longitude=102.1
    )
    made.make.enrolment(household, survey=made.make.survey(household), track="welfare")
    made.make.pairing(somchai, household)
    made.make.visit(household, somchai, visited_on=days_ago(70), done=SAID, changed=SAID)
    made.make.referral(household, committee=1, by=somchai, text=SAID, state="delivered")
    return with_second_factor(made)


def with_second_factor(made):
    from allauth.mfa.models import Authenticator
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

    Authenticator.objects.create(user=made.people["pranee"], type="totp", data={})
    RecoveryCodes.activate(made.people["pranee"])
    return made


def path_to(walker, address, line):
    """The draft is walked as a draft before it is checked to be signed."""
    draft, signer = walker.scene.draft, walker.scene.people["pranee"]
    if address.name == "reports:sign":
        type(draft).objects.filter(pk=draft.pk).update(state="checked", checked_by=signer, checked_at=now())
    return walker.path(address, line, "own", line.variants[0])


def arrive(page, scene, name, path):
    """By way of the password where a page asks for it once more."""
    if name == "mfa_authenticate":
        page.goto(reverse("account_login"))
        page.fill("[name=login]", scene.people["pranee"].username)
        give_password(page)
    response = page.goto(path)
    if (
        page.url.split("?")[0].endswith(reverse("account_reauthenticate"))
        and name != "account_reauthenticate"
    ):
        give_password(page)
        response = page.goto(path)
    return response.status if page.url.split("?")[0].endswith(path) else f"sent on to {page.url}"


def give_password(page):
    page.fill("[name=password]", PASSWORD)
    with page.expect_navigation():
        page.press("[name=password]", "Enter")


def faults(page, name):
    found = [*grave_findings(page), *page.faults]
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    if wide > 0:
        found.append(f"{wide} px wider than the screen")
    heads = page.locator("h1:visible").count()
    if heads != 1 and not name.startswith("admin:"):
        found.append(f"{heads} first headings")
    return found


# The first main button that the keyboard comes to, and whether the ring around it shows.
RING = """() => { const here = document.activeElement, style = getComputedStyle(here);
  return [here.matches('.btn-primary'), style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2] }"""


def keyboard(page):
    """Only where there is a main act: a list without rows has none."""
    if not page.locator(".btn-primary:visible").count():
        return []
    page.locator("body").press("Tab")
    for _ in range(90):
        main, ringed = page.evaluate(RING)
        if main:
            return [] if ringed else ["the focus on the main act cannot be seen"]
        page.keyboard.press("Tab")
    return ["the keyboard does not come to the main act"]


@pytest.mark.look
@pytest.mark.browser
@pytest.mark.parametrize("person", PEOPLE)
def test_every_page_is_sound_at_both_widths(scene, open_browser, sign_in, live, person):
    page = open_browser(PHONE, live.url)
    if person != "anonymous":
        sign_in(page, scene.people[person])
    wrong = walk(page, scene, person)
    assert not wrong, "\n" + "\n".join(wrong)


def walk(page, scene, person):
    walker, wrong = Walker(scene, person), []
    for address, line, made_for in pages():
        if made_for != person:
            continue
        page.faults.clear()
        status = arrive(page, scene, address.name, path_to(walker, address, line))
        if status != 200:
            wrong.append(f"{address.name}: {status}")
            continue
        for size in SIZES:
            page.set_viewport_size(size)
            wrong += [f"{address.name} at {size['width']}: {fault}" for fault in faults(page, address.name)]
        if address.name in MAIN or address.name.startswith(CASE_WORK):
            wrong += [f"{address.name}: {fault}" for fault in keyboard(page)]
    return wrong + walker.findings
