"""The registry of subjects: every folder of `generator/subjects/` is found, and entered nowhere else.

The module `kind` of such a folder describes a `SUBJECT`. Its other modules work for later stages, which find
them by their names: `checks` (its `CHECKS` by kind at admission, its `TEXT_CHECKS` of words after that), and
modules that end in `pages`, each with a `FAMILY`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from importlib import import_module
from importlib.util import find_spec
from operator import or_
from pkgutil import iter_modules
from types import ModuleType
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from generator import subjects
from generator.model import addresses
from generator.schema.kind import Kind
from generator.schema.subject import Subject


def module(subject: str, name: str) -> ModuleType | None:
    """Return a module of a subject; None where the subject has no such module."""
    path = f"{subjects.__name__}.{subject}.{name}"
    return import_module(path) if find_spec(path) else None


def modules(name: str) -> Iterator[ModuleType]:
    """Return the modules of this name, of all subjects that have one."""
    return (found for subject in SUBJECTS if (found := module(subject, name)) is not None)


def _subjects() -> dict[str, Subject]:
    found = {
        each.name: described.SUBJECT
        for each in iter_modules(subjects.__path__)
        if each.ispkg and (described := module(each.name, "kind")) is not None
    }
    return dict(sorted(found.items(), key=lambda each: (each[1].order, each[0])))


SUBJECTS: Final[dict[str, Subject]] = _subjects()
"""All subjects by the names of their folders, in their order."""
KINDS: Final[dict[str, Kind]] = {kind.name: kind for each in SUBJECTS.values() for kind in each.kinds}
"""All kinds of records by their names."""
ANONYMOUS: Final = tuple(f"{each.folder}/" for each in KINDS.values() if each.anonymous)
"""The folders of records that name nobody."""
SECTIONS: Final = addresses.SECTIONS | {each.folder.partition("/")[0] for each in KINDS.values()}
"""The first parts of the site's own addresses: those of its sections, and those of records."""

if TYPE_CHECKING:
    RecordFields = Struct
else:
    RecordFields = reduce(or_, (each.fields for each in KINDS.values()))
"""The settings of a record of any kind: a union, by which the cache knows the struct to decode."""


def subject_of(kind: str) -> Subject:
    """Return the subject that a kind of record belongs to."""
    return next(each for each in SUBJECTS.values() if KINDS[kind] in each.kinds)


def kind_in(folder: str) -> tuple[Kind, str] | None:
    """Return the kind of record in a folder of the content folder, and the person whose folder it is."""
    parts = folder.split("/")
    for kind in KINDS.values():
        pattern = kind.folder.split("/")
        if len(pattern) == len(parts) and all(
            one in ("*", other) for one, other in zip(pattern, parts, strict=True)
        ):
            return kind, next((other for one, other in zip(pattern, parts, strict=True) if one == "*"), "")
    return None
