"""Page lists that were made before: each page as data, made again when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib import import_module
from types import FunctionType
from typing import Any

from msgspec import Struct

from generator.publish.page import Page
from generator.publish.page_list import PageList, modules

Plain = str | int | bool | tuple[str, ...]
"""Whatever a page may be about, to be data."""


class Plan(Struct, frozen=True, array_like=True):
    """A page but for its path. Its view is made by a function of a family's module, both by their names."""

    renderer: str
    module: str
    function: str
    about: tuple[Plain, ...]


def plans(pages: Mapping[str, Page]) -> dict[str, Plan | None]:
    """Return pages as data."""
    return {path: _plan(page) for path, page in pages.items()}


def _plan(page: Page) -> Plan | None:
    """Return a page as data; None where something that it is about is none, such as another page."""
    make = page.make
    plain = (
        isinstance(make, FunctionType) and make.__module__ in _modules() and all(map(_is_plain, page.about))
    )
    known = plain and getattr(import_module(make.__module__), make.__name__, None) is make
    return Plan(page.renderer, make.__module__, make.__name__, page.about) if known else None


def _is_plain(about: Any) -> bool:
    return isinstance(about, str | int) or (
        isinstance(about, tuple) and all(isinstance(each, str) for each in about)
    )


@cache
def _modules() -> frozenset[str]:
    return frozenset(module for _, module in modules())


class Planned(Mapping[str, Page]):
    """Pages by their paths; those that are no data are found by listing `all_pages` again."""

    def __init__(self, plans: Mapping[str, Plan | None], all_pages: Callable[[], PageList]) -> None:
        self._plans = plans
        self._all_pages = all_pages

    def __getitem__(self, path: str) -> Page:
        found = self._plans[path]
        if found is None or found.module not in _modules():
            listed = self._all_pages()
            return listed.lists[path] if path in listed.lists else listed.single[path]
        make = getattr(import_module(found.module), found.function)
        return Page(path, found.renderer, make, found.about)

    def __contains__(self, path: object) -> bool:
        return path in self._plans

    def __iter__(self) -> Iterator[str]:
        return iter(self._plans)

    def __len__(self) -> int:
        return len(self._plans)
