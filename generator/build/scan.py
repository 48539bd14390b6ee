"""The content folder's files. What is not an ordinary file inside it is refused, never followed."""

from __future__ import annotations

import os
import stat as modes
from pathlib import Path
from typing import Final

from msgspec import Struct

from generator.diagnostics import Diagnostic, Span
from generator.read.fields import place

PACKAGED: Final = Path(__file__).parent.parent / "catalogues"
"""The catalogues of standards that ship with Enquiry."""

Stamp = tuple[int, int, int, int]
"""Size, time of modification and of change (nanoseconds), and number of a file: equal stamps mean the same content, if old enough."""


class File(Struct, frozen=True):
    """A file: its path in the content folder (with `/`), where it is, and its stamp."""

    path: str
    location: str
    stamp: Stamp


class Scan(Struct, frozen=True):
    """Files that hold records, all others that may be linked to, and what was refused."""

    documents: tuple[File, ...]
    assets: tuple[File, ...]
    diagnostics: tuple[Diagnostic, ...]


def scan(content: Path) -> Scan:
    """Look through the content folder. The packaged catalogues come along, unless the network has its own of the same name."""
    documents: dict[str, File] = {}
    assets: dict[str, File] = {}
    found: list[Diagnostic] = []
    for path in sorted(PACKAGED.glob("*.yaml")):
        name = f"standards/{path.name}"
        documents[name] = File(name, str(path), stamp(path.stat()))
    pending = [("", str(content))]
    while pending:
        prefix, folder = pending.pop()
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    if not entry.name.startswith("."):
                        _entry(entry, prefix, pending, documents, assets, found)
        except OSError as error:
            found.append(Diagnostic(Span(prefix.rstrip("/")), "unreadable-file", f"This folder can't be read: {error.strerror}.", "check its permissions"))
    return Scan(_sorted(documents), _sorted(assets), tuple(sorted(found)))


def _sorted(files: dict[str, File]) -> tuple[File, ...]:
    return tuple(files[path] for path in sorted(files))


def stamp(found: os.stat_result) -> Stamp:
    """The stamp of a file."""
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino


def _entry(
    entry: os.DirEntry[str], prefix: str, pending: list[tuple[str, str]], documents: dict[str, File], assets: dict[str, File], found: list[Diagnostic]
) -> None:
    path = prefix + entry.name
    if entry.is_symlink():
        found.append(Diagnostic(Span(_shown(path)), "symbolic-link", "This is a symbolic link; Enquiry does not follow those.", "put the file itself here"))
    elif entry.is_dir(follow_symlinks=False):
        pending.append((f"{path}/", entry.path))
    elif not _encodable(path):
        found.append(Diagnostic(Span(_shown(path)), "bad-name", "This file's name is not UTF-8 text.", "rename it with plain letters, digits and hyphens"))
    else:
        details = entry.stat(follow_symlinks=False)
        if not modes.S_ISREG(details.st_mode):
            found.append(Diagnostic(Span(path), "special-file", "This is not an ordinary file (a device, a pipe or a socket).", "remove it"))
        elif place(path) is not None:
            documents[path] = File(path, entry.path, stamp(details))
        elif path.lower().endswith((".md", ".markdown", ".md.txt", ".rtf", ".doc", ".yaml", ".yml")) and not entry.name.startswith("README"):
            hint = _belongs(path)
            found.append(Diagnostic(Span(path), "misplaced-file", "No record is read from this place, so this file is on no page.", hint))
        else:
            assets[path] = File(path, entry.path, stamp(details))


def _belongs(path: str) -> str:
    parts = path.split("/")
    stem, _, ending = path.removesuffix(".txt").rpartition(".")
    if ending == "MD" or path.endswith(".md.txt"):
        return f"rename it to {stem.rpartition('/')[2]}.md"
    if ending in ("rtf", "doc"):
        return "copy its text into a file that ends in .md"
    if ending in ("markdown", "yml") and place(f"{stem}.{'md' if ending == 'markdown' else 'yaml'}"):
        return f"end its name in .{'md' if ending == 'markdown' else 'yaml'}"
    if parts[0] == "participants" and len(parts) > 2:
        return f"posts go in participants/{parts[1]}/posts/, replies in participants/{parts[1]}/replies/"
    return "posts go in participants/<person>/posts/, pages in pages/, cohorts in cohorts/"


def _encodable(path: str) -> bool:
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True


def _shown(path: str) -> str:
    return path.encode(errors="replace").decode()
