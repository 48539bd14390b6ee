"""Reports of findings: people are shown a bounded number of each kind, programs all of them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.commands.main import main
from generator.model import suggest
from generator.model.diagnostics import Diagnostic, Span
from generator.model.numbers import number_of
from generator.model.report import MOST_OF_A_KIND
from generator.preview.overlay import with_overlay
from tests.casefile import CASES, Case

MORE = 1234
WARNINGS = 3


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a network with one text of many broken links, and a few warnings that come before them."""
    folder = tmp_path_factory.mktemp("faults")
    Case(CASES / "network" / "none.txt", (), "", "", 0).lay_out(folder)
    links = "".join(f"[a](2018-01-15-x{number}.md)\n\n" for number in range(MOST_OF_A_KIND + MORE))
    jumps = "".join(f"[a](#nowhere-{number})\n\n" for number in range(MOST_OF_A_KIND + WARNINGS))
    post = folder / "content/participants/rachna/posts/2018-01-16-again.md"
    post.write_text(f"---\ntitle: Again\ndate: 2018-01-16\ncohort: stl-2018\n---\n{jumps}{links}")
    return folder


def run(folder: Path, monkeypatch: pytest.MonkeyPatch, *words: str) -> Result:
    """Return what a command says in a folder."""
    monkeypatch.chdir(folder)
    return CliRunner().invoke(main, words)


def test_the_text_ends_with_how_many_more_there_are(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A line for each kind, errors first; the numbers of all faults and the exit code are what they were."""
    done = run(folder, monkeypatch, "check")
    assert done.exit_code == 1
    for code, severity in (("broken-link", "error"), ("broken-anchor", "warning")):
        assert done.output.count(f" {severity}[{code}] ") == MOST_OF_A_KIND
    assert done.output.splitlines()[-4:] == [
        "and 1,234 more of this kind: error[broken-link]",
        f"and {WARNINGS} more of this kind: warning[broken-anchor]",
        "    hint: `enquiry check --all` shows them all",
        f"{MOST_OF_A_KIND + MORE} errors and {MOST_OF_A_KIND + WARNINGS} warnings.",
    ]


def test_annotations_end_with_how_many_more_there_are(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A forge shows a few of each severity at most."""
    done = run(folder, monkeypatch, "check", "--format", "github")
    assert done.exit_code == 1
    lines = done.output.splitlines()
    assert len(lines) == 2 * MOST_OF_A_KIND + 2
    more = "::error title=broken-link::and 1,234 more of this kind: error[broken-link]; "
    assert lines[-2].startswith(more)


@pytest.mark.parametrize(
    "words", [("--all",), ("--all", "--format", "github"), ("--format", "json")], ids=str
)
def test_all_of_them_can_be_had(
    words: tuple[str, ...], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By people who ask for them, and always by programs."""
    done = run(folder, monkeypatch, "check", *words)
    assert done.exit_code == 1
    assert "more of this kind" not in done.output
    assert len(re.findall(r"There is no file", done.output)) == MOST_OF_A_KIND + MORE
    if "json" in words:
        assert len(json.loads(done.output)) == 2 * MOST_OF_A_KIND + MORE + WARNINGS


def test_a_build_is_bounded_too(folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """It says the same as a check."""
    done = run(folder, monkeypatch, "build", "--output", str(tmp_path / "site"))
    assert done.exit_code == 1
    assert done.output.count(" error[broken-link] ") == MOST_OF_A_KIND
    assert "and 1,234 more of this kind: error[broken-link]" in done.output
    assert "--all" in done.output


def test_the_overlay_is_bounded_and_shows_errors_first() -> None:
    """Whatever the order of the files is."""
    found = [
        *(Diagnostic(Span("a.md", number), "broken-anchor", "M.") for number in range(MOST_OF_A_KIND + 1)),
        Diagnostic(Span("b.md", 1), "broken-link", "M."),
    ]
    page = with_overlay(b"<body></body>", found, "content", "1").decode()
    assert page.count("<b>broken-anchor</b>") == MOST_OF_A_KIND
    assert page.index("<b>broken-link</b>") < page.index("<b>broken-anchor</b>")
    assert "and 1 more of this kind: warning[broken-anchor]" in page


def test_an_index_answers_a_bounded_number_of_searches(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first ones: with the help of these, the others are mended too."""
    monkeypatch.setattr(suggest, "MOST_SEARCHES", 2)
    names = suggest.Names(["listening", "talking"])
    assert [names.nearest("listenin") for _ in range(3)] == [["listening"], ["listening"], []]


@pytest.mark.parametrize(
    ("number", "names", "said"),
    [
        (0, ("post",), "0 posts"),
        (1, ("post",), "1 post"),
        (2, ("post",), "2 posts"),
        (1, ("reply", "replies"), "1 reply"),
        (120, ("reply", "replies"), "120 replies"),
    ],
)
def test_one_thing_is_not_many(number: int, names: tuple[str, ...], said: str) -> None:
    """Reports name things as they are many or one."""
    assert number_of(number, *names) == said
