"""A brand's palette in the colour schemes of our own template, so that masters, charts and drawings all follow it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from functools import lru_cache

_SLOT = r'(<a:{slot}><a:srgbClr val=")[0-9A-Fa-f]{{6}}(")'


def recoloured(data: bytes, scheme: Mapping[str, str]) -> bytes:
    """Return a template whose themes have the colours of a scheme (slot -> "#RRGGBB"), with nothing else changed."""
    return _recoloured(data, tuple(scheme.items()))


@lru_cache(maxsize=8)
def _recoloured(data: bytes, scheme: tuple[tuple[str, str], ...]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            part = source.read(entry)
            if entry.filename.startswith("ppt/theme/") and entry.filename.endswith(".xml"):
                part = _theme(part.decode("utf-8"), scheme).encode("utf-8")
            target.writestr(entry, part)
    return out.getvalue()


def _theme(text: str, scheme: tuple[tuple[str, str], ...]) -> str:
    for slot, colour in scheme:
        text = re.sub(_SLOT.format(slot=slot), rf"\g<1>{colour[1:].upper()}\g<2>", text, count=1)
    return text
