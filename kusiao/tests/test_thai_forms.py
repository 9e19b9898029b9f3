import datetime as dt
import inspect
import re
from decimal import Decimal

import pytest
import time_machine
from django import forms
from django.contrib.auth import forms as auth_forms
from django.contrib.auth import password_validation
from django.core import validators
from django.db import models
from django.forms import fields as form_fields
from django.forms import formsets
from django.forms import models as model_forms
from django.utils import translation

from kusiao import thai
from kusiao.thaiforms import BahtField, NationalIdField, PhoneField, ThaiCharField, ThaiDateField


class Everything(forms.Form):
    visited_on = ThaiDateField(max_date=thai.today, min_date=dt.date(2019, 9, 20))
    national_id = NationalIdField(required=False)
    income = BahtField(required=False, max_value=1_000_000)
    phone = PhoneField(required=False)
    name = ThaiCharField(required=False, max_length=5)
    note = ThaiCharField(required=False, lines=True)


def filled(**answers):
    return Everything({"visited_on": "22/11/2569", **answers})


def refusal(form, field):
    (sentence,) = form.errors[field]
    return sentence


@pytest.fixture(autouse=True)
def sunday():
    with time_machine.travel(dt.datetime(2026, 11, 22, 3, tzinfo=dt.UTC), tick=False):
        yield


def test_what_people_type_becomes_what_the_programme_keeps():
    form = filled(
        visited_on="๒๒ พ.ย. ๒๕๖๙",
        national_id="1-2345-67890-12-1",
        income="๑๒,๕๐๐",
        phone="081 234 5678",
        name=" น\u0e4d\u0e49\u0e32\u200b ",
        note="หนึ่ง  สอง\nสาม",
    )
    assert form.is_valid(), form.errors
    assert form.cleaned_data == {
        "visited_on": dt.date(2026, 11, 22),
        "national_id": "1234567890121",
        "income": Decimal(12500),
        "phone": "0812345678",
        "name": "น้ำ",
        "note": "หนึ่ง สอง\nสาม",
    }


def test_empty_answers_stay_empty():
    form = filled()
    assert form.is_valid()
    assert form.cleaned_data["national_id"] == form.cleaned_data["phone"] == ""
    assert form.cleaned_data["income"] is None


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "ใส่วันที่ เช่น 22/11/2569"),
        ("23/11/2569", "วันที่ต้องไม่เกินวันนี้ (22 พ.ย. 2569) แก้วันที่แล้วบันทึกใหม่"),
        ("19/9/2562", "ต้องไม่ก่อนวันที่ 20 ก.ย. 2562 แก้วันที่แล้วบันทึกใหม่"),
        ("11/2569", "ใส่วันที่ให้ครบทั้งวัน เดือน ปี เช่น 22/11/2569"),
        ("22/11/69", "วันที่ “22/11/69” ต้องมีปีครบ 4 หลัก เช่น 22/11/2569 หรือ 22 พ.ย. 2569"),
    ],
)
def test_a_refused_date_says_what_to_do(typed, sentence):
    assert refusal(filled(visited_on=typed), "visited_on") == sentence


def test_a_fixed_last_day_is_named():
    field = ThaiDateField(max_date=dt.date(2020, 9, 30))
    with pytest.raises(forms.ValidationError, match=r"ต้องไม่หลังวันที่ 30 ก\.ย\. 2563"):
        field.clean("1/10/2563")


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("national_id", "123456789012", "เลขประจำตัวประชาชนต้องมี 13 หลัก ใส่มา 12 หลัก ตรวจกับบัตรแล้วแก้"),
        ("national_id", "1-4021-90409-97-_", "เลขประจำตัวประชาชนมีแต่ตัวเลข 13 หลัก ลบตัวอื่นออก"),
        (
            "national_id",
            "1234567890122",
            "เลขประจำตัวประชาชนนี้ไม่ถูกต้อง มีหลักที่พิมพ์ผิดหรือสลับกัน ตรวจกับบัตรทีละหลัก",
        ),
        ("income", "หมื่น", "“หมื่น” ไม่ใช่จำนวนเลข ให้ใส่ตัวเลขอย่างเดียว เช่น 12,500"),
        ("income", "-5", "จำนวนเงินต้องไม่น้อยกว่า 0 บาท"),
        ("income", "2,000,000", "จำนวนเงินต้องไม่เกิน 1,000,000 บาท ตรวจจำนวนหลักอีกครั้ง"),
        ("income", "1.234", "มีทศนิยมได้ไม่เกิน 2 ตำแหน่ง"),
        ("phone", "12", "เบอร์โทร “12” ไม่ถูกต้อง มือถือมี 10 หลัก เช่น 081-234-5678 เบอร์บ้านมี 9 หลัก เช่น 043-123-456"),
        ("name", "สมศักดิ์", "ยาวได้ไม่เกิน 5 ตัวอักษร (ใส่มา 8)"),
    ],
)
def test_a_refused_answer_says_what_to_do(field, typed, sentence):
    assert refusal(filled(**{field: typed}), field) == sentence


def test_a_form_shows_what_is_kept_in_the_thai_way():
    form = Everything(
        initial={
            "visited_on": dt.date(2026, 11, 22),
            "national_id": "1234567890121",
            "income": Decimal("12500.00"),
            "phone": "0812345678",
        }
    )
    page = form.as_p()
    for shown in ("22/11/2569", "1-2345-67890-12-1", "12,500", "081-234-5678"):
        assert f'value="{shown}"' in page
    assert 'inputmode="numeric"' in page and 'placeholder="เช่น 22/11/2569"' in page and "2026" not in page


def test_what_was_typed_wrongly_is_shown_again_as_typed():
    page = filled(visited_on="31/2/2569", national_id="12", income="หมื่น", phone="12").as_p()
    for typed in ("31/2/2569", "12", "หมื่น"):
        assert f'value="{typed}"' in page


def test_an_answer_in_another_writing_is_no_change():
    initial = {
        "visited_on": dt.date(2026, 11, 22),
        "national_id": "1234567890121",
        "income": Decimal("12500.00"),
    }
    form = Everything(
        {"visited_on": "22 พ.ย. 2569", "national_id": "1-2345-67890-12-1", "income": "๑๒,๕๐๐"},
        initial=initial,
    )
    assert form.changed_data == []


def _sentences():
    for module in (form_fields, model_forms, formsets, models, auth_forms):
        for name, found in inspect.getmembers(module, inspect.isclass):
            for attribute in ("default_error_messages", "error_messages"):
                spoken = found.__dict__.get(attribute)
                for code, message in spoken.items() if isinstance(spoken, dict) else ():
                    yield f"{name}.{code}", message
    for name, found in inspect.getmembers(validators, inspect.isclass):
        if "message" in found.__dict__:
            yield name, found.message
    for code, message in validators.DecimalValidator.messages.items():
        yield f"DecimalValidator.{code}", message


COUNTED = {"limit_value": 3, "show_value": 2, "max": 3, "length": 9, "num": 3}


def test_django_speaks_thai_in_every_form():
    english = []
    with translation.override("th"):
        for place, message in _sentences():
            try:
                text = str(message)
            except KeyError:  # a lazy plural must be counted before it can be said
                text = message % COUNTED
            text = text or message % COUNTED
            words = re.sub(r"%\(\w+\)\w|\{\w+\}|https://\S*|\S+@\S+", "", text)
            if re.search("[A-Za-z]", words) or not re.search("[ก-ฮ]", words):
                english.append((place, text))
    assert english == []


def test_passwords_are_judged_in_thai():
    judges = [
        password_validation.CommonPasswordValidator(),
        password_validation.MinimumLengthValidator(12),
        password_validation.NumericPasswordValidator(),
        password_validation.UserAttributeSimilarityValidator(),
    ]
    with translation.override("th"):
        sentences = [str(judge.get_error_message()) for judge in judges] + [
            str(judge.get_help_text()) for judge in judges
        ]
    for sentence in sentences:
        assert not re.search("[A-Za-z]", sentence.replace("%(verbose_name)s", "")), sentence
    assert "รหัสผ่านสั้นเกินไป ต้องมีอย่างน้อย 12 ตัว" in sentences
