"""Commands that write into the record of a subject: approve, withdraw."""

import argparse
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from irdocs.cli.messages import end, near, open_project
from irdocs.problems import Location, Problems

if TYPE_CHECKING:
    from irdocs.build.project import Project
    from irdocs.governance.approve import Person


def approve(options: argparse.Namespace) -> int:
    from irdocs.governance import approve as governance
    from irdocs.model.approval import Role

    project, problems = open_project(options), Problems()
    language, person = (options.language or ["en"])[0], _person(options)
    written: list[Path] = []
    if not options.policies:
        written = governance.approve(project, options.subject, language, person, Role(options.role), problems)
    elif options.brand:
        name = options.subject
        written = governance.approve_policies(project, name, language, options.brand, person, problems)
    else:
        problems.error("no-brand", Location("--brand"), "policies are those of a brand", "name it with --brand")
    return _end(options, project, written, problems, "the approval was noted")


def withdraw(options: argparse.Namespace) -> int:
    from irdocs.governance.approve import withdraw

    project, problems = open_project(options), Problems()
    language = (options.language or ["en"])[0]
    written = withdraw(project, options.subject, language, _person(options), options.reason, problems)
    told = "the withdrawal was noted: `irdocs build` puts it into the files"
    return _end(options, project, written, problems, told)


def _person(options: argparse.Namespace) -> "Person":
    from irdocs.governance.approve import Person, login

    typist = "" if options.no_typist else login() if options.typed_by is None else options.typed_by
    return Person(" ".join(options.by.split()), options.date or date.today(), " ".join(typist.split()))


def _end(options: argparse.Namespace, project: "Project", written: list[Path], problems: Problems, told: str) -> int:
    if written and not options.no_typist and options.typed_by is None and not options.quiet:
        print("your login name was noted as who typed this: --no-typist leaves it out", file=sys.stderr)
    problems.extend(project.problems)
    for path in written:
        print(near(path))
    return end(problems, options, told if written else "nothing was written")
