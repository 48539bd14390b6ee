"""A target on a server that takes files and no commands, reached by `sftp`."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from generator.deploy.errors import NotPublished
from generator.deploy.programs import run
from generator.deploy.release import FOLDER, decoded
from generator.deploy.ssh import QUIET
from generator.deploy.target import Server


class SftpFolder:
    """A folder of a server that takes files alone. Each release is sent whole."""

    def __init__(self, server: Server) -> None:
        self._path = server.path
        self._command = (
            "sftp",
            "-b",
            "-",
            *QUIET,
            *(("-P", server.port) if server.port else ()),
            server.host,
        )

    def names(self) -> Sequence[str]:
        """Return the names in the folder of releases."""
        said = self._run(f"-ls -1 {_quoted(f'{self._path}/{FOLDER}')}").decode(errors="replace")
        lines = [each.strip() for each in said.splitlines() if not each.startswith("sftp>")]
        return [PurePosixPath(each).name for each in lines if each]

    def read(self, name: str) -> bytes:
        """Return a listing."""
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder, "listing")
            self._run(f"-get {_quoted(self._at(name))} {_quoted(file)}")
            return file.read_bytes() if file.is_file() else b""

    def upload(self, source: Path, release: str, before: str) -> None:  # noqa: ARG002 - others link to it
        """Send every file."""
        self._run(
            f"-mkdir {_quoted(self._at(release))}",
            f"put -r {_quoted(f'{source.resolve()}/.')} {_quoted(self._at(release))}",
        )

    def write(self, name: str, data: bytes) -> None:
        """Write a listing."""
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder, "listing")
            file.write_bytes(data)
            self._run(
                f"-mkdir {_quoted(self._path)}",
                f"-mkdir {_quoted(f'{self._path}/{FOLDER}')}",
                f"put {_quoted(file)} {_quoted(self._at(name))}",
            )

    def rename(self, old: str, new: str) -> None:
        """Rename a listing."""
        self._run(f"rename {_quoted(self._at(old))} {_quoted(self._at(new))}")

    def switch(self, edition: str, release: str) -> None:
        """Replace the edition's link: SFTP's renaming takes the place of what is there."""
        pointer, link = _quoted(f"{self._path}/.{edition}"), _quoted(f"{self._path}/{edition}")
        self._run(
            f"-rm {pointer}",
            f"symlink {_quoted(f'{FOLDER}/{release}')} {pointer}",
            f"-rmdir {link}",
            f"rename {pointer} {link}",
        )

    def remove(self, release: str, listings: Sequence[str]) -> None:
        """Remove a release, file by file, as its listings name them."""
        known = [found.files for each in listings if (found := decoded(self.read(each)))]
        files = sorted({path for each in known for path in each})
        folders = {str(each) for file in files for each in PurePosixPath(file).parents if str(each) != "."}
        self._run(
            *(f"-rm {_quoted(self._at(f'{release}/{each}'))}" for each in files),
            *(f"-rmdir {_quoted(self._at(f'{release}/{each}'))}" for each in sorted(folders, reverse=True)),
            f"-rmdir {_quoted(self._at(release))}",
            *(f"-rm {_quoted(self._at(each))}" for each in listings),
        )

    def _at(self, name: str) -> str:
        return f"{self._path}/{FOLDER}/{name}"

    def _run(self, *lines: str) -> bytes:
        return run(self._command, sent="".join(f"{each}\n" for each in lines).encode())


def _quoted(path: str | Path) -> str:
    """Return a path as a line of `sftp` takes it, which gives some signs a meaning even in quotes."""
    text = str(path)
    if any(each in text for each in "\n\r"):
        raise NotPublished(f"{text!r} can't be sent by sftp.")
    return '"' + "".join(f"\\{each}" if each in '\\"*?[' else each for each in text) + '"'
