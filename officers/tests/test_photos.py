"""A photo is drawn anew, kept outside the web root under its digest, shown through the household's scope alone."""

import hashlib
import io
import os
import struct
import uuid
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from PIL import Image

from kusiao import files
from kusiao.audit.models import Event
from kusiao.refusal import Refused
from kusiao.testing.make import days_ago
from kusiao.thai import format_date, today
from officers import photos
from officers.actions import late_visits, visits
from officers.models import LateVisit, Visit


def jpeg(size=(60, 40), **options):
    drawn = io.BytesIO()
    Image.new("RGB", size, (180, 90, 30)).save(drawn, "JPEG", **options)
    return drawn.getvalue()


def with_exif():
    exif = Image.Exif()
    exif[0x0112] = 6  # lies on its side
    exif[0x010F] = "SecretPhone"
    exif.get_ifd(0x8825)[2] = (16.0, 32.0, 1.0)
    return jpeg(exif=exif, comment=b"SecretComment")


def bomb(width=60_000, height=60_000):
    """A PNG of a few bytes whose header promises 3.6 thousand million pixels."""

    def chunk(kind, content):
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 99))
        + chunk(b"IEND", b"")
    )


def test_nothing_of_the_camera_stays():
    drawn = photos.redrawn(with_exif())
    assert b"SecretPhone" not in drawn and b"SecretComment" not in drawn
    with Image.open(io.BytesIO(drawn)) as picture:
        assert picture.format == "JPEG" and picture.size == (40, 60) and not picture.getexif()


def test_a_large_one_becomes_small_and_other_forms_become_ours():
    with Image.open(io.BytesIO(photos.redrawn(jpeg((3000, 1500))))) as picture:
        assert picture.size == (1600, 800)
    drawn = io.BytesIO()
    Image.new("RGBA", (30, 20), (1, 2, 3, 0)).save(drawn, "PNG")
    assert photos.redrawn(drawn.getvalue()).startswith(b"\xff\xd8\xff")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "เปิดไฟล์นี้เป็นภาพไม่ได้"),
        (b"GIF89a" + b"\0" * 50, "เปิดไฟล์นี้เป็นภาพไม่ได้"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "เปิดไฟล์นี้เป็นภาพไม่ได้"),
        (jpeg()[:-200], "เปิดไฟล์นี้เป็นภาพไม่ได้"),
        (bomb(), "ไม่ได้|ละเอียดเกินไป"),
        (bomb(8000, 8000), "ละเอียดเกินไป"),
        (b"\xff\xd8\xff" + b"x" * photos.MOST_BYTES, "ใหญ่เกิน"),
    ],
)
def test_what_is_no_photo_is_refused_before_a_pixel_is_unpacked(content, sentence):
    with pytest.raises(Refused, match=sentence):
        photos.redrawn(content)


# --- with a visit ---------------------------------------------------------------------------------------------


def told(content=None, **fields):
    usual = {
        "key": str(uuid.uuid4()),
        "kind": "visit",
        "whole": "1",
        "visited_on": format_date(today(), "numeric"),
    }
    picture = {"photo": SimpleUploadedFile("IMG_1.jpg", content or with_exif(), "image/jpeg")}
    return usual | {"met": "ยายบัว", "photo_agreed": "on"} | picture | fields


def send(client, household, **fields):
    address = reverse("officers:visit_record", args=[household.pk])
    return client.post(address, told(**fields), HTTP_ACCEPT="application/json")


@pytest.mark.django_db
def test_a_photo_comes_with_the_visit_and_leaves_through_the_scope(
    make, as_, somchai, malee, district_chief, outsider, pranee, chair, viewer, importer, somchai_household
):
    sent = jpeg((90, 50))
    digest = hashlib.sha256(sent).hexdigest()
    assert send(as_(somchai), somchai_household, content=sent, photo_sent=digest).status_code == 200
    visit = Visit.objects.get()
    assert visit.photo_sent == digest and visit.photo_agreed
    assert hashlib.sha256(files.read("photos", visit.photo)).hexdigest() == visit.photo
    for person, status in (
        (somchai, 200), (district_chief, 200), (pranee, 200), (malee, 404), (outsider, 404), (chair, 403),
        (viewer, 403), (importer, 403),
    ):  # fmt: skip
        answer = as_(person).get(visit.photo_address)
        assert answer.status_code == status, person
        if status == 200:
            assert "no-store" in answer.headers["Cache-Control"] and answer.content[:3] == b"\xff\xd8\xff"
    assert (
        visit.photo_address
        in as_(district_chief).get(reverse("households:case", args=[somchai_household.pk])).content.decode()
    )
    somchai.pairings.update(ended_on=today(), end_reason="ย้าย")
    assert as_(somchai).get(visit.photo_address).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"photo_agreed": ""}, "photo_agreed"),
        ({"content": b"no photo at all"}, "photo"),
        ({"photo_sent": "0" * 64}, "photo"),
        ({"photo": "", "photo_sent": "0" * 64}, "photo"),
    ],
)
def test_without_consent_or_whole_bytes_there_is_no_visit_yet(as_, somchai, somchai_household, fields, field):
    answer = send(as_(somchai), somchai_household, **fields)
    assert answer.status_code == 422 and [one["field"] for one in answer.json()["problems"]] == [field]
    assert not Visit.objects.exists()


@pytest.mark.django_db
def test_a_visit_without_a_photo_has_no_photo(make, as_, somchai, somchai_household):
    assert send(as_(somchai), somchai_household, photo="").status_code == 200
    visit = Visit.objects.get()
    assert (visit.photo, visit.photo_sent, visit.photo_agreed) == ("", "", False)
    assert as_(somchai).get(reverse("officers:visit_photo", args=[visit.key])).status_code == 404
    with pytest.raises(IntegrityError), transaction.atomic():
        Visit.objects.update(photo="0" * 64)


@pytest.mark.django_db
def test_the_photo_of_a_late_visit_is_for_who_decides(
    as_, make, somchai, malee, district_chief, outsider, somchai_household
):
    somchai.pairings.update(ended_on=days_ago(5), end_reason="ย้าย")
    day = days_ago(9)
    from kusiao.thai import now

    captured = (now() - (today() - day)).isoformat()
    assert (
        send(
            as_(somchai), somchai_household, visited_on=format_date(day, "numeric"), captured_at=captured
        ).status_code
        == 202
    )
    address = reverse("officers:late_visit_photo", args=[LateVisit.objects.get().pk])
    assert as_(district_chief).get(address).status_code == 200
    assert as_(outsider).get(address).status_code == 404 and as_(somchai).get(address).status_code == 403


# --- consent can be taken back, and nothing stays that no visit names ------------------------------------------------


def kept():
    return {file.name for file in files.folder("photos").glob("*")}


@pytest.fixture
def shelf(settings, tmp_path):
    settings.VAR_DIR = tmp_path


@pytest.mark.django_db(transaction=True)
def test_the_family_takes_its_consent_back_and_the_bytes_go_at_once(
    as_, shelf, somchai, malee, pranee, somchai_household
):
    send(as_(somchai), somchai_household)
    visit = Visit.objects.get()
    page = reverse("officers:visit_photo_page", args=[visit.key])
    case = as_(somchai).get(reverse("households:case", args=[somchai_household.pk])).content.decode()
    assert (
        page in case
        and page in as_(somchai).get(reverse("officers:visit_saved", args=[visit.key])).content.decode()
    )
    assert as_(malee).post(page, {"why": "consent"}).status_code == 404
    assert "เลือกว่าเพราะอะไร" in as_(somchai).post(page, {}).content.decode() and kept() == {visit.photo}
    assert as_(somchai).post(page, {"why": "consent"}).status_code == 302
    visit.refresh_from_db()
    assert (visit.photo, visit.photo_sent, visit.photo_agreed) == ("", "", False) and not kept()
    event = Event.objects.get(verb="visit.photo_removed")
    assert event.actor_name == "somchai" and event.purpose == "ครอบครัวถอนความยินยอม"
    assert as_(somchai).get(page).status_code == 404
    with pytest.raises(Refused, match="เอาออกไปแล้ว"):
        visits.take_photo_away(visit=visit, why="consent", by=pranee)


@pytest.mark.django_db(transaction=True)
def test_bytes_that_another_visit_names_stay(as_, shelf, make, somchai, somchai_household):
    other = make.household()
    make.enrolment(other)
    make.pairing(somchai, other)
    for household in (somchai_household, other):  # one picture of the trip
        send(as_(somchai), household)
    first, second = Visit.objects.all()
    assert first.photo == second.photo
    visits.take_photo_away(visit=first, why="somebody", by=somchai)
    assert kept() == {second.photo}
    visits.take_photo_away(visit=second, why="somebody", by=somchai)
    assert not kept()


def late_one(as_, somchai, household):
    somchai.pairings.update(ended_on=days_ago(5), end_reason="ย้าย")
    from kusiao.thai import now

    captured = (now() - (today() - days_ago(9))).isoformat()
    sent = send(as_(somchai), household, visited_on=format_date(days_ago(9), "numeric"), captured_at=captured)
    assert sent.status_code == 202
    return LateVisit.objects.get()


@pytest.mark.django_db(transaction=True)
def test_a_declined_late_visit_keeps_no_photo(as_, shelf, somchai, district_chief, somchai_household):
    late = late_one(as_, somchai, somchai_household)
    assert kept() == {late.photo}
    late_visits.decline(late=late, reason="ผิดบ้าน", by=district_chief)
    assert not kept() and LateVisit.objects.get().photo == ""


@pytest.mark.django_db(transaction=True)
def test_taken_away_from_the_record_it_is_gone_from_the_inbox_too(
    as_, shelf, somchai, district_chief, somchai_household
):
    late = late_one(as_, somchai, somchai_household)
    visit = late_visits.accept(late=late, by=district_chief)
    visits.take_photo_away(visit=visit, why="wrong", by=district_chief)
    assert not kept() and LateVisit.objects.get().photo == Visit.objects.get().photo == ""


@pytest.mark.django_db(transaction=True)
def test_a_refused_visit_leaves_no_photo_behind(as_, shelf, somchai, somchai_household):
    early = format_date(days_ago(300), "numeric")  # before he was their friend
    assert send(as_(somchai), somchai_household, visited_on=early).status_code == 422
    assert not Visit.objects.exists() and not kept()


@pytest.mark.django_db(transaction=True)
def test_the_sweep_takes_what_no_row_names_and_leaves_what_is_under_way(
    as_, shelf, settings, somchai, somchai_household
):
    send(as_(somchai), somchai_household)
    named = Visit.objects.get().photo
    orphan, young, again = (photos.keep(jpeg((side, 20))) for side in (21, 22, 23))
    broken_off = files.folder("photos") / "tmpabc"
    broken_off.write_bytes(b"half")
    for name in (named, orphan, again, broken_off.name):
        os.utime(files.folder("photos") / name, (1, 1))
    assert photos.keep(jpeg((23, 20))) == again  # sent once more: its row is on its way
    assert photos.sweep() == 2 and kept() == {named, young, again}
    settings.PHOTO_GRACE_HOURS = -1
    assert photos.sweep() == 2 and kept() == {named}


@pytest.mark.parametrize(
    "error",
    [
        struct.error("unpack"),
        TypeError("x"),
        KeyError(1),
        ZeroDivisionError(),
        OverflowError(),
        AttributeError(),
    ],
)
def test_broken_notes_of_the_camera_are_a_sentence(monkeypatch, error):
    def broken(picture):
        raise error

    monkeypatch.setattr(photos.ImageOps, "exif_transpose", broken)
    with pytest.raises(Refused, match="เปิดไฟล์นี้เป็นภาพไม่ได้"):
        photos.redrawn(jpeg())


@pytest.mark.django_db
@pytest.mark.parametrize(
    "spoilt", [{47: 247, 65: 27}, {11: 33, 55: 46}]
)  # a TypeError and a struct.error in Pillow
def test_a_photo_with_broken_notes_comes_back_to_its_field(as_, somchai, somchai_household, spoilt):
    content = bytearray(with_exif())
    at = content.index(b"Exif") + 6
    for place, value in spoilt.items():
        content[at + place] = value
    answer = send(as_(somchai), somchai_household, content=bytes(content))
    assert answer.status_code == 422
    (problem,) = answer.json()["problems"]
    assert problem["field"] == "photo" and "บันทึกโดยไม่มีภาพ" in problem["words"]
