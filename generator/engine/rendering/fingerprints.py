"""Fingerprints: a page's stands for everything that the page depends on."""

from __future__ import annotations

import hashlib
from functools import cached_property

import msgspec
from msgspec import Struct

from generator.engine.cache.signature import DIGEST, generator_signature
from generator.publish.page import Page
from generator.publish.pages.search import INDEX
from generator.source.document import digest


class Fingerprints:
    """The fingerprints of one edition's pages.

    `site` is what they share, `theme` a digest of the theme's files.
    """

    def __init__(self, site: Struct, theme: bytes) -> None:
        self._site = site
        self.theme = theme

    @cached_property
    def site(self) -> bytes:
        """A digest of what all pages share."""
        return digest(msgspec.msgpack.encode(self._site))

    @cached_property
    def _common(self) -> hashlib.blake2b:
        return hashlib.blake2b(generator_signature() + self.theme + self.site, digest_size=DIGEST)

    @cached_property
    def _of_index(self) -> hashlib.blake2b:
        return hashlib.blake2b(generator_signature(), digest_size=DIGEST)

    def page(self, page: Page, view: Struct) -> bytes:
        """Return a page's fingerprint. That of the search index depends on what is in it alone."""
        summary = (self._of_index if page.path == INDEX else self._common).copy()
        summary.update(page.renderer.encode() + b"\0")
        summary.update(msgspec.msgpack.encode(view))
        return summary.digest()
