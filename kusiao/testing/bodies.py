"""What a person would type into each form: (scene, the case at whose door he stands, the actor) → the body of a POST."""

import uuid

from django.core.files.uploadedfile import SimpleUploadedFile

from kusiao.thai import today


def _date():
    day = today()
    return f"{day.day}/{day.month}/{day.year + 543}"


def _edit(scene, case, actor):
    return {
        "version": case.household.version,
        "title": "นาย",
        "first_name": "สมบูรณ์",
        "last_name": "ทองดี",
        "house_number": "12",
    }


def _step(scene, case, actor):
    return {"to": "2", "reason": "เยี่ยมแล้ว", "seen": case.enrolment.steps.open().get().pk}


def _class(scene, case, actor):
    now = case.household.classifications.filter(ended_on=None).first()
    return {"track": "welfare", "started_on": _date(), "reason": "มีแต่ผู้สูงอายุ", "seen": now.pk if now else 0}


def _rung(scene, case, actor):
    return {"level": "green", "started_on": _date(), "reason": "รายได้พอใช้", "seen": 0}


def _verify(scene, case, actor):
    return {"visited_on": case.visit.visited_on, "seen": case.enrolment.verifications.get().pk, "need-1": "land",
            "cause-1": "ขายที่นาไปแล้ว"}  # fmt: skip


def _certify(scene, case, actor):
    return {
        "seen": case.enrolment.certifications.get().pk, "held_on": _date(), "place": "วัด", "presided_by": "ผู้ใหญ่บ้าน",
        "attended": "50", "result": "postponed",
    }  # fmt: skip


def _nominate(scene, case, actor):
    place = case.household.village.subdistrict_id if case else ""
    return {"first_name": "คำปอง", "subdistrict": place, "moo": "3", "why": "อยู่คนเดียว ไม่มีใครสำรวจถึง"}


def _visit(scene, case, actor):
    return {
        "key": str(uuid.uuid4()),
        "kind": "visit",
        "visited_on": _date(),
        "met": "ยาย",
        "done": "ถามไถ่",
        "whole": "1",
    }


def _file(scene, case, actor):
    return {"year": "2562", "file": SimpleUploadedFile("ผลสำรวจ.csv", "อำเภอ,ชื่อ\nชุมแพ,นายบุญ".encode())}


def _entering(scene, case, actor):
    return {f"{case.newcomer.pk}-act": "leave_out", f"{case.newcomer.pk}-reason": "ย้ายไปอยู่กับลูก"}


def _risen(scene, case, actor):
    return {f"{case.household.pk}-act": "keep", f"{case.household.pk}-reason": "รายได้ครั้งเดียวจากขายที่ดิน"}


def _person(scene, case, actor):
    return {
        "first_name": "ใหม่",
        "last_name": "มาดี",
        "username": "newcomer",
        "district": case.district,
        "role": "officer",
    }


def _merge(scene, case, actor):
    names = ("village", "house_number", "house_code", "phone", "coordinates", "head")
    return {"kept": "first", "reason": "บ้านเดียวกัน", **{f"from_{name}": "first" for name in names}}


def _happened(scene, case, actor):
    return {
        "version": case.household.version,
        "on": _date(),
        "reason": "ผู้ใหญ่บ้านแจ้ง",
        "new_head": case.child.pk,
    }


def _member(scene, case, actor):
    return {
        "version": case.member.version,
        "first_name": "บัวลอย",
        "no_id_reason": "บัตรหาย",
        "body_state": "normal",
    }


def _split(scene, case, actor):
    return _happened(scene, case, actor) | {
        "members": [case.child.pk], "head": case.child.pk, "new_head": "", "village": case.household.village_id,
        "house_number": "12/9", "enrol": "yes", "decision": "มีลูกเล็ก",
    }  # fmt: skip


def _goal(scene, case, actor):
    return {
        "title": "เลี้ยงไก่",
        "dimension": "income",
        "horizon": "6",
        "measure": "มีไข่ขาย",
        "version": case.goal.version,
    }


def _activity(scene, case, actor):
    return {"what": "ทำคอก", "doer": "alone", "due_on": _date(), "version": case.activity.version}


def _sign(scene, case, actor):
    return {
        "way": "screen", "signed_name": "ยาย", "family_agrees": "on", "friend_agrees": "on", "signed_on": _date(),
        "version": case.plan.version,
    }  # fmt: skip


def _settled(name, state):
    return lambda scene, case, actor: {"state": state, "on": _date(), "version": getattr(case, name).version}


def _promise(scene, case, actor):
    return {
        "promiser": "officer",
        "what": "พาไปหาหมอ",
        "promised_on": _date(),
        "due_on": _date(),
        "goal": str(case.goal.pk),
    }


BODIES = {
    "split": _split,
    "folder": {"asked_by": "ยายบัว", "purpose": "ขอดูข้อมูลของตนเอง"},
    "consent": lambda scene, case, actor: {"given_by": "ยายบัว", "given_on": _date(), "shows_phone": "on"},
    "member": _member,
    "head": _happened,
    "leave": lambda scene, case, actor: _happened(scene, case, actor) | {"how": "moved_out"},
    "join": lambda scene, case, actor: {
        **_happened(scene, case, actor), "how": "born", "first_name": "ทารก", "no_id_reason": "ยังไม่แจ้งเกิด"
    },
    "plan_words": lambda scene, case, actor: {"wish": "อยากมีไข่กิน", "version": case.plan.version},
    "plan_rank": lambda scene, case, actor: {"first": str(case.goal.pk), "version": case.plan.version},
    "plan_sign": _sign,
    "plan_decide": lambda scene, case, actor: {"act": "approve", "version": case.plan.version},
    "goal": _goal,
    "activity": _activity,
    "settle_work": _settled("activity", "done"),
    "account": lambda scene, case, actor: {"month": f"{today():%Y-%m}", "income": "4000", "version": "1"},
    "ability": lambda scene, case, actor: {"member": case.member.pk, "trade": "craft"},
    "promise": _promise,
    "settle_promise": _settled("promise", "kept"),
    "export": {"purpose": "ประชุมคณะทำงานประจำเดือน", "form": "csv"},
    "merge": _merge,
    "login": {"login": "somchai", "password": "wrong-password-1"},
    "signup": {"username": "thief", "password1": "long-enough-1234"},
    "password": {"oldpassword": "x", "password": "x", "password1": "new-long-1234", "password2": "new-long-1234"},
    "invitation": {
        "username": "somchai", "code": "AAAA-BBBB-CCCC", "password1": "new-long-1234", "password2": "new-long-1234",
    },
    # Of another's household: the door is his own, the id is not.
    "search": lambda scene, case, actor: {"words": case.member.national_id},
    "edit": _edit,
    "purpose": {"purpose": "ขอบัตรสวัสดิการแห่งรัฐ"},
    "step": _step,
    "step_answer": {"answer": "decline", "words": "รอเยี่ยมบ้านก่อน"},
    "reentry": lambda scene, case, actor: {"entered_on": _date(), "reason": "รายได้ตกลงอีก"},
    "track": _class,
    "rung": _rung,
    "verify": _verify,
    "certify": _certify,
    "nominate": _nominate,
    "why": {"why": "รายได้ตกตั้งแต่ต้นปี"},
    "nomination": {"answer": "decline", "words": "อยู่ในทะเบียนของอีกหมู่แล้ว"},
    "entering": _entering,
    "risen": _risen,
    "answer": {"before": "2562", "after": "2563", "says": "confirmed"},
    "remeasure": lambda scene, case, actor: {
        "seen": case.remeasurement.pk, "measured_on": _date(), "members_count": "3", "income_main": "90,000", "told_by": "ยายบัว",
    },
    "checklist": {
        "version": "1", "signing": "draft", "signer": "", "house-answer": "no", "house-evidence": "หลังคารั่ว",
    },
    "withdraw": {"reason": "นับเดือนซ้ำ"},
    "settle": {"settlement": "rejected", "words": "ตรวจกับสมุดบัญชีแล้ว"},
    "strike_off": lambda scene, case, actor: {"reason": "moved", "ended_on": _date(), "note": "ย้ายไปอยู่กับลูก"},
    "visit": _visit,
    "pair": lambda scene, case, actor: {"officer": case.officer.pk, "kind": "person"},
    "ask": {"need": "land", "text": "ขอที่ทำกิน"},
    "field_day": {"until": "31/12/2599", "purpose": "ลงพื้นที่กับผู้ใหญ่บ้าน"},
    "obstacle": {"kind": "budget", "text": "งบไม่พอ", "voice": "d4005"},
    "reason": {"reason": "ย้ายไปอำเภออื่น"},
    "hand_over": lambda scene, case, actor: {"why": "moved", "on": _date(), "words": "ย้ายไปอำเภออื่น"},
    "appoint": lambda scene, case, actor: {"username": "other_chair", "subdistrict": case.household.village.subdistrict_id},
    "question": lambda scene, case, actor: {"subdistrict": case.household.village.subdistrict_id, "text": "พันธุ์ไก่แบบใด"},
    "text": {"text": "ลองพันธุ์พื้นเมือง"},
    "leave_post": lambda scene, case, actor: {"why": "moved", "on": _date(), "district": case.district},
    "substitute": lambda scene, case, actor: {
        "officer": case.officer.pk, "started_on": _date(), "ended_on": _date(), "why": "leave",
    },
    "pack": lambda scene, case, actor: {"version": case.hand_over.version, "works": "ไปช่วงเย็น"},
    "joint": lambda scene, case, actor: {"visit": case.visit.pk},
    "person": _person,
    "file": _file,
    "annex": lambda scene, case, actor: {
        "file": SimpleUploadedFile("บัญชี.csv", "ชื่อ-สกุลข้าราชการ,ครัวเรือนที่ 1\nนายก ข,นายค ง".encode())
    },
    "roster": lambda scene, case, actor: {
        "file": SimpleUploadedFile("รายชื่อ.csv", "ชื่อ,นามสกุล,โทรศัพท์\nใหม่,มาดี,0812345678".encode()), "district": case.district,
    },
    "mapping": {"header": "1", "as-0": "subdistrict", "as-1": "moo", "as-2": "house_no"},
    "place": {"subdistrict": "400501", "always": ""},
    "month": lambda scene, case, actor: {"month": scene.draft.period.previous.previous.start.isoformat()},
    "part_4": lambda scene, case, actor: {"problems": "ไม่มี", "proposals": "ไม่มี", "version": scene.draft.version},
    "version": lambda scene, case, actor: {"version": scene.draft.version},
}  # fmt: skip
