"""Random networks of which each edition may hold only a part, and random changes to the rest.

Who may see what is said here once more, and otherwise than the generator says it: a change that an edition
may show is taken back.
"""

from __future__ import annotations

import contextlib
import copy
import json
import os
import random
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from generator.model.slugs import slugify
from generator.source.privacy import name_forms
from generator.source.privacy.names import compared
from generator.subjects.registry import ANONYMOUS
from tests.support import SHAPES, Fields, Records, picture

EDITIONS = ("public", "cohort", "facilitators")
BEFORE, DAY, AFTER = "2018-02-14", "2018-02-15", "2018-02-16"
"""The day of the builds, on which some of what was to be done is overdue, and the days around it."""
WIDTHS = ("private", "facilitators", "cohort", "public")
PEOPLE = ("ann", "bea", "cal", "dot", "eve")
WORDS = ("listening", "evidence", "question", "colleague", "pupil", "change", "leading", "doubt")
GIVEN = ("Lorna", "Rose", "Anna van der", "Mary-Jane", "Iain Mac", "Ùna Nic a'", "Name")
STANDARDS = ("s.one", "s.one.a", "s.two", "s.three")
PHASES, PROMPTS = ("p1", "p2"), ("q0", "q1", "q2", "q3")


V = TypeVar("V", bound="Veiled")


def is_kept(fields: Fields) -> bool:
    """Return whether settings keep something back on the day of the builds, whatever else they say."""
    return bool(fields.get("draft")) or fields.get("expires", AFTER) <= DAY


class Veiled(Records):
    """A network of which `edition` may hold a part."""

    def __init__(self, folder: Path, seed: int) -> None:
        super().__init__(folder)
        self.chance = random.Random(seed)
        self.edition = self.chance.choice(EDITIONS)
        self.width = WIDTHS.index(self.edition)
        self.number = 0
        self.tells = False
        self._settings()
        for name in PEOPLE:
            self._person(name)
        for name in ("c1", "c2"):
            self._cohort(name)
        for _ in range(self.chance.randint(6, 16)):
            self.add()
        for number in range(3):
            self.text(
                f"pages/page{number}.md",
                self.words(9),
                title=f"Page {number}",
                audience=self.chance.choice(WIDTHS),
            )

    def text(self, path: str, body: str = "", **fields: Any) -> str:
        """Write a record in any shape that the reader accepts."""
        self.shapes[path] = self.chance.choice(list(SHAPES))
        return super().text(path, body, **fields)

    def words(self, number: int) -> str:
        """So many words, and one that stands nowhere else; where names are told, one of those, too."""
        words = [*self.chance.choices(WORDS, k=number), self.word()]
        return " ".join([*words, self.spelt()] if self.tells else words)

    def word(self) -> str:
        """A word that stands nowhere else."""
        return f"w{self.chance.randrange(10**9)}"

    def handle(self) -> str:
        """A part of an address that stands nowhere else; where names are told, with one of those."""
        return f"{self.word()}-{slugify(self.spelt())}" if self.tells else self.word()

    def slug(self) -> str:
        """A record's own slug; where names are told, with one of those."""
        return f"n{self.number}-{slugify(self.spelt())}" if self.tells else f"n{self.number}"

    @contextlib.contextmanager
    def telling(self, *, names: bool) -> Iterator[None]:
        """Tell names, or none, in the words that are written meanwhile."""
        before, self.tells = self.tells, names
        yield
        self.tells = before

    def called(self) -> str:
        """A name that nobody else has."""
        surname = "".join(self.chance.choices("abdeilnorstu", k=9)).title()
        return f"{self.chance.choice(GIVEN)} {surname}"

    def spelt(self) -> str:
        """Somebody's name or former name, in one of the forms in which it is looked for."""
        fields, _ = self.texts[f"participants/{self.chance.choice(PEOPLE)}/profile.md"]
        name: str = self.chance.choice([fields["name"], *fields["also_known_as"]])
        return self.chance.choice([name, *name_forms.spellings(compared(name))])

    def _settings(self) -> None:
        forge = {"kind": self.chance.choice(["github", "gitlab", "forgejo"]), "repository": "a/b"}
        addresses = {
            "cohort": "https://cohort.example.org/",
            "facilitators": "https://facilitators.example.org/",
        }
        self.text(
            "network.yaml",
            title="N",
            address="https://example.org/",
            standards=["own"],
            forge=self.chance.choice([None, forge]),
            addresses=addresses,
        )
        self.text(
            "standards/own.yaml",
            elements=[
                {"id": each, "title": f"On {each}", **({"parent": "s.one"} if each == "s.one.a" else {})}
                for each in STANDARDS
            ],
        )

    def _person(self, name: str) -> None:
        chance = self.chance
        masked = chance.random() < 0.3
        self.file(f"participants/{name}/photo.png", picture(self.words(1)))
        self.file(f"participants/{name}/posts/shared.png", picture(chance.choice(WORDS)))
        self.text(
            f"participants/{name}/profile.md",
            self.words(5),
            name=f"Name {name}",
            consent=chance.choice([None, "2018-01-01", "2018-01-01"]),
            photo=chance.choice([None, "photo.png"]),
            public_name=f"Mask {name}" if masked else None,
            public_id=f"mask-{name}" if masked else None,
            audience=chance.choice(["public"] * 5 + ["facilitators", "private"]),
            links=[{"title": self.words(1), "url": f"https://{name}.example.org/"}],
            also_known_as=[f"Once {name}"],
        )

    def _cohort(self, name: str) -> None:
        self.text(
            f"cohorts/{name}.yaml",
            title=f"Cohort {name}",
            starts="2018-01-01",
            ends="2018-03-31",
            audience=self.chance.choice(WIDTHS[1:]),
            focus=["s.one"],
            members=dict.fromkeys(self.chance.sample(PEOPLE, 5), "participant"),
            phases=[{"id": f"{name}-{each}", "title": f"Phase {each}"} for each in PHASES],
            prompts=[{"id": f"{name}-{each}", "title": f"Prompt {each}"} for each in PROMPTS],
        )

    def add(self) -> str:
        """A new post, reply or guest's reply."""
        chance = self.chance
        self.number += 1
        owner = chance.choice(PEOPLE)
        above = sorted(
            {
                identity(each)
                for each in chance.sample(
                    self.written(), min(len(self.written()), chance.choice([0, 1, 1, 2]))
                )
            }
        )
        if above and chance.random() < 0.2:
            path = f"guests/2018-01-0{chance.randint(1, 9)}-{self.slug()}.md"
            return self.text(
                path,
                self.words(6),
                name=f"Guest {self.number}",
                date=self.day(),
                reply_to=above,
                audience=chance.choice(WIDTHS),
                consent=chance.choice([None, "2018-01-01"]),
                **self.kept(),
            )
        cohort = chance.choice(["c1", "c2"])
        linked = "".join(
            f" [to](../../../{each})"
            for each in chance.sample(self.written(), min(len(self.written()), chance.choice([0, 1, 2])))
        )
        image = f" ![Of {self.words(1)}](../posts/shared.png)" if chance.random() < 0.4 else ""
        return self.text(
            f"participants/{owner}/{'replies' if above else 'posts'}/"
            f"2018-01-0{chance.randint(1, 9)}-{self.slug()}.md",
            self.words(8) + linked + image,
            title=f"T{self.number}" if not above or chance.random() < 0.5 else None,
            reply_to=above or None,
            cohort=cohort,
            audience=chance.choice([*WIDTHS, "public", "public"]),
            with_=[each for each in PEOPLE if each != owner and chance.random() < 0.15] or None,
            **self.tags(cohort),
            **self.kept(),
        )

    def kept(self) -> Fields:
        """Return settings that may keep something back."""
        return {
            "draft": self.chance.choice([None] * 8 + [True, False]),
            "expires": self.chance.choice([None] * 8 + [BEFORE, DAY, AFTER]),
        }

    def tags(self, cohort: str) -> Fields:
        """Return settings that stand beside a post's words."""
        chance = self.chance
        return {
            "standards": chance.sample(STANDARDS, chance.randint(0, 2)),
            "phase": chance.choice([None, *(f"{cohort}-{each}" for each in PHASES)]),
            "date": self.day(),
            "prompt": chance.choice([None, *(f"{cohort}-{each}" for each in PROMPTS)]),
            "summary": chance.choice([None, self.words(3)]),
        }

    def day(self) -> str:
        """Some day of the programme."""
        return f"2018-0{self.chance.randint(1, 2)}-{self.chance.randint(1, 28):02}"

    def written(self) -> list[str]:
        """Posts and replies."""
        return [
            path
            for path in self.texts
            if "/posts/" in path or "/replies/" in path or path.startswith("guests/")
        ]

    def published(self) -> set[str]:
        """The files that the public edition holds a part of, and for which it is judged."""
        edition, width = self.edition, self.width
        self.edition, self.width = "public", WIDTHS.index("public")
        found = self.visible()
        self.edition, self.width = edition, width
        cohorts = {self.texts[path][0].get("cohort") for path in found & {*self.written()}}
        return found | {f"cohorts/{each}.yaml" for each in cohorts}

    # -- who may see what
    # --------------------------------------------------------------------------------------------------------

    def people(self) -> set[str]:
        """Return the people of the edition."""
        profiles = {name: self.texts[f"participants/{name}/profile.md"][0] for name in PEOPLE}
        return {
            name
            for name, each in profiles.items()
            if WIDTHS.index(each["audience"]) >= self.width
            and ("consent" in each or self.edition != "public")
            and not is_kept(each)
        }

    def visible(self) -> set[str]:
        """The records that are in the edition."""
        people = self.people()
        found = {f"participants/{name}/profile.md" for name in people}
        found |= {
            path
            for path, (fields, _) in self.texts.items()
            if path.startswith("pages/")
            and WIDTHS.index(fields["audience"]) >= self.width
            and not is_kept(fields)
        }
        named = {identity(path): path for path in self.written()}

        def seen(path: str) -> bool:
            fields = self.texts[path][0]
            writers = {
                *(path.split("/")[1:2] if path.startswith("participants/") else ()),
                *(fields.get("with", ()) if self.edition == "public" else ()),
            }
            consents = "consent" in fields or not path.startswith("guests/") or self.edition != "public"
            return (
                WIDTHS.index(fields["audience"]) >= self.width
                and not is_kept(fields)
                and writers <= people
                and consents
                and all(seen(named[each]) for each in fields.get("reply_to", ()))
            )

        return found | {path for path in self.written() if seen(path)}

    def state(self) -> dict[str, Any]:
        """The records that are in the edition, as they are now."""
        return copy.deepcopy({path: self.texts[path] for path in self.visible()})


def identity(path: str) -> str:
    """Return the way in which a reply names this record."""
    parts = path.removesuffix(".md").split("/")
    return f"{parts[1]}/{parts[3][11:]}" if parts[0] == "participants" else f"guests/{parts[1][11:]}"


# -- changes: each to something that the edition does not hold
# ---------------------------------------------------------------------------


def hidden(net: Veiled, among: Iterable[str]) -> str | None:
    """One of these that the edition does not hold."""
    visible = net.visible()
    found = [path for path in among if path not in visible]
    return net.chance.choice(found) if found else None


def profiles(net: Veiled) -> list[str]:
    """Everybody's."""
    return [f"participants/{name}/profile.md" for name in PEOPLE]


def reword(net: Veiled) -> None:
    """A text, and what it is called."""
    if path := hidden(net, [path for path in net.texts if path.endswith(".md")]):
        with net.telling(names=net.tells and not path.startswith(ANONYMOUS)):
            net.texts[path] = (net.texts[path][0], net.words(9))
            keys = {"title", "summary", "school"} & net.texts[path][0].keys()
            net.change(path, **{key: net.words(2) for key in sorted(keys)})
        if "name" in net.texts[path][0]:
            net.change(path, name=net.called())


def retag(net: Veiled) -> None:
    """Date, standards, phase, prompt, summary, cohort, co-writers, another address."""
    if path := hidden(net, [path for path in net.written() if "cohort" in net.texts[path][0]]):
        cohort = net.chance.choice(["c1", "c2"])
        titled = "title" in net.texts[path][0]
        net.change(
            path,
            **net.tags(cohort),
            cohort=cohort,
            updated="2018-03-01",
            aliases=[f"/{net.handle()}/"] if titled else None,
        )
        net.change(
            path, with_=[each for each in PEOPLE if each not in path and net.chance.random() < 0.2] or None
        )


def reissue(net: Veiled) -> None:
    """For whom something is, to whom it answers, and whether its writer consents."""
    if path := hidden(
        net, [*net.written(), *profiles(net), *(each for each in net.texts if each.startswith("pages/"))]
    ):
        net.change(path, audience=net.chance.choice(WIDTHS))
        kept = net.kept()
        net.change(path, **({"draft": kept["draft"]} if path in profiles(net) else kept))
        if path in profiles(net) or path.startswith("guests/"):
            net.change(path, consent=net.chance.choice([None, "2018-01-01"]))
        if "reply_to" in net.texts[path][0]:
            earlier = net.written()[: net.written().index(path)]
            net.change(
                path,
                reply_to=[
                    identity(each)
                    for each in net.chance.sample(earlier, min(len(earlier), net.chance.choice([1, 1, 2])))
                ],
            )


def write(net: Veiled) -> None:
    """Something new."""
    net.add()


def withdraw(net: Veiled) -> None:
    """A file deleted that nothing else names."""
    path = hidden(net, net.written())
    if path and not any(
        path in body or f'"{identity(path)}"' in json.dumps(fields) for fields, body in net.texts.values()
    ):
        net.remove(path)


def repaint(net: Veiled) -> None:
    """Add pictures of somebody who is not there, and some that nothing shows.

    Some have the very bytes of one that is shown.
    """
    chance = net.chance
    people = net.people()
    masked = {
        name
        for name in people
        if net.edition == "public" and "public_id" in net.texts[f"participants/{name}/profile.md"][0]
    }
    name = chance.choice(PEOPLE)
    data = chance.choice([picture(net.words(1)), *net.raw.values()])
    net.file(f"participants/{name}/posts/unused{chance.randint(0, 3)}.png", data)
    if name not in people:
        net.file(f"participants/{name}/posts/shared.png", data)
    if name not in people or name in masked:
        net.file(f"participants/{name}/photo.png", data)
    net.file(f"participants/{name}/posts/unused-{net.handle()}.png", data)


def disguise(net: Veiled) -> None:
    """Change the name behind a pseudonym, a former name, and the day of a consent.

    What the pseudonym hides tells the name in one of its forms.
    """
    path = net.chance.choice(profiles(net))
    fields, _ = net.texts[path]
    net.change(path, also_known_as=[net.called()])
    if "consent" in fields:
        net.change(path, consent=net.day())
    if "public_id" in fields and net.edition == "public":
        net.change(
            path,
            name=net.called(),
            links=[{"title": net.words(0), "url": f"https://elsewhere.example.org/{net.handle()}"}],
            accounts=[net.handle()],
            photo=net.chance.choice([None, "photo.png"]),
        )


def ask(net: Veiled) -> None:
    """Change the questions of a cohort that no visible post answers.

    Change all of it where it has no such post.
    """
    name = net.chance.choice(["c1", "c2"])
    path = f"cohorts/{name}.yaml"
    with net.telling(names=net.tells and path not in net.published()):
        _ask(net, name, path)


def _ask(net: Veiled, name: str, path: str) -> None:
    fields, _ = net.texts[path]
    posts = [net.texts[each][0] for each in net.visible() if each in net.written()]
    if net.edition != "public" and WIDTHS.index(fields["audience"]) >= net.width:
        return
    answered = {each.get("prompt") for each in posts}
    net.change(
        path,
        prompts=[
            each
            if each["id"] in answered
            else {"id": each["id"], "title": net.words(2), "text": net.words(3)}
            for each in fields["prompts"]
        ],
    )
    if name not in {each.get("cohort") for each in posts} and not any(
        path.startswith("guests/") for path in net.visible()
    ):
        net.change(
            path,
            title=net.words(2),
            summary=net.words(3),
            phases=[{**each, "title": net.words(1)} for each in fields["phases"]],
            focus=net.chance.sample(STANDARDS, 2),
        )


def enrol(net: Veiled) -> None:
    """Roles, schools and places in the list of members who are not there."""
    path = net.chance.choice(["cohorts/c1.yaml", "cohorts/c2.yaml"])
    people, roles = net.people(), ["participant", "tutor", "facilitator", "critical-friend"]
    tells = net.tells and path not in net.published()
    members: list[tuple[str, Any]] = [
        (name, member) for name, member in net.texts[path][0]["members"].items() if name in people
    ]
    with net.telling(names=tells):
        for name in PEOPLE:
            if name not in people:
                member = {"role": net.chance.choice(roles), "school": net.words(1)}
                members.insert(net.chance.randint(0, len(members)), (name, member))
    net.change(path, members=dict(members))


def reshape(net: Veiled) -> None:
    """Line ends, fences and blank lines of a file."""
    if path := hidden(net, [path for path in net.texts if path.endswith(".md")]):
        net.shapes[path] = net.chance.choice(list(SHAPES))


def readdress(net: Veiled) -> None:
    """Change where the narrower editions are."""
    addresses = dict(net.texts["network.yaml"][0]["addresses"])
    for name in EDITIONS[EDITIONS.index(net.edition) + 1 :]:
        addresses[name] = f"https://{net.word()}.example.org/"
    net.change("network.yaml", addresses=addresses)


def touch(net: Veiled) -> None:
    """Other times, the same content."""
    for path in net.texts:
        with contextlib.suppress(FileNotFoundError):
            os.utime(net.content / path, ns=(net.chance.randrange(10**18), net.chance.randrange(10**18)))


CHANGES: tuple[Callable[[Veiled], None], ...] = (
    reword,
    retag,
    reissue,
    write,
    withdraw,
    repaint,
    disguise,
    ask,
    enrol,
    readdress,
    reshape,
    touch,
    reword,
    retag,
    reissue,
    write,
)


def disturb(net: Veiled) -> str:
    """Make one change that the edition may not show.

    Return its name, or nothing where it would have been one that it shows.
    """
    return tried(net, net.chance.choice(CHANGES))


def tried(net: V, change: Callable[[V], None]) -> str:
    """A change, taken back where the edition shows it; its name, or nothing."""
    before, kept = net.state(), copy.deepcopy(net.texts)
    with net.telling(names=True):
        change(net)
    if change is not disguise and net.state() != before:
        net.texts = kept
        return ""
    return change.__name__
