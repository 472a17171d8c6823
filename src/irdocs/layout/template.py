"""The Jinja2 environment in which layouts are written (only here): sandboxed, strict, escaped, and stamped with places."""

import re
import traceback
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Any

import jinja2
from jinja2 import nodes as syntax
from jinja2.compiler import CodeGenerator
from jinja2.ext import Extension
from jinja2.runtime import Context, markup_join, str_join
from jinja2.sandbox import ImmutableSandboxedEnvironment, safe_range
from markupsafe import Markup, escape

from irdocs.layout.bounds import (
    BOUNDED,
    MOST_LENGTH,
    Steps,
    TooMuchError,
    bounded,
    checked_call,
    checked_operation,
    joined,
    refuse,
)
from irdocs.problems import Location, Problems, meant, nearest
from irdocs.reading.prose import Citation, Link, PolicyUse, Prose, QuantityUse, Span, Strong, TermUse, Words

REMEMBERED = 5000
"""Attributes of types that the sandbox remembers."""

_JINJA = re.compile(r"(\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\})", re.DOTALL)
_TAG = re.compile(r"<([a-z][a-z0-9-]*)")
_UNESCAPED = re.compile(r"\{%[-+]?\s*autoescape\b")
_COMPUTED_TAG = re.compile(r"</?\s*(?:[a-z0-9-]*\{\{|\{%)")


class PositionStamps(Extension):
    """Writes `data-at="file:line:column"` into every literal start tag, so that each element knows its place."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """Stamp the source; a tag whose name is computed cannot be stamped, and is refused."""
        prefix = self.environment.stamp_prefix  # type: ignore[attr-defined]
        for pattern, wrong in (
            (_COMPUTED_TAG, "the name of an element is computed"),
            (_UNESCAPED, "escaping cannot be turned off"),
        ):
            found = pattern.search(source)
            if found:
                raise jinja2.TemplateSyntaxError(wrong, source.count("\n", 0, found.start()) + 1, name, filename)
        parts: list[str] = []
        line, start = 1, 0
        for piece in _JINJA.split(source):
            if not _JINJA.match(piece):

                def stamp(match: re.Match[str], piece: str = piece, line: int = line, start: int = start) -> str:
                    before = piece[: match.start()]
                    row = line + before.count("\n")
                    column = match.start() - before.rfind("\n") + (start if "\n" not in before else 0)
                    return f'{match[0]} data-at="{prefix}{name}:{row}:{column}"'

                stamped = _TAG.sub(stamp, piece)
            else:
                stamped = piece
            parts.append(stamped)
            breaks = piece.count("\n")
            line += breaks
            start = start + len(piece) if not breaks else len(piece) - piece.rfind("\n") - 1
        return "".join(parts)


class _Generator(CodeGenerator):
    """Writes the code of a template: what ``~`` joins is bounded like everything else."""

    def visit_Concat(self, node: syntax.Concat, frame: Any) -> None:
        """Write a call of the environment in place of Jinja's own join."""
        self.write("environment.tied((")
        for part in node.nodes:
            self.visit(part, frame)
            self.write(", ")
        self.write("))")


class _Sandbox(ImmutableSandboxedEnvironment):
    """The sandbox, with bounds; it remembers what it said: whether an attribute is safe depends on type and name alone."""

    intercepted_binops = frozenset(("+", "*", "**", "%"))
    code_generator_class = _Generator
    concat = staticmethod(joined)

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._safe: dict[tuple[type, str], bool] = {}
        self.steps = Steps()
        for name in BOUNDED:
            self.filters[name] = bounded(self.filters[name], name == "format")
        self.finalize = lambda value: self.steps.printed(value)
        self.filters["counted"] = lambda values: self.steps.counted(values)

    def tied(self, values: Iterable[Any]) -> str:
        """Join values as ``~`` does, escaped where one of them is markup."""
        pieces = list(values)
        text = markup_join(pieces) if any(hasattr(one, "__html__") for one in pieces) else str_join(pieces)
        if len(text) > MOST_LENGTH:
            refuse(f"a text of {len(text):,} characters")
        return text

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Do an operation that is within bounds."""
        checked_operation(operator, left, right)
        return super().call_binop(context, operator, left, right)

    def call(__self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:
        """Call what a template calls, within bounds."""
        checked_call(__obj, args, kwargs.values())
        return super().call(__context, __obj, *args, **kwargs)

    def _parse(self, source: str, name: str | None, filename: str | None) -> syntax.Template:
        tree = super()._parse(source, name, filename)
        for loop in tree.find_all(syntax.For):
            loop.iter = syntax.Filter(loop.iter, "counted", [], [], None, None, lineno=loop.iter.lineno)
        return tree.set_environment(self)  # type: ignore[return-value]

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Whether a template may read an attribute."""
        key = (type(obj), attr)
        safe = self._safe.get(key)
        if safe is None:
            if len(self._safe) >= REMEMBERED:
                self._safe.clear()
            safe = self._safe[key] = super().is_safe_attribute(obj, attr, value)
        return safe


class Templates:
    """The compiled templates of one layouts folder, kept warm."""

    def __init__(self, layouts: Path) -> None:
        self.root = layouts.name
        self._environment = _Sandbox(
            loader=jinja2.FileSystemLoader(layouts, encoding="utf-8"),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            extensions=[PositionStamps],
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self._environment.extend(stamp_prefix=f"{self.root}/")
        self._environment.globals.clear()
        self._environment.globals.update(range=safe_range, namespace=jinja2.utils.Namespace)
        for name in ("safe", "forceescape", "xmlattr", "urlize", "tojson", "pprint"):
            self._environment.filters.pop(name, None)
        self._environment.filters |= {"prose": prose, "support": support, "dagger": dagger}

    def fill(self, name: str, values: Mapping[str, Any], problems: Problems) -> str | None:
        """Fill a template. Returns None, with the fault and its place told, where it cannot be filled."""
        self._environment.steps = Steps()
        try:
            return self._environment.get_template(name).render(values)
        except jinja2.TemplateSyntaxError as error:
            self._broken(error, name, problems)
        except jinja2.TemplateNotFound as error:
            at = Location(f"{self.root}/{name}") if error.name == name else self._place(error, name)
            problems.error("no-template", at, f'there is no template "{error.name}"', "look at its name and folder")
        except jinja2.exceptions.SecurityError as error:
            at = self._place(error, name)
            problems.error(
                "forbidden", at, f"a template may not do this: {error}", "a template only shows what it is given"
            )
        except (TooMuchError, MemoryError) as error:
            problems.error(
                "too-much", self._place(error, name), f"a template may not make so much: {error}",
                "more than any document needs: look at what is repeated here",
            )  # fmt: skip
        except jinja2.UndefinedError as error:
            problems.error("undefined", self._place(error, name), f"{error.message}", "look at the name in this line")
        except KeyError as error:
            words = str(error.args[0]) if error.args else str(error)
            problems.error(
                "undefined", self._place(error, name), f'there is no "{words}"', "look at the name in this line"
            )
        except Exception as error:
            problems.error(
                "template-fault", self._place(error, name), f"{type(error).__name__}: {error}", "look at this line"
            )
        return None

    def check(self, name: str, elements: Mapping[str, Collection[str]], problems: Problems) -> None:
        """Report what can be seen of a template without filling it: syntax, filters, files, elements, attributes.

        ``elements`` are those of the markup, each with its attributes.
        """
        try:
            self._environment.compile(self._parse(name), name)
        except jinja2.TemplateSyntaxError as error:
            self._broken(error, name, problems)
            return
        assert self._environment.loader is not None
        source, _, _ = self._environment.loader.get_source(self._environment, name)
        for node in self._parse(name).find_all((syntax.Extends, syntax.Include, syntax.Import, syntax.FromImport)):
            target = getattr(node, "template", None)
            if isinstance(target, syntax.Const) and target.value not in self._names():
                at = Location(f"{self.root}/{name}", node.lineno, 1)
                hint = nearest(str(target.value), self._names())
                problems.error("no-template", at, f'there is no template "{target.value}"', hint)
        check_elements(_JINJA.sub(_blank, source), f"{self.root}/{name}", elements, problems)

    def _names(self) -> list[str]:
        return self._environment.list_templates(extensions=["j2"])

    def _broken(self, error: jinja2.TemplateSyntaxError, name: str, problems: Problems) -> None:
        at = Location(f"{self.root}/{error.name or name}", error.lineno, 1)
        problems.error("broken-template", at, f"the template is broken here: {error.message}", "look at this line")

    def files(self, name: str) -> set[str]:
        """Return every template file that a template is made of, itself included, relative to the layouts folder."""
        found: set[str] = set()
        waiting = [name]
        while waiting:
            one = waiting.pop()
            if one in found:
                continue
            found.add(one)
            for node in self._parse(one).find_all((syntax.Extends, syntax.Include, syntax.Import, syntax.FromImport)):
                target = getattr(node, "template", None)
                if isinstance(target, syntax.Const):
                    waiting.append(target.value)
        return found

    def _parse(self, name: str) -> syntax.Template:
        assert self._environment.loader is not None
        source, path, _ = self._environment.loader.get_source(self._environment, name)
        return self._environment.parse(source, name, path)

    def _place(self, error: BaseException, name: str) -> Location:
        """Return the last line of a template that an exception came through."""
        known = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.endswith(".j2")]
        if not known:
            return Location(f"{self.root}/{name}")
        frame = known[-1]
        parts = Path(frame.filename).as_posix().rpartition(f"/{self.root}/")
        return Location(f"{self.root}/{parts[2]}", frame.lineno or 0, 1)


_START = re.compile(r"""<([a-zA-Z][\w.-]*)((?:[^<>"']|"[^"]*"|'[^']*')*)>""")
_ATTRIBUTE = re.compile(r"""(?<=\s)([\w.:-]+)\s*=\s*(?:"[^"]*"|'[^']*')""")
_COMMENT = re.compile(r"<!--.*?-->|<!\[CDATA\[.*?\]\]>", re.DOTALL)


def _blank(found: re.Match[str]) -> str:
    """Return as much white space as was found: what follows keeps its line and column."""
    return re.sub(r"[^\n]", " ", found[0])


def check_elements(source: str, shown: str, elements: Mapping[str, Collection[str]], problems: Problems) -> None:
    """Report each element and attribute that the markup does not have; ``source`` is a template without its Jinja."""
    source = _COMMENT.sub(_blank, source)
    for found in _START.finditer(source):
        known = elements.get(found[1])
        at = _location(source, found.start(), shown)
        if known is None:
            near = meant(found[1], list(elements))
            hint = f"did you mean <{near}>?" if near else "see docs/making-a-layout.md for all elements"
            problems.error("unknown-element", at, f"<{found[1]}> is not an element of the markup", hint)
            continue
        for one in _ATTRIBUTE.finditer(found[2]):
            if one[1] not in known:
                names = ", ".join(sorted(known)) or "none"
                problems.error("unknown-attribute", at, f'<{found[1]}> has no attribute "{one[1]}"', f"it has: {names}")


def _location(source: str, index: int, shown: str) -> Location:
    return Location(shown, source.count("\n", 0, index) + 1, index - source.rfind("\n", 0, index))


# --- what templates can do with prose ----------------------------------------------------------------------------------


def prose(value: Prose | str | None) -> Markup:
    """Write a person's words as inline markup; their place goes with every element in them."""
    if value is None:
        return Markup("")
    if isinstance(value, str):
        return escape(value)
    at = f' data-at="{escape(str(_full(value.at)))}"' if value.at.path else ""
    return Markup("".join(_span(span, at) for span in value.spans))


def _full(at: Location) -> Location:
    return Location(at.path, at.line or 1, at.column or 1)


def _span(span: Span, at: str) -> str:
    match span:
        case Words(text):
            return str(escape(text))
        case Strong(inner):
            return f"<strong{at}>{_spans(inner, at)}</strong>"
        case Link(inner, href):
            return f'<a{at} href="{escape(href)}">{_spans(inner, at)}</a>'
        case TermUse(inner, term):
            return f'<term{at} key="{escape(term)}">{_spans(inner, at)}</term>'
        case QuantityUse(quantity, part, form):
            return f'<amount{at} of="{quantity}" part="{part}" form="{form}"/>'
        case PolicyUse(slot):
            return f'<policy{at} slot="{slot}"/>'
        case Citation(keys):
            return f'<cite{at} keys="{escape(" ".join(keys))}"/>'


def _spans(spans: Iterable[Span], at: str) -> str:
    return "".join(_span(span, at) for span in spans)


def support(value: Any) -> Markup:
    """Write what stands behind a statement: the numbers of its sources, and a dagger where nobody has checked it."""
    if not value:
        return Markup("")
    at_place = getattr(value, "at", None)
    at = f' data-at="{escape(str(_full(at_place)))}"' if isinstance(at_place, Location) and at_place.path else ""
    found = f'<cite{at} keys="{escape(" ".join(value.source))}"/>' if value.source else ""
    return Markup(found) + dagger(value)


def dagger(value: Any) -> Markup:
    """Write the mark of a statement that nobody has checked; a leaflet numbers the sources of its figures only (G04)."""
    return Markup("<dagger/>") if value and not value.verified else Markup("")
