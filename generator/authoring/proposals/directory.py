"""People of a network at a revision: folders, names, accounts, and the facilitators among them.

Names and accounts are kept apart. A name (a folder, `name`, `also_known_as`) is anybody's to choose
elsewhere, so an account that happens to be called `emma` is not emma: whatever is written with an `@`, an
account or an e-mail address, is looked for among `accounts` alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from generator.authoring.proposals.history import History, Revision
from generator.model.confusables import likeness
from generator.model.slugs import folded
from generator.source.files.cohort import CohortFields
from generator.source.files.paths import content_file
from generator.source.files.profile import ProfileFields
from generator.source.reader import read


class Directory(Struct, frozen=True):
    """The people known at a revision: their folders, names and accounts, and which of them are facilitators.

    `taken` maps names that nobody may claim anew to the folders that have them: pseudonyms too, and people
    whom a cohort names before they have a folder.
    """

    folders: frozenset[str]
    facilitators: frozenset[str]
    names: Mapping[str, frozenset[str]]
    accounts: Mapping[str, frozenset[str]]
    taken: Mapping[str, frozenset[str]]

    def find(self, who: str) -> frozenset[str]:
        """Return the folders of those who may be meant."""
        if "@" in who:
            return self.accounts.get(account(who), frozenset())
        return frozenset({who}) if who in self.folders else self.names.get(folded(plain(who)), frozenset())


def directory_at(history: History, revision: Revision) -> Directory:
    """Return the people known at a revision."""
    folders = frozenset(
        path.split("/")[1]
        for path in revision.files
        if path.startswith("participants/") and path.count("/") > 1
    )
    wanted = [
        path
        for path in revision.files
        if (found := content_file(path)) is not None and found.kind in ("profile", "cohort")
    ]
    names: list[tuple[str, str]] = [(folder, folder) for folder in folders]
    accounts: list[tuple[str, str]] = []
    taken: list[tuple[str, str]] = []
    facilitators: set[str] = set()
    for path, data in history.read(revision, wanted):
        document = read(path, data)[0]
        fields, owner = document.fields, document.file.owner
        if isinstance(fields, ProfileFields):
            names += [(each, owner) for each in (fields.name, *fields.also_known_as)]
            taken += [(each, owner) for each in (fields.public_name, fields.public_id) if each]
            accounts += [(each, owner) for each in fields.accounts]
        elif isinstance(fields, CohortFields):
            taken += [(name, name) for name, _ in fields.members]
            facilitators.update(name for name, member in fields.members if member.role == "facilitator")
    by_name = _index((folded(plain(name)), owner) for name, owner in names)
    by_account = _index((account(name), owner) for name, owner in accounts)
    return Directory(
        folders,
        frozenset(facilitators) & folders,
        by_name,
        by_account,
        _index((likeness(name), owner) for name, owner in (*names, *taken)),
    )


def _index(pairs: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for key, value in pairs:
        found.setdefault(key, set()).add(value)
    return {key: frozenset(values) for key, values in found.items()}


def plain(text: str) -> str:
    """Return a name with single spaces."""
    return " ".join(text.split())


def account(text: str) -> str:
    """Return an account as it is compared: without the `@`, capitals apart."""
    return folded(text.strip().removeprefix("@"))
