"""A build that is kept between edits, as the preview keeps it, and is told what was touched."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

from hypothesis import Phase, given, settings, strategies as st

from generator.engine.options import Options
from generator.engine.outcome import Outcome
from generator.engine.pipeline import Build
from generator.engine.stages import scan
from generator.engine.theme import sources
from generator.model.audience import VIEWERS
from tests.incremental.random_edits import EDITS, Network
from tests.incremental.test_equals_clean import idle
from tests.support import Records, build, clean, differences, examples, tree


def kept(folder: Path) -> Build:
    """A build of all editions of the network in a folder."""
    viewers = tuple(VIEWERS.values())
    places = folder / "content", folder / "site", folder / "cache"
    return Build(Options(*places, viewers=viewers, workers=1, keep_going=True))


def files(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder by their paths in it, but for hidden ones."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("[!.]*")
        if path.is_file()
    }


def watched(net: Records) -> dict[str, bytes]:
    """Return the files that are watched, by where they are."""
    folders = net.content, net.folder / "themes"
    return {str(folder / path): data for folder in folders for path, data in files(folder).items()}


def touched(net: Network, *edits: Callable[[Network], None]) -> frozenset[str]:
    """Make edits and write them; return where files are new, gone or changed."""
    before = watched(net)
    for edit in edits:
        edit(net)
    net.write()
    after = watched(net)
    return frozenset(path for path in {*before, *after} if before.get(path) != after.get(path))


@settings(max_examples=examples(2), deadline=None, derandomize=True, phases=[Phase.generate])
@given(
    st.integers(0, 2**32),
    st.lists(st.lists(st.integers(0, len(EDITS) - 1), min_size=1, max_size=2), min_size=2, max_size=4),
)
def test_edits_that_are_announced_give_the_site_of_a_clean_build(seed: int, rounds: list[list[int]]) -> None:
    """Random edits, words and structure in turn, each followed by a look at everything that finds no more."""
    with tempfile.TemporaryDirectory() as folder:
        net = Network(Path(folder), seed)
        net.write()
        running = kept(net.folder)
        running.run(frozenset())
        for number, edits in enumerate(rounds):
            outcome = running.run(touched(net, *(EDITS[each] for each in edits)))
            anew = [Path(folder) / f"{place}-{number}" for place in ("site", "cache")]
            assert outcome.diagnostics == build(net.content, *anew, keep_going=True).diagnostics
            assert differences(tree(net.folder / "site"), tree(anew[0])) == []
            assert idle(running.run())


def test_a_reader_is_told_before_the_cache_is_saved(tmp_path: Path) -> None:
    """The page is whole by then. A preview that ends at this moment leaves what the next build mends."""
    net = Network(tmp_path, 7)
    path = net.text("participants/ann/posts/2018-01-30-told.md", "Once.", title="Told", date="2018-01-30")
    net.change(path, audience="public")
    net.write()
    running = kept(tmp_path)
    running.run(frozenset())
    net.texts[path] = (net.texts[path][0], "Twice.")
    edited, ended, seen = touched(net), tmp_path / "ended", list[bool]()

    def tell(outcome: Outcome) -> None:
        page = tmp_path / "site/public/participants/ann/told/index.html"
        seen.append(outcome.written and b"Twice." in page.read_bytes())
        for name in ("site", "cache"):
            shutil.copytree(tmp_path / name, ended / name, symlinks=True)

    before = files(tmp_path / "cache")
    running.run(edited, tell)
    assert seen == [True]
    assert files(ended / "cache") == before != files(tmp_path / "cache")
    outcome = build(net.content, ended / "site", ended / "cache", keep_going=True)
    assert outcome.statistics["public"].rendered
    assert differences(tree(ended / "site"), tree(tmp_path / "site")) == []


def test_an_edit_looks_neither_for_files_nor_for_the_theme(tmp_path: Path) -> None:
    """Both are looked for again when the theme is touched; and where an editor keeps changes is no place."""
    net = Network(tmp_path, 7)
    path = net.text("participants/ann/posts/2018-01-30-told.md", "Once.", title="Told", date="2018-01-30")
    sheet = tmp_path / "themes/own/assets/own.css"
    sheet.parent.mkdir(parents=True)
    sheet.write_text("p { color: red }")
    net.change("network.yaml", theme="own")
    net.write()
    running = kept(tmp_path)
    running.run(frozenset())
    net.texts[path] = (net.texts[path][0], "Twice.")
    swap = net.content / "participants/ann/posts/.2018-01-30-told.md.swp"
    with (
        patch.object(scan, "begin", wraps=scan.begin) as scanned,
        patch.object(sources, "find_theme", wraps=sources.find_theme) as found,
    ):
        edited = touched(net) | {str(swap)}
        swap.write_text("Twi")
        assert running.run(edited).statistics["cohort"].rendered
        assert not scanned.called and not found.called
        sheet.write_text("p { color: blue }")
        assert running.run({str(sheet)}).statistics["cohort"].rendered
        assert scanned.called and found.called
    expected = clean(net.content, tmp_path / "clean", keep_going=True)
    assert differences(tree(tmp_path / "site"), expected) == []
    assert any("blue" in each.read_text() for each in (tmp_path / "site/public/assets").glob("own.*.css"))
