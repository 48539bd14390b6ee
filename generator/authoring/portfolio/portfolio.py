"""The archive of a portfolio: a small site, its sources, a PDF for a review, a manifest for programs.

The site opens from a disk and has no search: Pagefind fetches its index, and a page that was opened from a
disk may fetch nothing, its own folder included. Where other sites say “Search” it says “Browse”, with the
ways in.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from generator.authoring.files.writing import Refused, load, require_participant
from generator.authoring.portfolio import pdf
from generator.authoring.portfolio.contents import Selection
from generator.authoring.portfolio.export import Exported, export
from generator.authoring.workspace import open_workspace
from generator.engine import archives
from generator.engine.options import Options
from generator.engine.pipeline import Build
from generator.engine.theme import sources
from generator.model.audience import portfolio_of
from generator.model.diagnostics import errors
from generator.model.paths import contents
from generator.subjects.plans import sign_off, signatures

VERSION: Final = 1
"""The version of the format. An import refuses another one."""
MANIFEST: Final = "manifest.json"
SOURCES, SITE = "content/", "site/"
PDF: Final = "portfolio.pdf"


def portfolio(options: Options, chosen: Selection, *, with_pdf: bool = True) -> bytes:
    """Return the archive. The same content makes the same bytes."""
    if with_pdf:
        pdf.needed()
    workspace = open_workspace(options)
    require_participant(workspace.network, chosen.person)
    exported = export(workspace, chosen)
    stale = {
        (each.review, each.setting, each.number)
        for each in signatures.outdated(workspace.network)
        if each.path == f"participants/{chosen.person}/plan.md"
    }
    with tempfile.TemporaryDirectory(prefix="enquiry-portfolio-") as name:
        folder = Path(name)
        content = folder / "content"
        own = (
            sources.own_folder(options.content, workspace.network.config.theme)
            if workspace.network.config.theme
            else None
        )
        if own is not None and own.is_dir():
            _copied(own, folder / "themes" / own.name)
        for path, data in exported.files.items():
            _put(content / path, data)
        files = {**exported.files, **_resealed(options, content, chosen.person, stale)}
        site = _site(options, folder, chosen.person)
        made = {
            **{f"{SOURCES}{path}": data for path, data in files.items()},
            **{f"{SITE}{path}": data for path, data in site.items()},
        }
        if with_pdf:
            made[PDF] = pdf.made(folder / "site" / "portfolio", "portfolio/index.html", dict(site))
    return archives.packed({**made, MANIFEST: _manifest(exported, chosen, made)})


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


def _resealed(
    options: Options, content: Path, person: str, stale: set[tuple[int, str, int]]
) -> dict[str, bytes]:
    """Return the development plan with its sign-offs bound to the evidence that goes along.

    A sign-off that no longer fitted its evidence does not fit now either.
    """
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
    """Return the pages, with addresses that lead to files: a disk does not find the page of a folder."""
    outcome = Build(_options(options, folder, person)).run()
    if wrong := errors(outcome.diagnostics):
        raise Refused(f"{wrong[0].span}: {wrong[0].message} {wrong[0].hint}".strip())
    top = folder / "site" / "portfolio"
    return dict(archives.site_files(top))


def _manifest(exported: Exported, chosen: Selection, made: Mapping[str, bytes]) -> bytes:
    """Return the manifest: what is in the archive, with digests, for other programs and for the import."""
    posts = sorted(exported.posts, key=lambda each: (each.when, each.id))
    manifest = {
        "format": "enquiry-portfolio",
        "version": VERSION,
        "person": {"id": chosen.person, "name": exported.name},
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
    return json.dumps(manifest, ensure_ascii=False, indent=1).encode() + b"\n"
