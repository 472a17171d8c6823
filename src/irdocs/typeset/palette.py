"""The tokens that a brand gives, and the black-only values of each (visual.md 1.1, 6 and 7)."""

from collections.abc import Mapping

COLOURS: Mapping[str, str] = {
    "white": "#FFFFFF",
    "ink": "#14262E",
    "deep": "#073B47",
    "petrol": "#0B5868",
    "mid": "#36798A",
    "route": "#A8470B",
    "red": "#A61B1B",
    "grey6": "#51626A",
    "grey4": "#7D8C93",
    "soft": "#A9CBD0",
    "tint": "#DCEAEC",
    "mist": "#EFF6F6",
    "amber": "#F2A65A",
    "sky": "#CFE6E9",
    "artery": "#A63D40",
    "arterytint": "#F4DEDB",
    "arterywall": "#DDAFA9",
    "vein": "#3F5E9E",
    "veintint": "#DDE4F1",
    "bile": "#66700F",
    "biletint": "#E6E9B4",
    "target": "#C9B48E",
    "sand": "#F7F2E8",
    "sand2": "#E9DFCB",
}
"""The palette of the neutral brand: token -> sRGB."""

BLACK: Mapping[str, str] = {
    "white": "#FFFFFF",
    "ink": "#000000",
    "deep": "#000000",
    "petrol": "#000000",
    "mid": "#444444",
    "route": "#000000",
    "red": "#000000",
    "grey6": "#333333",
    "grey4": "#6E6E6E",
    "soft": "#BBBBBB",
    "tint": "#EBEBEB",
    "mist": "#FFFFFF",
    "amber": "#FFFFFF",
    "sky": "#000000",
    "artery": "#000000",
    "arterytint": "#FFFFFF",
    "arterywall": "#CCCCCC",
    "vein": "#000000",
    "veintint": "#E4E4E4",
    "bile": "#333333",
    "biletint": "#EEEEEE",
    "target": "#A0A0A0",
    "sand": "#F6F6F6",
    "sand2": "#E0E0E0",
}
"""What each token becomes in a black-only edition."""

DARK: Mapping[str, str] = {
    "white": "#073B47",
    "mist": "#0A4350",
    "tint": "#0F4A57",
    "soft": "#1C6474",
    "mid": "#5FA9B7",
    "petrol": "#8CC6CF",
    "route": "#F2A65A",
    "deep": "#CFE6E9",
    "artery": "#E8A9A0",
    "arterytint": "#5B3A40",
    "arterywall": "#3E7280",
    "vein": "#9DB4E0",
    "veintint": "#24406B",
    "bile": "#C9CF7A",
    "biletint": "#3C4A2A",
    "target": "#D8C59F",
}
"""What the tokens of a drawing become on a dark ground (visual.md 7.3)."""

_TOWARDS_SKY = {"mist": 0.03, "tint": 0.07, "soft": 0.17, "mid": 0.5, "petrol": 0.68, "arterywall": 0.3, "sand": 0.12}
"""How far a brand's own dark values go from its ``deep`` to its ``sky``."""


def dark_values(colours: Mapping[str, str]) -> dict[str, str]:
    """Return every token as it stands on the dark ground of a palette; a brand's own ground gives its own values."""
    values = {**colours, "ink": colours["sky"], **DARK}
    if colours["deep"] != COLOURS["deep"]:
        values |= {name: mixed(colours["deep"], colours["sky"], share) for name, share in _TOWARDS_SKY.items()}
        values |= {"white": colours["deep"], "deep": colours["sky"]}
    return values


def deck_scheme(colours: Mapping[str, str]) -> dict[str, str]:
    """Return the colour scheme of a deck on our own template: slot of a theme -> "#RRGGBB"."""
    dark = dark_values(colours)
    return {
        "dk1": colours["ink"],
        "lt1": colours["white"],
        "dk2": colours["deep"],
        "lt2": colours["mist"],
        "accent1": colours["petrol"],
        "accent2": colours["route"],
        "accent3": colours["mid"],
        "accent4": colours["grey6"],
        "accent5": dark["petrol"],
        "accent6": colours["amber"],
        "hlink": colours["petrol"],
        "folHlink": colours["mid"],
    }


def mixed(one: str, other: str, share: float) -> str:
    """Return the colour that lies a share of the way from one to another."""
    pairs = ((int(one[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(a + (b - a) * share):02X}" for a, b in pairs)


def relative_luminance(colour: str) -> float:
    """Return the relative luminance of an sRGB colour "#RRGGBB" (WCAG 2.2, definition of relative luminance)."""
    channels = [int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two sRGB colours, 1 to 21 (WCAG 2.2, success criterion 1.4.3)."""
    lighter, darker = sorted((relative_luminance(one), relative_luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


PAIRS: tuple[tuple[str, str, float], ...] = (
    ("ink", "white", 7.0),
    ("ink", "mist", 7.0),
    ("ink", "tint", 7.0),
    ("deep", "white", 7.0),
    ("deep", "mist", 7.0),
    ("petrol", "white", 4.5),
    ("petrol", "mist", 4.5),
    ("route", "white", 4.5),
    ("red", "white", 4.5),
    ("grey6", "white", 4.5),
    ("grey6", "mist", 4.5),
    ("grey4", "white", 3.0),
    ("sky", "deep", 7.0),
)
"""What is drawn on what, and the least contrast of each pair (L07)."""

DECK_PAIRS: tuple[tuple[str, str, float, str, str], ...] = (
    ("accent5", "dk2", 4.5, "sky", "deep"),
    ("accent6", "dk2", 4.5, "amber", "deep"),
    ("lt1", "dk2", 7.0, "white", "deep"),
    ("folHlink", "lt1", 4.5, "mid", "white"),
)
"""The same of slots that only a deck has on each other, with the tokens that a brand sets them by."""
