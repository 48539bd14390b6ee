"""Ordinary links inside the network: each must lead to something that is there."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterable, Mapping
from typing import Final

from generator.model.diagnostics import Report, Span
from generator.model.suggest import nearest
from generator.network.media import Asset
from generator.source.document import Document
from generator.source.files.network import ATTACHMENTS as ENDINGS
from generator.source.files.paths import INTERNAL
from generator.source.markdown.slots import IMAGES, Link

MOST_SUGGESTIONS = 20
"""Broken links of one text for which the nearest file is looked up."""
ATTACHMENTS = frozenset(f".{each}" for each in ENDINGS)


class Targets:
    """What can be linked to: files of the content folder, and the anchors of each text."""

    def __init__(
        self, documents: Iterable[Document], assets: Mapping[str, Asset], allowed: Collection[str] = ()
    ) -> None:
        self.documents = {each.path: each for each in documents}
        self.assets = assets
        self.allowed = frozenset(f".{each}" for each in allowed)


def check_links(documents: Iterable[Document], targets: Targets, report: Report) -> None:
    """Report every link that leads nowhere, and what looks like a post, is none, and has no link that leads to it."""
    linked: set[str] = set()
    for document in documents:
        linked.update(each.target for each in document.links)
        broken = 0
        for link in document.links:
            broken += _check(document, link, targets, report, suggest=broken < MOST_SUGGESTIONS)
    for path in filter(_LIKE_A_POST.fullmatch, targets.assets):
        if path not in linked:
            report(
                Span(path),
                "misplaced-file",
                "No post links to this file, so it is on no page.",
                "if it is a post itself, copy its text into a file that ends in .md",
            )


_LIKE_A_POST: Final = re.compile(
    r"participants/[^/]+/(?:posts|replies)/\d{4}-\d\d-\d\d[^/]*\.(?:docx|odt|pages|txt|html?)", re.IGNORECASE
)
"""What a word processor makes, by the name of a post."""


def _check(document: Document, link: Link, targets: Targets, report: Report, *, suggest: bool) -> bool:
    """Whether the link is broken."""
    span = Span(document.path, link.line, link.column)
    ending = posixpath.splitext(link.target)[1].lower()
    if link.target in targets.assets:
        medium = targets.assets[link.target].medium
        if link.image and ending not in IMAGES:
            report(
                span,
                "asset-kind",
                f"A picture can't be a {ending or 'file without an ending'} file.",
                f"save it as one of: {', '.join(sorted(IMAGES))}",
            )
        elif ending not in IMAGES | ATTACHMENTS:
            report(
                span,
                "asset-kind",
                f"Files of the kind “{ending}” are not published.",
                f"attach one of: {', '.join(sorted(ATTACHMENTS))}",
            )
        elif ending not in IMAGES | targets.allowed:
            report(
                span,
                "attachment-not-allowed",
                f"This network publishes no {ending} files.",
                f"if it should, add `attachments: [{ending[1:]}]` to network.yaml",
            )
        elif medium is not None and medium.fault is not None:
            report(span, *medium.fault)
        return False
    found = targets.documents.get(link.target)
    if found is None or link.image:
        close = (
            _close(
                link.target,
                [
                    *targets.assets,
                    *(path for path, each in targets.documents.items() if each.file.kind not in INTERNAL),
                ],
                document.path,
            )
            if suggest
            else ""
        )
        what = "picture" if link.image else "file"
        written = posixpath.relpath(link.target, posixpath.dirname(document.path) or ".")
        hint = (
            f"did you mean `{close}`?"
            if close
            else "names must match to the letter, and the file must be in the content folder"
        )
        if f"{link.target}/profile.md" in targets.documents:
            hint = f"a link leads to a file; to somebody, it leads to their profile: `{written}/profile.md`"
        report(span, "broken-link", f"There is no {what} “{written}”.", hint)
    elif found.file.kind in INTERNAL:
        report(
            span,
            "asset-kind",
            f"“{link.target}” is never published, so nothing can lead to it.",
            "take the link away",
        )
    elif link.fragment and link.fragment not in found.anchors:
        close = next(iter(nearest(link.fragment, found.anchors)), "") if suggest else ""
        hint = (
            f"did you mean `#{close}`?" if close else "headings are linked by their words, as `#what-i-tried`"
        )
        report(
            span,
            "broken-anchor-elsewhere",
            f"{link.target} has no heading or anchor “{link.fragment}”.",
            hint,
        )
    else:
        return False
    return True


def _close(target: str, known: Iterable[str], path: str) -> str:
    """The nearest file by name, in the same folder before any other."""
    here, name = posixpath.dirname(target), posixpath.basename(target)
    paths = list(known)
    beside = {posixpath.basename(each): each for each in paths if posixpath.dirname(each) == here}
    close = nearest(name, beside)
    if close:
        return posixpath.relpath(beside[close[0]], posixpath.dirname(path) or ".")
    same = sorted(each for each in paths if posixpath.basename(each).casefold() == name.casefold())
    return posixpath.relpath(same[0], posixpath.dirname(path) or ".") if same else ""
