"""Rendering an edition: only the pages whose view, theme or generator changed, on as many cores as help."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec
from msgspec import Struct

from generator.build import workers
from generator.build.cache import Cache, Output, generator_signature
from generator.build.themes import ThemeFiles
from generator.publish.page import Page
from generator.publish.plan import Plan
from generator.read.document import digest

if TYPE_CHECKING:
    from generator.publish.theme import Theme

CHUNK: Final = 64
WORTH_A_WORKER: Final = 150
"""Pages from which on a second process is quicker than one."""


class Due(Struct, frozen=True):
    """A page to render, with its fingerprint, and why: new, changed, or its file is missing."""

    page: Page
    fingerprint: bytes
    why: str


class Rendered(Struct, frozen=True):
    """A page that was rendered: its digest and size; `staged` is false where the very same bytes are in the site already."""

    path: str
    fingerprint: bytes
    digest: bytes
    size: int
    staged: bool


def fingerprints(plan: Plan, theme: ThemeFiles) -> dict[str, tuple[Page, bytes]]:
    """What each page depends on, whole: its view, its renderer, what all pages share, the theme and this generator."""
    shared = hashlib.blake2b(digest_size=16)
    for part in (generator_signature(), theme.signature, msgspec.msgpack.encode(plan.site)):
        shared.update(part)
    encoder = msgspec.msgpack.Encoder()
    found = {}
    for page in plan.pages:
        summary = shared.copy()
        summary.update(page.renderer.encode() + b"\0")
        summary.update(encoder.encode(page.view))
        found[page.path] = (page, summary.digest())
    return found


def due(wanted: Mapping[str, tuple[Page, bytes]], known: Mapping[str, Output], present: Mapping[str, tuple[int, int]]) -> list[Due]:
    """The pages that have to be rendered."""
    pages = []
    for path, (page, fingerprint) in wanted.items():
        earlier = known.get(path)
        if earlier is None:
            pages.append(Due(page, fingerprint, "new"))
        elif earlier.fingerprint != fingerprint:
            pages.append(Due(page, fingerprint, "changed"))
        elif present.get(path) != (earlier.size, earlier.modified):
            pages.append(Due(page, fingerprint, "missing"))
    return pages


class Press(Struct, frozen=True):
    """What all rendering of an edition shares. `untouched` are the outputs that are in the site as they were written, with their digests."""

    plan: Plan
    theme: ThemeFiles
    cache: Cache
    fresh: Mapping[bytes, str]
    stage: Path
    untouched: Mapping[str, bytes]


def render(press: Press, pages: Sequence[Due], count: int, progress: Callable[[int, int], None]) -> list[Rendered]:
    """Render and stage these pages."""
    if len(pages) < WORTH_A_WORKER:
        count = 1
    done: list[Rendered] = []
    for results in workers.run(_render_chunk, press, workers.chunks(pages, CHUNK), count):
        done.extend(results)
        progress(len(done), len(pages))
    return done


def write(stage: Path, path: str, data: bytes, made: set[str]) -> None:
    """Put a file into the stage. `made` are the folders that are there already."""
    folder = path.rpartition("/")[0]
    if folder not in made:
        os.makedirs(f"{stage}/{folder}", exist_ok=True)
        made.add(folder)
    with open(f"{stage}/{path}", "wb", buffering=0) as file:
        file.write(data)


class _Running:
    """A press at work in one process: its theme keeps what pages have in common between one chunk and the next."""

    current: tuple[Press, Theme] | None = None


def _theme(press: Press) -> Theme:
    from generator.publish.theme import Theme

    if _Running.current is None or _Running.current[0] is not press:

        def body(key: bytes) -> str:
            fresh = press.fresh.get(key)
            return press.cache.body(key) if fresh is None else fresh

        assets = {name: shown for name, (shown, _) in press.theme.assets.items()}
        _Running.current = press, Theme(press.theme.folders, press.plan.site, body, assets, press.theme.signature)
    return _Running.current[1]


def _render_chunk(press: Press, pages: Sequence[Due]) -> list[Rendered]:
    theme = _theme(press)
    made: set[str] = set()
    results = []
    for each in pages:
        data = theme.render(each.page).encode()
        found = digest(data)
        path = each.page.path
        staged = press.untouched.get(path) != found
        if staged:
            write(press.stage, path, data, made)
        results.append(Rendered(path, each.fingerprint, found, len(data), staged))
    return results
