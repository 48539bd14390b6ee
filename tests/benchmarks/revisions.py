"""Revisions of this project: what the working tree is, and others beside it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.benchmarks.contender import ROOT
from tests.benchmarks.measure import Command, Failed


def described() -> str:
    """The working tree: its version, and its commit where it has one."""
    version = (
        Command((sys.executable, "-m", "generator", "--version"), ROOT, {"PYTHONPATH": str(ROOT)})
        .answer()
        .rpartition(" ")[2]
    )
    try:
        commit = _git("rev-parse", "--short", "HEAD")
        changed = _git("status", "--porcelain", "--", "generator", "themes")
    except (Failed, FileNotFoundError):
        return version
    return f"{version} at {commit}{' with changes' if changed else ''}"


@contextmanager
def checked_out(revision: str, home: Path) -> Iterator[tuple[str, Path]]:
    """Another revision's short name, and its files in a worktree that is there while it is needed."""
    try:
        commit = _git("rev-parse", "--short", "--verify", "--end-of-options", f"{revision}^{{commit}}")
    except Failed:
        raise Failed(f"There is no revision {revision} in {ROOT}.") from None
    tree = home / f"revision-{commit}"
    if tree.exists():  # left by a run that was killed
        _git("worktree", "remove", "--force", str(tree))
    _git("worktree", "prune")
    _git("worktree", "add", "--detach", str(tree), commit)
    try:
        yield commit, tree
    finally:
        _git("worktree", "remove", "--force", str(tree))


def _git(*words: str) -> str:
    return Command(("git", *words), ROOT).answer()
