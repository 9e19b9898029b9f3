"""Thai text: digits, repair of typed and pasted spelling, dictionary order, names with their titles."""

import codecs
import re
import unicodedata

_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_INVISIBLE = re.compile(
    "[\u0000-\u0008\u000e-\u001b\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]"
)
# Above and below marks typed in any order look alike on screen but are different text.
_MARKS = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]{2,}")
_TONES = "\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e4e"
_NO_MARKS = dict.fromkeys(map(ord, _TONES))
_SARA_AM = re.compile(
    # Each run is tried from its beginning only: a cell of thirty thousand marks must not take minutes.
    f"(?<!\u0e4d)\u0e4d+([{_TONES}]*)\u0e32|(?<![{_TONES}])([{_TONES}]*)\u0e32\u0e4d+|\u0e33([{_TONES}]+)|\u0e33[\u0e32\u0e33]+"
)


# Text that `clean` would give back as it is, seen at a glance; whatever is not so plain takes the long way.
CLEAN_LETTER = (
    "[!-~\u0e01-\u0e30\u0e32\u0e3f\u0e41-\u0e46\u0e4f-\u0e5b]|\u0e40(?!\u0e40)|\u0e33(?![\u0e32\u0e33\u0e47-\u0e4e])"
    "|(?<=[!-\u0e5b])[\u0e31\u0e34-\u0e39](?![\u0e31\u0e34-\u0e3a\u0e4d\u0e4e])|(?<=[!-\u0e5b])[\u0e47-\u0e4c](?![\u0e31\u0e34-\u0e3a\u0e47-\u0e4e])"
    "|(?<=[!-\u0e5b]) (?=[!-\u0e5b])"
)
is_surely_clean = re.compile(f"(?:{CLEAN_LETTER})*+").fullmatch


def to_ascii_digits(text):
    return str(text).translate(_DIGITS)


def _tidy_marks(match):
    kept = dict.fromkeys(match.group())
    return "".join(sorted(kept, key=lambda mark: mark in _TONES))


def _tidy_sara_am(match):
    return "".join(dict.fromkeys("".join(group or "" for group in match.groups()))) + "\u0e33"


def _repair(text):
    text = unicodedata.normalize("NFC", text.replace("\u0e40\u0e40", "\u0e41"))
    text = _MARKS.sub(_tidy_marks, _SARA_AM.sub(_tidy_sara_am, text))
    return unicodedata.normalize("NFC", text)


def clean(text, *, keep_lines=False):
    """What a person meant to type: NFC (never NFKC, it splits ำ), repaired vowels and tone order, no
    invisible characters, single spaces. Clean text comes back unchanged."""
    if text is None:
        return ""
    if type(text) is str and is_surely_clean(text):
        return text
    text, before = _INVISIBLE.sub("", str(text)), None
    while text != before:
        before, text = text, _repair(text)
    if keep_lines:
        return "\n".join(" ".join(line.split()) for line in text.splitlines()).strip("\n")
    return " ".join(text.split())


def without_marks(text):
    """Tone marks and their like are what a hand and a keyboard lose first."""
    return text.translate(_NO_MARKS)


# --- dictionary order ---------------------------------------------------------------------------------------

_LEADING_VOWEL = re.compile("([เแโใไ])([ก-ฮ])")
_LETTERS = (
    " 0123456789abcdefghijklmnopqrstuvwxyz"
    "กขฃคฅฆงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรฤลฦวศษสหฬอฮ"
    "\u0e4dะ\u0e31าๅ\u0e33\u0e34\u0e35\u0e36\u0e37\u0e38\u0e39\u0e3aเแโใไ"
)
_PRIMARY = {letter: weight for weight, letter in enumerate(_LETTERS, start=2)}
_SECONDARY = {
    mark: weight for weight, mark in enumerate("\u0e4e\u0e4c\u0e47\u0e48\u0e49\u0e4a\u0e4b", start=16)
}
_PLAIN, _END, _MARKS_FROM = 2, 0xFF, 0x80
# A byte for each letter, and higher ones for the marks; no byte for any other letter.
_BYTE_OF = (
    {"\0": 0, "\n": _END} | _PRIMARY | {mark: _MARKS_FROM + number for mark, number in _SECONDARY.items()}
)
_LETTER_AT = {number: letter for letter, number in _BYTE_OF.items()}
_BYTES = codecs.charmap_build("".join(_LETTER_AT.get(number, "\ufffe") for number in range(256)))
_ALL_MARKS = bytes(range(_MARKS_FROM, _END))
_ONLY_MARKS = bytes(
    _PLAIN if number < _MARKS_FROM else number if number == _END else number - _MARKS_FROM
    for number in range(256)
)


def sort_key(text):
    """The order of the Royal Institute's dictionary as lower-case hexadecimal, so that every database sorts it
    right under every collation: letters first, with a leading vowel behind its consonant; tone marks decide
    only between words of the same letters. A space comes before every letter, so equal first names stay together;
    other punctuation does not count."""
    return sort_keys([text])[0]


def sort_keys(texts):
    """sort_key of each, all at once where no letter is odd."""
    if not texts:
        return []
    texts = [clean(text) for text in texts]
    ordered = _LEADING_VOWEL.sub(r"\2\1", to_ascii_digits("\n".join(texts)).lower())
    try:
        coded, _length = codecs.charmap_encode(ordered, "strict", _BYTES)
    except UnicodeEncodeError:
        return [_odd_sort_key(ordered)] if len(texts) == 1 else list(map(sort_key, texts))
    end = bytes([_END])
    letters, marks = coded.translate(None, _ALL_MARKS).split(end), coded.translate(_ONLY_MARKS).split(end)
    plain = bytes([_PLAIN])
    return [f"{word.hex()}00{over.rstrip(plain).hex()}" for word, over in zip(letters, marks, strict=True)]


def _odd_sort_key(text):
    primary, secondary = [], []
    for letter in text:
        if letter in _SECONDARY:
            secondary.append(_SECONDARY[letter])
        elif letter in _PRIMARY:
            primary.append(f"{_PRIMARY[letter]:02x}")
            secondary.append(_PLAIN)
        elif letter.isalnum() and letter not in "ๆ":
            primary.append(f"fe{ord(letter):06x}")
            secondary.append(_PLAIN)
    return f"{''.join(primary)}00{bytes(secondary).rstrip(bytes([_PLAIN])).hex()}"


# --- names --------------------------------------------------------------------------------------------------

_SAME_TITLE = {
    **dict.fromkeys(("น.ส.", "นส."), "นางสาว"),
    **dict.fromkeys(("ด.ช.", "ดช."), "เด็กชาย"),
    **dict.fromkeys(("ด.ญ.", "ดญ."), "เด็กหญิง"),
}
_WORDS = (
    "นางสาว นาง นาย เด็กชาย เด็กหญิง น.ส. นส. ด.ช. ดช. ด.ญ. ดญ. ม.ร.ว. ม.ล. ดร. ผศ.ดร. รศ.ดร. ศ.ดร. ผศ. รศ. ศ. "
    "นพ. พญ. ทพ. ทพญ. สพ. ภก. ภญ. แม่ชี สามเณร พระครู พระมหา พระอธิการ หลวงพ่อ หลวงปู่"
)
_RANKS = (
    "ร้อยตรี ร้อยโท ร้อยเอก พันตรี พันโท พันเอก สิบตรี สิบโท สิบเอก จ่าสิบตรี จ่าสิบโท จ่าสิบเอก ดาบตำรวจ "
    "ร้อยตำรวจตรี ร้อยตำรวจโท ร้อยตำรวจเอก พันตำรวจตรี พันตำรวจโท พันตำรวจเอก สิบตำรวจตรี สิบตำรวจโท สิบตำรวจเอก "
    "จ่าสิบตำรวจ "
    "ร.ต.ต. ร.ต.ท. ร.ต.อ. พ.ต.ต. พ.ต.ท. พ.ต.อ. ส.ต.ต. ส.ต.ท. ส.ต.อ. จ.ส.ต. จ.ส.ท. จ.ส.อ. พล.ต. พล.ท. พล.อ. "
    "ร.ต. ร.ท. ร.อ. พ.ต. พ.ท. พ.อ. ส.ต. ส.ท. ส.อ. จ.ต. จ.ท. จ.อ. พ.จ.ต. พ.จ.ท. พ.จ.อ. ด.ต. อส."
)


def _one_of(words):
    longest_first = sorted(words.split(), key=len, reverse=True)
    return "|".join(
        r"\s?".join(re.escape(part) for part in re.findall(r"[^.]+\.?", word)) for word in longest_first
    )


_TITLE = re.compile(
    rf"(?P<title>(?:ว่าที่\s?)?(?:{_one_of(_RANKS)})(?:\s?หญิง(?=[\sก-ฮเแโใไ]))?|{_one_of(_WORDS)})"
    r"\s*(?=[ก-ฮเแโใไ][^\s]|[A-Za-z])"
)


def split_title(text):
    """("นางสาว", "สุดา ใจดี"). Only for a cell that may hold a title: somebody really named นางรอง would lose
    three letters, so where the sheet has its own title column the name must not come here."""
    text = clean(text)
    match = _TITLE.match(text)
    if not match:
        return "", text
    title = re.sub(r"\s+", "", match["title"]).replace("ว่าที่", "ว่าที่ ")
    return _SAME_TITLE.get(title, title), text[match.end() :].strip()


def same_title(title):
    return _SAME_TITLE.get(title, title)


def split_name(text, *, title=None):
    """(title, first, last). With `title` (the sheet's own title column) only that title, repeated in front of
    the name, is taken off."""
    if title is None:
        title, rest = split_title(text)
    else:
        title, rest = clean(title), clean(text)
        if title and rest.startswith(title + " "):
            rest = rest[len(title) :].strip()
        title = _SAME_TITLE.get(title, title)
    first, _space, last = rest.partition(" ")
    return title, first, last
