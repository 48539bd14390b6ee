"""People who come in: their profiles, and their lines in the cohort's file."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from generator.authoring.files import settings
from generator.authoring.files.writing import Refused
from generator.authoring.importing.addresses import Aliases
from generator.authoring.workspace import Workspace
from generator.network.records import Cohort
from generator.source.front_matter import composed


def profiles(
    people: Collection[str],
    names: Mapping[str, str],
    workspace: Workspace,
    homes: Mapping[str, str],
    aliases: Aliases,
) -> Iterator[tuple[str, bytes]]:
    """Yield the profiles of those who have none. `homes` are the addresses of their blogs."""
    for folder in sorted(people):
        path = f"participants/{folder}/profile.md"
        if path not in workspace.documents:
            alias = aliases.of(homes[folder], path) if folder in homes else ""
            given = {"name": names[folder], "aliases": [alias] if alias else []}
            yield path, composed(given, "").encode()


def enrolled(people: Collection[str], cohort: Cohort, workspace: Workspace) -> tuple[bytes, tuple[str, ...]]:
    """Return the cohort's file with all of these people, and those who were not in it."""
    there = dict(cohort.fields.members)
    new = tuple(each for each in sorted(people) if each not in there)
    before = workspace.text(cohort.path)
    if not new:
        return before.encode(), ()
    edits = [settings.put("participant", "members", each) for each in new]
    if not there:
        edits = [settings.put(dict.fromkeys(new, "participant"), "members")]
    edited = settings.edited(cohort.path, before, *edits)
    if edited is None:
        raise Refused(
            f"{cohort.path} is written in a way in which Enquiry can't add to it. Add these to `members` "
            f"yourself, each as a participant, and run the command again: {', '.join(new)}."
        )
    return edited.text.encode(), new
