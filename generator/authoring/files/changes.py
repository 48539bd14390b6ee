"""Change sets: shown before anything is done, then carried out file by file, each written whole."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from generator.authoring.files.name_search import Occurrence
from generator.authoring.files.writing import Refused, writable_path


class FileChange(Struct, frozen=True):
    """A change of one file of the content folder.

    `before` is its present content, where that matters; `after` is None where it is removed. A change without
    a `what` is a step towards another one, and is not shown.
    """

    path: str
    what: str
    after: bytes | None
    before: bytes | None = None


class ChangeSet(Struct, frozen=True):
    """Changes in the order in which they are done, and what else there is to know before somebody says yes.

    `leaving` are the posts of others that are no longer in the public edition afterwards; `faults` and
    `occurrences` are left for a person to settle, and `steps` are what only a person can do.
    """

    title: str
    files: tuple[FileChange, ...]
    leaving: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    occurrences: tuple[Occurrence, ...] = ()
    steps: tuple[str, ...] = ()


def shown(changes: ChangeSet, prefix: str) -> str:
    """Return a change set as a person reads it. `prefix` is how messages name the content folder."""
    entries = [(os.path.join(prefix, each.path), each.what) for each in changes.files if each.what]
    width = max((len(path) for path, _ in entries), default=0)
    sections = [
        (changes.title, [f"{path:<{width}}  {what}" for path, what in entries] or ["Nothing changes."]),
        (
            "With it, these posts of others leave the public edition:",
            [os.path.join(prefix, each) for each in changes.leaving],
        ),
        (
            "This has to be mended by hand afterwards:",
            [os.path.join(prefix, each) for each in changes.faults],
        ),
        (
            "These lines still name them, or a post of theirs. Look at each, and change it if it has to go:",
            [f"{os.path.join(prefix, str(each.span))}  {each.around}" for each in changes.occurrences],
        ),
        ("What only a person can do, afterwards:", _numbered(changes.steps)),
    ]
    return "\n\n".join("\n".join([title, *(f"  {row}" for row in rows)]) for title, rows in sections if rows)


def _numbered(steps: Sequence[str]) -> list[str]:
    return [f"{number}. {each}" for number, each in enumerate(steps, 1)]


def carry_out(content: Path, changes: Iterable[FileChange]) -> None:
    """Make the changes, in order. Broken off anywhere, each file is whole, as it was or as it is to be.

    Nothing is done if a file has changed since the change set was made.
    """
    todo = [(each, writable_path(content, each.path)) for each in changes]
    for each, path in todo:
        if each.before is not None and (not path.is_file() or path.read_bytes() != each.before):
            raise Refused(f"{path} has changed meanwhile, so nothing was done. Look at the plan again.")
    for each, path in todo:
        if each.after is not None:
            _write(path, each.after)
        else:
            path.unlink(missing_ok=True)
            _tidy(content, path)


def _write(path: Path, data: bytes) -> None:
    """Write a file in one step, with the permissions that it had."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.new")
    temporary.unlink(missing_ok=True)
    with open(temporary, "xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    if path.exists():
        temporary.chmod(path.stat().st_mode & 0o777)
    os.replace(temporary, path)


def _tidy(content: Path, path: Path) -> None:
    """Remove folders that hold no file any longer, in the folder of that person."""
    if path.parent.is_dir() and all(each.is_dir() for each in path.parent.iterdir()):
        for folder, _, _ in os.walk(content.joinpath(*path.relative_to(content).parts[:2]), topdown=False):
            with suppress(OSError):
                os.rmdir(folder)
