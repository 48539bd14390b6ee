"""The files of the editor that come from npm: Sveltia CMS, its two fonts, and a reader of YAML.

They are beside the content folder, in `node_modules`, where `enquiry editor` or `npm ci` puts what the
network's `package-lock.json` pins, with digests. What Git keeps there is never used: nobody has compared it
with anything, and it would run in the browser of everybody who writes.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import Final

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


def find(content: Path) -> dict[str, Path]:
    """Return the files that are there and are not committed, by their names in the site."""
    if committed(content):
        return {}
    modules = content.resolve().parent / MODULES
    places = {name: modules / place for name, place in FILES.items()}
    return {name: place for name, place in places.items() if place.is_file() and not place.is_symlink()}


def committed(content: Path) -> bool:
    """Return whether Git keeps the folder of packages, or a part of it.

    Where there is no Git there is no commit either.
    """
    folder = content.resolve().parent
    if not os.path.lexists(folder / MODULES):
        return False
    itself = ("-c", "safe.directory=*", "-c", "core.fsmonitor=false")
    try:
        done = subprocess.run(  # noqa: S603 - the git of whoever runs this
            ["git", *itself, "-C", str(folder), "ls-files", "--", f":(icase){MODULES}"],  # noqa: S607 - as above
            env={name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
            capture_output=True,
            check=False,
        )
    except OSError:
        return False
    return bool(done.stdout)


def missing(content: Path) -> tuple[str, ...]:
    """Return the packages of which a file is missing."""
    found = find(content)
    names = [place for name, place in FILES.items() if name not in found]
    return tuple(
        dict.fromkeys("/".join(each.split("/")[: 2 if each.startswith("@") else 1]) for each in names)
    )
