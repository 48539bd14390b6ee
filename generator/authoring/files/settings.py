"""Edits of the settings of a file: those in its front matter, or all of a YAML file.

A setting is named by the keys that lead to it, such as `("members", "rachna")`. An item of a list is named by
its place, or by what it says: by its text, or by the post that it names. A list of one may be written as its
only item.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from generator.authoring.files.round_trip import Edit, Edited, edited as edited_yaml
from generator.schema.tree import key_name
from generator.source.front_matter import BYTE_ORDER_MARK, HANDLER
from generator.source.yaml.dumper import dump

Location = tuple[Any, Any]
"""A collection, and a key or an index in it."""


def edited(path: str, text: str, *edits: Edit) -> Edited | None:
    """Return a file after these edits; None where one of them can't be made."""
    start, end = _settings(path, text)
    found = edited_yaml(text[start:end], edits)
    return Edited(text[:start] + found.text + text[end:], found.rewritten) if found else None


def with_note(path: str, text: str, note: str) -> str:
    """Return a file with a comment as the first line of its settings."""
    start, _ = _settings(path, text)
    return f"{text[:start]}{note}\n{text[start:]}"


def removed(*keys: str | int) -> Edit:
    """Remove a setting. What would be left empty goes with it."""

    def edit(root: CommentedMap) -> bool:
        trail = _trail(root, keys)
        if not trail:
            return False
        while len(trail) > 1 and len(trail[-1][0]) == 1:
            trail.pop()
        collection, place = trail[-1]
        del collection[place]
        return True

    return edit


def removed_everywhere(*keys: str | int) -> Edit:
    """Remove every setting that has this name, if there is one."""
    remove = removed(*keys)

    def edit(root: CommentedMap) -> bool:
        while remove(root):
            pass
        return True

    return edit


def replaced(value: str, *keys: str | int) -> Edit:
    """Replace a value that is a piece of text."""

    def edit(root: CommentedMap) -> bool:
        trail = _trail(root, keys)
        if not trail or isinstance(trail[-1][0][trail[-1][1]], CommentedMap | CommentedSeq):
            return False
        collection, place = trail[-1]
        collection[place] = _node(value)
        return True

    return edit


def put(value: object, *keys: str | int, after: str | None = None) -> Edit:
    """Give a setting a value: where it stands, or else behind `after`, which is the last one by default."""

    def edit(root: CommentedMap) -> bool:
        trail = _trail(root, keys[:-1])
        mapping = root if not trail else trail[-1][0][trail[-1][1]]
        if trail is None or not isinstance(mapping, CommentedMap):
            return False
        key = _key(mapping, str(keys[-1]))
        if key is not None:
            mapping[key] = _node(value)
            return True
        names = list(mapping)
        place = len(names) if after is None else names.index(after) + 1 if after in names else 0
        mapping.insert(place, keys[-1], _node(value))
        return True

    return edit


def appended(rows: Sequence[Mapping[str, str]], key: str) -> Edit:
    """Append mappings to a list, each on lines of its own."""

    def edit(root: CommentedMap) -> bool:
        if not root.get(key):
            root[key] = CommentedSeq()
        if not isinstance(root[key], CommentedSeq):
            return False
        root[key].extend(CommentedMap((name, _node(value)) for name, value in row.items()) for row in rows)
        return True

    return edit


def _settings(path: str, text: str) -> tuple[int, int]:
    """Return where the settings begin and end."""
    if not path.endswith(".md"):
        return len(text) - len(text.lstrip(BYTE_ORDER_MARK)), len(text)
    parts = HANDLER.find(text)
    return (parts.start, parts.end) if parts else (0, 0)


def _trail(root: CommentedMap, keys: Sequence[str | int]) -> list[Location] | None:
    """Return the places on the way to a setting; None where there is none."""
    node: Any = root
    trail: list[Location] = []
    for key in keys:
        is_single = bool(trail) and key in (0, _name(node))
        if isinstance(node, CommentedSeq):
            place = key if isinstance(key, int) else _index(node, key)
        elif isinstance(node, CommentedMap) and not is_single:
            place = _key(node, str(key))
        elif is_single:
            continue
        else:
            return None
        if place is None or (isinstance(place, int) and place >= len(node)):
            return None
        trail.append((node, place))
        node = node[place]
    return trail


def _key(mapping: CommentedMap, key: str) -> Any:
    return next((each for each in mapping if key in (_name(each), key_name(_name(each)))), None)


def _index(items: CommentedSeq, name: str) -> int | None:
    return next((index for index, item in enumerate(items) if _name(item) == name), None)


def _name(node: Any) -> str:
    """Return what names an item: its text, or the post in it."""
    if isinstance(node, CommentedMap):
        return _name(node.get("post", ""))
    return " ".join(node.split()) if isinstance(node, str) else ""


def _node(value: object) -> Any:
    """Return a new value as it is to be written: in brackets, and in quotes where it needs them."""
    if isinstance(value, Mapping):
        table = CommentedMap((key, _node(each)) for key, each in value.items())
        table.fa.set_flow_style()
        return table
    if isinstance(value, list | tuple):
        items = CommentedSeq(map(_node, value))
        items.fa.set_flow_style()
        return items
    text = str(value)
    return text if dump({"key": [text]}) == f"key: [{text}]\n" else DoubleQuotedScalarString(text)
