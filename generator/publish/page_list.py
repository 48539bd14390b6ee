"""The list of an edition's pages, from all families of pages.

Families are found here, and entered nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from pkgutil import iter_modules

from msgspec import Struct

from generator import subjects
from generator.model.audience import PORTFOLIO
from generator.publish import pages
from generator.publish.composer.composer import Composer
from generator.publish.family import Family, Readers
from generator.publish.page import Page, TwoPages
from generator.publish.site import site
from generator.publish.views.parts import Site
from generator.subjects import registry


class PageList(Struct, frozen=True):
    """All pages of an edition by their paths, and the `site` that they share.

    Views are made later, and only if they are needed. `single` are the pages of families with many pages;
    `lists` are all others.
    """

    site: Site
    lists: Mapping[str, Page]
    single: Mapping[str, Page]


def families() -> dict[str, Family]:
    """Return all families by their names: those of `publish/pages/`, then those of subjects."""
    found: dict[str, Family] = {}
    for name, module in modules():
        family = getattr(import_module(module), "FAMILY", None)
        if not isinstance(family, Family):
            raise TypeError(f"{module} describes no FAMILY")
        found[name] = family
    return found


def modules() -> Iterator[tuple[str, str]]:
    """Yield the modules of families with the names of these."""
    for each in iter_modules(pages.__path__):
        yield each.name, f"{pages.__name__}.{each.name}"
    for subject in registry.SUBJECTS:
        folder = f"{subjects.__name__}.{subject}"
        for each in iter_modules(import_module(folder).__path__):
            if each.name.endswith("pages"):
                yield f"{subject}.{each.name}", f"{folder}.{each.name}"


def list_pages(composer: Composer, *, style_guide: bool = False) -> PageList:
    """List the pages of an edition. They follow from its structure alone, and so do not change with words."""
    wanted = {
        name: family
        for name, family in families().items()
        if family.readers in _readers(composer, style_guide)
    }
    listed = _pages(composer, wanted)
    _refuse_two_at_one_address(listed)
    lists, single = (
        {page.path: page for name, some in listed.items() if wanted[name].single is alone for page in some}
        for alone in (False, True)
    )
    return PageList(site(composer, wanted.values()), lists, single)


def _readers(composer: Composer, style_guide: bool) -> set[Readers]:
    viewer = composer.edition.viewer
    given = {
        Readers.EVERYBODY: True,
        Readers.FACILITATORS: viewer.compares,
        Readers.PORTFOLIO: viewer.name == PORTFOLIO,
        Readers.THEME_AUTHORS: style_guide,
    }
    return {each for each, holds in given.items() if holds}


def _pages_of(composer: Composer, name: str, family: Family) -> list[Page]:
    """Return the pages of a family; raise AssertionError where words or the day decide which there are."""
    listed, depends = composer.dependencies.recorded(lambda: list(family.pages(composer)))
    if depends.words or depends.bodies:
        raise AssertionError(
            f"`pages` of the family “{name}” reads titles, bodies or the day of the build, so a change to"
            " them would be missed. Read them in the function that makes the view."
        )
    return listed


def _pages(composer: Composer, wanted: Mapping[str, Family]) -> dict[str, list[Page]]:
    listed = {name: _pages_of(composer, name, family) for name, family in wanted.items()}
    others = [page for some in listed.values() for page in some]
    for name, family in wanted.items():
        if family.about_all is not None:
            listed[name] += family.about_all(composer, others)
    return listed


def _refuse_two_at_one_address(listed: Mapping[str, list[Page]]) -> None:
    """Raise `TwoPages` where two pages would be written to one file, and the last would replace the first."""
    paths = {page.path for some in listed.values() for page in some}
    if len(paths) == sum(map(len, listed.values())):
        return
    seen: dict[str, tuple[str, Page]] = {}
    for name, some in listed.items():
        for page in some:
            if page.path in seen:
                raise TwoPages(
                    f"Two pages would be /{page.path}: {_called(*seen[page.path])}, and "
                    f"{_called(name, page)}."
                )
            seen[page.path] = name, page


def _called(family: str, page: Page) -> str:
    about = ", ".join(str(each) for each in page.about)
    return f"one of the family “{family}”" + (f" ({about})" if about else "")
