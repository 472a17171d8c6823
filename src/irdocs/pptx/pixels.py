"""Pictures of pixels on a slide: a picture part of the package, named by what is in it, and the shape that shows it."""

from __future__ import annotations

from hashlib import sha256

from irdocs.pptx.freeforms import Box
from irdocs.pptx.sheet import Sheet, xfrm
from irdocs.pptx.text import escape
from irdocs.typeset.figures.pixels import picture_file
from irdocs.typeset.figures.shapes import Pixels

IMAGE_TYPES = {"png": "image/png", "jpg": "image/jpeg"}
"""Content types by the ending of a picture part."""


def picture_xml(sheet: Sheet, pixels: Pixels, box: Box, name: str, alt: str, mark: str = "", locks: str = "") -> str:
    """Return a picture; ``mark`` is the placeholder that it fills. The part is written once a deck."""
    data, ending = picture_file(pixels)
    part = f"{sha256(data).hexdigest()[:16]}.{ending}"
    sheet.media[f"ppt/media/{part}"] = data
    rel_id = sheet.link("image", f"../media/{part}")
    return (
        f'<p:pic><p:nvPicPr><p:cNvPr id="{sheet.new_id()}" name="{escape(name)}" descr="{escape(alt)}"/><p:cNvPicPr>'
        f'<a:picLocks {locks}noChangeAspect="1"/></p:cNvPicPr><p:nvPr>{mark}</p:nvPr></p:nvPicPr><p:blipFill><a:blip '
        f'r:embed="{rel_id}"/><a:stretch><a:fillRect/></a:stretch></p:blipFill><p:spPr>{xfrm(box)}'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:pic>'
    )
