"""ZIP archives: the same files make the same bytes, and a site in one opens from a disk.

On a disk the address of a folder finds no page, and a page may fetch nothing: links lead to files there, and
the search index stays behind, since the page for searching then offers the ways to browse.
"""

from __future__ import annotations

import io
import os
import re
import stat
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, Final

from generator.engine.writer.site import Site
from generator.model.addresses import SEARCH_INDEX
from generator.model.paths import contents

THEN: Final = (1980, 1, 1, 0, 0, 0)
"""The time of every file in an archive: the first day that the format knows."""
UNUSED: Final = frozenset({"_headers", "_redirects", "robots.txt", "sitemap.xml", "404.html"})
"""Files of a site that mean nothing on a disk."""
_FOLDER_LINK: Final = re.compile(
    rb'((?:\s(?:href|action)="|\surl=))((?:\.\.?/)+|(?:\.\./)*(?:[^":/?#&]+/)+)(?=["#?])'
)


def packed(files: Mapping[str, bytes]) -> bytes:
    """Return an archive of these files, in order of their names."""
    data = io.BytesIO()
    _pack(data, ((name, files[name]) for name in sorted(files)))
    return data.getvalue()


def for_disk(path: str, data: bytes) -> bytes:
    """Return a file of a site as it is on a disk: a page's links to folders lead to the pages in them."""
    return _FOLDER_LINK.sub(rb"\1\2index.html", data) if path.endswith(".html") else data


def site_files(top: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a site as they are on a disk, in order of their names."""
    paths = {each.relative_to(top).as_posix(): each for each in top.rglob("*") if each.is_file()}
    for path in sorted(paths):
        if paths[path].name not in UNUSED and not path.startswith(SEARCH_INDEX):
            yield path, for_disk(path, contents(paths[path]))


def archive_of(output: Path, edition: str) -> Path:
    """Return the location of an edition's archive: beside the edition's folder."""
    return output / f"{edition}.zip"


def write(output: Path, edition: str) -> Path:
    """Write the archive of an edition, in a folder of its name; a reader sees the old or the new."""
    site, archive = Site(output), archive_of(output, edition)
    with site.locked():
        unfinished = site.workshop / archive.name
        with unfinished.open("wb") as file:
            _pack(file, ((f"{edition}/{path}", data) for path, data in site_files(site.edition(edition))))
        os.replace(unfinished, archive)
    return archive


def drop(output: Path, edition: str) -> None:
    """Remove the archive of an edition that has changed: it may hold what somebody has taken back."""
    archive_of(output, edition).unlink(missing_ok=True)


def _pack(target: IO[bytes], files: Iterable[tuple[str, bytes]]) -> None:
    import zipfile  # which most builds do without

    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in files:
            entry = zipfile.ZipInfo(name, THEN)
            entry.compress_type, entry.create_system, entry.external_attr = (
                zipfile.ZIP_DEFLATED,
                3,
                (stat.S_IFREG | 0o644) << 16,
            )
            archive.writestr(entry, data, compresslevel=9)
