"""Pictures of pixels, for logos: read once a process, flattened onto white, deflated."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from PIL import Image

from irdocs.pdf.objects import Stream
from irdocs.problems import Location, Problems

MOST_PIXELS = 4_000_000
"""A logo of more pixels is refused: at 46 mm it would be finer than any printer."""


@dataclass(frozen=True)
class Raster:
    """A picture of pixels, ready for a page."""

    width: int
    height: int
    data: bytes
    """RGB, deflated."""

    def stream(self) -> Stream:
        """Give the image XObject for one document."""
        entries = b"/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceRGB/BitsPerComponent 8" % (
            self.width,
            self.height,
        )
        return Stream(self.data, entries, compress=False, deflated=True)


def read_raster(path: Path, problems: Problems) -> Raster | None:
    """Read a PNG or JPEG file; None where it cannot be read, and the problem says why."""
    try:
        stat = path.stat()
        return _read(path, stat.st_mtime_ns, stat.st_size)
    except (OSError, ValueError, Image.DecompressionBombError) as fault:
        problems.error(
            "logo-unreadable", Location(path.name), f"the logo cannot be read: {fault}", "give an SVG, PNG or JPEG file"
        )
        return None


@lru_cache(maxsize=16)
def _read(path: Path, _changed: int, _size: int) -> Raster:
    with Image.open(path) as image:
        if image.width * image.height > MOST_PIXELS:
            raise ValueError(f"it has {image.width} x {image.height} pixels, too many for a logo")
        # No transparency in the file: what shines through is white (ISO 19005-2, 6.2.10 would ask for more)
        picture = image.convert("RGBA")
        flat = Image.new("RGB", picture.size, "white")
        flat.paste(picture, mask=picture.getchannel("A"))
    return Raster(flat.width, flat.height, Stream(flat.tobytes()).data)
