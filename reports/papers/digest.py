"""The weekly mail: counts and a way in. Nobody's name, place or story; what it is about stands behind the sign-in."""

from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse

from kusiao.thai import format_date


def letter(digest, told):
    site = settings.SITE_ADDRESS.rstrip("/")
    last = digest.week_of + timedelta(days=6)
    week = f"{format_date(digest.week_of)} ถึง {format_date(last)}"
    lines = [
        f"งานคู่เสี่ยวประจำสัปดาห์ {week}",
        "",
        *(f"- {one.words} {one.count:,} รายการ" for one in told),
        "",
        "ดูรายละเอียดหลังลงชื่อเข้าใช้",
        site + reverse("home"),
        "",
        "อีเมลนี้ส่งสัปดาห์ละหนึ่งฉบับ ไม่ต้องการรับแล้ว ปิดได้ที่",
        site + reverse("officers:account"),
    ]
    return EmailMessage(
        subject=f"คู่เสี่ยว ประจำสัปดาห์ {week}",
        body="\n".join(lines),
        to=[digest.person.email],
        headers={"Message-ID": digest.message_id},
    )
