"""Rendering of views by the templates of a theme.

A network's own templates replace default ones name by name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, lru_cache, partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Final

from jinja2 import BytecodeCache, Template
from jinja2.runtime import Context
from markupsafe import Markup, escape
from msgspec import Struct

from generator.model import addresses
from generator.model.patterns import lazy_pattern
from generator.publish.direction import attributes, direction, named
from generator.publish.formats import json_ld
from generator.publish.formats.registry import FORMATS
from generator.publish.hosting import netlify, redirects, rules
from generator.publish.language import ENGLISH, Language
from generator.publish.relative import TOP, relative
from generator.publish.templates import Templates
from generator.publish.views.parts import Card, Head, RichText, Site
from generator.source.markdown.labels import SIGNS
from generator.source.markdown.slots import place, with_former

Bodies = Callable[[bytes], str]
"""Return the HTML (with slots) of a digest."""
Parts = dict[tuple[str, str, Card, Site | None], Markup]
"""Posts in lists, by template, list, post, and the site where the template shows that.

They are rendered once for all editions in which they are equal.
"""
_SITE: Final = lazy_pattern(r"(?<!%\()\bsite\b(?!\s*=(?!=))|\{%[-+]?\s*(?:include|import|from|extends)\b")
"""A sign that a template may show the site: its name, or another template that is taken in."""


def _translated(sign: str, name: str, language: Language) -> str:
    """Return a sign with its word, which is a label or all that an element holds, in a language."""
    words = str(escape(language.gettext(name)))
    return sign.replace(f'"{name}"', f'"{words}"').replace(f">{name}<", f">{words}<")


class Chrome(Struct, frozen=True):
    """The header and footer around a page, rendered once for each section of the site."""

    header: Markup
    footer: Markup


class Theme:
    """A renderer of the pages of one edition.

    `assets` leads from a theme's own files to their names in the site, which carry their digest. `compiled`
    keeps compiled templates for later builds.
    """

    def __init__(
        self,
        folders: Sequence[str],
        site: Site,
        bodies: Bodies,
        assets: Mapping[str, str],
        version: bytes = b"",
        language: Language = ENGLISH,
        compiled: BytecodeCache | None = None,
        editor: Mapping[str, str] | None = None,
        parts: Parts | None = None,
    ) -> None:
        self.site = site
        self.bodies = bodies
        self.environment = _environment(tuple(folders), version, language, compiled)
        self._assets = assets
        self._signs = [
            (sign, _translated(sign, name, language)) for sign, name in SIGNS if language.catalogues
        ]
        self._files = {**(editor or {}), **assets}
        self._policies = rules.policies(site.forms, assets, site.editor)
        self._parts: Parts = {} if parts is None else parts
        self._contexts: dict[str, tuple[dict[str, Any], Context, Site | None]] = {}
        self._chrome: dict[str, Chrome] = {}
        self._templates: dict[str, Template] = {}

    def render(self, renderer: str, view: Any) -> bytes:
        """Return the bytes of a page: its view, rendered by a template or as a format."""
        if renderer in FORMATS:
            return FORMATS[renderer](view, self._place).encode()
        if renderer == netlify.FILE:
            return netlify.netlify(rules.rules(view, self._assets)).encode()
        if renderer == addresses.REDIRECTS:
            return redirects.netlify(view.rows).encode()
        template = self._template(renderer)
        names = self._names(view, view.head)
        html = "".join(template.root_render_func(template.new_context(names, shared=True)))
        return relative(html, view.head.address, view.head.root)

    def _names(self, view: Any, head: Head) -> dict[str, Any]:
        """Return the names that a template knows."""
        return {
            **self._known,
            "view": view,
            "head": head,
            "chrome": self._around(head.section),
            "piece": lambda name, block, view: self._piece(name, block, self._names(view, head)),
        }

    @cached_property
    def _known(self) -> dict[str, Any]:
        """The names that the templates of all pages know."""
        return {
            **self.environment.globals,
            "site": self.site,
            "root": TOP,
            "html": lambda body: _safe(self._place(body, TOP, with_former)),
            **{name: partial(self._part, f"parts/{name}.html") for name in ("card", "line", "brief", "said")},
            "prose": self._prose,
            "own": self._own,
            "to": lambda address: address if "://" in address else f"{TOP}{address}",
            "asset": self._files.__getitem__,
            "fonts": self._files.get("fonts.css", ""),
            "policies": self._policies,
        }

    def _piece(self, name: str, block: str, names: dict[str, Any]) -> Markup:
        """Return one block of another page's template, for the style guide."""
        template = self._template(name)
        context = template.new_context(names, shared=True)
        # Its macros are known to its blocks once the page has begun, which writes nothing of it yet.
        next(template.root_render_func(context))
        return _safe("".join(template.blocks[block](context)))

    def _template(self, name: str) -> Template:
        template = self._templates.get(name)
        if template is None:
            template = self._templates[name] = self.environment.get_template(name)
        return template

    def _place(self, body: RichText, root: str, also: Callable[[str], str] | None = None) -> str:
        slotted = self.bodies(body.digest)
        html = place(also(slotted) if also and not body.own else slotted, body.own, body.links, root)
        for sign, translated in self._signs:
            html = html.replace(sign, translated)
        return html

    def _prose(self, text: str, language: str | None = None, around: str = "") -> Markup:
        """Return the paragraphs of a short text of the network's own.

        Their `language` is named where the one of the words `around` them, or else of the page, is another.
        """
        own = attributes(self.site.texts if language is None else language, around or self.site.language)
        paragraphs = [part.strip() for part in text.split("\n\n") if part.strip()]
        return Markup("").join(Markup("<p{}>{}</p>").format(own, each) for each in paragraphs)

    def _own(self, title: str) -> str:
        """Return a title of the network's own, which names its language where the page is in another."""
        return named(title, self.site.texts, self.site.language)

    def _part(self, name: str, card: Card, of: str = "") -> Markup:
        """Return a post in a list, rendered once for all pages.

        A list `of` a phase or a person has said so.
        """
        names, context, site = self._contexts.get(name) or self._context(name)
        key = (name, of, card, site)
        found = self._parts.get(key)
        if found is None:
            names["card"], names["of"] = card, of
            found = self._parts[key] = _safe("".join(self._template(name).root_render_func(context)))
        return found

    def _context(self, name: str) -> tuple[dict[str, Any], Context, Site | None]:
        """Return the names that a part knows, and the site if it shows that."""
        template = self._template(name)
        names = {**template.globals, "root": TOP, "site": self.site}
        shows = _SITE.search(Path(template.filename or "").read_text(encoding="utf-8"))
        made = names, template.new_context(names, shared=True), self.site if shows else None
        self._contexts[name] = made
        return made

    def _around(self, section: str) -> Chrome:
        chrome = self._chrome.get(section)
        if chrome is None:
            parts = (
                self._template(name).render(site=self.site, root=TOP, section=section, own=self._own)
                for name in ("parts/header.html", "parts/footer.html")
            )
            chrome = self._chrome[section] = Chrome(*(_safe(part) for part in parts))
        return chrome


def _safe(html: str) -> Markup:
    """Return HTML that the sanitiser or a template made, marked so that it is not escaped once more."""
    return Markup(html)  # noqa: S704 - this is the one place that says so


@lru_cache(maxsize=2)
def _environment(
    folders: tuple[str, ...],
    version: bytes,  # noqa: ARG001 - another version is another environment
    language: Language,
    compiled: BytecodeCache | None,
) -> Templates:
    templates = Templates(folders, language, compiled)
    templates.globals["linked"] = SimpleNamespace(
        page=json_ld.page, posting=json_ld.posting, person=json_ld.person, top=json_ld.top
    )
    templates.globals["direction"] = direction
    templates.globals["spoken"] = lambda tag, around="": attributes(tag, around or language.code)
    templates.globals["named"] = lambda what: named(what.title, what.language, language.code)
    return templates


def render_mail(folders: Sequence[str], language: Language, **shown: Any) -> str:
    """Return a message, by the theme's template for mails."""
    return (
        _environment(tuple(folders), b"", language, None).get_template("mails/message.html").render(**shown)
    )
