"""Addresses of the site's own pages, as they are copied from a browser, and what they lead to.

A writer's text, and a setting that names a post, may hold such an address. It is taken for the record that it
leads to, as if its file had been linked to: so it works in every edition, and leads to nothing where the
edition does not hold the record.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Final
from urllib.parse import unquote, urlsplit

from msgspec import Struct
from msgspec.structs import replace

from generator.model import addresses
from generator.model.diagnostics import Report, Span
from generator.model.slugs import folded
from generator.network.admission.identities import POSTS, post_identity, record_identity
from generator.source.document import Document
from generator.source.files.network import NetworkFields
from generator.source.files.profile import ProfileFields
from generator.source.markdown.slots import Link
from generator.subjects.registry import KINDS

_PREVIEW: Final = frozenset({"localhost", "127.0.0.1", "::1"})
"""Hosts of the preview."""
_PLAIN: Final = re.compile(r"https?://(?P<host>[a-z0-9.-]+)(?=[/?#]|$)")
"""The beginning of an address whose host is there to be read, as nearly all are."""
_SIMPLE: Final = re.compile(
    r"https?://(?P<host>[a-z0-9.-]+)(?P<path>(?:/[A-Za-z0-9/._-]*)?)#(?P<fragment>[A-Za-z0-9._-]*)"
)
"""An address of which no part is written in another way than it is meant, as nearly all are."""
_OF_PEOPLE: Final = (addresses.PEOPLE, addresses.GUESTS, addresses.WITHDRAWN)
_NUMBER: Final = re.compile(r"(?:/thread)?/\d+$")


class Within(Struct, frozen=True):
    """An address as seen from the top of an edition, without its `fragment`.

    In the `preview`, it may as well be one of some other server of the writer's own.
    """

    address: str
    fragment: str
    preview: bool


class OwnAddresses(Struct, frozen=True, dict=True):
    """The addresses of a network's editions, and the files that stand at addresses within them."""

    config: NetworkFields
    documents: Sequence[Document]

    def within(self, address: str) -> Within | None:
        """Return an address as seen from the top of an edition; None for one of another site."""
        if (plain := _PLAIN.match(address)) and plain["host"].removeprefix("www.") not in self._hosts:
            return None
        try:
            host, port, path, fragment = _parts(address)
        except ValueError:
            return None
        if host in _PREVIEW:
            return Within(path.strip("/"), fragment, True)
        whole = f"{_host(host, port)}{path or '/'}"
        base = next((each for each in self._bases if f"{whole}/".startswith(each)), None)
        return None if base is None else Within(whole[len(base) :].strip("/"), fragment, False)

    def file(self, address: str, fragment: str = "") -> tuple[str, str]:
        """Return the file of what stands at an address of an edition, and the anchor in it; empty if none."""
        if answer := self._comments.get(fragment):
            return answer, ""
        plain = folded(address.removesuffix("index.html").strip("/"))
        path = self._files.get(plain) or self._files.get(_NUMBER.sub("", plain), "")
        anchors = self._by_path[path].anchors if path else ()
        anchor = fragment if fragment in anchors else fragment.removeprefix(addresses.FORMER)
        return path, anchor if anchor in anchors else ""

    def anywhere(self, value: str) -> str:
        """Return the file that a person's or a post's address leads to, whatever the host; empty if none."""
        parts = unquote(re.split(r"[?#]", value, maxsplit=1)[0])
        if parts.endswith(".md") and "://" in value:  # a file on the forge
            ends = [parts[at.start() + 1 :] for at in re.finditer("/", parts)]
            return next((each for each in ends if each in self._by_path), "")
        fragment = unquote(value.partition("#")[2])
        start = next((at for each in _OF_PEOPLE if (at := f"/{parts}".find(f"/{each}")) >= 0), -1)
        return self.file(unquote(parts[start:]), fragment)[0] if start >= 0 else ""

    @cached_property
    def _bases(self) -> list[str]:
        """The addresses of all editions, without schemes, the longest first."""
        found = []
        for each in (self.config.address, *(address for _, address in self.config.addresses)):
            parts = urlsplit(each)
            found.append(f"{_host(parts.hostname or '', parts.port)}{unquote(parts.path).rstrip('/')}/")
        return sorted(set(found), key=len, reverse=True)

    @cached_property
    def _hosts(self) -> frozenset[str]:
        """The hosts of all editions and of the preview."""
        return _PREVIEW.union(each.partition("/")[0].partition(":")[0] for each in self._bases)

    @cached_property
    def _by_path(self) -> Mapping[str, Document]:
        return {each.path: each for each in self.documents}

    @cached_property
    def _comments(self) -> Mapping[str, str]:
        """The files of entries by their anchors on the pages of others."""
        return {
            addresses.comment(post_identity(each)): each.path
            for each in self.documents
            if each.file.kind in POSTS
        }

    @cached_property
    def _files(self) -> Mapping[str, str]:
        """The files by the addresses at which an edition may show them."""
        pseudonyms = {
            each.file.owner: each.fields.public_id
            for each in self.documents
            if isinstance(each.fields, ProfileFields) and each.fields.public_id
        }
        found: dict[str, str] = {}
        for document in self.documents:
            for address in _addresses(document, pseudonyms):
                found.setdefault(folded(address.strip("/")), document.path)
        return found


def _parts(address: str) -> tuple[str, int | None, str, str]:
    """Return the host, the port, the path and the fragment of an address; raise ValueError where it is none.

    Taking those that are `_SIMPLE` apart without the library is worth 8 % of admission.
    """
    if simple := _SIMPLE.fullmatch(address):
        return simple["host"], None, simple["path"], simple["fragment"]
    parts = urlsplit(address)
    return parts.hostname or "", parts.port, unquote(parts.path), unquote(parts.fragment)


def _host(host: str, port: int | None) -> str:
    return host.removeprefix("www.") + (f":{port}" if port not in (None, 80, 443) else "")


def _addresses(document: Document, pseudonyms: Mapping[str, str]) -> Iterator[str]:
    """Yield the addresses at which an edition may show what is in a file."""
    file, fields = document.file, document.fields
    owners = [file.owner, *filter(None, [pseudonyms.get(file.owner)])]
    if file.kind in POSTS:
        identity = post_identity(document)
        yield addresses.post(identity)
        yield from (addresses.post(f"{owner}/{file.name}") for owner in owners[1:])
    elif file.kind == "profile":
        yield from map(addresses.person, owners)
    elif file.kind == "cohort":
        yield addresses.cohort(file.name)
    elif file.kind == "page":
        yield addresses.page(file.name)
    elif file.kind in KINDS:
        identity = record_identity(document)
        yield addresses.record(identity)
        yield from (addresses.record(identity.replace(file.owner, each, 1)) for each in owners[1:])
    yield from getattr(fields, "aliases", ())


def with_own_links(own: OwnAddresses, report: Report) -> Sequence[Document]:
    """Return the documents with links to files in place of those to addresses of the site's own."""
    there = _own_targets(own)
    if not there:
        return own.documents

    def resolved(document: Document, link: Link) -> Link:
        within = there.get((link.target, link.fragment))
        return _resolved(own, document, link, within, report) if within is not None else link

    return [
        replace(each, links=tuple([resolved(each, link) for link in each.links]))
        if any((link.target, link.fragment) in there for link in each.links)
        else each
        for each in own.documents
    ]


def _own_targets(own: OwnAddresses) -> dict[tuple[str, str], Within]:
    """Return the targets of links that are addresses of the site's own, but for that of its front page."""
    targets = {
        (link.target, link.fragment) for each in own.documents for link in each.links if "://" in link.target
    }
    found = ((target, own.within("#".join(target))) for target in targets)
    return {target: within for target, within in found if within is not None and within.address}


_MADE_SECTIONS: Final = addresses.SECTIONS - {addresses.PEOPLE.rstrip("/")}
_TO_FILE: Final = "link to the file that you mean, as ../../emma/posts/2018-01-17-listening.md"
_MADE: Final = (
    "no file is behind it: keep it if all readers may go to that edition, or name the page in words"
)


def _resolved(own: OwnAddresses, document: Document, link: Link, within: Within, report: Report) -> Link:
    """Return a link to the file that an address of the site's own leads to; report one that leads to none."""
    path, anchor = own.file(within.address, within.fragment)
    if path:
        return replace(link, target=path, fragment=anchor)
    if within.preview:
        return link
    report(
        Span(document.path, link.line, link.column),
        "own-address",
        f"“/{within.address}/” is an address of this network's site, and no text stands there.",
        _MADE if within.address.partition("/")[0] in _MADE_SECTIONS else _TO_FILE,
    )
    return replace(link, target="") if f"{within.address}/".startswith(_OF_PEOPLE) else link
