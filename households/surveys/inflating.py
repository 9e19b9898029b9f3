"""A part of an archive inflated piece by piece, and counted: nothing that it claims about itself is believed."""

import struct
import zipfile
import zlib
from concurrent.futures import ThreadPoolExecutor

from households.surveys.sentences import FileRefused

PIECE = 2**20


def pieces(archive, part, limits):
    """The part inflated and counted to its very end: what a file claims about its own sizes is never believed, and
    the standard library stops at the size claimed where the parser goes on."""
    size = checksum = 0
    for piece in _inflated(archive.fp, part):
        size, checksum = size + len(piece), zlib.crc32(piece, checksum)
        swollen = size > 8 * PIECE and size > limits.ratio * max(part.compress_size, 1)
        if size > limits.part_bytes or swollen:
            raise FileRefused("bomb")
        yield piece
    if size != part.file_size or checksum != part.CRC:
        raise FileRefused("broken")


def _inflated(file, part):
    file.seek(part.header_offset)
    head = file.read(30)
    if len(head) < 30 or head[:4] != b"PK\x03\x04":
        raise FileRefused("broken")
    place = part.header_offset + 30 + sum(struct.unpack("<HH", head[26:30]))
    inflate = zlib.decompressobj(-15) if part.compress_type == zipfile.ZIP_DEFLATED else None
    left = part.compress_size
    while left:
        file.seek(place)
        squeezed = file.read(min(left, PIECE // 4))
        if not squeezed:
            raise FileRefused("broken")
        place, left = place + len(squeezed), left - len(squeezed)
        if inflate is None:
            yield squeezed
            continue
        while squeezed and not inflate.eof:
            if piece := inflate.decompress(squeezed, PIECE):
                yield piece
            squeezed = inflate.unconsumed_tail
    if inflate:
        if rest := inflate.flush():
            yield rest
        if not inflate.eof:
            raise FileRefused("broken")


def ahead(some):
    """The next piece is inflated while this one is looked through."""
    with ThreadPoolExecutor(1, "inflate") as pool:
        coming = pool.submit(next, some, None)
        while (piece := coming.result()) is not None:
            coming = pool.submit(next, some, None)
            yield piece
