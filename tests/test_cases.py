"""Every diagnostic, from the file that causes it to the words that a writer sees.

The cases are in `tests/cases/`, for anyone to read.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import get_args, get_type_hints
from urllib.parse import unquote

import pytest
from click.testing import CliRunner
from msgspec import Struct

from generator.commands.main import main
from generator.model.codes import CODES
from generator.schema.kind import Kind
from generator.subjects.outreach.kind import ConcernFields
from generator.subjects.registry import KINDS
from tests import casefile
from tests.casefile import CASES, Case, Finding

ACCEPTING = bool(os.environ.get("ENQUIRY_ACCEPT"))
EVERY = casefile.every()
FREE = ("accepted", "together")
"""Folders that are not named after a code.

They hold what is accepted without a word, and several faults in one network.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A temporary folder that can be removed afterwards, whatever a case forbade in it."""
    yield tmp_path
    for path in tmp_path.rglob("*"):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() else 0o644)


def alone(case: Case) -> bool:
    """Return whether a case runs as a process of its own: every eighth, and those that root must not read."""
    return ACCEPTING or case.file.parent.name == "unreadable-file" or EVERY.index(case) % 8 == 0


@pytest.mark.slow
@pytest.mark.parametrize("case", [each for each in EVERY if alone(each)], ids=lambda case: case.name)
def test_case(case: Case, folder: Path) -> None:
    """`enquiry check` says exactly what the case expects, and leaves with the code that it expects."""
    case.lay_out(folder)
    result = casefile.enquiry(folder, *case.arguments)
    if ACCEPTING:
        case.accept(result.stdout, result.returncode)
        return
    assert result.stdout == case.output
    assert result.returncode == case.exit_code


def together() -> Iterator[object]:
    """Yield the other cases. The first of each folder is in the quick run, so that it tries every code."""
    tried: set[Path] = set()
    for case in EVERY:
        if not alone(case):
            folder = case.file.parent
            yield pytest.param(case, id=case.name, marks=[pytest.mark.slow] if folder in tried else [])
            tried.add(folder)


@pytest.mark.parametrize("case", list(together()))
def test_case_in_this_process(case: Case, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same for the other cases, without starting Python for each."""
    case.lay_out(folder)
    monkeypatch.chdir(folder)
    result = CliRunner().invoke(main, case.arguments)
    assert result.output == case.output
    assert result.exit_code == case.exit_code


@pytest.mark.slow
@pytest.mark.parametrize(
    "case", [each for each in EVERY if each.file.parent.name != "unreadable-file"], ids=lambda case: case.name
)
def test_formats_agree(case: Case, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """JSON and GitHub's annotations hold the same findings, in the same order, as the text."""
    case.lay_out(folder)
    monkeypatch.chdir(folder)
    as_json = CliRunner().invoke(main, [*case.arguments, "--format", "json"])
    as_github = CliRunner().invoke(main, [*case.arguments, "--format", "github"])
    assert tuple(_from_object(each) for each in json.loads(as_json.stdout)) == case.findings
    assert tuple(_from_annotation(line) for line in as_github.stdout.splitlines()) == case.findings
    assert as_json.exit_code == as_github.exit_code == case.exit_code


def _from_object(found: dict[str, str | int]) -> Finding:
    keys = ("path", "line", "column", "severity", "code", "message", "hint")
    assert tuple(found) == keys
    return Finding(**found)  # type: ignore[arg-type]


def _from_annotation(line: str) -> Finding:
    match = re.fullmatch(r"::(\w+) file=([^,]*),line=(\d+),col=(\d+),title=([^,:]*)::(.*)", line)
    assert match is not None, line
    command, path, number, column, code, message = match.groups()
    severity = {"error": "error", "warning": "warning", "notice": "note"}[command]
    sentence, _, hint = unquote(message).partition("\nHint: ")
    return Finding(unquote(path), int(number), int(column), severity, code, sentence, hint)


@pytest.mark.parametrize("case", EVERY, ids=lambda case: case.name)
def test_case_is_about_its_code(case: Case) -> None:
    """A case in a code's folder shows that code and no other.

    Its exit code follows from how bad its findings are.
    """
    codes = {each.code for each in case.findings}
    if case.file.parent.name not in FREE:
        assert codes == {case.file.parent.name}
    assert (case.file.parent.name == "accepted") == (not codes)
    assert case.exit_code == (1 if any(each.severity == "error" for each in case.findings) else 0)
    assert all(each.severity == CODES[each.code].severity for each in case.findings)


@pytest.mark.parametrize("case", EVERY, ids=lambda case: case.name)
def test_places_are_in_the_file(case: Case) -> None:
    """Every place that is named exists: an editor that opens it there finds something."""
    parts = {part.path.decode(errors="replace"): part for part in case.parts if part.how != casefile.BEFORE}
    for each in case.findings:
        part = parts.get(each.path)
        if part is None or part.how not in ("", "with escapes"):
            assert (each.line, each.column) == (1, 1), each
            continue
        lines = part.data.decode(errors="replace").removeprefix("\ufeff").split("\n")
        assert each.line <= len(lines), each
        assert each.column <= len(lines[each.line - 1]) + 1, each


def test_every_code_has_a_case() -> None:
    """The codes of `enquiry codes` and those of `tests/cases/` are the same."""
    assert {folder.name for folder in CASES.iterdir() if folder.is_dir()} - {*FREE, "network"} == set(CODES)


def test_the_small_network_is_clean(tmp_path: Path) -> None:
    """The network that every case starts from has nothing to report.

    So what a case reports comes from the case.
    """
    Case(CASES / "network" / "none.txt", (), "", "", 0).lay_out(tmp_path)
    result = casefile.enquiry(tmp_path, "check")
    assert (result.stdout, result.returncode) == ("No errors, no warnings.\n", 0)


@pytest.mark.parametrize(
    "arguments",
    [["--content", "nowhere"], ["--format", "xml"], ["--no-such-option"], ["stray"]],
    ids=" ".join,
)
def test_wrong_usage_exits_with_2(tmp_path: Path, arguments: list[str]) -> None:
    """A mistake in the command line is told apart from one in the content."""
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "network.yaml").write_text("title: T\naddress: https://example.org/\n")
    result: subprocess.CompletedProcess[str] = casefile.enquiry(tmp_path, "check", *arguments)
    assert result.returncode == 2
    assert "Usage: " in result.stdout


def test_no_content_folder_exits_with_2(tmp_path: Path) -> None:
    """Outside any network, the command says how to name one or to begin one."""
    result = casefile.enquiry(tmp_path, "check")
    assert result.returncode == 2
    assert "--content" in result.stdout
    assert "enquiry init" in result.stdout


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_every_setting_of_every_kind_of_record_has_a_case_of_its_fault(kind: Kind) -> None:
    """It says so where something else stands there than is meant."""
    folder = kind.folder.replace("*", "[^/]+")
    found = set()
    for each, text in [
        (each, part.data.decode(errors="replace"))
        for case in EVERY
        for part in case.parts
        if part.how != casefile.BEFORE
        for each in case.findings
        if each.path == part.path.decode(errors="replace")
    ]:
        if re.fullmatch(rf"content/{folder}/{kind.file or '[^/]+'}", each.path):
            before = text.split("\n")[each.line - 1][: each.column - 1]
            found.update(re.findall(r"(\w+): *[\[{]?$", before))
    told = settings_of(ConcernFields) if "concern" in found else set()
    assert settings_of(kind.fields) - found <= told, (
        "what is said of a concern is never repeated, so that it has one fault for all"
    )


def settings_of(fields: object) -> set[str]:
    """All settings, those of parts too."""
    found = set()
    for name, hint in get_type_hints(fields).items():
        found.add(name.removesuffix("_"))
        for each in (hint, *get_args(hint)):
            if isinstance(each, type) and issubclass(each, Struct):
                found |= settings_of(each)
    return found
