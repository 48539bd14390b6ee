"""The import of a portfolio into another network.

It adds the newcomer's folder, and of the conversations around it what is not there yet. Nothing that is there
is overwritten, and nobody else's folder gets anything: who is in both networks keeps what they have here.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from generator.authoring.files.changes import ChangeSet, FileChange
from generator.authoring.files.writing import Refused, writable_path
from generator.authoring.portfolio import archive as bundle
from generator.authoring.portfolio.portfolio import MANIFEST, SOURCES, VERSION
from generator.authoring.workspace import Workspace, open_workspace
from generator.engine.options import Options
from generator.model.diagnostics import errors
from generator.model.paths import refusal
from generator.source.files.profile import ProfileFields
from generator.source.reader import read
from generator.subjects.plans import sign_off
from generator.subjects.registry import KINDS

FOLDERS: Final = frozenset(
    {
        "participants",
        "guests",
        "withdrawn",
        "cohorts",
        *(each.folder.partition("/")[0] for each in KINDS.values()),
    }
)
"""Folders into which a portfolio's files may go."""
LATER: Final = frozenset({"personal-data", "photo-unsaid-strict"})
"""Codes of faults that files may be brought in with, for their writer to settle once they are there."""


def bring(options: Options, archive: Path) -> ChangeSet:
    """Return the files that are to be written.

    Refuses what is no portfolio, was changed on the way, or does not fit.
    """
    files = bundle.unpacked(archive, "")
    manifest = _manifest(archive, files)
    person = manifest["person"]["id"]
    workspace = open_workspace(options)
    brought = {path.removeprefix(SOURCES): data for path, data in files.items() if path.startswith(SOURCES)}
    _newcomer(workspace, person)
    wanted = dict(_fitting(workspace, person, brought))
    then, _ = workspace.with_changes(wanted)
    wrong = [
        each
        for each in errors(then.admitted.diagnostics)
        if each not in errors(workspace.now.admitted.diagnostics) and each.code not in LATER
    ]
    if wrong:
        more = f" And {len(wrong) - 1} more like it." if len(wrong) > 1 else ""
        raise Refused(
            f"This portfolio does not fit here, and nothing was written. {wrong[0].span}: {wrong[0].message} "
            f"{wrong[0].hint}.{more}"
        )
    faults = tuple(
        f"{each.span}  {each.message}"
        for each in then.admitted.diagnostics
        if each.span.path in wanted and each.code in LATER
    )
    changes = tuple(FileChange(path, "new", data) for path, data in wanted.items())
    return ChangeSet(f"To bring in {manifest['person']['name']}:", changes, faults=faults)


def _manifest(archive: Path, files: Mapping[str, bytes]) -> dict[str, Any]:
    """Return the manifest of an archive, once it is known to be true."""
    try:
        manifest = json.loads(files[MANIFEST])
        form, version, person, digests = (
            manifest["format"],
            manifest["version"],
            manifest["person"]["id"],
            {path: each["sha256"] for path, each in manifest["files"].items()},
        )
        whole = isinstance(manifest["person"]["name"], str) and isinstance(person, str)
    except (KeyError, ValueError, TypeError, AttributeError, RecursionError):
        raise Refused(f"{archive.name} is no portfolio: it has no {MANIFEST} that can be read.") from None
    if form != "enquiry-portfolio" or version != VERSION:
        raise Refused(
            f"{archive.name} is of a format that this version of Enquiry does not know. A newer one may."
        )
    if not whole or refusal(person) or "/" in person:
        raise Refused(f"{archive.name} does not say whose it is.")
    found = {path: hashlib.sha256(data).hexdigest() for path, data in files.items() if path != MANIFEST}
    if changed := sorted(
        path for path in found.keys() | digests.keys() if found.get(path) != digests.get(path)
    ):
        raise Refused(
            f"{changed[0]} is not as it was when this portfolio was made, so nothing of it is brought in."
        )
    return dict(manifest)


def _newcomer(workspace: Workspace, person: str) -> None:
    if f"participants/{person}" in {
        "/".join(path.split("/")[:2]) for path in workspace.files("participants")
    }:
        raise Refused(
            f"There is a participant {person} here already, and nothing of theirs is overwritten. If this is "
            "somebody else, one of the two folders needs another name."
        )


def _fitting(workspace: Workspace, person: str, brought: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """Yield the files that are written: all of the newcomer's, and of others what is not there yet."""
    own = f"participants/{person}/"
    for path, data in brought.items():
        parts = path.split("/")
        if parts[0] not in FOLDERS or len(parts) == 1:
            continue
        there = writable_path(workspace.content, path)
        if path == f"{own}plan.md":
            yield path, sign_off.recorded(path, data)
        elif path.startswith(own):
            yield path, data
        elif parts[0] == "participants":
            _same_person(workspace, parts[1], brought)
            if f"participants/{parts[1]}/profile.md" not in workspace.documents:
                yield path, data
        elif parts[0] in ("withdrawn", "guests") and there.exists() and there.read_bytes() != data:
            raise Refused(f"{path} is there already, and says something else than what came along.")
        elif not there.exists():
            yield path, data


def _same_person(workspace: Workspace, name: str, brought: Mapping[str, bytes]) -> None:
    """Refuse where somebody else has the folder of one of those whose words came along."""
    here, profile = (
        workspace.documents.get(f"participants/{name}/profile.md"),
        f"participants/{name}/profile.md",
    )
    came = read(profile, brought.get(profile, b""))[0].fields
    if here is None or not isinstance(here.fields, ProfileFields) or not isinstance(came, ProfileFields):
        return
    if came.name not in (here.fields.name, here.fields.public_name):
        raise Refused(
            f"The folder participants/{name} is that of {here.fields.name} here, and came along as that of "
            f"{came.name}."
        )
