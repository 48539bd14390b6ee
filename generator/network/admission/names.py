"""Names of files and folders: each becomes part of an address, and has to work on every kind of computer."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache

from generator.model import paths
from generator.model.diagnostics import Span
from generator.model.slugs import folded, slugify
from generator.network.admission.context import Findings
from generator.source.document import Document
from generator.source.files import unwritten

_RESERVED = {
    "guests": "“guests” is where the replies of guests are kept.",
    "withdrawn": "“withdrawn” is where the places of posts are kept that were withdrawn.",
}
"""Names of folders of the content folder's own, with what a message says of them."""
_PLAIN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@lru_cache(maxsize=1 << 17)
def fits(name: str) -> bool:
    """Return whether a name can be part of an address, and of a path on every kind of computer."""
    return not name or (
        (_PLAIN.fullmatch(name) is not None or name == slugify(name))
        and name not in _RESERVED
        and not paths.refusal(name)
    )


def refusal(name: str, what: str) -> str:
    """Return the reason for which the name of `what` does not fit, as a sentence."""
    return _RESERVED.get(name) or (
        f"Windows keeps the name “{name}” for itself."
        if paths.refusal(name) == paths.WINDOWS
        else f"The {what}'s name “{name}” can't be part of an address that works everywhere."
    )


def fitting(name: str) -> str:
    """Return a name that fits, as near to this one as possible."""
    slug = slugify(name)
    if slug in _RESERVED or paths.refusal(slug) == paths.WINDOWS:
        return f"{slug}-1"
    return slug or "a-name-in-letters"


def check_names(documents: Sequence[Document], findings: Findings) -> frozenset[str]:
    """Report names that do not fit, and those that are taken for one another; return the paths of such files.

    Of two names that are taken for one another, one that fits is kept.
    """
    _check_folders(documents, findings)
    return _check_files(documents, findings)


def _check_folders(documents: Sequence[Document], findings: Findings) -> None:
    kept: dict[str, str] = {}
    folders: dict[str, list[Document]] = {}
    for document in documents:
        folders.setdefault(document.file.owner, []).append(document)
    for owner in sorted(folders, key=lambda each: not fits(each)):
        first = kept.setdefault(folded(owner), owner)
        if first == owner and fits(owner):
            continue
        span = Span(folders[owner][0].path)
        if first == owner:
            hint = f"rename the folder to `{fitting(owner)}`"
            findings.report(span, "bad-name", refusal(owner, "folder"), hint)
        else:
            message = f"Many computers take the folder “{owner}” for the folder “{first}”."
            findings.report(span, "duplicate-identity", message, f"move what is in it to `{first}`")
        findings.failed.update(each.path for each in folders[owner])


def _check_files(documents: Sequence[Document], findings: Findings) -> frozenset[str]:
    kept: dict[tuple[str, str], Document] = {}
    wrong: set[str] = set()
    free = _FreeNames(documents)
    for document in sorted(documents, key=lambda each: not fits(each.file.name)):
        file = document.file
        if file.kind == "catalogue":
            continue
        kind = "post" if file.kind in ("post", "elsewhere", "reply") else file.kind
        first = kept.setdefault((kind, folded(f"{file.owner}/{file.name}")), document)
        if first is not document:
            wrong.update((document.path, first.path))
            message = (
                f"On the site, this and {first.path} would both be `{file.owner or file.kind}/{file.name}`."
                if first.file.name == file.name
                else f"Many computers take this name for that of {first.path}."
            )
            hint = f"rename one of them, for instance this one to `{free.name(document)}`"
            findings.report(Span(document.path), "duplicate-identity", message, hint)
        elif file.name.upper().startswith(unwritten.DAY):
            wrong.add(document.path)
            message = f"“{unwritten.DAY}” in the file's name stands for the day on which this was written."
            day = getattr(document.fields, "date", "")[:10] or "2018-01-15"
            rest = slugify(file.name[len(unwritten.DAY) :]) or "title-in-a-few-words"
            hint = f"rename the file to `{day}-{rest}.md`"
            findings.report(Span(document.path), "bad-name", message, hint)
        elif not fits(file.name):
            wrong.add(document.path)
            hint = f"rename the file to `{free.name(document)}`"
            findings.report(Span(document.path), "bad-name", refusal(file.name, "file"), hint)
    return frozenset(wrong)


class _FreeNames:
    """Names that fit and that no file of the same owner has."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self._documents = documents
        self._taken: Mapping[tuple[str, str], int] | None = None
        self._last: dict[tuple[str, str], int] = {}

    def name(self, document: Document) -> str:
        """Return a free name for this file, with its date and its ending."""
        file, whole = document.file, posixpath.basename(document.path)
        wanted = fitting(file.name)
        stem, dot, ending = whole.rpartition(".")
        before = stem.removesuffix(file.name) if stem.endswith(file.name) else ""
        return f"{before}{self._free(document, wanted)}{dot}{ending}"

    def _free(self, document: Document, wanted: str) -> str:
        owner = document.file.owner
        if not self._is_taken(document, wanted):
            return wanted
        number = self._last.get((owner, wanted), 2)
        while self._is_taken(document, f"{wanted}-{number}"):
            number += 1
        self._last[owner, wanted] = number
        return f"{wanted}-{number}"

    def _is_taken(self, document: Document, name: str) -> bool:
        """Return whether another file of the same owner has this name."""
        if self._taken is None:
            self._taken = Counter((each.file.owner, folded(each.file.name)) for each in self._documents)
        own = folded(name) == folded(document.file.name)
        return self._taken.get((document.file.owner, folded(name)), 0) > own
