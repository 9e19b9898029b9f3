"""Order 3091/2562, its two working groups, the six sub-committees and the seats, as far as they are named in public.

The steering group has 34 agencies, few of them named: the other seats stay empty until the province fills them in."""

import datetime

from django.db import transaction

ORDER = ("3091/2562", datetime.date(2019, 9, 20), "แต่งตั้งคณะทำงานโครงการคู่เสี่ยวเกี่ยวก้อย แก้จนคนขอนแก่น")
STEERING_SEATS = 34
GROUPS = {
    "steering": (
        "คณะทำงานการขับเคลื่อนโครงการ",
        "ขับเคลื่อนโครงการ ประสานงาน และรายงานผลกับปัญหาอุปสรรคทุกรายต่อศูนย์อำนวยการ",
        [
            ("chair", "รองผู้ว่าราชการจังหวัด"),
            ("vice", "ปลัดจังหวัด"),
            ("member", "อธิการบดีมหาวิทยาลัยขอนแก่น"),
            ("member", "ผู้อำนวยการวิทยาลัยการอาชีพขอนแก่น"),
            ("secretary", "พัฒนาการจังหวัด"),
        ],
    ),
    "monitoring": ("คณะทำงานสนับสนุนและกำกับติดตาม", "สนับสนุนและกำกับติดตามคณะทำงานย่อยทั้งหก", []),
}
SUBS = [
    (
        "คณะทำงานย่อยการพัฒนาอาชีพและรายได้",
        "อาชีพและรายได้",
        "อาชีพ รายได้ การมีงานทำ",
        [
            ("chair", "เกษตรจังหวัด"),
            ("member", "พัฒนาการจังหวัด"),
            ("member", "ประถมศึกษาจังหวัด"),
            ("member", "ปฏิรูปที่ดินจังหวัด"),
            ("secretary", "นักวิชาการเกษตร"),
        ],
    ),
    (
        "คณะทำงานย่อยการพัฒนาคุณภาพชีวิตผู้ด้อยโอกาส",
        "คุณภาพชีวิต",
        "สุขภาพ สวัสดิการ การดูแล",
        [
            ("chair", "พัฒนาสังคมและความมั่นคงของมนุษย์จังหวัด"),
            ("member", "นายแพทย์สาธารณสุขจังหวัด"),
            ("member", "นายกองค์การบริหารส่วนจังหวัด"),
            ("member", "ท้องถิ่นจังหวัด"),
            ("secretary", "นักพัฒนาสังคม"),
        ],
    ),
    (
        "คณะทำงานย่อยการแก้ไขปัญหาหนี้ครัวเรือนและเงินทุนประกอบอาชีพ",
        "หนี้และเงินทุน",
        "หนี้นอกระบบ หนี้ครัวเรือน เงินทุนดอกเบี้ยต่ำ การออม",
        [
            ("chair", "ปลัดจังหวัด"),
            ("member", "หัวหน้าสำนักงานจังหวัด"),
            ("member", "คลังจังหวัด"),
            ("member", "ธนาคารออมสินภาค 11"),
            ("member", "ธนาคารเพื่อการเกษตรและสหกรณ์การเกษตร"),
            ("secretary", "เจ้าพนักงานปกครอง"),
        ],
    ),
    (
        "คณะทำงานย่อยการส่งเสริมและพัฒนาการตลาด",
        "การตลาด",
        "รับซื้อและกระจายผลผลิต จ้างงาน งานรับไปทำที่บ้าน",
        [
            ("chair", "ประธานหอการค้าจังหวัด"),
            ("member", "ประธานสภาอุตสาหกรรมจังหวัด"),
            ("secretary", "เจ้าหน้าที่หอการค้าจังหวัด"),
        ],
    ),
    (
        "คณะทำงานย่อยการประชาสัมพันธ์",
        "ประชาสัมพันธ์",
        "สร้างการรับรู้ เผยแพร่กิจกรรม",
        [("chair", "ประชาสัมพันธ์จังหวัด"), ("secretary", "")],
    ),
    (
        "คณะทำงานย่อยที่ปรึกษาวิชาการ",
        "ที่ปรึกษาวิชาการ",
        "ให้คำปรึกษาแก่ข้าราชการคู่เสี่ยว",
        [("chair", "อธิการบดีมหาวิทยาลัยขอนแก่น"), ("secretary", "")],
    ),
]


def on_migrate(*, using="default", **kwargs):
    load(using=using)


@transaction.atomic
def load(using="default"):
    """Loads once: what the province fills in or renames later is never put back."""
    from committees.models import Committee, Order

    number, issued_on, title = ORDER
    order, fresh = Order.objects.using(using).get_or_create(
        number=number, defaults={"issued_on": issued_on, "title": title}
    )
    if not fresh:
        return
    for kind, (name, duty, seats) in GROUPS.items():
        group = Committee.objects.using(using).create(
            order=order, kind=kind, name=name, short_name=name, duty=duty
        )
        empty = STEERING_SEATS - len(seats) if kind == "steering" else 0
        _seat(group, [*seats, *[("member", "")] * empty], order, using)
    for number, (name, short_name, duty, seats) in enumerate(SUBS, start=1):
        committee = Committee.objects.using(using).create(
            order=order, kind="sub", number=number, name=name, short_name=short_name, duty=duty
        )
        _seat(committee, seats, order, using)


def _seat(committee, seats, order, using):
    from committees.models import Seat

    Seat.objects.using(using).bulk_create(
        Seat(committee=committee, kind=kind, position=position, place=place, started_on=order.issued_on)
        for place, (kind, position) in enumerate(seats, start=1)
    )
