"""QR codes as pictures: level M, quiet zone of four modules, dark on white."""

import segno

from irdocs.typeset.figures.outlines import join, rectangle
from irdocs.typeset.figures.shapes import Picture, Shape

QUIET_ZONE = 4
"""White modules around the code (ISO/IEC 18004, 6.3.8)."""


def qr_code(address: str, size: float = 30.0) -> Picture:
    """Draw the code that reads ``address``, ``size`` wide and high with its quiet zone.

    Raises ValueError where the address is empty or too long for a code that prints well at 30 mm (version 10).
    """
    if not address.strip():
        raise ValueError("a QR code needs an address")
    try:
        code = segno.make_qr(address, error="m", boost_error=False)
    except segno.DataOverflowError as fault:
        raise ValueError("the address is too long for a QR code") from fault
    if int(code.version) > 10:
        raise ValueError(
            f"the address has {len(address)} characters, too many for a QR code that can be scanned in print"
        )
    rows = [bytes(row) for row in code.matrix]
    module = size / (len(rows) + 2 * QUIET_ZONE)
    dark = join(
        rectangle((start + QUIET_ZONE) * module, (line + QUIET_ZONE) * module, (end - start) * module, module)
        for line, row in enumerate(rows)
        for start, end in _runs(row)
    )
    ground = Shape(rectangle(0, 0, size, size), fill="white", role="ground")
    return Picture(size, size, (ground, Shape(dark, fill="ink", role="code")))


def _runs(row: bytes) -> list[tuple[int, int]]:
    """Return where each run of dark modules starts and ends: one box a run keeps the picture small."""
    runs, start = [], None
    for index, dark in enumerate((*row, 0)):
        if dark and start is None:
            start = index
        elif not dark and start is not None:
            runs.append((start, index))
            start = None
    return runs
