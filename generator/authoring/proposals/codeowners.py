"""`CODEOWNERS`, by which a forge asks people before a change is accepted, from the accounts in the profiles.

Facilitators are asked about everything. A writer's own folder names the facilitators too: nobody can approve
their own proposal, and who proposes in one's own folder is usually oneself. Where a writer's cohort says
`approval: facilitator`, the facilitators alone are asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

from generator.authoring.files.writing import Refused
from generator.engine.content_folder import scan
from generator.model.forges import FORGES, USUAL, ForgeKind
from generator.source.files.cohort import CohortFields
from generator.source.files.network import Forge
from generator.source.files.profile import ProfileFields
from generator.source.reader import read

_HEAD: Final = (
    "# Whom the forge asks before a change is accepted. `enquiry codeowners` writes this anew when somebody "
    "joins, leaves, or gets another account.\n"
)
_IN_A_PATTERN: Final = re.compile(r"[*?\[\]#!\\]")
_IN_AN_EXPRESSION: Final = re.compile(r"([.+*?()|\[\]{}^$\\])")


def codeowners(content: Path, forge: Forge | None) -> str:
    """Return the file, as this forge reads it. Raises `Refused` where no facilitator could be asked."""
    people, facilitators, approved = _people(content)
    kind, folder = FORGES[forge.kind if forge else USUAL], forge.folder.strip("/") if forge else "content"
    owners = {name: _owners(accounts, kind) for name, accounts in people.items()}
    asked = [each for name in sorted(facilitators) for each in owners.get(name, ())]
    if not asked:
        names = ", ".join(sorted(facilitators)) or "anybody: no cohort has a facilitator"
        raise Refused(
            "No facilitator has an account that could be asked. Add a line such as `accounts: "
            f"[their-account]` to the profile.md of {names}."
        )
    inside = f"{folder}/" if folder else ""
    rows = [(".*" if kind.owners_by_expression else "*", asked)]
    rows += [
        (_pattern(f"{inside}participants/{name}/", kind), [*own, *asked])
        for name, own in sorted(owners.items())
        if own and name not in facilitators | approved
    ]
    without = [name for name in sorted(people) if not owners[name]]
    last = (
        "# Without an account in profile.md, so that facilitators alone are asked: "
        f"{', '.join(map(_shown, without))}\n"
        if without
        else ""
    )
    return _HEAD + "".join(f"{pattern} {' '.join(dict.fromkeys(each))}\n" for pattern, each in rows) + last


def _people(content: Path) -> tuple[Mapping[str, Sequence[str]], set[str], set[str]]:
    """Return everybody's accounts, those who facilitate a cohort, and those whom facilitators approve."""
    people: dict[str, Sequence[str]] = {}
    facilitators: set[str] = set()
    approved: set[str] = set()
    for file in scan(content).documents:
        if not file.path.startswith(("participants/", "cohorts/")) or any(
            folder in file.path for folder in ("/posts/", "/elsewhere/", "/replies/")
        ):
            continue
        document = read(file.path, Path(file.location).read_bytes())[0]
        if isinstance(document.fields, ProfileFields):
            people[document.file.owner] = document.fields.accounts
        elif isinstance(document.fields, CohortFields):
            facilitators.update(
                name for name, member in document.fields.members if member.role == "facilitator"
            )
            approved.update(name for name, _ in document.fields.members if document.fields.approval)
    return people, facilitators, approved


def _owners(accounts: Iterable[str], kind: ForgeKind) -> list[str]:
    """Return accounts as the forge names them."""
    return [
        each if "@" in each else f"@{each}" for each in accounts if "@" not in each or kind.owners_by_mail
    ]


def _pattern(folder: str, kind: ForgeKind) -> str:
    """Return a pattern for all in a folder."""
    if kind.owners_by_expression:
        return re.sub(r"([\\# ])", r"\\\1", _IN_AN_EXPRESSION.sub(r"\\\1", folder)) + ".*"
    # A question mark stands for any one character, and so for those that could not be written on every forge.
    return "/" + _IN_A_PATTERN.sub("?", folder).replace(" ", "\\ ")


def _shown(name: str) -> str:
    return "".join(each if each.isprintable() else "\ufffd" for each in name)
