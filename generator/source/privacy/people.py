"""Names of people that are looked for: which follow from profiles, the list of names, and accepted words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from generator.source.files.profile import ProfileFields
from generator.source.privacy import name_forms
from generator.source.privacy.findings import Name
from generator.source.privacy.name_parts import of_a_person, parts
from generator.source.privacy.names import compared, usable


class NameSources(Struct, frozen=True):
    """The profiles of all people with their folders, the names of never-publish.txt, and accepted words."""

    people: Sequence[tuple[str, ProfileFields]]
    listed: tuple[str, ...] = ()
    accepted: tuple[str, ...] = ()

    def names(self, *, anonymous: bool) -> Iterator[Name]:
        """Yield the names to look for; those of everybody, where there are files that name nobody."""
        for normal in usable(self.listed):
            yield Name("name", normal)
        accepted = frozenset(map(compared, self.accepted))
        others = accepted | _words(each.name for _, each in self.people if not each.public_name)
        for folder, fields in self.people:
            if fields.public_name:
                yield from _hidden(folder, fields, others)
            if anonymous:
                yield from _of_anybody(fields, accepted)

    def unused(self, *, anonymous: bool) -> frozenset[str]:
        """Return the accepted words that make no difference: alone, they are nobody's name here."""
        every = replace(self, accepted=()).names(anonymous=anonymous)
        alone = {each.normal for each in every if each.form in ("given", "surname")}
        return frozenset(word for word in self.accepted if compared(word) not in alone)


def _hidden(folder: str, fields: ProfileFields, others: frozenset[str]) -> Iterator[Name]:
    """Yield the forms of the names that a pseudonym hides, but for what the pseudonym itself says."""
    chosen = _words((fields.public_name,))
    for normal in usable((fields.name, *fields.also_known_as)):
        if normal != compared(fields.public_name):
            name = of_a_person(normal)
            yield from name_forms.of_person("real-name", name, known=others | chosen, chosen=chosen)
    if compared(folder.replace("-", " ")) != compared(fields.public_name):
        yield Name("real-name", folder.lower(), "folder")


def _of_anybody(fields: ProfileFields, accepted: frozenset[str]) -> Iterator[Name]:
    if not fields.public_name:
        for normal in usable(fields.also_known_as):
            yield Name("person", of_a_person(normal))
    for normal in usable((fields.name,)):
        for each in name_forms.of_person("person", of_a_person(normal), known=accepted):
            if not fields.public_name or each.form in ("given", "surname"):
                yield each


def _words(names: Iterator[str] | tuple[str, ...]) -> frozenset[str]:
    """Return the words of names, and their surnames."""
    normal = [compared(each) for each in names]
    return frozenset(
        word for each in normal for word in (*each.split(), parts(of_a_person(each)).surname) if word
    )
