"""Fields of forms: what reads a setting decides with what it is filled in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import fields as attributes

from generator.model.audience import AUDIENCES
from generator.publish.editor import words
from generator.schema.dates import day, moment
from generator.schema.reading import Reader
from generator.schema.shapes import Shape
from generator.schema.values import (
    Choice,
    Link,
    Listing,
    Spellings,
    Table,
    Written,
    identifier,
    prose,
    text,
    yes_or_no,
)

Field = dict[str, Any]
Options = list[dict[str, str]]

KEY: Final = "_key"
"""The field of an entry of a table that holds its name."""
BODY: Final = "body"
LEFT_OUT: Final = frozenset({"imported", "seals"})
"""Settings that programs write. They stay as they are when a form is saved."""
READERS: Final = {
    "private": "Nobody but me",
    "facilitators": "Facilitators and tutors",
    "cohort": "The members of the programme",
    "public": "Everybody, on the public site",
}
_ID: Final = r"^[a-z0-9]+([-.][a-z0-9]+)*$"
_MOMENT: Final = r"^\d{4}-\d{2}-\d{2}([T ]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?)?$"
SEVERAL: Final = r"^[^,\s]+(, [^,\s]+)*$"
"""The pattern of names with commas between them: such a field is a list in its file."""


class Form(Struct, frozen=True):
    """The kind of file that a form is for, the values that it offers, and those that it begins with.

    `choices` are the values of settings that refer to something, by their names with dots between them, and
    `names` the settings that refer to what is too numerous to choose from. `defaults` are the values that a
    new record begins with.
    """

    kind: str
    choices: Mapping[str, Options] = {}
    names: frozenset[str] = frozenset()
    defaults: Mapping[str, Any] = {}


def fields(shape: Shape[Any], form: Form, at: str = "") -> list[Field]:
    """Return the fields of a shape, in the order in which its settings are read."""
    usual = {each.name: each.default for each in attributes(shape.struct)}
    found = [
        _field(name, reader, form, f"{at}{name}", required=name in shape.required)
        for name, reader in shape.readers.items()
        if name not in LEFT_OUT
    ]
    return [
        each | {"default": usual[each["name"]]}
        if each["widget"] == "boolean" and not each["required"]
        else each
        for each in found
    ]


def _field(name: str, reader: Reader[Any], form: Form, at: str, *, required: bool) -> Field:
    found: Field = {"name": name, "label": words.label(form.kind, at), "required": required}
    if hint := words.hint(form.kind, at):
        found["hint"] = hint
    found |= _widget(reader, form, at)
    if at in form.defaults and found["widget"] not in ("list", "object"):
        found["default"] = form.defaults[at]
    return found


def _widget(reader: Reader[Any], form: Form, at: str) -> Field:
    several = isinstance(reader, Listing)
    if at in form.choices:
        return {"widget": "select", "multiple": several, "options": form.choices[at]}
    if at in form.names:
        return {"widget": "string", "pattern": [SEVERAL, "Write it as person/post."]}
    if isinstance(reader, Spellings):
        return _widget(reader.full, form, at)
    if isinstance(reader, Choice):
        return {"widget": "select", "options": choices(reader)}
    if isinstance(reader, Listing):
        return _list(reader.item, form, at)
    if isinstance(reader, Table):
        return _table(reader.value, form, at)
    if isinstance(reader, Shape):
        return {"widget": "object", "fields": fields(reader, form, f"{at}.")}
    if isinstance(reader, Written):
        return {
            "widget": "string",
            "pattern": [f"^(?:{reader.pattern.pattern})$", f"Write it as {reader.example}."],
        }
    if isinstance(reader, Link):
        return {"widget": "string", "pattern": [_link(reader), "Write the whole address."]}
    if reader is moment and at == "date":
        return SIMPLE[day]()
    return SIMPLE.get(reader, lambda: {"widget": "string"})()


SIMPLE: Final[Mapping[object, Callable[[], Field]]] = {
    day: lambda: {"widget": "datetime", "type": "date", "format": "YYYY-MM-DD"},
    identifier: lambda: {
        "widget": "string",
        "pattern": [_ID, "Small letters, digits and hyphens, such as first-steps."],
    },
    moment: lambda: {
        "widget": "string",
        "pattern": [_MOMENT, "A day, as 2018-01-15, or a day and a time: 2018-01-15 10:00."],
    },
    prose: lambda: {"widget": "text"},
    yes_or_no: lambda: {"widget": "boolean"},
}
"""The widgets of readers that are made of nothing else; any other takes a line of text."""


def choices(reader: Choice) -> Options:
    """Return the words of a choice; audiences are named by who is in them."""
    if set(reader.allowed) <= set(AUDIENCES):
        return [{"label": READERS[each], "value": each} for each in reader.allowed]
    return [{"label": each.replace("-", " ").capitalize(), "value": each} for each in reader.allowed]


def _list(item: Reader[Any], form: Form, at: str) -> Field:
    if isinstance(item, Spellings):
        return _list(item.full, form, at)
    if isinstance(item, Choice):
        return {"widget": "select", "multiple": True, "options": choices(item)}
    if isinstance(item, Shape):
        return {**_entries(item.name), "fields": fields(item, form, f"{at}.")}
    inner = {"name": "item", "label": words.label(form.kind, at), **_widget(item, form, f"{at}.")}
    return {"widget": "list", "field": inner}


def _table(value: Reader[Any], form: Form, at: str) -> Field:
    """Return a table as a list, each entry with its name, which its file has in front of the colon."""
    key = _field(KEY, text, form, f"{at}.{KEY}", required=True)
    if isinstance(value, Spellings):
        return _table(value.full, form, at)
    if isinstance(value, Shape):
        entry = fields(value, form, f"{at}.")
    elif isinstance(value, Listing):
        return {"widget": "hidden"}
    else:
        return {"widget": "keyvalue"}
    return {**_entries(getattr(value, "name", "")), "fields": [key, *entry]}


def _entries(name: str) -> Field:
    """Return a list of what has a name with an article (“a phase”)."""
    one = name.partition(" ")[2]
    return {"widget": "list", "collapsed": "auto", "label_singular": one} if one else {"widget": "list"}


def _link(reader: Link) -> str:
    beginnings = [f"{each}:" if each == "mailto" else f"{each}://" for each in reader.schemes]
    return rf"^({'|'.join(beginnings)})[^\s]+$"
