"""The files of the editor that come from npm: Sveltia CMS, its two fonts, and a reader of YAML.

They are beside the content folder, in `node_modules`, where `enquiry editor` or `npm ci` puts what the
network's `package-lock.json` pins, with digests. What Git keeps there is never used: nobody has compared it
with anything, and it would run in the browser of everybody who writes.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from generator.engine.committed import committed

MODULES: Final = "node_modules"
FILES: Final = {
    "sveltia-cms.js": "@sveltia/cms/dist/sveltia-cms.js",
    "sveltia-cms-licence.txt": "@sveltia/cms/LICENSE.txt",
    "js-yaml.js": "js-yaml/dist/browser/js-yaml.umd.min.js",
    "js-yaml-licence.txt": "js-yaml/LICENSE",
    "material-symbols.woff2": (
        "@fontsource-variable/material-symbols-outlined/files/"
        "material-symbols-outlined-latin-wght-normal.woff2"
    ),
    "material-symbols-licence.txt": "@fontsource-variable/material-symbols-outlined/LICENSE",
    "source-sans.woff2": "@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-normal.woff2",
    "source-sans-licence.txt": "@fontsource-variable/source-sans-3/LICENSE",
}
"""The files by their names in the site, each with its place among the packages."""


def folder(content: Path) -> Path:
    """Return the folder of packages."""
    return content.resolve().parent / MODULES


def find(content: Path) -> dict[str, Path]:
    """Return the files that are there and are not committed, by their names in the site."""
    modules = folder(content)
    if committed(modules):
        return {}
    places = {name: modules / place for name, place in FILES.items()}
    return {name: place for name, place in places.items() if place.is_file() and not place.is_symlink()}


def missing(content: Path) -> tuple[str, ...]:
    """Return the packages of which a file is missing."""
    found = find(content)
    names = [place for name, place in FILES.items() if name not in found]
    return tuple(
        dict.fromkeys("/".join(each.split("/")[: 2 if each.startswith("@") else 1]) for each in names)
    )
