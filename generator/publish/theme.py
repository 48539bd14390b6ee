"""A theme at work: templates and views to HTML. A network's own templates go before the default ones, name by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from jinja2.runtime import Context
from markupsafe import Markup
from msgspec import Struct

from generator.publish import hosting
from generator.publish.machine import FORMATS
from generator.publish.views import Body, Card, Head, Site
from generator.read.slots import OPEN, place

Bodies = Callable[[bytes], str]
"""Gives the HTML (with slots) that a digest stands for."""


class Chrome(Struct, frozen=True):
    """What stands around every page, rendered once for each depth and each part of the site."""

    header: Markup
    footer: Markup


class Theme:
    """Renders the pages of one edition. `assets` leads from a theme's own files to their names in the site, which carry their digest."""

    def __init__(self, folders: Sequence[str], site: Site, bodies: Bodies, assets: Mapping[str, str], version: bytes = b"") -> None:
        self.site = site
        self.bodies = bodies
        self.environment = _environment(tuple(folders), version)
        self._assets = assets
        self._parts: dict[tuple[str, str], str] = {}
        self._contexts: dict[str, tuple[dict[str, Any], Context]] = {}
        self._chrome: dict[tuple[str, str], Chrome] = {}
        self._templates: dict[str, Template] = {}

    def render(self, renderer: str, view: Any) -> str:
        """The text of a page: its view, by a template or as one of the machine formats."""
        if renderer in FORMATS:
            return FORMATS[renderer](view, self._place)
        if renderer == hosting.FILE:
            return hosting.netlify(hosting.rules(view, self._assets))
        return self._template(renderer).render(self._names(view, view.head))

    def _names(self, view: Any, head: Head) -> dict[str, Any]:
        """All that a template knows of."""
        root = head.root
        return {
            "view": view, "head": head, "site": self.site, "root": root, "chrome": self._around(root, head.section), "html": lambda body: _safe(self._place(body, root)),
            "card": lambda card: self._part("card.html", card, root), "line": lambda card: self._part("line.html", card, root), "plural": plural, "prose": prose,
            "asset": self._assets.__getitem__, "piece": lambda name, block, view: self._piece(name, block, self._names(view, head)),
        }  # fmt: skip

    def _piece(self, name: str, block: str, names: dict[str, Any]) -> Markup:
        """One block of another page's template, for the page that shows what there is."""
        template = self._template(name)
        return _safe("".join(template.blocks[block](template.new_context(names))))

    def _template(self, name: str) -> Template:
        template = self._templates.get(name)
        if template is None:
            template = self._templates[name] = self.environment.get_template(name)
        return template

    def _place(self, body: Body, root: str) -> str:
        return place(self.bodies(body.digest), body.own, body.links, root)

    def _part(self, name: str, card: Card, root: str) -> Markup:
        """A post in a list, rendered once for all pages; a sign stands in it for the way to the top, which is another one on each level."""
        key = (name, card.address)
        found = self._parts.get(key)
        if found is None:
            template = self._template(name)
            if name not in self._contexts:
                names = {**template.globals, "root": OPEN, "site": self.site, "plural": plural}
                self._contexts[name] = names, template.new_context(names, shared=True)
            names, context = self._contexts[name]
            names["card"] = card
            found = self._parts[key] = "".join(template.root_render_func(context))
        return _safe(found.replace(OPEN, root))

    def _around(self, root: str, section: str) -> Chrome:
        chrome = self._chrome.get((root, section))
        if chrome is None:
            parts = (self._template(name).render(site=self.site, root=root, section=section) for name in ("header.html", "footer.html"))
            chrome = self._chrome[root, section] = Chrome(*(_safe(part) for part in parts))
        return chrome


def _safe(html: str) -> Markup:
    """HTML that the sanitiser or a template made: it is not escaped once more."""
    return Markup(html)  # noqa: S704 - this is the one place that says so


@lru_cache(maxsize=2)
def _environment(folders: tuple[str, ...], version: bytes) -> Environment:  # noqa: ARG001 - another version is another environment
    return Environment(
        loader=FileSystemLoader(folders), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, auto_reload=False, cache_size=-1
    )


def plural(number: int, one: str, many: str) -> str:
    """A number with its noun."""
    return f"{number or 'no'} {one if number == 1 else many}"


def prose(text: str) -> Markup:
    """A short text's paragraphs."""
    return Markup("").join(Markup("<p>{}</p>").format(part.strip()) for part in text.split("\n\n") if part.strip())
