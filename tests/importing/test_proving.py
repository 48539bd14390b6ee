"""The proof of an import: a part at a time it comes to the same, in memory that does not grow."""

from __future__ import annotations

import shutil
import tracemalloc
from collections.abc import Container, Mapping
from functools import partial
from pathlib import Path

import pytest
from msgspec.structs import replace

from generator.authoring.files.writing import Refused
from generator.authoring.importing import composing, proving, wordpress
from generator.authoring.importing.conversion import Converted
from generator.authoring.importing.plan import ReadPlan, read_plan, written as write
from generator.authoring.importing.planning import Given
from generator.authoring.importing.wordpress import Import
from generator.engine.observer import silent
from generator.engine.options import Options
from generator.engine.pipeline import Build
from generator.model.diagnostics import errors
from tests.casefile import NETWORK
from tests.importing.exports import author, comment, export, item, written

ANSWERS = "_enquiry_answers"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A small network, in which one person lets texts be public."""
    content = Path(shutil.copytree(NETWORK, tmp_path / "content"))
    profile = content / "participants" / "rachna" / "profile.md"
    profile.write_text(profile.read_text().replace("\n---", "\nconsent: 2018-01-08\n---"))
    return content


def blog(folder: Path, name: str, *items: str) -> Path:
    """Write the export of somebody's blog."""
    address = f"https://blogs.example.org/{name}"
    people = [author(name, name.title(), f"{name}@school.example")]
    return written(folder, export(*items, address=address, authors=people), f"{name}.xml")


def post(name: str, number: int, text: str, **more: object) -> str:
    """Return a post of a blog."""
    return item(number, f"Post {number}", text, by=name, slug=f"p{number}", **more)  # type: ignore[arg-type] # as given


def brought(content: Path, exports: list[Path]) -> dict[str, str]:
    """Bring in exports for the public, by the plan that is proposed for them otherwise; return all texts."""
    work = Import(options(content), exports, "stl-2018", silent)
    plan = work.plan("", Given())
    public = tuple(replace(each, audience="public") for each in plan.posts)
    work.accept(ReadPlan(replace(plan, posts=public), "plan.yaml"), None)
    return {each.relative_to(content).as_posix(): each.read_text() for each in content.rglob("*.md")}


def options(content: Path) -> Options:
    """Return the options of a build."""
    return Options(content, content.parent / "site", content.parent / ".cache", date="2018-04-01")


def three(folder: Path) -> list[Path]:
    """Write three blogs with links and answers forwards and backwards, and a telephone number."""
    there, back = "https://blogs.example.org/bo/?p=2", "https://blogs.example.org/al/?p=1#comment-5"
    said = comment(5, f'See <a href="{there}">Bo</a>.', "Bo", "bo@school.example")
    yes = comment(9, "Yes.", "Al", "al@school.example")
    return [
        blog(
            folder,
            "al",
            post("al", 1, f'<a href="{there}">Before</a>', comments=[said]),
            post("al", 3, "In between.", meta=[(ANSWERS, "1#comment-5")]),
            post("al", 6, "And so on.", meta=[(ANSWERS, "7")]),
            post("al", 7, "Go on.", meta=[(ANSWERS, "3")], date="2018-01-14 09:00:00"),
        ),
        blog(folder, "bo", post("bo", 2, f'<a href="{back}">Behind</a>')),
        blog(
            folder,
            "rachna",
            post("rachna", 4, "Words.", comments=[yes]),
            post("rachna", 5, "Call 0131 225 3355."),
        ),
    ]


@pytest.mark.parametrize("size", [1, 2, 4])
def test_parts_come_to_the_same(content: Path, monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    """The files are those that come in when all is proved at once, and nothing of them is an error."""
    exports = three(content.parent)
    whole = brought(Path(shutil.copytree(content, content.parent / "other" / "content")), exports)
    in_parts(monkeypatch, size)
    assert brought(content, exports) == whole
    texts = "".join(whole.values())
    assert "](../../bo/posts/" in texts and "\nreply_to: [bo/to-p1]\n" in texts
    assert [
        path
        for path, text in whole.items()
        if "\naudience: cohort\n" in text and path.startswith("participants/rachna")
    ] == ["participants/rachna/posts/2018-01-15-p5.md"]
    assert not errors(Build(options(content)).check())


def in_parts(monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    """Prove parts of this size."""
    batches = proving.batches
    monkeypatch.setattr(proving, "batches", lambda arrivals, _: batches(arrivals, size))


@pytest.mark.parametrize("size", [1, 100])
def test_faults_over_several_parts_are_found(
    content: Path, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    """Texts that answer each other in a circle are refused, whichever part each is in; nothing is written."""
    first = post("al", 1, "One.", meta=[(ANSWERS, "3")])
    second, third = post("al", 2, "Two.", meta=[(ANSWERS, "1")]), post("al", 3, "3.", meta=[(ANSWERS, "2")])
    exports = [blog(content.parent, "al", first, second, third)]
    before = {each: each.read_bytes() for each in content.rglob("*.*")}
    in_parts(monkeypatch, size)
    with pytest.raises(Refused, match=r"nothing was written\. participants/al/posts/2018-01-15-p1\.md:\d"):
        brought(content, exports)
    assert {each: each.read_bytes() for each in content.rglob("*.*")} == before


def test_no_more_is_in_memory_with_more_exports(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many exports there are, no more of their files are read at once, and each of them once."""
    at_once: list[int] = []
    with_changes = Build.with_changes

    def counted(self: Build, changes: Mapping[str, bytes | None], *more: Container[str]) -> object:
        at_once.append(len(changes))
        return with_changes(self, changes, *more)

    monkeypatch.setattr(Build, "with_changes", counted)
    monkeypatch.setattr(proving, "LEAST", 12)
    most = {}
    for number in (2, 8):
        folder = content.parent / str(number)
        names = [f"writer{each}" for each in range(number)]
        exports = [
            blog(content.parent, name, *map(partial(with_comments, name), range(1, 7))) for name in names
        ]
        texts = brought(Path(shutil.copytree(content, folder / "content")), exports)
        assert sum("imported: " in each for each in texts.values()) == number * 6 * 3
        most[number] = max(at_once) - number - 1  # the profiles and the cohort are in each part
        at_once.clear()
    assert 12 <= most[2] == most[8] <= 15


def test_what_is_known_of_texts_is_not_in_memory(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is in an index on the disk: more exports add to memory a part of what they hold.

    That part is what Python keeps of the last addresses and patterns. With all in memory it was the whole.
    """
    held: list[int] = []

    def weighed(*_: object) -> None:
        ours = tracemalloc.take_snapshot().filter_traces([tracemalloc.Filter(True, "*/importing/*")])
        held.append(sum(each.size for each in ours.statistics("filename")))

    monkeypatch.setattr(wordpress, "prove", weighed)
    monkeypatch.setattr(composing, "converted", lambda *_: Converted("Words.", ()))
    for number in (1, 2, 7):
        in_parts_of_20(content, number)
    assert held[2] - held[1] < 0.4 * 5 * (content.parent / "part1.xml").stat().st_size, held


def in_parts_of_20(content: Path, number: int) -> None:
    """Bring in a blog in so many exports."""
    posts = [with_comments("rachna", each) for each in range(1, number * 20 + 1)]
    exports = [
        written(content.parent, export(*posts[part * 20 : part * 20 + 20]), f"part{part}.xml")
        for part in range(number)
    ]
    folder = Path(shutil.copytree(content, content.parent / str(number) / "content"))
    plan = folder.parent / "plan.yaml"
    tracemalloc.start()
    try:
        write(plan, Import(options(folder), exports, "stl-2018", silent).plan("", Given()), None)
        Import(options(folder), exports, "stl-2018", silent).accept(read_plan(plan), None)
    finally:
        tracemalloc.stop()


def with_comments(name: str, number: int) -> str:
    """Return a post with two comments."""
    return post(
        name, number, "Words.", comments=[comment(number * 10 + each, "Yes.", "Jo") for each in (1, 2)]
    )
