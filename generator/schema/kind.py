"""A kind of record, described in one place: where its files lie, what they may say, who may read them at most, and what in them refers to what else.

What is described here is done by others, alike for every kind: the reader reads it, `network/admission/records.py` admits it, the cut decides who sees it, links
lead to it and from it, `erase` and `takedown` take people and posts out of it, `enquiry new` starts it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from msgspec import Struct
from msgspec.structs import fields as attributes, replace

from generator.model.audience import level, reaches

if TYPE_CHECKING:
    from generator.schema.shapes import Reader, Shape

S = TypeVar("S", bound=Struct)
Keys = tuple[str | int, ...]
"""What leads to a value in a file's settings: names of settings, and places in lists."""
Refers = Literal["person", "post", "standard", "cohort", "record", "entry"]
"""What a setting may name. A record is one of any of these kinds; an entry is a post, or such a record."""
Complain = Callable[[Keys, str, str, str], None]
"""Reports a fault: where, its code, a sentence, a hint."""


class Kind(Struct, frozen=True):
    """A kind of record.

    `noun` is what messages call one (“an event”). Its files lie in `folder`, in which `*` stands for whose folder it is: `events/x.md` where that is `events`; or
    it is the one `file` there, as `participants/*/plan.md`. `shape` makes the schema of `fields`, with the reader of audiences that it is given; a part of the
    settings with an `audience` of its own is shown to nobody else. Without a word of its own a record has the audience `usual`, and none is wider than `widest`.

    `references` says which settings name what, by their names with dots between them, as `aims.evidence`: lists on the way need no mention. `links` are
    settings that lead to a file, or elsewhere. `days` gives the days on which a record ends, or is due. `check` looks at one
    file's settings as a whole. `start` are the settings of a new one, in which `{title}`, `{date}`, `{cohort}` and `{person}` are filled in; `body` is its text.
    In a `nameless` one nobody may be named, and no pupil be known. The identity of a `dated` one begins with its date, since there may be many of a name.
    `label` is what one is called on the site (“Event”), a message.
    `about` is the setting that names somebody whom a record is wholly about: it goes when they are erased. `searched` are the settings that hold words by which a
    record can be found, beside its title and its text; `when` is the one with its day. Values among `terms` are messages.
    """

    name: str
    noun: str
    label: str
    folder: str
    fields: type[Struct]
    shape: Callable[[Reader[str]], Shape[Any]]
    file: str = ""
    usual: str = "cohort"
    widest: str = "public"
    references: Mapping[str, Refers] = {}
    links: tuple[str, ...] = ()
    days: Callable[[Any], tuple[str, ...]] = lambda _: ()
    check: Callable[[Any, Complain], None] = lambda *_: None
    start: tuple[tuple[str, str], ...] = (("title", "{title}"),)
    body: str = ""
    nameless: bool = False
    dated: bool = False
    about: str = ""
    searched: tuple[str, ...] = ()
    when: str = ""
    terms: tuple[str, ...] = ()

    def path(self, person: str, name: str) -> str:
        """Where such a record is written."""
        return f"{self.folder.replace('*', person)}/{self.file or f'{name}.md'}"


def values(settings: object, *names: str) -> Iterator[tuple[Keys, str]]:
    """The values of a setting, which may stand in lists and in parts of lists, each with what leads to it."""
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
    """The settings with other values of one of them; what comes to be empty is left out of its list."""
    if isinstance(settings, tuple):
        return tuple(each for each in (mapped(item, change, *names) for item in settings) if each != "")
    if names:
        name = _attribute(names[0])
        return replace(settings, **{name: mapped(getattr(settings, name), change, *names[1:])})
    return change(settings) if settings else settings


def trimmed(settings: S, least: int) -> S:
    """The settings without those parts that are for fewer than this audience."""
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
    """The attribute that a setting is kept under: `with` is a word of Python's own."""
    return f"{name}_" if name == "with" else name
