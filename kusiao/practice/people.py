"""Officers of every district, the offices they come from, their postings, and those who can sign in."""

import datetime
import random
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password

from committees.models import Seat
from households.models import District
from kusiao.practice import words
from kusiao.thai import sort_key
from officers.models import Agency, Officer, Posting, Role

# (user name, what the person is, role, district, sub-committee whose secretary he is)
SIGN_INS = [
    ("somchai", "ข้าราชการคู่เสี่ยว อำเภอชุมแพ", Role.OFFICER, "4005", None),
    ("malee", "ข้าราชการคู่เสี่ยว อำเภอชุมแพ", Role.OFFICER, "4005", None),
    ("chumphae", "ผู้ประสานงานอำเภอชุมแพ (พัฒนาการอำเภอ)", Role.DISTRICT, "4005", None),
    ("khaosuankwang", "ผู้ประสานงานอำเภอเขาสวนกวาง", Role.DISTRICT, "4019", None),
    ("pranee", "สำนักงานพัฒนาชุมชนจังหวัด", Role.PROVINCE, None, None),
    ("nipa", "ผู้นำเข้าข้อมูล จปฐ.", Role.IMPORTER, None, None),
    ("kaset", "เลขานุการคณะย่อยที่ 1 อาชีพและรายได้", None, None, 1),
    ("phomo", "เลขานุการคณะย่อยที่ 2 คุณภาพชีวิต", None, None, 2),
    ("nithan", "เลขานุการคณะย่อยที่ 3 หนี้และเงินทุน", None, None, 3),
    ("hokan", "เลขานุการคณะย่อยที่ 4 การตลาด", None, None, 4),
    ("governor", "ผู้บริหาร ดูยอดรวม", Role.VIEWER, None, None),
    ("auditor", "ผู้ตรวจสอบ", Role.AUDITOR, None, None),
    ("centre", "ศูนย์อำนวยการ (ศจพ.)", Role.CENTRE, None, None),
]


@dataclass
class Staff:
    """Officers who may be paired, by district code; `chiefs` are the district coordinators."""

    officers: dict
    chiefs: dict
    by_name: dict


def hire(rng, shares, *, today, passwords):
    """`passwords` maps the user names of SIGN_INS to their practice passwords; nobody else can sign in."""
    agencies = _agencies(shares)
    people, postings, homes = [], [], {}
    for share in shares:
        for serial in range(share.officers):
            person = _person(rng, f"o{share.district}-{serial + 1:03d}", agencies[share.district])
            people.append(person)
            homes[person.username] = (Role.OFFICER, share.district)
        chief = _person(rng, f"chief{share.district}", agencies[share.district])
        chief.position = "พัฒนาการอำเภอ"
        people.append(chief)
        homes[chief.username] = (Role.DISTRICT, share.district)
    _name_the_sign_ins(rng, people, homes, passwords)
    for number, person in enumerate(people):
        person.phone = f"08{11_000_000 + number * 9_973:08d}"
    saved = {person.username: person for person in Officer.objects.bulk_create(people)}
    for username, (role, district) in homes.items():
        if role:
            started_on = today - datetime.timedelta(days=rng.randint(420, 900))
            postings.append(
                Posting(officer=saved[username], role=role, district_id=district, started_on=started_on)
            )
    Posting.objects.bulk_create(postings)
    _seat(saved)
    return Staff(
        officers={
            share.district: [one for one in people if homes[one.username] == (Role.OFFICER, share.district)]
            for share in shares
        },
        chiefs={home[1]: saved[name] for name, home in homes.items() if home[0] == Role.DISTRICT},
        by_name=saved,
    )


def _agencies(shares):
    rows = []
    for district in District.objects.filter(pk__in=[share.district for share in shares]).prefetch_related(
        "subdistricts"
    ):
        where = random.Random(district.pk)  # noqa: S311 - apart, so that the rest of the province stays as it was
        for name, kind in words.AGENCIES.items():
            rows.append(
                Agency(
                    name=name, name_key=sort_key(name), district=district, kind_id=kind,
                    subdistrict=where.choice(list(district.subdistricts.all())),
                    latitude=round(district.latitude + where.gauss(0, 0.02), 5),
                    longitude=round(district.longitude + where.gauss(0, 0.02), 5),
                )
            )  # fmt: skip
    saved = {}
    for agency in Agency.objects.bulk_create(rows):
        saved.setdefault(agency.district_id, []).append(agency)
    return saved


def _person(rng, username, agencies):
    male = rng.random() < 0.45
    first, last = (words.man if male else words.woman)(rng), words.surname(rng)
    return Officer(
        username=username,
        title="นาย" if male else rng.choice(["นาง", "นางสาว"]),
        first_name=first,
        last_name=last,
        name_key=sort_key(f"{first} {last}"),
        position=rng.choice(words.POSITIONS),
        agency=rng.choice(agencies) if agencies else None,
        password=make_password(None),
    )


def _name_the_sign_ins(rng, people, homes, passwords):
    """The first officers and the chief of a district take the sign-in names; the others are added."""
    for username, position, role, district, _committee in SIGN_INS:
        taken = next(
            (one for one in people if role and district and homes[one.username] == (role, district)
             and one.username not in passwords),
            None,
        )  # fmt: skip
        if taken is None:
            taken = _person(rng, username, [])
            taken.position = position
            people.append(taken)
        else:
            homes.pop(taken.username)
        taken.username = username
        taken.password = make_password(passwords[username])
        homes[username] = (role, district)


def _seat(saved):
    for username, _what, _role, _district, committee in SIGN_INS:
        if committee:
            Seat.objects.filter(committee__number=committee, kind="secretary", ended_on=None).update(
                officer=saved[username]
            )
