"""The shelf: files of blogs that texts refer to, put beside the first text that does."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping
from typing import Final
from urllib.parse import unquote, urlsplit

from generator.authoring.importing.index import Index
from generator.authoring.importing.media import Media, unsized, unusable
from generator.model import paths
from generator.model.slugs import folded, slugify
from generator.source.document import digest

MOST_OF_NAME: Final = 80
Write = Callable[[str, bytes], None]
"""Writes a new file."""


class Shelf:
    """Files that come in, by the addresses that they had. `missing` and `refused` are those that do not."""

    def __init__(
        self,
        media: Media,
        there: Mapping[str, bytes],
        allowed: frozenset[str],
        write: Write,
        index: Index,
    ) -> None:
        """`there` are the digests of files of the network, `allowed` the endings of attachments."""
        self.media = media
        self.allowed = allowed
        self.write = write
        self.missing, self.refused = index.table(str), index.table(str)
        self.found, self.sources = index.table(str), index.table(str)
        self._there = {folded(path): found for path, found in there.items()}
        self._new = index.table(bytes)
        self._asked = index.table(bool)

    def put(self, address: str, beside: str) -> str:
        """Return the path of a file, put beside a text if it is not there yet; empty if it is missing."""
        known = _known(address)
        path = self.found.get(known)
        if path is None:
            path = self.found[known] = self._put(address, beside)
            self._asked[unsized(known)] = True
        return path

    def _put(self, address: str, beside: str) -> str:
        source = self.media.find(address)
        if not source:
            self.missing.setdefault(address, beside)
            return ""
        if source in self.sources:
            return self.sources[source]
        data = self.media.files.data(source)
        if why := unusable(source, data, self.allowed):
            self.refused[source] = why
            return ""
        path = self._free(posixpath.dirname(beside), source, data)
        self.sources[source] = path
        return path

    def _free(self, folder: str, source: str, data: bytes) -> str:
        """Return a path for a file in this folder: the first that is free, or that has this content."""
        stem, ending = posixpath.splitext(posixpath.basename(unquote(urlsplit(source).path)))
        name = slugify(stem)[:MOST_OF_NAME].strip("-") or "file"
        name = f"{name}-1" if paths.refusal(name) else name
        number, mark = 1, digest(data)
        while True:
            path = f"{folder}/{name}{f'-{number}' if number > 1 else ''}{ending.lower()}"
            there = self._there.get(folded(path)) or self._new.get(folded(path))
            if there == mark:
                return path
            if there is None:
                self._new[folded(path)] = mark
                self.write(path, data)
                return path
            number += 1

    def is_asked(self, address: str) -> bool:
        """Return whether some text refers to a file, in whatever size."""
        return unsized(_known(address)) in self._asked


def _known(address: str) -> str:
    """Return an address as the same file has it in every link."""
    return re.sub(r"^https?://(?:www\.)?", "", address.partition("#")[0].partition("?")[0])
