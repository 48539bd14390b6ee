"""Patterns that are compiled when they are first used."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from importlib import import_module
from pkgutil import walk_packages

import pytest
from msgspec import Struct, structs

import generator
from generator.model.patterns import LazyPattern, lazy_pattern


def _among(values: Iterable[object]) -> Iterator[LazyPattern[str]]:
    """Yield the patterns among values, and in the tuples and structs among them."""
    for each in values:
        if isinstance(each, LazyPattern):
            yield each
        elif isinstance(each, tuple):
            yield from _among(each)
        elif isinstance(each, Struct):
            yield from _among(structs.astuple(each))


def test_every_pattern_can_be_compiled() -> None:
    """A pattern that nothing has used yet is a valid one, too."""
    for module in walk_packages(generator.__path__, "generator."):
        if module.name.startswith(("generator.source.", "generator.schema.", "generator.publish.")):
            import_module(module.name)
    ours = [module for name, module in sys.modules.items() if name.startswith("generator.")]
    found = [each for module in ours for each in _among(vars(module).values())]
    assert len(found) > 100
    for each in found:
        assert each.groups == re.compile(each.pattern).groups


def test_a_pattern_is_compiled_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Asking for the members of a compiled pattern compiles it, asking for its text does not."""
    compiled = []
    compile_ = re.compile

    def counted(expression: str, flags: int = 0) -> re.Pattern[str]:
        compiled.append(expression)
        return compile_(expression, flags)

    monkeypatch.setattr(re, "compile", counted)
    pattern = lazy_pattern(r"(?P<word>[a-z]+)", re.IGNORECASE)
    assert pattern.pattern == r"(?P<word>[a-z]+)"
    assert not compiled
    assert pattern.sub("x", "One, two") == "x, x"
    assert [each["word"] for each in pattern.finditer("One, two")] == ["One", "two"]
    assert pattern.groupindex == {"word": 1}
    assert pattern.flags & re.IGNORECASE
    assert pattern.fullmatch("One, two") is None
    assert len(compiled) == 1


def test_what_a_pattern_has_not_is_an_error() -> None:
    """A member that no pattern has is missed."""
    with pytest.raises(AttributeError):
        lazy_pattern("a").finds("a")  # type: ignore[attr-defined]
