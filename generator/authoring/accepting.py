"""Acceptances of what looks like personal data: entries in accepted.yaml with who, when and why."""

from __future__ import annotations

import os
import re
from pathlib import Path

from generator.authoring.files import settings
from generator.authoring.files.writing import Refused
from generator.engine.options import Options
from generator.engine.pipeline import Build
from generator.model.diagnostics import errors
from generator.source.files.acceptances import ACCEPTED, AcceptanceFields, AcceptancesFields
from generator.source.privacy.findings import Finding
from generator.source.reader import read
from generator.source.yaml.dumper import dump

_PLACE = re.compile(r"(?P<file>.+?):(?P<line>\d+)(?::(?P<column>\d+))?:?")
_HEAD = (
    "# What `enquiry check` took for personal data and a reviewer lets through. This file is never "
    "published.\n"
    "accepted:\n"
)


def accept(options: Options, place: str, by: str, why: str, when: str) -> tuple[Path, tuple[Finding, ...]]:
    """Note that the findings at a place may be published; return the file of the note, and the findings."""
    if not by.strip() or not why.strip():
        raise Refused("Say --by whom and --why: somebody will ask.")
    wanted = _findings_at(options, place)
    target = options.content / ACCEPTED
    if target.is_symlink():
        raise Refused(f"{target} is a symbolic link, and Enquiry writes through none.")
    before = target.read_bytes() if target.is_file() else b""
    known = _entries(before)
    new = [AcceptanceFields(path, found.mark, by.strip(), when, why.strip()) for path, found in wanted]
    new = [
        each
        for index, each in enumerate(new)
        if all((each.file, each.finding) != (other.file, other.finding) for other in (*known, *new[:index]))
    ]
    if not new:
        raise Refused(f"This is accepted already, in {target}.")
    rows = [{name: str(getattr(each, name)) for name in AcceptanceFields.__struct_fields__} for each in new]
    edited = settings.edited(ACCEPTED, before.decode() or _HEAD, settings.appended(rows, "accepted"))
    if edited is None or _entries(edited.text.encode(), quietly=True) != (*known, *new):
        raise Refused(
            f"{target} is not written as Enquiry would write it. Add this to it "
            f"yourself:\n{dump({'accepted': rows})}"
        )
    fresh = target.with_name(f".{ACCEPTED}-{os.getpid()}")
    fresh.write_text(edited.text, encoding="utf-8", newline="")
    os.replace(fresh, target)
    return target, tuple({found.mark: found for _, found in wanted}.values())


def _findings_at(options: Options, place: str) -> list[tuple[str, Finding]]:
    """Return the findings at a place, with their paths; without a column, all those in the line.

    The file is named as `enquiry check` names it, from here or in the content folder.
    """
    match = _PLACE.fullmatch(place)
    if match is None:
        raise Refused(
            f"“{place}” is not a place. Write it as `enquiry check` shows it: pages/contact.md:5:12."
        )
    findings = Build(options).findings()
    from_here = os.path.relpath(Path(match["file"]).absolute(), options.content.absolute()).replace(
        os.sep, "/"
    )
    path = next(
        (each for each in (from_here, match["file"]) if any(each == other for other, _ in findings)), ""
    )
    here = [(each, found) for each, found in findings if each == path]
    line, column = int(match["line"]), int(match["column"] or 0)
    wanted = [(each, found) for each, found in here if found.line == line and column in (0, found.column)]
    if not wanted:
        others = ", ".join(f"{found.line}:{found.column}" for _, found in here)
        raise Refused(
            f"Nothing at {place} looks like personal data."
            + (f" In that file, this does: {others}." if others else "")
        )
    return wanted


def _entries(data: bytes, *, quietly: bool = False) -> tuple[AcceptanceFields, ...]:
    """Return the entries of accepted.yaml."""
    document, _ = read(ACCEPTED, data)
    wrong = errors(document.diagnostics)
    if wrong and not quietly:
        raise Refused(f"{wrong[0].span}: {wrong[0].message} {wrong[0].hint}")
    return document.fields.accepted if isinstance(document.fields, AcceptancesFields) and not wrong else ()
