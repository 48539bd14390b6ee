"""Random networks, and random edits to them.

The edits are all that people do to a content folder between two builds.
"""

from __future__ import annotations

import contextlib
import os
import random
from collections.abc import Callable
from pathlib import Path

from tests.support import Fields, Records, picture

PEOPLE = ("ann", "bea", "cal")
WORDS = ("listening", "evidence", "question", "colleague", "pupil", "change", "leading", "doubt")
STANDARDS = ("s.one", "s.one.a", "s.two")
STARTS = {"p1": {"starts": "2018-01-01", "ends": "2018-01-14"}, "p2": {"starts": "2018-01-15"}}
PICTURES = (picture("one"), picture("two"))


class Network(Records):
    """A random network that random edits keep free of errors (unless one breaks a file on purpose)."""

    def __init__(self, folder: Path, seed: int) -> None:
        super().__init__(folder)
        self.chance = random.Random(seed)
        self.number = 0
        self.text("network.yaml", title="N", address="https://example.org/", standards=["own"], theme="mine")
        elements = [
            {"id": each, "title": f"On {each}", **({"parent": "s.one"} if each == "s.one.a" else {})}
            for each in STANDARDS
        ]
        self.text("standards/own.yaml", elements=elements)
        self.text("pages/about.md", "About us.", title="About")
        for name in PEOPLE:
            self.text(
                f"participants/{name}/profile.md", "A biography.", name=f"Name {name}", consent="2018-01-01"
            )
            self.file(f"participants/{name}/posts/picture.png", PICTURES[0])
        self.phases(("p1", "p2"))
        self.text(
            "events/day.md",
            "A day.",
            title="Day",
            starts="2018-01-12",
            led_by=["ann"],
            cohorts=["c1"],
            audience="public",
        )
        self.text(
            "projects/need.md",
            "A need.",
            title="Need",
            school="A school",
            area="feedback",
            offers=["ann", "bea"],
            audience="public",
        )
        for _ in range(self.chance.randint(2, 7)):
            self.add()

    def phases(self, names: tuple[str, ...]) -> None:
        """The cohort, with these phases."""
        self.text(
            "cohorts/c1.yaml",
            title="C",
            starts="2018-01-01",
            ends="2018-03-31",
            audience="public",
            members=dict.fromkeys(PEOPLE, "participant"),
            focus=["s.one"],
            phases=[{"id": each, "title": f"Phase {each}", **STARTS.get(each, {})} for each in names],
            prompts=[{"id": "q1", "title": "Why?", "phase": "p1", "due": "2018-01-20"}],
        )

    def written(self) -> list[str]:
        """Posts and replies."""
        return [path for path in self.texts if "/posts/" in path or "/replies/" in path]

    def below(self, identity: str) -> list[str]:
        """A post and all that answers it, or what answers that."""
        found = {identity}
        while (
            more := {
                named(path) for path in self.written() if found & set(self.texts[path][0].get("reply_to", ()))
            }
            - found
        ):
            found |= more
        return [path for path in self.written() if named(path) in found]

    def write(self) -> Path:
        """Its plan and its guest name what is still there."""
        there = {named(each) for each in self.written()} | {"events/day"}
        if GUEST in self.texts and self.texts[GUEST][0]["reply_to"][0] not in there:
            self.remove(GUEST)
        if PLAN in self.texts:
            fields, body = self.texts[PLAN]
            parts = {
                key: [
                    {**each, "evidence": [one for one in each["evidence"] if one in there]}
                    for each in fields[key]
                ]
                for key in ("aims", "reviews")
            }
            self.texts[PLAN] = ({**fields, **parts}, body)
        return super().write()

    def add(self) -> None:
        """A new post or reply."""
        chance = self.chance
        self.number += 1
        owner = chance.choice(PEOPLE)
        everything = self.written()
        above = sorted(
            {
                named(each)
                for each in chance.sample(everything, min(len(everything), chance.choice([0, 1, 1, 2])))
            }
        )
        body = (
            " ".join(chance.choices(WORDS, k=6))
            + (" ![P](../posts/picture.png)" if chance.random() < 0.3 else "")
            + "\n\n## Heading\n\nMore."
        )
        titled = not above or chance.random() < 0.4
        self.text(
            f"participants/{owner}/{'replies' if above else 'posts'}/"
            f"2018-01-0{chance.randint(1, 9)}-n{self.number}.md",
            body,
            title=f"Title {self.number}" if titled else None,
            date=f"2018-01-{chance.randint(1, 28):02}",
            reply_to=above or None,
            standards=chance.sample(STANDARDS, chance.randint(0, 2)),
            audience=chance.choice([None, "public", "cohort", "facilitators", "private"]),
            prompt=chance.choice([None, "q1"]),
            reflects_on=chance.choice([None, None, "events/day"]),
            with_=chance.choice([None, None, [PEOPLE[PEOPLE.index(owner) - 1]]]),
        )


PLAN = "participants/ann/plan.md"
GUEST = "guests/2018-01-25-gil.md"


def named(path: str) -> str:
    """Return the way in which a reply names this record."""
    parts = path.split("/")
    return f"{parts[1]}/{parts[3][11:-3]}"


def pick(net: Network) -> str | None:
    """A post or a reply."""
    return net.chance.choice(net.written()) if net.written() else None


def add(net: Network) -> None:
    """A new post or reply."""
    net.add()


def delete(net: Network) -> None:
    """A post, with what answers it."""
    if path := pick(net):
        for each in net.below(named(path)):
            net.remove(each)


def rename(net: Network) -> None:
    """Another slug, or another date before it."""
    if path := pick(net):
        folder, _, name = path.rpartition("/")
        old, new = named(path), f"{path.split('/')[1]}/{name[11:-3]}x"
        fields = net.texts.pop(path)
        net.texts[f"{folder}/{name[:-3]}x.md"] = fields
        for settings, _ in net.texts.values():
            if old in settings.get("reply_to", ()):
                settings["reply_to"] = [new if each == old else each for each in settings["reply_to"]]


def reparent(net: Network) -> None:
    """A reply answers something else."""
    replies = [path for path in net.written() if "reply_to" in net.texts[path][0]]
    if replies:
        path = net.chance.choice(replies)
        below = net.below(named(path))
        others = [each for each in net.written() if each not in below]
        if others:
            net.change(path, reply_to=[named(net.chance.choice(others))])


def change_post(net: Network) -> None:
    """A title, a summary, a body, tags, a date, a phase, an audience."""
    if not (path := pick(net)):
        return
    chance = net.chance
    fields, body = net.texts[path]
    match chance.randrange(10):
        case 0 if "title" in fields:
            net.change(path, title=f"Other {chance.choice(WORDS)}")
        case 1:
            net.change(path, standards=chance.sample(STANDARDS, chance.randint(0, 2)))
        case 2:
            net.change(path, date=f"2018-01-{chance.randint(1, 28):02}")
        case 3:
            net.change(path, phase=chance.choice([None, "p1"]))
        case 4:
            net.change(path, audience=chance.choice([None, "public", "cohort", "facilitators", "private"]))
        case 5:
            net.change(path, summary=chance.choice([None, "In short.", f"On {chance.choice(WORDS)}."]))
        case 6:
            net.texts[path] = (fields, f"{chance.choice(WORDS)} {body}")
        case 7:
            net.change(path, draft=chance.choice([None, True, False]))
        case 8:
            net.change(path, expires=chance.choice([None, "2018-01-02", "2018-01-21", "2018-06-01"]))
        case _:
            net.texts[path] = (
                fields,
                f"{body}\n\nAnd what of the {chance.choice(WORDS)}{chance.choice('.?')}",
            )


def change_person(net: Network) -> None:
    """A name, a consent, a pseudonym, a photo."""
    chance = net.chance
    name = chance.choice(PEOPLE)
    path = f"participants/{name}/profile.md"
    masked = chance.random() < 0.4
    net.change(
        path,
        name=f"Name {chance.choice(WORDS)}",
        consent=chance.choice([None, "2018-01-01", "2018-01-01"]),
        public_name="Mask" if masked else None,
        public_id=f"mask-{name}" if masked else None,
        photo=chance.choice([None, "posts/picture.png"]),
    )


def change_picture(net: Network) -> None:
    """Other bytes, of the same size, under the same name."""
    net.file(f"participants/{net.chance.choice(PEOPLE)}/posts/picture.png", net.chance.choice(PICTURES))


def change_cohort(net: Network) -> None:
    """Its phases: another order, one more. `p1` stays, since posts may name it."""
    net.phases(net.chance.choice([("p1", "p2"), ("p2", "p1"), ("p1",), ("p3", "p1", "p2")]))


def change_event(net: Network) -> None:
    """Its title, its days, its audience, who leads it, its words; and another one comes or goes."""
    chance = net.chance
    net.change(
        "events/day.md",
        title=f"Day of {chance.choice(WORDS)}",
        starts=chance.choice(["2018-01-12", "2018-02-02 09:30"]),
        led_by=chance.sample(PEOPLE, chance.randint(0, 2)),
        audience=chance.choice(["public", "cohort", "facilitators", "private"]),
        draft=chance.choice([None, None, None, True]),
        expires=chance.choice([None, None, "2018-01-20", "2018-01-21"]),
        materials=[{"title": "P", "link": "../participants/ann/posts/picture.png"}],
    )
    fields, _ = net.texts["events/day.md"]
    net.texts["events/day.md"] = (
        fields,
        f"On {chance.choice(WORDS)}, with [Ann](../participants/ann/profile.md).",
    )
    if "events/other.md" in net.texts:
        net.remove("events/other.md")
    else:
        net.text(
            "events/other.md", "See [the day](day.md).", title="Other", starts="2018-03-01", ends="2018-03-02"
        )


def change_guest(net: Network) -> None:
    """A guest's reply comes, changes, or goes."""
    chance = net.chance
    if (path := pick(net)) and chance.random() < 0.8:
        audience = chance.choice(["public", "cohort", "private"])
        net.text(
            GUEST,
            f"On {chance.choice(WORDS)}.",
            name=f"Gil {chance.choice(WORDS)}",
            date="2018-01-25",
            reply_to=[named(path)],
            audience=audience,
            consent=chance.choice([None, "2018-01-01"]),
        )
    else:
        net.remove(GUEST)


def change_outreach(net: Network) -> None:
    """Change a request and a record: who went, what is agreed, for whom, and who could go.

    A post begins to tell of it or stops. Both go again, unless a post names them.
    """
    chance = net.chance
    net.text(
        "outreach/colleagues/one.md",
        f"On {chance.choice(WORDS)}.",
        person=chance.choice(PEOPLE),
        specialisms=chance.sample(WORDS, 2),
        validated={"on": "2018-01-01", "by": "authority"},
        release_used=chance.choice([None, "1.5"]),
        audience=chance.choice(["facilitators", "private"]),
    )
    told = [path for path, (fields, _) in net.texts.items() if fields.get("outreach")]
    if "outreach/requests/one.md" in net.texts and not told and chance.random() < 0.3:
        net.remove("outreach/requests/one.md")
        net.remove("outreach/records/2018-01-20-one.md")
        return
    audience = chance.choice(["facilitators", "private", None])
    net.text(
        "outreach/requests/one.md",
        f"On {chance.choice(WORDS)}.",
        title=chance.choice(WORDS),
        school="A school",
        support=[chance.choice(WORDS)],
        asked="2018-01-10",
        asked_by="head teacher",
        colleague=chance.choice([None, *PEOPLE]),
        audience=audience,
    )
    net.text(
        "outreach/records/2018-01-20-one.md",
        f"On {chance.choice(WORDS)}, said {chance.choice(['nobody', 'Name ann'])}.",
        title="Met",
        date="2018-01-20",
        request="outreach/requests/one",
        visitor=chance.choice([None, *PEOPLE]),
        time={"visit": "1 h"},
        involved=["head teacher"],
        purpose="To meet.",
        audience=audience,
        agreed_by_school=[{"what": chance.choice(WORDS), "by": "2018-02-01"}],
    )
    posts = [path for path in net.texts if "/posts/" in path and "withdrawn" not in net.texts[path][0]]
    if posts:
        path = chance.choice(posts)
        net.change(path, outreach=None if net.texts[path][0].get("outreach") else "outreach/requests/one")


def change_plan(net: Network) -> None:
    """A plan with other aims and evidence, signed or not; or none."""
    chance = net.chance
    evidence = [
        named(each)
        for each in chance.sample(net.written(), min(3, len(net.written())))
        if each.split("/")[1] == "ann"
    ]
    signed = [
        {
            "by": "owner",
            "date": "2018-02-02",
            "seals": {"cohort": "0123456789abcdef", "public": "0123456789abcdef"},
        }
    ]
    aim: Fields = {
        "title": chance.choice(WORDS),
        "standards": chance.sample(STANDARDS, 1),
        "by": "2018-01-12",
        "evidence": [*evidence, "events/day"],
    }
    net.text(
        PLAN,
        f"On {chance.choice(WORDS)}.",
        title=chance.choice([None, "My plan"]),
        audience=chance.choice([None, "cohort", "public"]),
        aims=[aim, {**aim, "audience": chance.choice(["private", "cohort", "public"])}],
        reviews=[
            {
                "date": "2018-02-02",
                "with": "head",
                "evidence": evidence,
                "signed": signed,
                "audience": "public",
            }
        ],
    )
    if chance.random() < 0.3:
        net.remove(PLAN)


def change_project(net: Network) -> None:
    """Change a project: its state, offers, audience and words, and who is interested in what."""
    chance = net.chance
    visits = chance.choice([None, [{"date": "2018-02-01", "data": ["data"]}]])
    actions = [
        {
            "what": chance.choice(WORDS),
            "who": "Head teacher",
            "by": chance.choice(["2018-01-20", "2018-06-01"]),
            "status": chance.choice(["planned", "done"]),
        }
    ]
    net.change(
        "projects/need.md",
        title=f"Need of {chance.choice(WORDS)}",
        offers=chance.sample(PEOPLE, chance.randint(0, 2)),
        visits=visits,
        matched="2018-01-20" if visits else chance.choice(["2018-01-20", None]),
        audience=chance.choice(["public", "cohort", "facilitators", "private"]),
        school=chance.choice(["A school", "Another"]),
        findings=["It rains in."] if visits else None,
        actions=actions if visits else None,
    )
    fields, _ = net.texts["projects/need.md"]
    net.texts["projects/need.md"] = (fields, f"About {chance.choice(WORDS)}.")
    net.change(
        "participants/ann/profile.md",
        interests=chance.choice([None, ["feedback"]]),
        school=chance.choice([None, "A school, elsewhere"]),
    )


def change_network(net: Network) -> None:
    """Change what all pages show."""
    net.change(
        "network.yaml",
        title=net.chance.choice(["N", "M"]),
        tagline=net.chance.choice([None, "A tagline"]),
        forge=net.chance.choice([None, {"kind": "github", "repository": "a/b"}]),
    )


def change_theme(net: Network) -> None:
    """A template, or a style, of the network's own."""
    folder = net.folder / "themes" / "mine"
    file = folder / net.chance.choice(
        ["parts/footer.html", "parts/card.html", "assets/own.css", "pages/404.html"]
    )
    if file.exists() and net.chance.random() < 0.3:
        file.unlink()
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"<p>{net.chance.choice(WORDS)} {net.chance.randint(0, 9)}</p>\n")


def mention(net: Network) -> None:
    """Add something that the gate finds, by itself or since a name may not be published."""
    if path := pick(net):
        fields, body = net.texts[path]
        found = net.chance.choice(
            [
                "Ring 0141 496 0123.",
                "Write to jane.smith@school.sch.uk.",
                "Fiona Mackay helped.",
                "Name ann, Name bea and Name cal helped.",
                "",
            ]
        )
        net.texts[path] = (
            {**fields, **({"summary": found} if found and net.chance.random() < 0.3 else {})},
            f"{found} {body}" if found else body.partition(". ")[2] or body,
        )


def forbid(net: Network) -> None:
    """A name that may not be published, or may after all."""
    if net.chance.random() < 0.3:
        net.remove("never-publish.txt")
    else:
        net.file(
            "never-publish.txt",
            net.chance.choice([b"Fiona Mackay\n", b"# nobody\n", b"Fiona Mackay\nlistening evidence\n"]),
        )


def touch(net: Network) -> None:
    """New times, the same content."""
    for path in net.written()[:3]:
        with contextlib.suppress(FileNotFoundError):
            os.utime(net.content / path)


def break_something(net: Network) -> None:
    """A file that can't be read, until the next time."""
    path = "participants/ann/posts/2018-01-01-broken.md"
    if path in net.raw:
        net.remove(path)
    else:
        net.file(
            path,
            net.chance.choice(
                [
                    b"no settings",
                    b"---\ntitle: [\n---\nx",
                    b"---\ntitle: X\ndate: 2018-01-01\nstandards: [none]\n---\n",
                ]
            ),
        )


EDITS: tuple[Callable[[Network], None], ...] = (
    add,
    delete,
    rename,
    reparent,
    change_post,
    change_person,
    change_picture,
    change_cohort,
    change_network,
    change_theme,
    touch,
    break_something,
    change_post,
    mention,
    forbid,
    change_event,
    change_outreach,
    change_plan,
    change_project,
    change_guest,
)
