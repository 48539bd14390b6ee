"""The guide for writers: every example in it is what it says it is. It is the guide of the sample network."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path
from textwrap import dedent

import pytest

from tests.support import ROOT, command

GUIDE = (ROOT / "content" / "pages" / "writing.md").read_text(encoding="utf-8")
CHAPTERS = dict(re.findall(r"^## (.+)\n((?:(?!## ).*\n)*)", GUIDE, re.MULTILINE))
FILES = {
    "As a file": [
        "participants/emma/posts/2018-01-17-whose-question-is-it.md",
        "participants/rachna/replies/2018-01-18-of-the-second-group.md",
    ],
    "Events and deadlines": ["events/march-recall-day.md"],
    "Outreach to other schools": [
        "outreach/requests/writing-in-two-classrooms.md",
        "outreach/records/2018-11-09-writing-first-visit.md",
        "outreach/colleagues/emma.md",
    ],
    "Your development plan": ["participants/emma/plan.md"],
    "Projects with other schools": ["projects/the-first-five-minutes.md"],
}
"""The folder of each chapter's examples, in their order."""
PATHS = [path for paths in FILES.values() for path in paths]


def examples(chapter: str) -> list[str]:
    """The files that a chapter shows in full."""
    return [
        dedent(each)
        for each in re.findall(
            r"^    ---\n(?:(?:    .*)?\n)*?    ---\n(?:\n*    .+\n)*", CHAPTERS[chapter], re.MULTILINE
        )
    ]


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample network, without what the guide shows."""
    folder = tmp_path_factory.mktemp("guide") / "content"
    shutil.copytree(ROOT / "content", folder)
    for path in PATHS:
        (folder / path).unlink(missing_ok=True)
    return folder


def test_commands_start_what_they_say(content: Path) -> None:
    """Each `enquiry new` of the guide."""
    lines = re.findall(r"`enquiry (new .+?)`", GUIDE)
    assert len(lines) > 4
    for line in lines:
        done = command(*shlex.split(line), "--content", content)
        assert done.returncode == 0, done.stderr
        (content.parent / done.stdout.split(":")[0].strip()).unlink(missing_ok=True)


def test_examples_are_files_that_check_accepts_and_the_build_shows(content: Path) -> None:
    """Each in its place: nothing is wrong with it, not even a warning, and it has a page for facilitators."""
    for chapter, expected in FILES.items():
        for path, text in zip(expected, examples(chapter), strict=True):
            (content / path).write_text(text, encoding="utf-8")
    built = command(
        "build",
        "--content",
        content,
        "--output",
        content.parent / "site",
        "--edition",
        "facilitators",
        "--no-search",
        "--date",
        "2018-03-01",
    )
    assert built.returncode == 0, built.stderr
    assert [
        line
        for line in (built.stdout + built.stderr).splitlines()
        if any(f"/{path}:" in line for path in PATHS)
    ] == []
    for path in PATHS:
        folder = re.sub(r"posts/\d{4}-\d\d-\d\d-", "", path.removesuffix(".md"))
        assert (
            content.parent / "site" / "facilitators" / folder / "index.html"
        ).is_file() or "/replies/" in path, folder
