"""A branch of a Git repository that holds one edition, for forges that serve a branch as a site.

A commit there has no parent, so that what has been taken back is not kept by the history of the branch.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import Final

from generator.deploy.errors import NotPublished
from generator.deploy.programs import run
from generator.deploy.target import Branch

SOURCES: Final = "content/network.yaml"
"""A file by which a branch is known that holds a network's sources."""
DOMAIN: Final = "CNAME"
"""The file by which some forges know a site's own domain: it stays as it is."""
AS_IT_IS: Final = ".nojekyll"
"""The file that keeps GitHub from leaving out files that begin with a low line."""
ALONE: Final = (
    *("-c", "core.hooksPath=/dev/null", "-c", "core.autocrlf=false", "-c", "commit.gpgSign=false"),
    *("-c", "user.name=Enquiry", "-c", "user.email=enquiry@localhost", "-c", "init.defaultBranch=site"),
)


class Published:
    """The branch as it is, and as it would be."""

    def __init__(self, branch: Branch, source: Path, title: str, scratch: Path) -> None:
        self._branch = branch
        self._tree = scratch
        self._git("init", "--quiet")
        self._before = self._fetched()
        self._fill(source)
        self._git("add", "--all", "--force")
        self._commit = ""
        tree = self._git("write-tree")
        if not self._before or self._git("rev-parse", f"{self._before}^{{tree}}") != tree:
            self._commit = self._git("commit-tree", tree, "-m", title)

    @property
    def changed(self) -> bool:
        """True if the branch would be another one."""
        return bool(self._commit)

    def push(self) -> None:
        """Replace the branch, unless somebody else has replaced it meanwhile."""
        name = f"refs/heads/{self._branch.branch}"
        lease = f"--force-with-lease={name}:{self._before}"
        self._git("push", "--quiet", lease, self._branch.repository, f"{self._commit}:{name}")

    def _fetched(self) -> str:
        """Return the commit of the branch; empty where there is none yet."""
        name = f"refs/heads/{self._branch.branch}"
        if not self._git("ls-remote", self._branch.repository, name):
            return ""
        self._git("fetch", "--quiet", "--depth=1", self._branch.repository, name)
        commit = self._git("rev-parse", "FETCH_HEAD")
        if self._git("ls-tree", "--name-only", commit, SOURCES):
            raise NotPublished(
                f"The branch {self._branch.branch} holds the sources of a network ({SOURCES}), which "
                "pages would replace. Name a branch that is for the site alone."
            )
        return commit

    def _fill(self, source: Path) -> None:
        shutil.copytree(source, self._tree, dirs_exist_ok=True)
        (self._tree / AS_IT_IS).touch()
        if self._before and self._git("ls-tree", "--name-only", self._before, DOMAIN):
            (self._tree / DOMAIN).write_text(self._git("show", f"{self._before}:{DOMAIN}") + "\n")

    def _git(self, *words: str) -> str:
        kept = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
        settings = {**kept, "GIT_TERMINAL_PROMPT": "0"}
        for key in ("GIT_SSH", "GIT_SSH_COMMAND", "GIT_ASKPASS"):
            if key in os.environ:
                settings[key] = os.environ[key]
        return run(("git", *ALONE, *words), folder=self._tree, environment=settings).decode().strip()


def publish(branch: Branch, source: Path, title: str, *, dry_run: bool) -> bool:
    """Put an edition onto a branch, and return whether that changes anything."""
    with tempfile.TemporaryDirectory() as scratch:
        found = Published(branch, source, title, Path(scratch))
        if found.changed and not dry_run:
            found.push()
        return found.changed
