"""A second, independent checker of tagged PDFs: outloud.

As a script: python tests/judges/outloud_judge.py FILE.pdf ... ; exit status 1 where a file has errors.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

import outloud


def findings(path: Path | str, severity: str = "error") -> list[str]:
    """Give outloud's findings of one severity in a file, as "RULE: what (where)"."""
    result = outloud.check(str(path))
    if result.error:
        return [f"unreadable: {result.error}"]
    return [
        f"{found.rule}: {found.message}" + (f" (page {found.page})" if found.page else "")
        for found in result.findings
        if found.severity == severity
    ]


def errors(paths: Iterable[Path | str]) -> dict[Path, list[str]]:
    """Give the errors of each file; an empty list is a pass."""
    return {Path(path): findings(path) for path in paths}


def main(names: list[str]) -> int:
    """Check files and print errors and warnings."""
    failed = 0
    for name in names:
        wrong = findings(name)
        print(f"{name}: {'pass' if not wrong else 'FAIL'}")
        for line in wrong:
            print(f"  error {line}")
        for line in findings(name, "warning"):
            print(f"  warning {line}")
        failed += bool(wrong)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
