"""Non-interference: whatever is changed in what an edition may not hold, it stays the same to the byte."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.authoring.exporting.wordpress import export
from generator.authoring.files.writing import Refused
from generator.engine.options import Options
from generator.engine.pipeline import Build
from generator.model.audience import VIEWERS
from generator.model.diagnostics import errors
from tests.hardening.figures import Figure, Time
from tests.hardening.veiled import DAY
from tests.hardening.veiled_records import Recorded, disturb
from tests.support import Records, clean, differences, examples, tree

MANY = 10_000
"""The number of changes that the long form makes, whether or not it is given the time for it."""


def interference(seed: int, rounds: int, changes: int) -> tuple[int, list[str]]:
    """Change what one edition of a random network may not hold.

    Return how often, and what of the edition changed. There are so many changes to a build. The last build is
    compared with a clean one as well.
    """
    with tempfile.TemporaryDirectory() as folder:
        net = Recorded(Path(folder), seed)
        running = Build(
            Options(
                net.write(),
                net.folder / "site",
                net.folder / "cache",
                viewers=(VIEWERS[net.edition],),
                workers=1,
                search=True,
                date=DAY,
            )
        )
        first = running.run()
        assert first.written, errors(first.diagnostics)
        before, taken = tree(net.folder / "site"), exports(net)
        made = 0
        for _ in range(rounds):
            done = [name for _ in range(changes) if (name := disturb(net))]
            made += len(done)
            net.write()
            outcome = running.run()
            assert outcome.written, errors(outcome.diagnostics)
            if different := differences(before, tree(net.folder / "site")):
                return made, [
                    f"network {seed}, {net.edition}, after {', '.join(sorted(set(done)))}: {each}"
                    for each in different
                ]
        fresh = clean(net.content, net.folder / "clean", editions=(net.edition,), search=True, date=DAY)
        return made, [
            f"network {seed}, {net.edition}, in a clean build: {each}"
            for each in (*differences(before, fresh), *differences(taken, exports(net)))
        ]


def exports(net: Recorded) -> dict[str, bytes]:
    """Return exports of the edition for WordPress, or why there is none."""
    chosen = Options(net.content, net.folder / "site", net.folder / "cache", workers=1, date=DAY)
    found = {}
    for person, cohort in (("ann", ""), ("", "c1")):
        try:
            found[person or cohort] = export(chosen, net.edition, person, cohort)
        except Refused as refused:
            found[person or cohort] = str(refused).encode()
    return found


@pytest.mark.parametrize("seed", range(examples(12)))
def test_what_an_edition_may_not_hold_does_not_show(seed: int) -> None:
    """Random networks, each for one edition; random changes to all that it may not hold."""
    made, faults = interference(seed, rounds=3, changes=12)
    assert made > 10
    assert faults == []


def test_a_pseudonym_hides_the_folder_wholly(tmp_path: Path) -> None:
    """Two networks that differ only in the folder and name behind a pseudonym have the same public edition.

    Orders tell nothing either.
    """
    trees = []
    for number, real in enumerate(("aaron", "zelda")):
        net = Records(tmp_path / str(number))
        net.text(
            "network.yaml",
            title="N",
            address="https://example.org/",
            forge={"kind": "github", "repository": "a/b"},
        )
        net.text(
            "cohorts/c1.yaml",
            title="C",
            starts="2018-01-01",
            ends="2018-03-31",
            audience="public",
            members={"mia": "tutor", real: "participant", "noa": "participant"},
        )
        net.text(
            f"participants/{real}/profile.md",
            "Biography.",
            name=real.title(),
            consent="2018-01-01",
            public_name="Mask",
            public_id="mask",
        )
        for name in ("mia", "noa"):
            net.text(f"participants/{name}/profile.md", "Biography.", name=name.title(), consent="2018-01-01")
        net.text(f"participants/{real}/posts/2018-01-02-one.md", "Words.", title="One", date="2018-01-02")
        for name in (real, "mia", "noa"):
            net.text(
                f"participants/{name}/replies/2018-01-03-to-one.md",
                "Words.",
                reply_to=f"{real}/one",
                date="2018-01-03",
            )
            net.text(
                f"participants/{name}/posts/2018-01-03-two.md",
                f"[To](../../{real}/posts/2018-01-02-one.md).",
                title="Two",
                date="2018-01-03",
            )
            net.text(
                f"participants/{name}/plan.md",
                "Words.",
                title="Plan",
                audience="public",
                aims=[{"title": "Aim", "evidence": ["noa/two", "events/day"]}],
            )
        net.text(
            "events/day.md",
            "Words.",
            title="Day",
            starts="2018-02-01",
            led_by=[real, "mia"],
            audience="public",
        )
        net.text(
            "projects/need.md",
            "Words.",
            title="Need",
            school="A school",
            area="feedback",
            offers=["mia", real],
            match=real,
            audience="public",
        )
        net.text(
            "participants/noa/posts/2018-01-04-both.md",
            "Words.",
            title="Both",
            date="2018-01-04",
            with_=[real, "mia"],
        )
        trees.append(clean(net.write(), tmp_path / "clean", editions=("public",), search=True))
    assert differences(*trees) == []


def long(time: Time) -> Iterator[Figure]:
    """Network after network, many changes to each."""
    faults: list[str] = []
    networks = changes = 0
    while time.left or changes < MANY:
        made, found = interference(1000 + networks, rounds=12, changes=10)
        networks, changes = networks + 1, changes + made
        faults += found
    yield Figure(
        "changes to what an edition may not hold",
        changes,
        tuple(faults),
        f"{networks:,} networks, every byte compared after each ten",
    )
