import unicodedata

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from kusiao import thai

thai_letters = st.text(st.characters(min_codepoint=0x0E01, max_codepoint=0x0E5B), max_size=12)
SYLLABLES = (
    "กา ก่า ก้า เก เก่ง แก้ โก ไก่ ใกล้ กำ ก้ำ กิ กี่ กึ กื่ กุ กู้ กะ กัน ขอ เข้า ฆ้อง งาน จันทร์ ชาย นุช นุ้ย ปราณี "
    "พันธุ์ ฤทัย ล็อก เล็ก วัลย์ ศรี สุดา สมชาย หญิง อำนาจ เอื้อ ฮวด"
)
words = st.lists(st.sampled_from(SYLLABLES.split()), min_size=1, max_size=4).map("".join)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("น\u0e49\u0e4d\u0e32", "น้ำ"),
        ("น\u0e4d\u0e49\u0e32", "น้ำ"),
        ("น\u0e33\u0e49", "น้ำ"),
        ("น\u0e49\u0e32\u0e4d", "น้ำ"),
        ("ค\u0e33\u0e33", "คำ"),
        ("เเม่", "แม่"),
        ("ก\u0e48\u0e34น", "กิ่น"),
        ("พันธ\u0e4c\u0e38", "พันธุ์"),
        ("ก\u0e48\u0e48อน", "ก่อน"),
        ("\ufeffขอน\u200bแก่น\u00a0 อำเภอ\t\nพล ", "ขอนแก่น อำเภอ พล"),
        (None, ""),
        (4001, "4001"),
    ],
)
def test_text_is_repaired_to_what_was_meant(typed, meant):
    assert thai.clean(typed) == meant


def test_line_ends_are_kept_where_they_matter():
    assert thai.clean(" บ้านเลขที่ 1 \r\n\r\nหมู่  2\n", keep_lines=True) == "บ้านเลขที่ 1\n\nหมู่ 2"


@given(st.one_of(thai_letters, st.text(max_size=20)))
def test_clean_text_stays_as_it_is(text):
    cleaned = thai.clean(text)
    assert thai.clean(cleaned) == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)


def test_sara_am_is_never_split():
    assert thai.clean("อำเภอ") == "อำเภอ"
    assert "\u0e4d" not in thai.clean("อ\u0e4d\u0e32เภอ")


def test_thai_digits_become_ascii():
    assert thai.to_ascii_digits("๐๑๒๓๔๕๖๗๘๙ หมู่ ๕") == "0123456789 หมู่ 5"


DICTIONARY = (
    "กก กรรม กะ กัน กา ก่า ก้า กาง เก เก่ง แก แก่ แก้ โก ไก่ ขา เข้า แข ครู งาน จันทร์ ใจ ฉาย ชาย เชย นา น้ำ แม่ "
    "ฤทัย ลา เล็ก ศรี สุดา หญิง อา เอก ฮวด"
)


def test_words_stand_as_in_the_dictionary():
    in_order = DICTIONARY.split()
    assert sorted(in_order) != in_order
    assert sorted(sorted(in_order), key=thai.sort_key) == in_order


def test_a_leading_vowel_does_not_lead_the_order():
    names = ["เวียงใหม่", "แวงน้อย", "เมืองเก่า", "หนองใหญ่", "โคกสูง", "ไผ่ล้อม", "กระนวน", "เขาสวน", "พล"]
    assert sorted(names, key=thai.sort_key) == [
        "กระนวน",
        "เขาสวน",
        "โคกสูง",
        "ไผ่ล้อม",
        "พล",
        "เมืองเก่า",
        "เวียงใหม่",
        "แวงน้อย",
        "หนองใหญ่",
    ]


def test_equal_first_names_stay_together_and_digits_come_first():
    names = ["สมชายา กลาง", "สมชาย ฮวด", "สมชาย กลาง", "Somchai", "9 หมู่", "๑๐ หมู่"]
    assert sorted(names, key=thai.sort_key) == [
        "๑๐ หมู่",
        "9 หมู่",
        "Somchai",
        "สมชาย กลาง",
        "สมชาย ฮวด",
        "สมชายา กลาง",
    ]


@given(st.text(max_size=20))
def test_a_key_is_such_that_no_collation_can_disturb_it(text):
    assert set(thai.sort_key(text)) <= set("0123456789abcdef")


@given(st.lists(st.one_of(words, st.text(max_size=20))))
def test_the_keys_of_many_are_those_of_each(texts):
    assert thai.sort_keys(texts) == [thai.sort_key(text) for text in texts]


def test_keys_are_what_they_were():
    """They lie in the database beside the names: another key for the same name would sort it elsewhere."""
    assert thai.sort_key("เล็ก ศรีสุข") == "4b6227024e495c505f2800020212"


@given(words, words)
def test_marks_decide_only_between_the_same_letters(one, other):
    def letters(word):
        return "".join(letter for letter in word if letter not in "็่้๊๋์")

    if letters(one) != letters(other):
        by_letters = thai.sort_key(letters(one)) < thai.sort_key(letters(other))
        assert (thai.sort_key(one) < thai.sort_key(other)) == by_letters


@pytest.mark.django_db
@settings(max_examples=20, deadline=None)
@given(st.lists(words, min_size=2, max_size=30, unique=True))
def test_the_database_sorts_the_keys_as_python_does(listed):
    with connection.cursor() as cursor:
        rows = ", ".join(["(%s, %s)"] * len(listed))
        pairs = [value for word in listed for value in (word, thai.sort_key(word))]
        cursor.execute(f"SELECT column1 FROM (VALUES {rows}) AS listed ORDER BY column2", pairs)
        by_key = [word for (word,) in cursor.fetchall()]
        assert by_key == sorted(listed, key=thai.sort_key)
        if connection.vendor == "postgresql":
            cursor.execute(
                'SELECT word FROM unnest(%s::text[]) word ORDER BY word COLLATE "th-TH-x-icu"', [listed]
            )
            assert by_key == [word for (word,) in cursor.fetchall()]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("นางสาวสุดา ใจดี", ("นางสาว", "สุดา", "ใจดี")),
        ("น.ส.สุดา ใจดี", ("นางสาว", "สุดา", "ใจดี")),
        ("น. ส. สุดา  ใจดี", ("นางสาว", "สุดา", "ใจดี")),
        ("นางแก้ว ใจดี", ("นาง", "แก้ว", "ใจดี")),
        ("นาย สมชาย ณ ขอนแก่น", ("นาย", "สมชาย", "ณ ขอนแก่น")),
        ("ด.ช.เอก ใจดี", ("เด็กชาย", "เอก", "ใจดี")),
        ("เด็กหญิงใจ ใจดี", ("เด็กหญิง", "ใจ", "ใจดี")),
        ("ว่าที่ ร.ต.สมชาย ใจดี", ("ว่าที่ ร.ต.", "สมชาย", "ใจดี")),
        ("ว่าที่ร้อยตรีหญิง สุดา ใจดี", ("ว่าที่ ร้อยตรีหญิง", "สุดา", "ใจดี")),
        ("พ.ต.อ.ชัย ใจดี", ("พ.ต.อ.", "ชัย", "ใจดี")),
        ("ผศ. ดร.มานี ใจดี", ("ผศ.ดร.", "มานี", "ใจดี")),
        ("สมหญิง ใจดี", ("", "สมหญิง", "ใจดี")),
        ("นายา มา", ("", "นายา", "มา")),
        ("นาง", ("", "นาง", "")),
        ("", ("", "", "")),
    ],
)
def test_titles_come_off_names(text, parts):
    assert thai.split_name(text) == parts


def test_a_title_of_its_own_column_protects_the_name():
    assert thai.split_name("นางรอง ใจดี", title="นาย") == ("นาย", "นางรอง", "ใจดี")
    assert thai.split_name("นาง รอง ใจดี", title="นาง") == ("นาง", "รอง", "ใจดี")
    assert thai.split_name("สุดา ใจดี", title="น.ส.") == ("นางสาว", "สุดา", "ใจดี")
    assert thai.split_title("นางสาวสุดา ใจดี") == ("นางสาว", "สุดา ใจดี")
