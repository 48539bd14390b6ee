"""A plan of changes: shown before anything is done, then done file by file, each written whole."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from generator.authoring.files.writing import Refused, reached
from generator.authoring.withdrawal.mentions import Mention


class Change(Struct, frozen=True):
    """What happens to a file of the content folder. `before` is what it holds now, where that matters; `after` is None where it is removed.

    One without a word of `what` is a step on the way of another, and is not shown.
    """

    path: str
    what: str
    after: bytes | None
    before: bytes | None = None


class Plan(Struct, frozen=True):
    """Changes in the order in which they are done, and what else there is to know before somebody says yes.

    `leaving` are the posts of others that are no longer in the public edition afterwards; `faults` and `mentions` are left for a person to settle, and `steps` are
    what only a person can do.
    """

    title: str
    changes: tuple[Change, ...]
    leaving: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()
    steps: tuple[str, ...] = ()


def shown(plan: Plan, prefix: str) -> str:
    """The plan as a person reads it. `prefix` is how messages name the content folder."""
    told = [(os.path.join(prefix, each.path), each.what) for each in plan.changes if each.what]
    width = max((len(path) for path, _ in told), default=0)
    sections = [
        (plan.title, [f"{path:<{width}}  {what}" for path, what in told] or ["Nothing changes."]),
        (
            "With it, these posts of others leave the public edition:",
            [os.path.join(prefix, each) for each in plan.leaving],
        ),
        ("This has to be mended by hand afterwards:", [os.path.join(prefix, each) for each in plan.faults]),
        (
            "These lines still name them, or a post of theirs. Look at each, and change it if it has to go:",
            [f"{os.path.join(prefix, str(each.span))}  {each.around}" for each in plan.mentions],
        ),
        ("What only a person can do, afterwards:", _numbered(plan.steps)),
    ]
    return "\n\n".join("\n".join([title, *(f"  {row}" for row in rows)]) for title, rows in sections if rows)


def _numbered(steps: Sequence[str]) -> list[str]:
    return [f"{number}. {each}" for number, each in enumerate(steps, 1)]


def carry_out(content: Path, changes: Iterable[Change]) -> None:
    """Do it, in order. Broken off anywhere, each file is whole, as it was or as it is to be; nothing is done if a file has changed since the plan was made."""
    todo = [(each, reached(content, each.path)) for each in changes]
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
    """A file with this content, in one step, and with the permissions that it had."""
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
    """Folders that hold nothing any longer go with the last of their files: all in the folder of that person."""
    if path.parent.is_dir() and all(each.is_dir() for each in path.parent.iterdir()):
        for folder, _, _ in os.walk(content.joinpath(*path.relative_to(content).parts[:2]), topdown=False):
            with suppress(OSError):
                os.rmdir(folder)
