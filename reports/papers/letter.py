"""The mail that goes with a report: the province's totals and where to open the rest, behind the sign-in. No more."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse

from reports.papers.document import document


def letter(delivery):
    report = delivery.report
    told = document(report)
    lines = [
        f"เรียน {delivery.addressee.name}",
        "",
        told.title,
        told.as_of,
        f"เลขที่รายงาน {told.number}",
        *([f"หนังสือที่ {told.letter_number} ลงวันที่ {told.letter_date}"] if told.letter_number else []),
        *([f"หมายเหตุ {mark}" for mark in told.marks]),
        "",
        *(f"- {sentence}" for sentence in told.summary),
        "",
        "เปิดรายงานฉบับเต็มได้หลังลงชื่อเข้าใช้",
        settings.SITE_ADDRESS.rstrip("/") + reverse("reports:report", args=[report.pk]),
        *([f"ลายนิ้วมือไฟล์ (SHA-256) {report.pdf_sha256}"] if report.pdf_sha256 else []),
        "",
        settings.PROVINCE_OFFICE,
    ]
    return EmailMessage(
        subject=f"{told.title} เลขที่ {told.number}",
        body="\n".join(lines),
        to=[delivery.addressee.email],
        headers={"Message-ID": delivery.message_id},
    )
