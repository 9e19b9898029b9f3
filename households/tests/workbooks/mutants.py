"""Good files with something broken by chance, the same for the same seed: bytes turned over, parts cut, doubled,
swapped or lost, numbers made absurd."""

import io
import random
import re
import zipfile

from households.tests.workbooks.legal import everything

_NUMBERS = (
    b"0",
    b"-1",
    b"1",
    b"7",
    b"255",
    b"65536",
    b"1048577",
    b"4294967295",
    b"9" * 30,
    b"1e308",
    b"NaN",
    b"",
)


def mutant(seed, folder):
    """(path, the legal file that it was, the households it held, what was done to it)"""
    chance = random.Random(seed)
    legal = chance.choice(sorted(everything(), key=lambda legal: legal.name))
    path, truth = legal.write(folder)
    content = path.read_bytes()
    if content.startswith(b"PK") and chance.random() < 0.8:
        changed, done = _in_a_part(content, chance)
    else:
        changed, done = _in_bytes(content, chance)
    path.write_bytes(changed)
    return path, legal, truth, done


def _in_bytes(content, chance):
    change = chance.choice((_turned, _cut, _lost, _doubled, _moved, _number))
    return change(content, chance), change.__name__


def _in_a_part(content, chance):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {entry.filename: archive.read(entry) for entry in archive.infolist()}
    name = chance.choice(
        sorted(parts, key=lambda name: ("sheet1" not in name and "content" not in name, name))[:3]
    )
    whole = chance.random()
    if whole < 0.08:
        del parts[name]
        done = "part lost"
    elif whole < 0.16:
        other = chance.choice(sorted(parts))
        parts[name], parts[other] = parts[other], parts[name]
        done = f"swapped with {other}"
    else:
        change = chance.choice(
            (_turned, _cut, _lost, _doubled, _moved, _number, _tag_lost, _tag_doubled, _attribute)
        )
        parts[name], done = change(parts[name], chance), change.__name__
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, inside in parts.items():
            archive.writestr(zipfile.ZipInfo(part), inside)
    return buffer.getvalue(), f"{done} in {name}"


# --- what chance does to bytes ------------------------------------------------------------------------------------


def _turned(content, chance):
    raw = bytearray(content)
    for _time in range(chance.randint(1, 12)):
        if raw:
            raw[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
    return bytes(raw)


def _slice(content, chance):
    start = chance.randrange(len(content) + 1)
    return start, min(len(content), start + chance.choice((1, 3, 20, 200, 2_000)))


def _cut(content, chance):
    return content[: chance.randrange(len(content) + 1)]


def _lost(content, chance):
    start, end = _slice(content, chance)
    return content[:start] + content[end:]


def _doubled(content, chance):
    start, end = _slice(content, chance)
    return content[:end] + content[start:]


def _moved(content, chance):
    start, end = _slice(content, chance)
    rest = content[:start] + content[end:]
    place = chance.randrange(len(rest) + 1)
    return rest[:place] + content[start:end] + rest[place:]


def _replaced(pattern, content, chance, make):
    found = list(re.finditer(pattern, content))
    if not found:
        return content
    match = chance.choice(found)
    return content[: match.start()] + make(match.group()) + content[match.end() :]


def _number(content, chance):
    return _replaced(rb"[0-9]+", content, chance, lambda _found: chance.choice(_NUMBERS))


def _tag_lost(content, chance):
    return _replaced(rb"<[^<>]+>", content, chance, lambda _found: b"")


def _tag_doubled(content, chance):
    return _replaced(rb"<[^<>]+>", content, chance, lambda found: found * 2)


def _attribute(content, chance):
    return _replaced(rb' [\w:]+="[^"<>]*"', content, chance, lambda _found: b"")
