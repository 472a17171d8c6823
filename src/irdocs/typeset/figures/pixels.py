"""Pictures of pixels (PNG, JPEG): read, judged, and stripped of everything that is not the picture.

A JPEG keeps its compressed data; every segment that only says something about it (EXIF with the place and the camera, XMP,
comments, previews) is left out. Anything else becomes rows of sRGB or grey on white, in the form that both a PDF and a PNG
hold them in.
"""

from __future__ import annotations

import io
import struct
import zlib
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from irdocs.typeset.figures.shapes import Picture, Pixels

if TYPE_CHECKING:  # slow to import, and few files have a picture of pixels
    from PIL import Image

PNG, JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
MOST_PIXELS = 25_000_000
"""A picture of more is refused: it is finer than any printer over a whole page."""
LEAST_WIDTH = 600
"""Pixels across: 150 to the inch over 100 mm, the width of a column of an A4 page."""
_MODES = ("1", "L", "LA", "P", "PA", "RGB", "RGBA")
_FRAME = {0xC0, 0xC1, 0xC2}
"""Baseline, extended and progressive: what PDF (ISO 32000-1, 7.4.8) and PowerPoint show."""
_KEPT = _FRAME | {0xC4, 0xDB, 0xDD}
"""The segments of a JPEG that its pixels need: frame, Huffman and quantisation tables, restarts."""
_JFIF = b"\xff\xe0\x00\x10JFIF\x00\x01\x02\x00\x00\x01\x00\x01\x00\x00"
"""Says that three channels are YCbCr, and nothing of a resolution or a preview."""
_ORIENTATION = 0x0112


@dataclass(frozen=True)
class PixelFault:
    """Why a picture cannot be used: rule, message, hint."""

    rule: str
    message: str
    hint: str


@lru_cache(maxsize=32)
def parse_pixels(data: bytes) -> Picture | PixelFault:
    """Read a PNG or JPEG from bytes. Equal bytes are read once."""
    from PIL import Image

    try:
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as image:
            fault = _judged(image)
            if fault is not None:
                return fault
            image.load()
            pixels = _as_it_is(data, image) or _flattened(image)
    except (OSError, ValueError, SyntaxError, struct.error, zlib.error, Image.DecompressionBombError) as error:
        return PixelFault("picture-unreadable", f"the picture cannot be read: {error}", "save it again as PNG or JPEG")
    return Picture(float(pixels.width), float(pixels.height), (), pixels=pixels)


def _judged(image: Image.Image) -> PixelFault | None:
    """Judge what the head of a file says, before anything is unpacked."""
    if image.width * image.height > MOST_PIXELS:
        message = f"the picture has {image.width} x {image.height} pixels; at most {MOST_PIXELS // 1_000_000} million are read"
        return PixelFault("picture-too-large", message, "make it smaller: 2,000 pixels across fill a page")
    if getattr(image, "n_frames", 1) > 1:
        return PixelFault("picture-mode", "the picture moves, and paper does not", "save one of its frames")
    if image.mode not in _MODES:
        message = f"the colours of the picture are {image.mode}; sRGB and grey, of 8 bits, can be shown"
        return PixelFault("picture-mode", message, "save it again in sRGB")
    return None


def _as_it_is(data: bytes, image: Image.Image) -> Pixels | None:
    """Keep the data of a JPEG that needs nothing but its own segments to look right."""
    if image.format != "JPEG" or image.mode not in ("L", "RGB") or image.getexif().get(_ORIENTATION, 1) != 1:
        return None
    if image.mode == "RGB" and image.info.get("adobe_transform", 1) != 1:
        return None  # without the note that is left out, its colours would be taken for others
    bare = stripped_jpeg(data)
    return Pixels(image.width, image.height, 1 if image.mode == "L" else 3, "jpeg", bare) if bare else None


def stripped_jpeg(data: bytes) -> bytes | None:
    """Return a JPEG without what only says something about it (ITU-T T.81, annex B); None where it is no plain one."""
    out, place = [b"\xff\xd8"], 2
    while place + 4 <= len(data) and data[place] == 0xFF:
        marker = data[place + 1]
        if marker == 0xFF:  # a fill byte
            place += 1
            continue
        end = place + 2 + int.from_bytes(data[place + 2 : place + 4], "big")
        if marker == 0xDA:
            last = data.find(b"\xff\xd9", end)  # what lies behind the end is a preview, or somebody's secret
            return b"".join((*out, data[place : last + 2])) if last > 0 else None
        if marker in _KEPT:
            out.append(data[place:end])
        elif marker == 0xE0 and data.startswith(b"JFIF", place + 4):
            out.append(_JFIF)
        elif not (0xE0 <= marker <= 0xEF or marker == 0xFE):
            return None
        place = end
    return None


def _flattened(image: Image.Image) -> Pixels:
    """Turn a picture upright and lay it on white: a PDF/A of ours has no transparency."""
    from PIL import Image, ImageOps

    upright = ImageOps.exif_transpose(image)
    mode = "L" if upright.mode in ("1", "L", "LA") else "RGB"
    over = upright.convert("RGBA")
    flat = Image.new(mode, over.size, "white")  # a new one: nothing that the file says of itself comes along
    flat.paste(over.convert(mode), mask=over.getchannel("A"))
    return _packed(flat)


def _packed(flat: Image.Image) -> Pixels:
    buffer = io.BytesIO()
    flat.save(buffer, "PNG")
    data, place, rows = buffer.getvalue(), len(PNG), b""
    while place < len(data):
        length = int.from_bytes(data[place : place + 4], "big")
        if data[place + 4 : place + 8] == b"IDAT":
            rows += data[place + 8 : place + 8 + length]
        place += length + 12
    return Pixels(flat.width, flat.height, len(flat.getbands()), "png", rows)


@lru_cache(maxsize=32)
def in_grey(pixels: Pixels) -> Pixels:
    """Return a picture without colour, for an edition in black only."""
    if pixels.channels == 1:
        return pixels
    from PIL import Image

    with Image.open(io.BytesIO(picture_file(pixels)[0])) as image:
        return _packed(image.convert("L"))


def picture_file(pixels: Pixels) -> tuple[bytes, str]:
    """Return a whole picture file, and its ending."""
    if pixels.kind == "jpeg":
        return pixels.data, "jpg"
    colour_type = 0 if pixels.channels == 1 else 2
    head = struct.pack(">IIBBBBB", pixels.width, pixels.height, 8, colour_type, 0, 0, 0)
    return PNG + _chunk(b"IHDR", head) + _chunk(b"IDAT", pixels.data) + _chunk(b"IEND", b""), "png"


def _chunk(name: bytes, data: bytes) -> bytes:
    """Write a chunk of a PNG (PNG 1.2, 3.2)."""
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
