"""Open anybody's PowerPoint template: refuse what cannot serve, drop its sample slides, describe its layouts."""

from __future__ import annotations

import io
import tomllib
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE as RT

from irdocs.document.nodes import SLIDE_ROLES
from irdocs.pptx.inherit import A, Changes, P, ground_of, luminance, scheme_of, slots_of
from irdocs.pptx.roles import LayoutRoles, SlideLayout, choose
from irdocs.pptx.untrusted import R, bursting, drop_links, forget
from irdocs.problems import IrdocsError, Location, Problems

_MAIN = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
_POTX = "application/vnd.openxmlformats-officedocument.presentationml.template.main+xml"
_SHOW = "application/vnd.openxmlformats-officedocument.presentationml.slideshow.main+xml"
_SECTIONS = "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MEDIUM_STYLE_2 = "{5C22544A-7EE6-4342-B048-85BDC9FD1C3A}"

# What belongs to the sample's own history and not to its look; relationship and part go together.
_NOT_CARRIED = (RT.PRINTER_SETTINGS, RT.COMMENT_AUTHORS, RT.CUSTOM_XML, RT.TAGS)


@dataclass(frozen=True)
class Template:
    """A template that can be filled. Its parts are those that every deck shares."""

    name: str
    width: int
    height: int
    """The slide's size in EMU."""
    layouts: tuple[SlideLayout, ...]
    plans: Mapping[str, LayoutRoles]
    dark_plans: Mapping[str, LayoutRoles]
    """The same for image review; the same plans where the template has no dark master."""
    body_area: tuple[int, int, int, int]
    """The master's body box in EMU: where text boxes go when nothing else serves."""
    parts: Mapping[str, bytes]
    """Every part of the package except slides and properties."""
    kinds: Mapping[str, str]
    """Content types of parts by name, with a leading stroke."""
    defaults: Mapping[str, str]
    """Content types by extension."""
    links: tuple[tuple[str, str, str], ...]
    """Relationships of the presentation: id, kind, target."""
    table_style: str
    colours: Mapping[str, str] = field(default_factory=dict)
    """Palette token -> theme slot, where the mapping file says so."""
    problems: tuple[tuple[str, str, str], ...] = ()
    """Warnings about the template: rule, message, hint."""
    presentation: Any = field(default=None, compare=False, repr=False)
    """The library's object, from which slides are compiled."""
    compiled: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)
    """What was compiled from it (see `skeleton`): kept as long as the template is."""

    def plan(self, role: str, dark: bool = False) -> LayoutRoles | None:
        """Give the layout for a role."""
        return (self.dark_plans if dark else self.plans).get(role)


def open_template(path: Path) -> Template:
    """Open a template file, with the mapping file `NAME.layouts.toml` beside it where there is one.

    Raises IrdocsError where the file cannot serve: macros, the old format, no layout with a title, not readable.
    """
    try:
        data = path.read_bytes()
    except OSError as reason:
        raise _refusal(
            str(path), "template-unreadable", f"the template cannot be read: {reason.strerror}", "check the path"
        ) from reason
    beside = path.with_name(f"{path.stem}.layouts.toml")
    try:
        mapping = beside.read_text(encoding="utf-8") if beside.is_file() else ""
    except (OSError, UnicodeDecodeError) as reason:
        raise _refusal(
            str(beside), "template-mapping", f"the mapping file cannot be read: {reason}", "save it as UTF-8"
        ) from reason
    return _opened(data, str(path), mapping)


def template_from_bytes(data: bytes, name: str = "template", mapping: str = "") -> Template:
    """Open a template held in memory; ``mapping`` is the text of a mapping file."""
    return _opened(data, name, mapping)


def report(template: Template, problems: Problems) -> None:
    """Tell a template's warnings."""
    for rule, message, hint in template.problems:
        problems.warning(rule, Location(template.name), message, hint)


@lru_cache(maxsize=16)
def _cached(digest: str, name: str, mapping: str, data: _Blob) -> Template:
    return _compile(data.data, name, mapping)


class _Blob:
    """Bytes that compare equal by the digest beside them, so that a cache key stays small."""

    __slots__ = ("data",)

    def __init__(self, data: bytes) -> None:
        self.data = data

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Blob)

    def __hash__(self) -> int:
        return 0


def _opened(data: bytes, name: str, mapping: str) -> Template:
    return _cached(sha256(data).hexdigest(), name, mapping, _Blob(data))


def _refusal(name: str, rule: str, message: str, hint: str) -> IrdocsError:
    problems = Problems()
    problems.error(rule, Location(name), message, hint)
    return IrdocsError(problems)


def _checked(data: bytes, name: str) -> bytes:
    """Give bytes that the library opens, or refuse with the reason."""
    lower = name.lower()
    if data.startswith(_OLE) or lower.endswith((".ppt", ".pot", ".pps")):
        raise _refusal(
            name,
            "template-old-format",
            "this is an old (.ppt) or password-protected file, not a .pptx or .potx",
            "open it in PowerPoint, remove the password and save it as .pptx",
        )
    try:
        if reason := bursting(data):
            raise _refusal(
                name,
                "template-too-large",
                f"the template is too large to be opened: {reason}",
                "compress its pictures in PowerPoint, or take out what no slide needs",
            )
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = package.namelist()
            kinds = package.read("[Content_Types].xml")
    except (zipfile.BadZipFile, zlib.error, RuntimeError, KeyError, OSError) as reason:
        raise _refusal(
            name, "template-unreadable", f"this is no PowerPoint file: {reason}", "save it again as .pptx"
        ) from reason
    macros = b"macroEnabled" in kinds or any("vbaproject" in part.lower() for part in names)
    if macros or lower.endswith((".pptm", ".potm", ".ppsm")):
        raise _refusal(
            name,
            "template-macros",
            "the template holds macros, which a deck must not carry",
            "save it in PowerPoint as .pptx or .potx, without macros",
        )
    if _POTX.encode() not in kinds and _SHOW.encode() not in kinds:
        return data
    kinds = kinds.replace(_POTX.encode(), _MAIN.encode()).replace(_SHOW.encode(), _MAIN.encode())
    return _with_part(data, "[Content_Types].xml", kinds)


def _with_part(data: bytes, name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.namelist():
            target.writestr(entry, content if entry == name else source.read(entry))
    return out.getvalue()


def _compile(data: bytes, name: str, mapping: str) -> Template:
    usable = _checked(data, name)
    try:
        prs = Presentation(io.BytesIO(usable))
        _drop_samples(prs)
        outside = list(drop_links(prs))
        layouts = tuple(_layouts(prs))
        notes = prs.notes_master  # made from the library's defaults where the template has none
        area = _body_area(prs)
    except Exception as reason:  # the library raises whatever a broken part makes it raise
        raise _refusal(
            name,
            "template-unreadable",
            f"the template cannot be opened: {type(reason).__name__}: {reason}",
            "open it in PowerPoint, let it repair the file, and save it again",
        ) from reason
    if not any(layout.title is not None for layout in layouts):
        raise _refusal(
            name,
            "template-no-title",
            "no layout of the template has a title placeholder",
            "add a title to at least one layout in the slide master view: a slide without title cannot be found "
            "or read aloud",
        )
    plans, colours, said = _mapped(choose(layouts), layouts, mapping, name)
    buffer = io.BytesIO()
    prs.save(buffer)
    parts, kinds, defaults, links = _read_parts(buffer.getvalue())
    del notes
    return Template(
        name=name,
        width=int(prs.slide_width),
        height=int(prs.slide_height),
        layouts=layouts,
        plans=plans,
        dark_plans=choose(layouts, dark=True) if any(layout.dark_master for layout in layouts) else plans,
        body_area=area,
        parts=parts,
        kinds=kinds,
        defaults=defaults,
        links=links,
        table_style=_table_style(parts),
        colours=colours,
        problems=tuple(said + _links(outside) + list(_warnings(layouts, plans))),
        presentation=prs,
    )


def _drop_samples(prs: Any) -> None:
    """Remove sample slides with all that names them, so that no part of them is written."""
    root = prs.part._element
    slides = root.find(f"{P}sldIdLst")
    if slides is not None:
        for entry in list(slides):
            prs.part.drop_rel(entry.get(f"{R}id"))
            slides.remove(entry)
    for tag in ("custShowLst", "custDataLst", "photoAlbum", "modifyVerifier"):
        for node in root.findall(f"{P}{tag}"):
            root.remove(node)
    for holder in root.findall(f"{P}extLst"):
        for node in [node for node in holder if node.get("uri") == _SECTIONS]:
            holder.remove(node)
        if not len(holder):
            root.remove(holder)
    # A master's button or the outline view may lead to a sample slide, which would keep the slide in the file.
    for part in list(prs.part.package.iter_parts()):
        stale = [
            rel_id
            for rel_id, rel in part.rels.items()
            if not rel.is_external and (rel.reltype in _NOT_CARRIED or rel.reltype == RT.SLIDE)
        ]
        if stale and part.partname.startswith("/ppt/"):
            forget(part, stale)


def _layouts(prs: Any) -> Iterator[SlideLayout]:
    defaults = prs.part._element.find(f"{P}defaultTextStyle")
    number = 0
    width, height = int(prs.slide_width), int(prs.slide_height)
    for position, master in enumerate(prs.slide_masters):
        theme = etree.fromstring(master.part.part_related_by(RT.THEME).blob)
        scheme = scheme_of(theme, master._element.find(f"{P}clrMap"))
        master_ground = ground_of(master._element, master._element, scheme, None)
        kept: dict[bytes, Changes] = {}
        for layout in master.slide_layouts:
            root = layout._element
            override = root.find(f"{P}clrMapOvr/{A}overrideClrMapping")
            own = replace(scheme, mapping=dict(override.attrib)) if override is not None else scheme
            slots = slots_of(root, master._element, defaults, own, kept if override is None else {})
            title = next((slot for slot in slots if slot.is_title), None)
            ground = ground_of(root, master._element, own, title)
            yield SlideLayout(
                number,
                layout.name or f"Layout {number + 1}",
                position,
                str(layout.part.partname),
                root.get("type") or "",
                luminance(ground) < 0.2,
                luminance(master_ground) < 0.2,
                ground,
                slots,
                width,
                height,
            )
            number += 1


def _body_area(prs: Any) -> tuple[int, int, int, int]:
    width, height = int(prs.slide_width), int(prs.slide_height)
    for shape in prs.slide_masters[0].placeholders:
        if shape.element.xpath("./p:nvSpPr/p:nvPr/p:ph[@type='body']") and shape.width and shape.height:
            return int(shape.left), int(shape.top), int(shape.width), int(shape.height)
    return round(width * 0.06), round(height * 0.25), round(width * 0.88), round(height * 0.6)


def _mapped(
    plans: Mapping[str, LayoutRoles], layouts: tuple[SlideLayout, ...], mapping: str, name: str
) -> tuple[dict[str, LayoutRoles], dict[str, str], list[tuple[str, str, str]]]:
    """Let the mapping file override what was chosen."""
    chosen = dict(plans)
    said: list[tuple[str, str, str]] = []
    if not mapping:
        return chosen, {}, said
    try:
        table = tomllib.loads(mapping)
    except tomllib.TOMLDecodeError as reason:
        raise _refusal(
            name, "template-mapping", f"the mapping file beside the template is not TOML: {reason}", "mend that line"
        ) from reason
    for role, entry in table.items():
        if role == "colours":
            continue
        if role not in SLIDE_ROLES or not isinstance(entry, dict):
            said.append(
                ("template-mapping", f'the mapping file names a role "{role}"', f"roles: {', '.join(SLIDE_ROLES)}")
            )
            continue
        fitting = [
            layout
            for layout in layouts
            if layout.name == entry.get("layout") and entry.get("master", layout.master + 1) == layout.master + 1
        ]
        if not fitting or fitting[0].title is None:
            said.append(
                (
                    "template-mapping",
                    f'the mapping file asks for the layout "{entry.get("layout")}" for {role}, '
                    "which is not there or has no title",
                    "names: " + ", ".join(layout.name for layout in layouts),
                )
            )
            continue
        layout = fitting[0]
        by_idx = {slot.idx: slot for slot in layout.slots}
        before = choose((layout,)).get(role)
        slots = dict(before.slots) if before is not None else {}
        slots |= {"title": layout.title} if layout.title is not None else {}
        slots |= {key: by_idx[idx] for key, idx in entry.get("slots", {}).items() if idx in by_idx}
        chosen[role] = LayoutRoles(role, layout, 99.0, slots)
    colours = {str(token): str(slot) for token, slot in table.get("colours", {}).items()}
    return chosen, colours, said


def _links(outside: list[str]) -> list[tuple[str, str, str]]:
    told = f"the template leads to files elsewhere, and the links were left out: {'; '.join(outside)}"
    hint = "in the slide master view, put the picture or the object itself in place of the link"
    return [("template-link", told, hint)] if outside else []


def _warnings(layouts: tuple[SlideLayout, ...], plans: Mapping[str, LayoutRoles]) -> Iterator[tuple[str, str, str]]:
    beside = "add such a layout to the template, or name one in the mapping file beside it"
    for role in SLIDE_ROLES:
        plan = plans.get(role)
        if plan is None:
            yield "template-role", f"no layout serves {role}: text boxes are placed on a layout with a title", beside
        elif plan.serves:
            yield "template-role", f'no layout serves {role}: "{plan.layout.name}" ({plan.serves}) is used', beside
    used = {plan.layout.number: plan.layout for plan in plans.values()}
    bare = sorted({layout.name for layout in used.values() if layout.furniture("sldNum") is None})
    if bare:
        yield (
            "template-number",
            f"slides have no number on: {', '.join(bare)}",
            "add the slide number to these layouts in the slide master view",
        )
    faces = {slot.levels[0].face for layout in used.values() for slot in layout.slots if slot.takes_text}
    unknown = sorted(face for face in faces if not measured_as(face)[2])
    if unknown:
        yield (
            "template-font",
            f"text in {', '.join(unknown)} is measured by another font, with some room to spare",
            "look at the slides before they are shown",
        )


def measured_as(face: str) -> tuple[str, float, bool]:
    """Give the family that a face is measured with, the factor on widths, and whether the two agree.

    Arimo has the widths of Arial. Calibri is narrower, so Arimo is safe; for others 5 % are added.
    """
    known = {
        "arial": "Arimo",
        "helvetica": "Arimo",
        "liberation sans": "Arimo",
        "arimo": "Arimo",
        "public sans": "Public Sans",
    }
    family = known.get(face.lower())
    if family is not None:
        return family, 1.0, True
    return "Arimo", 1.0 if face.lower().startswith(("calibri", "carlito", "arial")) else 1.05, False


def _read_parts(
    data: bytes,
) -> tuple[dict[str, bytes], dict[str, str], dict[str, str], tuple[tuple[str, str, str], ...]]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    types: Any = etree.fromstring(parts.pop("[Content_Types].xml"))
    kinds: dict[str, str] = {}
    defaults: dict[str, str] = {}
    for entry in types:
        if entry.get("PartName"):
            kinds[entry.get("PartName")] = entry.get("ContentType")
        else:
            defaults[entry.get("Extension")] = entry.get("ContentType")
    links: Any = etree.fromstring(parts.pop("ppt/_rels/presentation.xml.rels"))
    rows = tuple((link.get("Id"), link.get("Type"), link.get("Target")) for link in links)
    parts.pop("_rels/.rels")
    for part in [part for part in parts if part.startswith("docProps/") or part.startswith("customXml/")]:
        parts.pop(part)
        kinds.pop(f"/{part}", None)
    kept = {f"/{part}" for part in parts}
    return parts, {part: kind for part, kind in kinds.items() if part in kept}, defaults, rows


def _table_style(parts: Mapping[str, bytes]) -> str:
    text = parts.get("ppt/tableStyles.xml")
    return etree.fromstring(text).get("def") or _MEDIUM_STYLE_2 if text else _MEDIUM_STYLE_2
