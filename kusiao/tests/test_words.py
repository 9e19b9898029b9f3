"""Pages carry their headers and speak Thai: no English, no ค.ศ. years, ids masked, names in the order of a Thai dictionary."""

import re

import pytest

from kusiao.testing.canaries import STEM
from kusiao.testing.headers import header_faults
from kusiao.testing.pages import is_page, pages_of, readable, refusals_of
from kusiao.testing.scene import ACTORS, HERE, Scene
from kusiao.thai import format_date, national_id_ok, sort_key, today

pytestmark = pytest.mark.django_db

PEOPLE = [actor for actor in ACTORS if actor not in ("disabled",)]
# Marks of the matrix and user names, masked ids, keys that the auditor reads, kinds of file, addresses, a code of a slip, a secret to copy.
ALLOWED = re.compile(
    rf"x-xxxx-xxxxx|\b[0-9a-f]{{8}}(?:-[0-9a-f]{{4}}){{3}}-[0-9a-f]{{12}}\b|{STEM}[0-9]{{4}}(@example\.org)?|\S+@\S+|https?://\S+|\b(?:{'|'.join(ACTORS)}|boon)\b"
    r"|\b[A-Z2-9]{4}(?:-[A-Z2-9]{4}){2}\b|\.?\b(?i:pdf|xlsx?|ods|csv)\b|\b[A-Z2-7]{32}\b"
)
ENGLISH = re.compile(r"[A-Za-z]{2,}")
CHRISTIAN = re.compile(r"(?<![0-9,.])(?:199[0-9]|20[0-9]{2}|2100)(?![0-9,])")
WHOLE_ID = re.compile(r"(?<![0-9])[0-9][- ]?[0-9]{4}[- ]?[0-9]{5}[- ]?[0-9]{2}[- ]?[0-9](?![0-9])")


def faults(text):
    text = ALLOWED.sub("", text)
    yield from (f"English: {around(text, found)}" for found in ENGLISH.finditer(text))
    yield from (f"ค.ศ.: {around(text, found)}" for found in CHRISTIAN.finditer(text))
    yield from (f"a whole id: {found[0]}" for found in WHOLE_ID.finditer(text) if national_id_ok(found[0]))


def around(text, found):
    return text[max(0, found.start() - 30) : found.end() + 30]


@pytest.mark.look
@pytest.mark.parametrize("actor", PEOPLE)
def test_every_page_is_thai_and_carries_its_headers(actor):
    scene = Scene()
    pages = list(pages_of(scene, actor))
    signed_in = actor != "anonymous"
    lacks = [f"{name}: {lack}" for name, one in pages for lack in header_faults(one, signed_in=signed_in)]
    assert not lacks, "\n" + "\n".join(dict.fromkeys(lacks))
    seen = [
        (name, readable(response))
        for name, response in [*pages, *refusals_of(scene, actor)]
        if is_page(response)
    ]
    found = [f"{name}: {fault}" for name, text in seen for fault in faults(text)]
    assert not found, "\n" + "\n".join(dict.fromkeys(found))
    assert len(seen) > 4
    assert all(re.search("[ก-ฮ]", text) for _name, text in seen)


@pytest.mark.parametrize(
    "text",
    ["กด Save เพื่อบันทึก", "เยี่ยมเมื่อ 20 ก.ย. 2019", "22/11/2026", "เลข 1-1234-56789-01-2", "เลข 1123456789012"],
)
def test_the_reader_can_be_displeased(text):
    whole = "1123456789012"
    right = whole[:12] + str((11 - sum((13 - i) * int(d) for i, d in enumerate(whole[:12])) % 11) % 10)
    text = text.replace(whole, right).replace("1-1234-56789-01-2", f"1-1234-56789-01-{right[-1]}")
    assert len(list(faults(text))) == 1


def test_the_reader_is_content_with_thai():
    assert list(faults("เยี่ยมเมื่อ 20 ก.ย. 2562 ดาวน์โหลด PDF รายได้ 2,026 บาท x-xxxx-xxxxx-12-1")) == []


def test_dates_are_written_in_buddhist_years():
    pages = dict(pages_of(Scene(), "somchai"))
    case = next(response for name, response in pages.items() if name.startswith("somchai households:case"))
    assert str(today().year + 543) in readable(case)
    assert format_date(today()).replace(" ", "\N{NO-BREAK SPACE}") in readable(case)


def test_lists_stand_in_the_order_of_a_thai_dictionary(somchai, district_chief, make, as_):
    names = ["กนก", "เกษม", "แก้ว", "ขวัญ", "ไข่มุก", "จันทร์", "เพ็ญ", "ไพร"]
    assert sorted(names, key=sort_key) == names != sorted(names)
    for name in reversed(names):
        make.enrolment(make.household(head=f"นาย{name} ทดสอบเรียง", district=HERE))
        make.officer(first_name=name, last_name="ทดสอบเรียง", role="officer", district=HERE)
    client = as_(district_chief)
    for path in ("/households/", "/officers/pairings/", "/officers/people/", "/reports/numbers/enrolled/"):
        text = readable(client.get(path))
        places = [text.find(f"{name} ทดสอบเรียง") for name in names]
        assert -1 not in places and places == sorted(places), path
    found = readable(client.post("/households/search/", {"words": "ทดสอบเรียง"}))
    places = [found.find(f"{name} ทดสอบเรียง") for name in names]
    assert -1 not in places and places == sorted(places)
