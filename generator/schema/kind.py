"""Kinds of records: their description, and the search of settings of any shape for values.

By its description a kind is read (`source/reader.py`), admitted (`network/admission/records.py`), cut,
linked, listed, found by the search, started by `enquiry new`, and freed of people and posts by `erase` and
`takedown`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from msgspec import Struct
from msgspec.structs import fields as attributes, replace

from generator.model.audience import level, reaches

if TYPE_CHECKING:
    from generator.schema.reading import Reader
    from generator.schema.shapes import Shape

S = TypeVar("S", bound=Struct)
Keys = tuple[str | int, ...]
"""The way to a value in a file's settings: names of settings, and places in lists."""
Refers = Literal["person", "post", "standard", "cohort", "record", "entry"]
"""The targets of references. A record is one of any described kind; an entry is a post or such a record."""
Complain = Callable[[Keys, str, str, str], None]
"""A reporter of faults: the way to the value, a code, a sentence, a hint."""


class Kind(Struct, frozen=True):
    """The description of a kind of record."""

    name: str
    """The name by which `enquiry new` starts one, and by which it is kept (“event”)."""
    noun: str
    """The noun in messages, with its article (“an event”)."""
    label: str
    """The name on the site (“Event”), a message."""
    folder: str
    """The folder of its files, with `*` for the folder of a person (`events`, `participants/*`)."""
    fields: type[Struct]
    """The struct of its settings."""
    shape: Callable[[Reader[str]], Shape[Any]]
    """Returns the shape that reads the settings, given the reader of audiences.

    A part of the settings with an `audience` of its own is shown to nobody else.
    """
    file: str = ""
    """The name of the only such file in a folder (`plan.md`); empty where any name will do."""
    usual: str = "cohort"
    """The audience of a record that does not name one."""
    widest: str = "public"
    """The widest audience that a record may have."""
    references: Mapping[str, Refers] = {}
    """The settings that name something, by their names with dots between them (`aims.evidence`)."""
    links: tuple[str, ...] = ()
    """The settings that lead to a file of the content folder, or elsewhere."""
    days: Callable[[Any], tuple[str, ...]] = lambda _: ()
    """Returns the days on which a record ends, or is due."""
    check: Callable[[Any, Complain], None] = lambda *_: None
    """Reports faults that a file's settings have as a whole."""
    start: tuple[tuple[str, str], ...] = (("title", "{title}"),)
    """The settings of a new record, in which `{title}`, `{date}`, `{cohort}` and `{person}` are filled in."""
    to_write: tuple[str, ...] = ()
    """The settings of `start` whose value is to be replaced by words of the writer's own."""
    body: str = ""
    """The text of a new record."""
    anonymous: bool = False
    """True if nobody may be named in one, and no pupil be recognised."""
    dated: bool = False
    """True if its identity begins with its date, since there may be many of one name."""
    about: str = ""
    """The setting that names the person whom a record is wholly about: it is erased with them."""
    searched: tuple[str, ...] = ()
    """The settings with words by which a record is found, beside its title and its text."""
    when: str = ""
    """The setting with the day of a record."""
    terms: tuple[str, ...] = ()
    """Values of settings that are messages of the site."""

    def path(self, person: str, name: str) -> str:
        """Return the path of a new record."""
        return f"{self.folder.replace('*', person)}/{self.file or f'{name}.md'}"


def values(settings: object, *names: str) -> Iterator[tuple[Keys, str]]:
    """Yield the values of a setting, which may stand in lists and in parts of lists, with the way to each."""
    if isinstance(settings, tuple):
        for place, item in enumerate(settings):
            yield from (((place, *keys), value) for keys, value in values(item, *names))
    elif names and settings is not None:
        yield from (
            ((names[0], *keys), value)
            for keys, value in values(getattr(settings, _attribute(names[0])), *names[1:])
        )
    elif isinstance(settings, str) and settings:
        yield (), settings


def mapped(settings: Any, change: Callable[[str], str], *names: str) -> Any:
    """Return settings with other values of one of them; values that become empty are left out of lists."""
    if isinstance(settings, tuple):
        return tuple(each for each in (mapped(item, change, *names) for item in settings) if each != "")
    if names:
        name = _attribute(names[0])
        return replace(settings, **{name: mapped(getattr(settings, name), change, *names[1:])})
    return change(settings) if settings else settings


def trimmed(settings: S, least: int) -> S:
    """Return settings without the parts that are for fewer than this audience."""
    lists = {each.name: getattr(settings, each.name) for each in attributes(settings)}
    kept = {
        name: tuple(
            trimmed(item, least) if isinstance(item, Struct) else item
            for item in items
            if _reaches(item, least)
        )
        for name, items in lists.items()
        if isinstance(items, tuple)
    }
    return replace(settings, **kept) if kept else settings


def _reaches(part: object, least: int) -> bool:
    audience = getattr(part, "audience", "")
    return not audience or reaches(level(audience), least)


def _attribute(name: str) -> str:
    """Return the attribute of a setting: `with` is a keyword of Python."""
    return f"{name}_" if name == "with" else name
