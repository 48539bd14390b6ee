"""Settings to YAML as a person would write it: quotes where they are needed, short lists in brackets."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from typing import Final

import yaml

_DATES: Final = "tag:yaml.org,2002:timestamp"


class _Dumper(yaml.SafeDumper):
    """PyYAML's dumper with double quotes only, without anchors, and with dates as plain words."""

    yaml_implicit_resolvers = {  # noqa: RUF012  # PyYAML declares it so, and copies it before it changes it
        first: [(tag, pattern) for tag, pattern in resolvers if tag != _DATES]
        for first, resolvers in yaml.SafeDumper.yaml_implicit_resolvers.items()
    }

    def serialize(self, node: yaml.Node) -> None:
        """Write the outermost settings on lines of their own, even where each has a single value."""
        if isinstance(node, yaml.MappingNode):
            node.flow_style = False
        super().serialize(node)

    def choose_scalar_style(self) -> str:
        """Return double quotes for whatever needs quotes, so that every value stays on one line."""
        return super().choose_scalar_style().replace("'", '"')

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002  # as PyYAML calls it
        """Return True: a list that is said twice is written twice, since the loader follows no references."""
        return True


def dump(settings: Mapping[str, object]) -> str:
    """Return settings as lines of YAML, in their order, without those that have no value."""
    filled = {key: _filled(value) for key, value in settings.items() if value}
    if all(_is_plain(each) or _stands_alone(each) for each in filled.values()):
        return "".join(f"{key}: {_shown(value)}\n" for key, value in filled.items())
    return yaml.dump(
        filled,
        Dumper=_Dumper,
        allow_unicode=True,
        default_flow_style=None,
        sort_keys=False,
        width=sys.maxsize,
    )


_PLAIN: Final = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[ ./_'-][A-Za-z0-9]+)+|[A-Za-z][A-Za-z0-9]{5,}")
"""Words that nobody could read as anything else, in brackets or out of them."""


_ALONE: Final = re.compile(
    r"\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}:\d{2}(?:[+-]\d{2}:\d{2})?)?"
    r"|[A-Za-z][A-Za-z0-9'’]*(?:,? [A-Za-z0-9'’]+)+[.?!…]?"
)
"""Days, moments, and sentences, which need no quotes out of brackets."""
_ADDRESS: Final = re.compile(r"/(?:[a-z0-9-]+/)+")


def _stands_alone(value: object) -> bool:
    """Return whether a value needs no quotes where it is the only one of its setting."""
    if isinstance(value, list):
        return bool(value) and all(isinstance(each, str) and _ADDRESS.fullmatch(each) for each in value)
    return isinstance(value, str) and _ALONE.fullmatch(value) is not None


def _is_plain(value: object) -> bool:
    """Return whether a value needs no quotes, so that the library need not be asked, which takes long."""
    if isinstance(value, list):
        return bool(value) and all(isinstance(each, str) and _is_plain(each) for each in value)
    return isinstance(value, str) and _PLAIN.fullmatch(value) is not None


def _shown(value: object) -> str:
    return f"[{', '.join(map(str, value))}]" if isinstance(value, list) else str(value)


def _filled(value: object) -> object:
    """Return a value without what is empty in its mappings, and with lists for tuples."""
    if isinstance(value, Mapping):
        return {key: _filled(each) for key, each in value.items() if each}
    return [_filled(each) for each in value] if isinstance(value, (tuple, list)) else value
