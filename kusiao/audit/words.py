"""The events in Thai. An act without words here fails a test."""

import re

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.utils.translation import gettext_lazy as _

THAI = re.compile("[ก-๛]")

ACTS = {
    "accepted": _("รับ"),
    "acknowledged": _("ตอบรับ"),
    "activated": _("เปิดใช้"),
    "accompanied": _("ไปเยี่ยมร่วมตาม"),
    "added": _("เพิ่ม"),
    "answered": _("ตอบ"),
    "approved": _("อนุมัติ"),
    "arrived": _("รับไฟล์"),
    "asked": _("ขอ"),
    "assigned": _("มอบหมาย"),
    "broken": _("ผิด"),
    "called_off": _("สั่งหยุด"),
    "cancelled": _("ยกเลิก"),
    "changed": _("แก้ไข"),
    "checked": _("ตรวจ"),
    "chosen": _("เลือก"),
    "classified": _("จำแนก"),
    "closed": _("ปิด"),
    "confirmed": _("ยืนยัน"),
    "consented": _("ยินยอมให้พิมพ์"),
    "corrected": _("แก้"),
    "created": _("สร้าง"),
    "decided": _("ตัดสิน"),
    "declared": _("แจ้ง"),
    "declined": _("ไม่รับ"),
    "deleted": _("ลบ"),
    "delivered": _("ส่งมอบ"),
    "dismissed": _("ปิด"),
    "disputed": _("โต้แย้ง"),
    "done": _("ทำเสร็จ"),
    "downloaded": _("บันทึกไฟล์"),
    "drafted": _("ร่าง"),
    "dropped": _("เลิก"),
    "edited": _("แก้ไข"),
    "ended": _("สิ้นสุด"),
    "enrolled": _("รับเข้าโครงการ"),
    "expired": _("ลบเพราะหมดเวลา"),
    "exit_confirmed": _("ยืนยันการพ้นจาก"),
    "exported": _("ส่งออก"),
    "failed": _("ไม่สำเร็จ"),
    "filled": _("บรรจุ"),
    "forgotten": _("ลืม"),
    "frozen": _("ตรึงตัวเลข"),
    "given": _("ให้"),
    "given_up": _("รับทราบ"),
    "graduated": _("พ้นเกณฑ์"),
    "handed_over": _("ส่งต่อ"),
    "imported": _("นำเข้า"),
    "invited": _("เชิญ"),
    "kept": _("ทำตาม"),
    "joined": _("เพิ่ม"),
    "left": _("บันทึกการออกจากบ้านของ"),
    "lapsed": _("สิ้นผล"),
    "made": _("ทำ"),
    "measured": _("วัด"),
    "merged": _("รวมแฟ้ม"),
    "moved": _("ขยับ"),
    "named_head": _("ตั้งหัวหน้าจาก"),
    "named": _("ตั้ง"),
    "noted": _("เขียน"),
    "opened": _("เปิด"),
    "ordered": _("สั่งทำ"),
    "paired": _("จับคู่"),
    "photo_removed": _("เอาภาพออกจาก"),
    "placed": _("ระบุครัวเรือนของ"),
    "planned": _("วางแผน"),
    "posted": _("แต่งตั้ง"),
    "prepared": _("เตรียม"),
    "printed": _("พิมพ์"),
    "proposed": _("จับคู่ตามข้อเสนอ"),
    "raised": _("แจ้ง"),
    "ranked": _("จัดลำดับ"),
    "read": _("เปิดดู"),
    "ready": _("พร้อม"),
    "refreshed": _("ตรวจประจำวัน"),
    "received": _("รับ"),
    "rechecked": _("ตรวจใหม่"),
    "recorded": _("บันทึก"),
    "refused": _("ปฏิเสธ"),
    "remembered": _("จำ"),
    "removed": _("เอาออก"),
    "reopened": _("รับกลับ"),
    "resent": _("ส่งซ้ำ"),
    "retried": _("ลองใหม่"),
    "returned": _("ส่งกลับ"),
    "came_back": _("บันทึกการกลับมาของ"),
    "revoked": _("เพิกถอน"),
    "revealed": _("เปิดดูเต็ม"),
    "taken_back": _("ถอนความยินยอมของ"),
    "revised": _("ปรับ"),
    "saved": _("บันทึก"),
    "seen": _("เปิดดูเต็ม"),
    "sent": _("ส่ง"),
    "settled": _("ชี้ขาด"),
    "signed": _("ลงนาม"),
    "split": _("แยก"),
    "skipped": _("ข้าม"),
    "started": _("เริ่ม"),
    "struck_off": _("จำหน่าย"),
    "stuck": _("ทำไม่ได้"),
    "switched_off": _("ปิดใช้"),
    "taken_up": _("รับต่อ"),
    "undo_ordered": _("สั่งย้อนคืน"),
    "told_apart": _("ยืนยันว่าเป็นคนละ"),
    "undone": _("ยกเลิกผล"),
    "unmerged": _("แยกแฟ้มกลับ"),
    "used": _("ใช้"),
    "viewed": _("เปิดดู"),
    "withdrawn": _("ถอน"),
    "written": _("เขียนลงฐานข้อมูล"),
}
NOUNS = {
    "ability": _("ความสามารถของสมาชิก"),
    "account": _("บัญชีครัวเรือน"),
    "activity": _("กิจกรรมในแผน"),
    "addressee": _("ผู้รับรายงาน"),
    "adviser": _("อาจารย์ที่ปรึกษาตำบล"),
    "agency": _("หน่วยงาน"),
    "agency_kind": _("ชนิดหน่วยงาน"),
    "annex": _("บัญชีจับคู่"),
    "arrival": _("ฉบับที่ไม่มาถึง"),
    "answer": _("คำตอบ"),
    "card": _("บัตรครัวเรือน"),
    "change": _("บัตรการเปลี่ยนแปลง"),
    "conflict": _("ส่วนได้เสีย"),
    "certification": _("การรับรองของเวทีประชาคม"),
    "column_mapping": _("การจับคู่คอลัมน์"),
    "committee": _("คณะอนุกรรมการ"),
    "delivery": _("การส่งรายงาน"),
    "digest": _("อีเมลประจำสัปดาห์"),
    "device": _("เครื่องที่ใช้เข้าระบบ"),
    "draft": _("ร่างบันทึกเยี่ยม"),
    "enrolment": _("การเข้าโครงการ"),
    "field_sheet": _("ใบลงพื้นที่"),
    "goal": _("เป้าหมาย"),
    "exit_review": _("รายการพ้นเกณฑ์"),
    "folder": _("แฟ้มครัวเรือน"),
    "form": _("แบบฟอร์มกระดาษ"),
    "hand_over": _("การส่งมอบ"),
    "household": _("ครัวเรือน"),
    "invitation": _("ใบเชิญ"),
    "job": _("งานเบื้องหลัง"),
    "late_visit": _("บันทึกเยี่ยมที่มาช้า"),
    "likeness": _("คู่ที่อาจเป็นครัวเรือนเดียวกัน"),
    "list": _("รายการ"),
    "member": _("สมาชิกครัวเรือน"),
    "national_id": _("เลขประจำตัวประชาชน"),
    "need": _("ความต้องการ"),
    "nomination": _("การเสนอชื่อคนตกหล่น"),
    "obstacle": _("ปัญหาอุปสรรค"),
    "officer": _("เจ้าหน้าที่"),
    "order": _("คำสั่ง"),
    "outcome": _("ระดับความเป็นอยู่"),
    "pairing": _("คู่เสี่ยว"),
    "paper": _("เอกสารรายงาน"),
    "place": _("ตำบลของแถวที่รอ"),
    "plan": _("แผนชีวิต"),
    "practice": _("จังหวัดฝึกหัด"),
    "posting": _("ตำแหน่งงาน"),
    "promise": _("คำรับปาก"),
    "question": _("คำถามถึงอาจารย์ที่ปรึกษา"),
    "reference": _("ตารางอ้างอิง"),
    "referral": _("คำขอถึงคณะ"),
    "relapse_card": _("บัตรเฝ้าระวังตกซ้ำ"),
    "remeasurement": _("การวัดรายได้ใหม่"),
    "report": _("รายงาน"),
    "roster": _("รายชื่อเจ้าหน้าที่"),
    "seat": _("ที่นั่งในคณะ"),
    "split": _("การแยกครัวเรือน"),
    "step": _("ขั้น"),
    "substitute": _("ผู้ดูแลแทน"),
    "support": _("ความช่วยเหลือ"),
    "survey": _("ผลสำรวจ"),
    "survey_file": _("ไฟล์สำรวจ"),
    "survey_round": _("รอบสำรวจ"),
    "urgency": _("ความเร่งด่วน"),
    "verification": _("การตรวจสภาพจริง"),
    "village": _("หมู่บ้าน"),
    "visit": _("การเยี่ยม"),
}


def known(verb):
    noun, act = verb.split(".")
    return noun in NOUNS and act in ACTS


def act_words(verb):
    noun, act = verb.split(".")
    return _("%(act)s %(noun)s") % {"act": ACTS[act], "noun": NOUNS[noun]} if known(verb) else _("การกระทำอื่น")


def _model(label):
    try:
        return apps.get_model(label)
    except (LookupError, ValueError):
        return None


def thing_words(object_type):
    model = _model(object_type)
    return model._meta.verbose_name if model else _("รายการที่เลิกใช้แล้ว")


def field_words(object_type, names):
    """The labels of the columns; those of the machinery, which have no Thai name, under one word."""
    model, words = _model(object_type), []
    for name in names:
        try:
            label = str(model._meta.get_field(name).verbose_name) if model else ""
        except FieldDoesNotExist:
            label = ""
        words.append(label if THAI.search(label) else str(_("ช่องของระบบ")))
    return list(dict.fromkeys(words))
