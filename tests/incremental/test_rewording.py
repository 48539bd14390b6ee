"""Edits of words alone: records are not admitted again, whatever is wrong with the text that is edited."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from unittest.mock import Mock, patch

import pytest

from generator.engine.cache import file_format
from generator.engine.cache.networks import _number
from generator.engine.cache.store import Store
from generator.engine.options import Options
from generator.engine.pipeline import Build
from generator.model.diagnostics import Diagnostic
from generator.network.admission import admit
from tests.support import Records, build

POST = "participants/ann/posts/one.md"
FAULTY = "Before.\n\nTo a [heading](two.md#gone) and [one](https://example.net/) more.\n\nAnd *after*.\n"
NAMING = "Before.\n\nThe words of Bea Marr.\n\nAnd of Bea Marr, *after*.\n"


@pytest.fixture
def net(tmp_path: Path) -> Records:
    """Two posts, of which one leads to a heading that is not there."""
    net = Records(tmp_path)
    net.text("network.yaml", title="N", address="https://example.org/", concern="mailto:concerns@example.org")
    net.text("participants/ann/profile.md", "Words.", name="Ann", consent="2018-01-01")
    settings = {"date": "2018-01-01", "audience": "public"}
    net.text(POST, FAULTY, title="One", **settings)
    net.text("participants/ann/posts/two.md", "## Here\n\nText.", title="Two", **settings)
    return net


@pytest.fixture
def admissions() -> Iterator[Mock]:
    """Count the networks that are admitted."""
    with patch.object(admit, "admit", wraps=admit.admit) as counted:
        yield counted


def told(net: Records, cache: str) -> tuple[Diagnostic, ...]:
    """Return what is wrong with a network, as a cache of earlier checks has it."""
    return Build(Options(content=net.content, output=net.folder / "site", cache=net.folder / cache)).check()


def checked(net: Records, admissions: Mock) -> int:
    """Check an edited network, as a clean build does, and return how often it was admitted for that."""
    net.write()
    admissions.reset_mock()
    found = told(net, "cache")
    many = admissions.call_count
    assert found and found == told(net, f"clean-{len(list(net.folder.iterdir()))}")
    assert found == told(net, "cache"), "and it stays so where nothing changes"
    return many


def edited(net: Records, body: str) -> None:
    """Give the post another text."""
    net.texts[POST] = (net.texts[POST][0], body)


def test_a_faulty_text_with_other_words(net: Records, admissions: Mock) -> None:
    """Its faults are told where they stand now."""
    assert checked(net, admissions) == 1
    for body in (
        f"{FAULTY}\nOne more paragraph.",
        f"One more paragraph.\n\n{FAULTY}",
        FAULTY.replace("To a", "This leads to a"),
        FAULTY.replace("And", "\n\nAnd"),
    ):
        edited(net, body)
        assert checked(net, admissions) == 0
    edited(net, FAULTY.replace("#gone", "#here"))
    assert checked(net, admissions) == 1, "another link is more than words"


def test_faults_that_name_several_places(net: Records, admissions: Mock) -> None:
    """They are told anew where a place has changed, and only there."""
    net.raw["never-publish.txt"] = b"Bea Marr\n"
    edited(net, NAMING)
    assert checked(net, admissions) == 1
    edited(net, f"One more.\n\n{NAMING}")
    assert checked(net, admissions) == 1
    settings = net.bytes_of("network.yaml")
    net.raw["network.yaml"] = settings + b"# of which one line is no setting\n"
    assert checked(net, admissions) == 0
    net.raw["network.yaml"] = b"# at the top\n" + settings
    assert checked(net, admissions) == 1


def test_an_edit_decodes_the_words_that_it_replaces_and_no_others(net: Records, admissions: Mock) -> None:
    """Of the parts over which the words of all files are spread, one is read."""
    assert checked(net, admissions) == 1
    edited(net, f"{FAULTY}\nOne more paragraph.")
    net.write()
    with patch.object(Store, "_read", autospec=True, side_effect=Store._read) as read:
        told(net, "cache")
    assert [call.args[1] for call in read.call_args_list if call.args[1].startswith("words-")] == [
        f"words-{_number(POST):02x}"
    ]


def built(net: Records, cache: Path) -> tuple[Diagnostic, ...]:
    """Build an edited network as a clean build does, and once more, which repeats what was told."""
    net.write()
    found = build(net.content, net.folder / "site", cache).diagnostics
    again = build(net.content, net.folder / "site", cache)
    assert not any(each.viewed for each in again.statistics.values()), "the control: it has nothing to do"
    anew = build(net.content, net.folder / "other", net.folder / f"clean-{len(list(net.folder.iterdir()))}")
    assert found == again.diagnostics == anew.diagnostics
    return found


def test_diagnostics_are_saved_once(net: Records) -> None:
    """Those of the network are written where one has another place; those of the language are among them."""
    net.text("network.yaml", title="N", address="https://example.org/", language="gd")
    cache = net.folder / "cache"
    found = built(net, cache)
    (fault,) = (each.message.encode() for each in found if each.code == "broken-anchor-elsewhere")
    assert len(found) > 1, "the control: another is about the language"
    assert [each.name for each in cache.iterdir() if each.is_file() and fault in each.read_bytes()] == [
        "admission"
    ]
    with patch.object(file_format, "write", side_effect=file_format.write) as write:
        edited(net, f"{FAULTY}\nOne more paragraph.")
        assert built(net, cache) == found
        assert cache / "admission" not in [call.args[0] for call in write.call_args_list]
        edited(net, f"One more paragraph.\n\n{FAULTY}")
        assert built(net, cache) != found
        assert cache / "admission" in [call.args[0] for call in write.call_args_list]


def test_diagnostics_of_another_network_are_not_repeated(net: Records) -> None:
    """A check has read the network with other faults since the last build, or what it found is lost."""
    cache = net.folder / "cache"
    found = built(net, cache)
    edited(net, f"{FAULTY}\nTo a [page](gone.md).")
    net.write()
    assert told(net, "cache") != found
    edited(net, FAULTY)
    assert built(net, cache) == found
    (cache / "admission").unlink()
    assert built(net, cache) == found
