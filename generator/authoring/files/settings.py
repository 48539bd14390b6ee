"""One setting of a file changed where it stands: the writer's own text, its comments and its order stay as they are.

A setting is named by the keys that lead to it, such as `("members", "rachna")`. An item of a list is named by its place, or by what it says: by its text, or by
the post that it names. Whoever changes a file reads it again to see that it says what was meant: YAML can be written in more ways than are known here.
"""

from __future__ import annotations

from typing import Any

import yaml

from generator.source.front_matter import HANDLER

Pair = tuple[Any, Any]
"""A key with its value, or None with an item of a list."""


def without(path: str, text: str, *keys: str | int) -> str | None:
    """The file without this setting; None where it does not have it. What would be left empty goes with it."""
    start, end = _settings(path, text)
    trail = _trail(text[start:end], keys)
    if trail is None:
        return None
    while len(trail) > 1 and len(trail[-1][0].value) == 1:
        trail.pop()
    first, last = _extent(text[start:end], *trail[-1])
    return text[: start + first] + text[start + last :]


def replaced(path: str, text: str, value: str, *keys: str) -> str | None:
    """The file with another value in the place of this one; None where it has none, or one that is more than a piece of text."""
    start, end = _settings(path, text)
    trail = _trail(text[start:end], keys)
    node = _pairs(trail[-1][0])[trail[-1][1]][1] if trail else None
    if not isinstance(node, yaml.ScalarNode):
        return None
    return text[: start + node.start_mark.index] + value + text[start + node.end_mark.index :]


def added(path: str, text: str, line: str) -> str:
    """The file with one more line, before its settings."""
    start, _ = _settings(path, text)
    return f"{text[:start]}{line}\n{text[start:]}"


def following(path: str, text: str, pairs: tuple[Pair, ...], *keys: str | int) -> str | None:
    """The file with more settings after this one, written as it is: on lines of their own, or between the same brackets. Values are YAML on one line."""
    start, end = _settings(path, text)
    trail = _trail(text[start:end], keys)
    if trail is None or not isinstance(trail[-1][0], yaml.MappingNode):
        return None
    collection, place = trail[-1]
    name, value = collection.value[place]
    if collection.flow_style:
        at = start + _end(value)
        return text[:at] + "".join(f", {key}: {each}" for key, each in pairs) + text[at:]
    at = start + _extent(text[start:end], collection, place)[1]
    return (
        text[:at]
        + "".join(f"{' ' * name.start_mark.column}{key}: {each}\n" for key, each in pairs)
        + text[at:]
    )


def extended(path: str, text: str, key: str, value: str) -> str:
    """The file with one more setting, after its others, in its own kind of line breaks; where it stands there without a value, it gets one."""
    start, end = _settings(path, text)
    trail = _trail(text[start:end], (key,))
    if trail is None:
        ending = "\r\n" if "\r\n" in text[:end] else "\n"
        return f"{text[:end]}{key}: {value}{ending}{text[end:]}"
    node = _pairs(trail[-1][0])[trail[-1][1]][1]
    place = start + node.start_mark.index
    return (
        text[:place]
        + (f" {value}" if text[place - 1] == ":" else value)
        + text[start + node.end_mark.index :]
    )


def _settings(path: str, text: str) -> tuple[int, int]:
    """From where to where the settings reach: in a text between its two lines ---, otherwise all of the file."""
    if not path.endswith(".md"):
        return 0, len(text)
    parts = HANDLER.find(text)
    return (parts.start, parts.end) if parts else (0, 0)


def _trail(settings: str, keys: tuple[str | int, ...]) -> list[tuple[Any, int]] | None:
    """The collections on the way to a setting, each with the place in it. A list of one may be written as its only item."""
    try:
        node: Any = yaml.compose(settings, Loader=yaml.SafeLoader)
    except yaml.YAMLError:
        return None
    trail: list[tuple[Any, int]] = []
    for key in keys:
        if isinstance(node, yaml.ScalarNode):
            return trail if key in (_says(node), 0) else None
        if isinstance(node, yaml.MappingNode) and trail and key == _says(node):
            return trail
        places = (
            [key]
            if isinstance(key, int)
            else [
                place
                for place, (name, item) in enumerate(_pairs(node))
                if key in (_says(name or item), _says(name or item).replace("-", "_"))
            ]
        )
        if not places:
            return None
        trail.append((node, places[0]))
        node = _pairs(node)[places[0]][1]
    return trail


def _pairs(node: Any) -> list[Pair]:
    if isinstance(node, yaml.MappingNode):
        return list(node.value)
    return [(None, item) for item in node.value] if isinstance(node, yaml.SequenceNode) else []


def _says(node: Any) -> str:
    """What names an item: its text, or the post in it."""
    if isinstance(node, yaml.ScalarNode):
        return " ".join(node.value.split())
    return next((_says(value) for key, value in _pairs(node) if key is not None and key.value == "post"), "")


def _extent(settings: str, collection: Any, place: int) -> tuple[int, int]:
    """From where to where an item reaches, with the comma or the line break that goes with it."""
    ends = [((name or item).start_mark.index, _end(item)) for name, item in _pairs(collection)]
    first, last = ends[place]
    if collection.flow_style:
        if place + 1 < len(ends):
            return first, ends[place + 1][0]
        return (ends[place - 1][1] if place else first), last
    if last and settings[last - 1] != "\n":
        last = settings.find("\n", last) + 1 or len(settings)
    return settings.rfind("\n", 0, first) + 1, last


def _end(node: Any) -> int:
    """Where a value ends; a block's own end is where the next thing begins, after all comments."""
    if isinstance(node, yaml.ScalarNode) or node.flow_style or not node.value:
        return int(node.end_mark.index)
    return _end(_pairs(node)[-1][1])
