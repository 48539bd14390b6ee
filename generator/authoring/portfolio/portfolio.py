"""A portfolio: all that is somebody's, to take along. A small site that opens from the disk, its sources, one PDF for a review, and a manifest for other programs.

The site has no search: Pagefind fetches its index, and a page that was opened from a disk may fetch nothing, its own folder included. So it is built without one, and
where other sites say “Search” it says “Browse”, with the ways in.
"""

from __future__ import annotations

import hashlib
import json
import re
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from generator.authoring.files.writing import Refused, load, writer
from generator.authoring.portfolio import archive, pdf
from generator.authoring.portfolio.export import Chosen, Gathered, gather
from generator.authoring.withdrawal.survey import survey
from generator.engine.options import Options
from generator.engine.pipeline import Build
from generator.engine.theme import sources
from generator.model.audience import portfolio_of
from generator.model.diagnostics import errors
from generator.model.paths import contents
from generator.subjects.plans import sign_off, signatures

VERSION: Final = 1
"""Of the format: what reads another one says so."""
MANIFEST: Final = "manifest.json"
SOURCES, SITE = "content/", "site/"
PDF: Final = "portfolio.pdf"
UNUSED: Final = frozenset({"_headers", "robots.txt", "sitemap.xml", "404.html"})
"""Files of a site that mean nothing on a disk."""
_FOLDER_LINK: Final = re.compile(rb'(\shref=")((?:\.\./)+|(?:\.\./)*(?:[^":/?#&]+/)+)(?=["#])')


def portfolio(options: Options, chosen: Chosen, *, with_pdf: bool = True) -> bytes:
    """The archive. The same content makes the same bytes."""
    if with_pdf:
        pdf.needed()
    scene = survey(options)
    writer(scene.network, chosen.person)
    gathered = gather(scene, chosen)
    stale = {
        (review, place)
        for path, review, place, _ in signatures.outdated(scene.network)
        if path == f"participants/{chosen.person}/plan.md"
    }
    with tempfile.TemporaryDirectory(prefix="enquiry-portfolio-") as name:
        folder = Path(name)
        content = folder / "content"
        own = (
            sources.own_folder(options.content, scene.network.config.theme)
            if scene.network.config.theme
            else None
        )
        if own is not None and own.is_dir():
            _copied(own, folder / "themes" / own.name)
        for path, data in gathered.files.items():
            _put(content / path, data)
        files = {**gathered.files, **_resealed(options, content, chosen.person, stale)}
        site = _site(options, folder, chosen.person)
        made = {
            **{f"{SOURCES}{path}": data for path, data in files.items()},
            **{f"{SITE}{path}": data for path, data in site.items()},
        }
        if with_pdf:
            made[PDF] = pdf.made(folder / "site" / "portfolio", "portfolio/index.html", dict(site))
    return archive.packed({**made, MANIFEST: _manifest(gathered, chosen, made)})


def _copied(source: Path, target: Path) -> None:
    for each in sorted(source.rglob("*")):
        if each.is_file() and not each.is_symlink():
            _put(target / each.relative_to(source), contents(each))


def _put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _options(options: Options, folder: Path, person: str) -> Options:
    return Options(
        content=folder / "content",
        output=folder / "site",
        cache=folder / "cache",
        viewers=(portfolio_of(person),),
        date=options.date,
    )


def _resealed(options: Options, content: Path, person: str, stale: set[tuple[int, int]]) -> dict[str, bytes]:
    """The plan with its sign-offs bound to the evidence that goes along; one that no longer fitted does not fit now either."""
    path = f"participants/{person}/plan.md"
    if not (content / path).is_file():
        return {}
    network = load(_options(options, content.parent, person))
    record = network.records.get(path.removesuffix(".md"))
    found = sign_off.resealed(
        path,
        contents(content / path),
        record,
        stale,
        lambda evidence: signatures.owners_seal(network, person, evidence),
    )
    _put(content / path, found)
    return {path: found}


def _site(options: Options, folder: Path, person: str) -> dict[str, bytes]:
    """The pages, with addresses that lead to files: on a disk there is nobody to find the page of a folder."""
    outcome = Build(_options(options, folder, person)).run()
    if wrong := errors(outcome.diagnostics):
        raise Refused(f"{wrong[0].span}: {wrong[0].message} {wrong[0].hint}".strip())
    top = folder / "site" / "portfolio"
    found = {
        each.relative_to(top).as_posix(): contents(each)
        for each in sorted(top.rglob("*"))
        if each.is_file() and each.name not in UNUSED
    }
    return {
        path: _FOLDER_LINK.sub(rb"\1\2index.html", data) if path.endswith(".html") else data
        for path, data in found.items()
    }


def _manifest(gathered: Gathered, chosen: Chosen, made: Mapping[str, bytes]) -> bytes:
    """What is in it, with digests, for other programs and for the way back."""
    posts = sorted(gathered.posts, key=lambda each: (each.when, each.id))
    said = {
        "format": "enquiry-portfolio",
        "version": VERSION,
        "person": {"id": chosen.person, "name": gathered.name},
        "since": chosen.since,
        "standard": chosen.standard,
        "posts": [
            {
                "id": each.id,
                "date": each.day,
                "standards": list(each.standards) if each.tagged else [],
                "file": f"{SOURCES}{each.text.path}",
            }
            for each in posts
        ],
        "files": {
            path: {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
            for path, data in sorted(made.items())
        },
    }
    return json.dumps(said, ensure_ascii=False, indent=1).encode() + b"\n"
