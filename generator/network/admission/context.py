"""The context of admission: the files as they were read, the lookup so far, and the findings."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from generator.model.diagnostics import Diagnostic, Span
from generator.network.lookup import Lookup
from generator.network.media import Asset
from generator.source.document import Document
from generator.source.file_links import by_form, one_form
from generator.source.files.network import NetworkFields


class Sources(Struct, frozen=True, dict=True):
    """The files of a content folder as they were read: documents, and assets by their paths.

    `date` is the day of the build, on which permissions may have run out, and records wait or have expired.
    """

    documents: Sequence[Document]
    assets: Mapping[str, Asset]
    date: str = ""

    def of(self, kind: str) -> Sequence[Document]:
        """Return the documents of one kind."""
        return self._by_kind.get(kind, ())

    def assets_beside(self, path: str) -> Collection[str]:
        """Return the names of the assets in the folder of this file."""
        return self._asset_names.get(posixpath.dirname(path), ())

    def asset(self, path: str) -> str:
        """Return the path of an asset as it is called, whatever the form of the letters; empty if none."""
        return path if path in self.assets else self._assets_by_form.get(one_form(path), "")

    @cached_property
    def _assets_by_form(self) -> dict[str, str]:
        return by_form(self.assets)

    @cached_property
    def by_path(self) -> Mapping[str, Document]:
        """The documents by their paths."""
        return {each.path: each for each in self.documents}

    @cached_property
    def profiles(self) -> Mapping[str, Document]:
        """The profiles by their owners."""
        return {each.file.owner: each for each in self.of("profile")}

    @cached_property
    def _by_kind(self) -> dict[str, list[Document]]:
        kinds: dict[str, list[Document]] = {}
        for document in self.documents:
            kinds.setdefault(document.file.kind, []).append(document)
        return kinds

    @cached_property
    def _asset_names(self) -> dict[str, list[str]]:
        names: dict[str, list[str]] = {}
        for path in self.assets:
            names.setdefault(posixpath.dirname(path), []).append(posixpath.basename(path))
        return names


class Findings:
    """A collector of diagnostics. `failed` are the paths of the files with an error, which give no record."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = list(diagnostics)
        self.failed = {each.span.path for each in self.diagnostics if each.is_error}

    def report(self, span: Span, code: str, message: str, hint: str = "") -> None:
        """Add a diagnostic."""
        diagnostic = Diagnostic(span, code, message, hint)
        self.diagnostics.append(diagnostic)
        if diagnostic.is_error:
            self.failed.add(span.path)


class Context(Struct, frozen=True):
    """All that a check of references needs. Each step of admission adds to the `lookup` of the next one."""

    config: NetworkFields
    sources: Sources
    lookup: Lookup
    findings: Findings

    def report(self, span: Span, code: str, message: str, hint: str = "") -> None:
        """Add a diagnostic to the findings."""
        self.findings.report(span, code, message, hint)

    def extended(self, **changes: object) -> Context:
        """Return the context with more in its lookup."""
        return replace(self, lookup=replace(self.lookup, **changes))
