"""The guide and the README: their examples are accepted, and their outputs are those of the commands."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from textwrap import dedent, indent
from typing import Any

import click
import pytest

from generator.authoring.guide import DEVELOPERS, INDEX, PAGES
from generator.commands.main import COMMANDS, Commands
from generator.schema.shapes import Shape
from generator.source.files.network import NETWORK
from generator.source.files.post import POST
from tests.casefile import commit, git
from tests.fetching import elsewhere
from tests.importing import moving_in
from tests.screenshots import FOLDER, PICTURES
from tests.support import ROOT, command, surroundings

NETWORKS = (INDEX, *PAGES)
DEVELOPERS_PAGES = ("themes", "architecture", "decisions")
GUIDE = {name: (FOLDER / f"{name}.md").read_text(encoding="utf-8") for name in (*NETWORKS, *DEVELOPERS_PAGES)}
README = (ROOT / "README.md").read_text(encoding="utf-8")
TEXTS = {**GUIDE, "README": README}
FILES = {
    ("writing", "As a file"): [
        "participants/emma/posts/2018-01-17-whose-question-is-it.md",
        "participants/rachna/replies/2018-01-18-of-the-second-group.md",
    ],
    ("facilitating", "Events and deadlines"): ["events/march-recall-day.md"],
    ("facilitating", "Replies of guests"): ["guests/a-science-technician.md"],
    ("working-with-other-schools", "Outreach"): [
        "outreach/requests/writing-in-two-classrooms.md",
        "outreach/records/2018-11-09-writing-first-visit.md",
        "outreach/colleagues/emma.md",
    ],
    ("development-plan", "Your plan"): ["participants/emma/plan.md"],
    ("working-with-other-schools", "Projects between schools"): ["projects/the-first-five-minutes.md"],
}
"""The paths of each chapter's examples, in their order."""
PATHS = [path for paths in FILES.values() for path in paths]
POST_FILE = "participants/rachna/posts/2018-01-15-what-teacher-leadership-means-to-me.md"
ACCEPTING = bool(os.environ.get("ENQUIRY_ACCEPT"))
"""Write what commands print now into the pages: read the difference before you commit it."""
HEAVIEST = 150_000
"""Bytes of a picture."""


def chapter(page: str, name: str) -> str:
    """Return the text below a heading of the guide."""
    found: dict[str, str] = dict(re.findall(r"^## (.+)\n((?:(?!## ).*\n)*)", GUIDE[page], re.MULTILINE))
    return found[name]


def examples(page: str, name: str) -> list[str]:
    """The files that a chapter shows in full."""
    return [
        dedent(each)
        for each in re.findall(
            r"^    ---\n(?:(?:    .*)?\n)*?    ---\n(?:\n*    .+\n)*", chapter(page, name), re.MULTILINE
        )
    ]


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """The sample network, without what the guide shows."""
    folder = tmp_path / "guide" / "content"
    shutil.copytree(ROOT / "content", folder)
    for path in PATHS:
        (folder / path).unlink(missing_ok=True)
    return folder


@pytest.mark.slow
def test_commands_start_what_they_say(content: Path) -> None:
    """Each `enquiry new` of the guide."""
    lines = [line for text in GUIDE.values() for line in re.findall(r"`enquiry (new .+? .+?)`", text)]
    lines = [line for line in lines if "--" in line]
    assert len(lines) > 4
    for line in lines:
        done = command(*shlex.split(line), "--content", content)
        assert done.returncode == 0, done.stderr
        (content.parent / done.stdout.split(":")[0].strip()).unlink(missing_ok=True)


@pytest.mark.slow
def test_examples_are_files_that_check_accepts_and_the_build_shows(content: Path) -> None:
    """Each in its place: nothing is wrong with it, not even a warning, and it has a page for facilitators."""
    for (page, name), expected in FILES.items():
        for path, text in zip(expected, examples(page, name), strict=True):
            (content / path).write_text(text, encoding="utf-8")
    built = command(
        *("build", "--content", content, "--output", content.parent / "site"),
        *("--edition", "facilitators", "--no-search", "--date", "2019-03-01"),
    )
    assert built.returncode == 0, built.stderr
    assert [
        line
        for line in (built.stdout + built.stderr).splitlines()
        if any(f"/{path}:" in line for path in PATHS)
    ] == []
    for path in PATHS:
        folder = re.sub(r"posts/\d{4}-\d\d-\d\d-", "", path.removesuffix(".md"))
        assert (content.parent / "site" / "facilitators" / folder / "index.html").is_file() or re.search(
            "^guests/|/replies/", path
        ), folder


class Session:
    """A block of the guide that shows commands with what they print, in a page of the guide."""

    def __init__(self, page: str, block: str) -> None:
        self.page, self.block = page, dedent(block).rstrip("\n")
        self.commands = [line[2:] for line in self.block.splitlines() if line.startswith("$ ")]

    def accept(self, said: str) -> None:
        """Write what the commands print now into the page."""
        file = FOLDER / f"{self.page}.md"
        old, new = (indent(each, "    ") for each in (self.block, said))
        file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")

    def run(self, folder: Path) -> str:
        """Return the same commands with what they print in this folder: results first, then remarks."""
        said = []
        for each in self.commands:
            done = subprocess.run(
                [sys.executable, "-m", "generator", *shlex.split(each)[1:]],
                capture_output=True,
                text=True,
                encoding="utf-8",
                check=False,
                cwd=folder,
                env=surroundings(),
            )
            assert "Traceback" not in done.stderr, done.stderr
            said += [f"$ {each}", *done.stdout.splitlines(), *done.stderr.splitlines()]
        return "\n".join(said)


def sessions() -> Iterator[Session]:
    """Each block of the guide that begins with a command."""
    for page, text in TEXTS.items():
        for block in re.findall(r"^ +\$ enquiry .*\n(?:\n* {4,}.*\n)*", text, re.MULTILINE):
            yield Session(page, block)


def with_number(content: Path) -> None:
    """Somebody writes down a telephone number."""
    with (content / POST_FILE).open("a", encoding="utf-8") as file:
        file.write("\nRing the school office on 01632 960017 and ask.\n")


def with_short_standard(content: Path) -> None:
    """Somebody cuts the name of a standard short."""
    text = (content / POST_FILE).read_text(encoding="utf-8")
    (content / POST_FILE).write_text(
        text.replace("clpl-2012.enquiry-and-research", "clpl-2012.enquiry"), encoding="utf-8"
    )


def with_proposal(content: Path) -> None:
    """A writer with an account changes somebody else's profile, on a branch of a clone."""
    profile = content / "participants/rachna/profile.md"
    text = profile.read_text(encoding="utf-8")
    profile.write_text(text.replace("name: ", "accounts: [rachna-s]\nname: ", 1), encoding="utf-8")
    git(content.parent, "init", "--quiet", "--initial-branch", "main")
    commit(content.parent, "before")
    git(content.parent, "update-ref", "refs/remotes/origin/main", "HEAD")
    with (content / "participants/emma/profile.md").open("a", encoding="utf-8") as file:
        file.write("\nAnd she likes cake.\n")


BEFORE: dict[tuple[str, str], Callable[[Path], None]] = {
    ("what-becomes-public", "check"): with_number,
    ("what-becomes-public", "accept"): with_number,
    ("commands", "check"): with_short_standard,
    ("running-a-network", "check"): with_proposal,
    ("moving-in", "import"): moving_in.with_exports,
    ("moving-in", moving_in.ACCEPT): moving_in.with_plan,
    ("moving-in", elsewhere.FETCH): elsewhere.with_feed,
}
"""Changes to the sample network before a page's command, named in short or in full."""


@pytest.mark.slow
@pytest.mark.parametrize("session", [*sessions()], ids=lambda each: f"{each.page}: {each.commands[0][:40]}")
def test_outputs_are_those_of_the_commands(tmp_path: Path, session: Session) -> None:
    """Letter by letter, in the sample network."""
    shutil.copytree(ROOT / "content", tmp_path / "content")
    first = session.commands[0]
    before = BEFORE.get((session.page, first)) or BEFORE.get((session.page, first.split()[1]))
    if before:
        before(tmp_path / "content")
    said = session.run(tmp_path)
    if ACCEPTING:
        session.accept(said)
    assert said == session.block or ACCEPTING


def test_the_readme_shows_the_fault_that_the_guide_shows() -> None:
    """Its place, its sentence and its hint are lines of a session."""
    shown = re.findall(r"^    (content/.+? error\[.+\n +hint: .+)\n", README, re.MULTILINE)
    assert len(shown) == 1
    assert f"    {shown[0]}\n" in GUIDE["commands"]


def test_commands_and_their_options_are_there() -> None:
    """Each that is named anywhere in the guide; the page of commands names them all."""
    commands, wrong = Commands(), []
    for page, text in TEXTS.items():
        for line in re.findall(r"(?:`|^ +(?:\$ )?)enquiry ([a-z][^`\n]*)", text, re.MULTILINE):
            name, *words = re.sub(r"\s+#.*", "", line).split(" ")
            known = commands[name] if name in COMMANDS else None
            if isinstance(known, click.Group) and words:
                known = known.commands.get(words[0])
            options = {each for option in known.params for each in option.opts} if known else set()
            wrong += [
                (page, line)
                for each in (words if known else ["--"])
                if each.startswith("--") and each not in {*options, "--help"}
            ]
    assert wrong == []
    table = chapter("commands", "All commands")
    assert set(re.findall(r"`enquiry ([a-z-]+)`", table)) == set(COMMANDS)


@pytest.mark.parametrize(
    ("page", "name", "settings"),
    [
        ("writing", "What stands at the top", POST),
        ("running-a-network", "Settings of the network", NETWORK),
    ],
)
def test_settings_are_all_explained(page: str, name: str, settings: Shape[Any]) -> None:
    """The first column of the table, with what must be there, is what the reader of these files knows."""
    text = chapter(page, name)
    rows = re.findall(r"^\| (`.+?) \|", text, re.MULTILINE)
    named = {each for row in rows for each in re.findall(r"`(\w+)`", row)}
    if page == "running-a-network":
        named |= {"title", "address"}
    assert named == {*settings.readers}


def test_files_that_are_named_are_there() -> None:
    """Modules and folders of this repository, in the pages for developers above all."""
    named = {
        (page, path)
        for page, text in TEXTS.items()
        for path in re.findall(r"`((?:generator|tests|themes|\.ci)/[\w/.-]*)`", text)
        if "NAME" not in path
    }
    assert len(named) > 10
    assert {each for each in named if not (ROOT / each[1]).exists()} == set()


def test_pictures_are_those_that_the_script_makes() -> None:
    """Each is shown, with words for those who don't see it, and is light; no other picture lies there."""
    shown = {
        name: alt
        for text in TEXTS.values()
        for alt, name in re.findall(r"^!\[(.*)\]\((?:content/pages/)?(.+?)\)$", text, re.MULTILINE)
    }
    made = {each.name for each in PICTURES}
    assert set(shown) == made == {each.name for each in FOLDER.iterdir() if each.suffix != ".md"}
    assert all(len(alt) > 40 for alt in shown.values())
    assert all((FOLDER / name).stat().st_size < HEAVIEST for name in made)
    for text in GUIDE.values():
        figures = re.findall(r"<figure>\n\n!\[.+\n\n<figcaption>\n\n.+\n\n</figcaption>\n</figure>", text)
        assert len(figures) == text.count("![") - text.count("    ![")


def test_every_page_is_reached_from_the_index() -> None:
    """Pages for developers stand last; the others lead only to pages that a new network takes along."""
    assert DEVELOPERS in GUIDE[INDEX]
    first, _, last = GUIDE[INDEX].partition(DEVELOPERS)
    assert re.findall(r"\((.+?)\.md\)", first) == [*PAGES] and "## " not in last
    assert re.findall(r"\((.+?)\.md\)", last) == [*DEVELOPERS_PAGES]
    for name in PAGES:
        assert set(re.findall(r"\]\(([\w-]+)\.md[)#]", GUIDE[name])) <= {*NETWORKS}, name


def test_a_new_network_takes_its_pages_along(tmp_path: Path) -> None:
    """With their pictures, byte for byte, and without those for developers."""
    done = command("init", tmp_path / "ours", "--date", "2026-11-21")
    assert done.returncode == 0, done.stderr
    pages = tmp_path / "ours/content/pages"
    names = {each.stem for each in pages.glob("*.md")}
    assert {*NETWORKS} <= names and not names & {*DEVELOPERS_PAGES}
    text = "".join(each.read_text(encoding="utf-8") for each in pages.glob("*.md"))
    shown = set(re.findall(r"\]\(([\w-]+\.png)\)", text)) & {each.name for each in PICTURES}
    assert shown == {each.name for each in pages.glob("*.png")}
    assert all((pages / name).read_bytes() == (FOLDER / name).read_bytes() for name in shown)


def test_the_readme_is_short() -> None:
    """At most 150 lines, with one picture; its links to files lead somewhere."""
    assert len(README.splitlines()) <= 150
    assert README.count("![") == 1
    links = re.findall(r"\]\(([^):#]+)(?:#[^)]*)?\)", README)
    assert links and all((ROOT / each).is_file() for each in links)
