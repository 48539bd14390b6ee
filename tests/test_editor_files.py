"""The files of the editor: what is committed is never taken for them."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.authoring.editor import install
from generator.authoring.files.writing import Refused
from generator.engine.theme.editor_files import FILES, find, missing
from tests.casefile import commit, git


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A network in a repository, with what looks like the editor."""
    (tmp_path / "content").mkdir()
    for place in FILES.values():
        file = tmp_path / "node_modules" / place
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("alert(1)")
    git(tmp_path, "init", "--quiet")
    return tmp_path


def test_what_is_installed_is_used(folder: Path) -> None:
    """Ignored, in a repository or not."""
    (folder / ".gitignore").write_text("/node_modules/\n")
    commit(folder, "start")
    assert {*find(folder / "content")} == {*FILES}
    assert missing(folder / "content") == ()


def test_what_is_committed_is_not(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not even one file of it, whatever repository a hook is of; and `enquiry editor` says why."""
    commit(folder, "start")
    monkeypatch.setenv("GIT_DIR", str(folder / "elsewhere"))
    assert find(folder / "content") == {}
    assert missing(folder / "content")
    with pytest.raises(Refused, match="is committed"):
        install(folder / "content")


def test_a_committed_link_is_not(folder: Path) -> None:
    """The folder of packages may be a link to a writer's own."""
    (folder / "node_modules").rename(folder / "content/writer")
    (folder / "node_modules").symlink_to("content/writer")
    git(folder, "add", "node_modules")
    assert find(folder / "content") == {}
