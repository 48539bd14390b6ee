"""Non-interference: whatever is changed in records that the public may not see, the public edition stays the same to the byte."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator
from pathlib import Path

from hypothesis import given, settings, strategies as st

from tests.hardening.figures import Figure, Time
from tests.support import Records, build, clean, differences, examples, tree

PEOPLE = ("ann", "bea", "cal", "dot")
WORDS = ("listening", "evidence", "question", "colleague", "pupil", "change", "leading", "doubt")
STANDARDS = ("s.one", "s.one.a", "s.two", "s.three")


def random_network(folder: Path, seed: int) -> tuple[Records, list[str]]:
    """A small network, and its hidden records: not public, or by, with or below somebody who is not."""
    chance = random.Random(seed)
    net = Records(folder)
    forge = {"kind": chance.choice(["github", "gitlab", "forgejo"]), "repository": "a/b"} if chance.random() < 0.5 else None
    net.text("network.yaml", title="N", address="https://example.org/", standards=["own"], forge=forge)
    net.text("standards/own.yaml", elements=[{"id": each, "title": f"On {each}", **({"parent": "s.one"} if each == "s.one.a" else {})} for each in STANDARDS])
    consenting = set(chance.sample(PEOPLE, 2))
    masked = chance.choice(sorted(consenting))
    for name in PEOPLE:
        path = net.text(f"participants/{name}/profile.md", f"Biography of {chance.choice(WORDS)}.", name=f"Name {name}", consent="2018-01-01" if name in consenting else None)
        if name == masked:
            net.change(path, public_name="Mask", public_id="mask")
    prompts = [{"id": f"q{each}", "title": f"Question {each}", "phase": "p1"} for each in range(3)]
    phases = [{"id": "p1", "title": "One"}, {"id": "p2", "title": "Two"}]
    net.text("cohorts/c1.yaml", title="C", starts="2018-01-01", ends="2018-03-31", audience="cohort", phases=phases, prompts=prompts, members=dict.fromkeys(PEOPLE, "participant"), focus=["s.one"])
    hidden: dict[str, bool] = {}
    identities: list[str] = []
    paths: dict[str, str] = {}
    for number in range(chance.randint(4, 12)):
        author = chance.choice(PEOPLE)
        above = chance.sample(identities, min(len(identities), chance.choice([0, 1, 1, 2])))
        co = [each for each in PEOPLE if each != author and chance.random() < 0.15]
        audience = chance.choice(["public", "public", "public", "cohort", "facilitators", "private"])
        identity = f"{author}/n{number}"
        path = f"participants/{author}/{'replies' if above else 'posts'}/2018-01-{number + 1:02}-n{number}.md"
        linked = chance.sample(sorted(paths.values()), min(len(paths), chance.choice([0, 1, 2])))
        body = " ".join(chance.choices(WORDS, k=8)) + "".join(f" [to](../../../{each})" for each in linked)
        net.text(
            path, body, title=f"T{number}" if not above or chance.random() < 0.5 else None, date=f"2018-01-{chance.randint(1, 28):02}", audience=audience, reply_to=above or None,
            with_=co or None, standards=chance.sample(STANDARDS, chance.randint(0, 2)), phase=chance.choice([None, "p1", "p2"]), prompt=chance.choice([None, "q0", "q1"]),
        )  # fmt: skip
        hidden[identity] = audience != "public" or any(each not in consenting for each in (author, *co)) or any(hidden[each] for each in above)
        identities.append(identity)
        paths[identity] = path
    secret = [paths[each] for each in identities if hidden[each]]
    return net, [*secret, *(f"participants/{name}/profile.md" for name in PEOPLE if name not in consenting)]


def disturb(net: Records, path: str, chance: random.Random) -> None:
    """Change something in a hidden record that keeps it hidden."""
    fields, _ = net.texts[path]
    if path.endswith("profile.md"):
        net.change(path, name=f"Other {chance.choice(WORDS)}", school=chance.choice(WORDS), photo=None)
        net.texts[path] = (net.texts[path][0], " ".join(chance.choices(WORDS, k=5)))
        return
    if "title" in fields:
        net.change(path, title=f"New {chance.choice(WORDS)} {chance.random()}")
    net.change(path, standards=chance.sample(STANDARDS, chance.randint(0, 3)), date=f"2018-02-{chance.randint(1, 28):02}", updated="2018-03-01")
    net.change(path, prompt=chance.choice([None, "q1", "q2"]), phase=chance.choice([None, "p1", "p2"]), summary=chance.choice(WORDS))
    if fields.get("audience") == "cohort":
        net.change(path, audience=chance.choice(["cohort", "facilitators", "private"]))
    net.texts[path] = (net.texts[path][0], " ".join(chance.choices(WORDS, k=9)))


def showing(seed: int, other: int) -> list[str]:
    """What of the public edition differs between a network and the same network with its hidden part changed."""
    with tempfile.TemporaryDirectory() as folder:
        net, hidden = random_network(Path(folder), seed)
        site, cache = Path(folder) / "site", Path(folder) / "cache"
        assert build(net.write(), site, cache, editions=("public",)).written
        before = tree(site)
        chance = random.Random(other)
        for path in hidden:
            disturb(net, path, chance)
        late = net.text("participants/cal/posts/2018-01-01-extra.md", "Extra words.", title="Extra", date="2018-01-01", standards=["s.three"], audience="cohort", prompt="q2")
        fresh = clean(net.write(), Path(folder) / "clean", editions=("public",))
        net.remove(late)
        build(net.write(), site, cache, editions=("public",))
        return differences(before, fresh) + differences(before, tree(site))


@settings(max_examples=examples(25), deadline=None, derandomize=True)
@given(st.integers(0, 2**32), st.integers(0, 2**32))
def test_hidden_records_do_not_show(seed: int, other: int) -> None:
    """The public edition of a network and of the same network with its hidden part changed: one and the same."""
    assert showing(seed, other) == []


def test_a_pseudonym_hides_the_folder_wholly(tmp_path: Path) -> None:
    """Two networks that differ only in the folder and name behind a pseudonym have one and the same public edition: orders tell nothing either."""
    trees = []
    for number, real in enumerate(("aaron", "zelda")):
        net = Records(tmp_path / str(number))
        net.text("network.yaml", title="N", address="https://example.org/", forge={"kind": "github", "repository": "a/b"})
        net.text("cohorts/c1.yaml", title="C", starts="2018-01-01", ends="2018-03-31", audience="public", members={"mia": "tutor", real: "participant", "noa": "participant"})
        net.text(f"participants/{real}/profile.md", "Biography.", name=real.title(), consent="2018-01-01", public_name="Mask", public_id="mask")
        for name in ("mia", "noa"):
            net.text(f"participants/{name}/profile.md", "Biography.", name=name.title(), consent="2018-01-01")
        net.text(f"participants/{real}/posts/2018-01-02-one.md", "Words.", title="One", date="2018-01-02")
        for name in (real, "mia", "noa"):
            net.text(f"participants/{name}/replies/2018-01-03-to-one.md", "Words.", reply_to=f"{real}/one", date="2018-01-03")
            net.text(f"participants/{name}/posts/2018-01-03-two.md", f"[To](../../{real}/posts/2018-01-02-one.md).", title="Two", date="2018-01-03")
        net.text("participants/noa/posts/2018-01-04-both.md", "Words.", title="Both", date="2018-01-04", with_=[real, "mia"])
        trees.append(clean(net.write(), tmp_path / "clean", editions=("public",)))
    assert differences(*trees) == []


def long(time: Time) -> Iterator[Figure]:
    """Network after network."""
    faults: list[str] = []
    tried = 0
    while time.left:
        tried += 1
        faults += showing(tried, tried)
    yield Figure("networks with their hidden part changed", tried, tuple(faults))
