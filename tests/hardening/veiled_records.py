"""Random plans, projects, outreach and events, and random changes to their hidden parts.

They lie beside the posts of `veiled.py`.

Of a record that an edition holds, too, there are parts that it doesn't: aims and reviews of a narrower
audience, people, posts and records that are not there, seals for others.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Final

from generator.authoring.files.writing import load
from generator.engine.options import Options
from generator.subjects.plans import signatures
from generator.subjects.plans.kind import PlanFields
from generator.subjects.registry import ANONYMOUS
from tests.hardening import veiled
from tests.hardening.veiled import PEOPLE, STANDARDS, WIDTHS, Veiled, hidden, identity, is_kept
from tests.support import Fields

AREAS: Final = ("feedback", "homework", "bees", "chess")
OWN_AREAS: Final = ["bees", "chess"]
FOLDERS: Final = (
    "events/",
    "projects/",
    "projects/",
    "outreach/requests/",
    "outreach/colleagues/",
    "outreach/records/",
    "outreach/records/",
)
REFERRING: Final = {
    "led_by": "person",
    "offers": "person",
    "match": "person",
    "visitor": "person",
    "colleague": "person",
    "person": "person",
    "request": "entry",
    "evidence": "entry",
}
"""Settings of a record that name what an edition may not hold."""


class Recorded(Veiled):
    """A network with all kinds of records, of which `edition` may hold a part."""

    def __init__(self, folder: Path, seed: int) -> None:
        super().__init__(folder, seed)
        chance = self.chance
        self.change("network.yaml", areas=OWN_AREAS, outreach_counts=chance.choice([None, True]))
        for name in PEOPLE:
            self.change(
                f"participants/{name}/profile.md",
                school=f"School {self.words(1)}",
                authority=chance.choice(["Glen", "Strath"]),
                interests=chance.sample(AREAS, 2),
            )
        for each in (*FOLDERS, *chance.choices(FOLDERS, k=chance.randint(4, 10))):
            self.note(each)
        for name in chance.sample(PEOPLE, 3):
            self.plan(f"participants/{name}/plan.md")
        for path in chance.sample(self.written(), min(4, len(self.written()))):
            entangle_post(self, path)
        self.sign()

    # -- records
    # --------------------------------------------------------------------------------------------------------

    def noted(self) -> list[str]:
        """All records."""
        return [path for path in self.texts if path.startswith(FOLDERS) or path.endswith("/plan.md")]

    def note(self, folder: str) -> None:
        """A new record."""
        self.number += 1
        self.remake(
            folder
            + (f"2018-02-0{self.number % 9 + 1}-" if folder.endswith("records/") else "")
            + (f"n{self.number}.md" if folder.startswith(ANONYMOUS) else f"{self.slug()}.md")
        )

    def remake(self, path: str) -> None:
        """A record, or another one in its place."""
        makers: dict[str, Callable[[str], object]] = {
            "events/": self.event,
            "projects/": self.project,
            "outreach/requests/": self.request,
            "outreach/records/": self.meeting,
            "outreach/colleagues/": self.colleague,
            "participants/": self.plan,
        }
        # A record of outreach names nobody, in no edition.
        with self.telling(names=self.tells and not path.startswith(ANONYMOUS)):
            next(make for folder, make in makers.items() if path.startswith(folder))(path)

    def prose(self, path: str) -> str:
        """A text that may link to something."""
        among = [each for each in (*self.written(), *self.noted()) if each != path]
        linked = self.chance.sample(among, min(len(among), self.chance.choice([0, 1])))
        return self.words(5) + "".join(f" [to]({'../' * path.count('/')}{each})" for each in linked)

    def some(self, among: Iterable[str], most: int = 2) -> list[str]:
        """A few of these."""
        found = list(among)
        return self.chance.sample(found, min(len(found), self.chance.randint(0, most)))

    def entries(self, besides: str) -> list[str]:
        """Return records that can be evidence."""
        return [
            *map(identity, self.written()),
            *(each for each in map(record_id, self.noted()) if each != record_id(besides)),
        ]

    def event(self, path: str) -> None:
        """Add an event, led by some, for some cohorts."""
        chance = self.chance
        starts = self.day()
        whole = chance.random() < 0.5
        self.text(
            path,
            self.prose(path),
            title=self.words(1),
            starts=starts if whole else f"{starts} 09:30",
            ends=None if whole else f"{starts} 16:00",
            place=self.words(1),
            bring=[self.words(1)],
            kind=chance.choice(["residential", "deadline", "other"]),
            cohorts=self.some(["c1", "c2"]),
            led_by=self.some(PEOPLE),
            standards=self.some(STANDARDS),
            summary=self.words(2),
            materials=[
                {"title": self.words(1), "link": f"../participants/{chance.choice(PEOPLE)}/posts/shared.png"}
            ],
            audience=chance.choice(WIDTHS),
        )

    def plan(self, path: str) -> None:
        """Aims and reviews, each for whomever."""
        evidence = self.entries(path)
        self.text(
            path,
            self.prose(path),
            title=self.chance.choice([None, self.words(1)]),
            summary=self.words(1),
            updated=self.day(),
            audience=self.chance.choice([*WIDTHS, "public"]),
            aims=[self.aim(evidence) for _ in range(self.chance.randint(1, 3))],
            reviews=[self.review(f"2018-03-0{day}", evidence) for day in range(1, self.chance.randint(2, 4))],
        )

    def aim(self, evidence: Iterable[str]) -> Fields:
        """An aim that some may see."""
        parts = {key: self.words(1) for key in ("title", "support", "time", "entitlement", "reflection")}
        stages = [{"title": self.words(1), "starts": "2018-01-01", "status": "under way"}]
        return {
            **parts,
            "stages": stages,
            "by": self.day(),
            "standards": self.some(STANDARDS),
            "evidence": self.some(evidence, 4),
            "audience": self.chance.choice(WIDTHS),
        }

    def review(self, day: str, evidence: Iterable[str]) -> Fields:
        """A review that some may see, signed by nobody yet."""
        return {
            "date": day,
            "with": "line manager",
            "agreed": [self.words(2)],
            "evidence": self.some(evidence, 4),
            "audience": self.chance.choice(WIDTHS),
        }

    def project(self, path: str) -> None:
        """A need, with as much of its story as there is."""
        chance = self.chance
        host, *others = chance.sample(PEOPLE, len(PEOPLE))
        reached = chance.randint(0, 5)
        match = chance.choice(others) if reached > 0 else None
        school = chance.choice(
            [str(self.texts[f"participants/{host}/profile.md"][0].get("school")), f"At {self.words(1)}"]
        )
        self.text(
            path,
            self.prose(path),
            title=self.words(1),
            school=school,
            authority=self.words(0),
            area=chance.choice(AREAS),
            focus=self.words(1),
            contact="Head teacher",
            summary=self.words(2),
            offers=self.some(others),
            match=match,
            matched="2018-01-02" if reached > 1 else None,
            audience=chance.choice(WIDTHS),
            visits=[{"date": f"2018-02-0{chance.randint(1, 5)}", "data": ["data"], "note": self.words(1)}]
            if reached > 2
            else None,
            findings=[self.words(2)] if reached > 2 else None,
            actions=[
                {
                    "what": self.words(1),
                    "who": "Depute",
                    "by": self.day(),
                    "status": chance.choice(["planned", "done", "dropped"]),
                }
            ]
            if reached > 3
            else None,
            presented=[{"to": self.word(), "date": "2018-02-20"}] if reached > 4 else None,
        )

    def request(self, path: str) -> None:
        """Add a request of a school."""
        colleague = self.chance.choice([None, *PEOPLE])
        self.text(
            path,
            self.words(5),
            title=self.words(1),
            school=f"At {self.words(1)}",
            support=[self.chance.choice(AREAS)],
            asked="2018-01-01",
            asked_by="head teacher",
            when=self.words(1),
            colleague=colleague,
            closed=self.chance.choice([None, None, "2018-02-20"]),
            audience=self.chance.choice(WIDTHS[:2]),
        )

    def meeting(self, path: str) -> None:
        """Add a record of a meeting: what was agreed, by whom, and to whom it was sent."""
        chance = self.chance
        asked = [record_id(each) for each in self.noted() if each.startswith("outreach/requests/")]
        agreed = {
            side: [{"what": self.words(1), "by": "2018-02-20", "done": chance.choice(["2018-02-25", ""])}]
            for side in ("agreed_by_school", "agreed_by_visitor")
        }
        for actions in agreed.values():
            actions[:] = [{key: value for key, value in each.items() if value} for each in actions]
        self.text(
            path,
            self.words(5),
            title=self.words(1),
            date="2018-02-10",
            time={"visit": f"{chance.randint(1, 9)} h"},
            visitor=chance.choice([None, *PEOPLE]),
            involved=[self.words(1)],
            purpose=self.words(1),
            school=f"At {self.words(1)}",
            request=chance.choice([None, *asked]),
            copies=chance.choice([None, {"coordinator": "2018-02-20"}]),
            **agreed,
            audience=chance.choice(["private", *["facilitators"] * 4]),
        )

    def colleague(self, path: str) -> None:
        """Add a colleague who can be asked."""
        chance = self.chance
        self.text(
            path,
            self.words(5),
            person=chance.choice(PEOPLE),
            specialisms=chance.sample(AREAS, 2),
            validated=chance.choice([None, {"on": "2018-01-01", "by": self.words(1)}]),
            release_days=chance.choice([None, 3]),
            release_used="1.5",
            cover_used="2",
            audience=chance.choice(WIDTHS[:2]),
        )

    def sign(self) -> None:
        """Some reviews are signed off, each bound to its evidence as it is."""
        network = load(
            Options(content=self.write(), output=self.folder / "site", cache=self.folder / "cache")
        )
        for record in network.records.values():
            for fields, review in (
                zip(self.texts[record.source][0]["reviews"], record.fields.reviews, strict=True)
                if isinstance(record.fields, PlanFields)
                else ()
            ):
                fields["signed"] = (
                    [
                        {
                            "by": "owner",
                            "date": "2018-03-09",
                            "seals": dict(signatures.seals(network, record, review.evidence)),
                        }
                    ]
                    if self.chance.random() < 0.7
                    else []
                )

    # -- who may see what
    # --------------------------------------------------------------------------------------------------------

    def visible(self) -> set[str]:
        """A plan is where its owner is.

        Outreach is for facilitators at most; what is private is for nobody.
        """
        people = self.people()
        found = {
            path
            for path in self.noted()
            if WIDTHS.index(self.texts[path][0]["audience"]) >= self.width
            and not is_kept(self.texts[path][0])
            and (not path.endswith("/plan.md") or path.split("/")[1] in people)
        }
        return super().visible() | {
            path for path in found if not path.startswith("outreach/") or self.edition == "facilitators"
        }

    def state(self) -> dict[str, Any]:
        """Of what is in the edition, what it holds; and what everybody may know of outreach."""
        visible = self.visible()
        there = {identity(each) for each in visible if each in self.written()} | {
            record_id(each) for each in visible if each in self.noted()
        }
        shown: dict[str, Any] = {
            path: (self.held(self.texts[path][0], self.people(), there), self.texts[path][1])
            for path in visible
        }
        return copy.deepcopy({**shown, "counts": self.counts()})

    def held(self, fields: Fields, people: set[str], there: set[str]) -> Fields:
        """Of some settings, what the edition holds."""
        kept = {
            key: self._value(key, value, people, there)
            for key, value in fields.items()
            if key not in ("reflects_on", "outreach")
        }
        named = dict.fromkeys((*fields.get("reflects_on", ()), *fields.get("outreach", ())))
        return {
            **{key: value for key, value in kept.items() if value not in (None, [])},
            "named": [each for each in named if each in there],
            "tells": bool(fields.get("outreach")),
        }

    def _value(self, key: str, value: Any, people: set[str], there: set[str]) -> Any:
        if key in REFERRING:
            among = people if REFERRING[key] == "person" else there
            return (
                [each for each in value if each in among]
                if isinstance(value, list)
                else value
                if value in among
                else None
            )
        if key in ("aims", "reviews"):
            return [
                self.held(each, people, there)
                for each in value
                if WIDTHS.index(each["audience"]) >= self.width
            ]
        if key == "interests":
            return value if self.edition == "facilitators" else None
        if key == "signed":
            return [{**each, "seals": each["seals"].get(self.edition)} for each in value]
        return value

    def counts(self) -> tuple[int, int] | None:
        """The two numbers, for everybody, where they are asked for and are numbers of enough."""
        held = {
            path: fields
            for path, (fields, _) in self.texts.items()
            if path.startswith("outreach/") and fields["audience"] == "facilitators"
        }
        met = [fields for path, fields in held.items() if "/records/" in path]
        if (
            "outreach_counts" not in self.texts["network.yaml"][0]
            or len(met) < 5
            or min(len({each["school"] for each in met}), len({each.get("visitor") for each in met} - {None}))
            < 3
        ):
            return None
        return len(met) // 5, sum(int(each["time"]["visit"].split()[0]) for each in met) // 10


def record_id(path: str) -> str:
    """Return a name for a record."""
    return path.removesuffix(".md")


# -- changes
# ------------------------------------------------------------------------------------------------------------


def renote(net: Recorded) -> None:
    """A hidden record is another one now, as hidden as before."""
    if path := hidden(net, net.noted()):
        audience = net.texts[path][0]["audience"]
        net.remake(path)
        net.change(path, audience=audience)


def reissue_record(net: Recorded) -> None:
    """For whom a hidden record is."""
    if path := hidden(net, net.noted()):
        net.change(path, audience=net.chance.choice(WIDTHS[:2] if path.startswith("outreach/") else WIDTHS))
        if path.startswith(("events/", "projects/")):
            net.change(path, **net.kept())


def note(net: Recorded) -> None:
    """A new record, or a plan."""
    if net.chance.random() < 0.8:
        net.note(net.chance.choice(FOLDERS))
    elif free := [name for name in PEOPLE if f"participants/{name}/plan.md" not in net.texts]:
        net.plan(f"participants/{net.chance.choice(free)}/plan.md")


def withdraw_record(net: Recorded) -> None:
    """A record deleted that nothing else names."""
    path = hidden(net, net.noted())
    if path and not any(
        path in body or record_id(path) in json.dumps(fields) for fields, body in net.texts.values()
    ):
        net.remove(path)


def part(net: Recorded) -> None:
    """Change the parts of a plan that are for fewer: its aims, its reviews, others' seals.

    The plan itself may be visible. The parts are other ones, fewer, more, or in other places among the rest.
    """
    chance = net.chance
    plans = [path for path in net.noted() if path.endswith("/plan.md")]
    if not plans:
        return
    path = chance.choice(plans)
    with net.telling(names=net.tells and path not in net.published()):
        _change_parts(net, path)


def _change_parts(net: Recorded, path: str) -> None:
    chance = net.chance
    fields = copy.deepcopy(net.texts[path][0])
    evidence = net.entries(path)
    for key, make in (("aims", net.aim), ("reviews", lambda found: net.review("", found))):
        kept = [each for each in fields[key] if WIDTHS.index(each["audience"]) >= net.width]
        for number in range(chance.randint(0, 2)):
            other = {**make(evidence), "audience": chance.choice(WIDTHS[: net.width])}
            kept.insert(
                chance.randint(0, len(kept)),
                {**other, "date": f"2018-03-1{number}"} if key == "reviews" else other,
            )
        fields[key] = kept
    for signature in [signature for review in fields["reviews"] for signature in review.get("signed", ())]:
        signature["seals"] = {
            name: value if name == net.edition else f"{chance.randrange(16**16):016x}"
            for name, value in signature["seals"].items()
        }
    net.change(path, **{key: fields[key] for key in ("aims", "reviews")})


def entangle(net: Recorded) -> None:
    """Change names of people, posts and records that are not there, in posts and in records."""
    people = sorted(set(PEOPLE) - net.people())
    visible = net.visible()
    entries = [identity(each) for each in net.written() if each not in visible] + [
        record_id(each) for each in net.noted() if each not in visible
    ]
    path = net.chance.choice([*net.written(), *net.noted()])
    if path in net.written():
        entangle_post(net, path)
        return
    fields = copy.deepcopy(net.texts[path][0])
    for key in fields.keys() & {"led_by", "offers"}:
        _mingle(
            net,
            fields[key],
            [
                each
                for each in people
                if net.texts[f"participants/{each}/profile.md"][0]["school"] != fields.get("school")
            ],
        )
    for each in (*fields.get("aims", ()), *fields.get("reviews", ())):
        _mingle(net, each["evidence"], [entry for entry in entries if entry != record_id(path)])
    net.texts[path] = (fields, net.texts[path][1])


def _mingle(net: Recorded, listed: list[str], absent: list[str]) -> None:
    """Put some that are not there among those that are, and take some away."""
    listed[:] = [each for each in listed if each not in absent]
    for each in net.some(absent):
        listed.insert(net.chance.randint(0, len(listed)), each)


def entangle_post(net: Recorded, path: str) -> None:
    """Change the records on which a post reflects, and the outreach of which it tells.

    If it told of some, it does still.
    """
    told = [
        record_id(each)
        for each in net.noted()
        if each.startswith(("outreach/requests/", "outreach/records/"))
    ]
    net.change(
        path,
        reflects_on=net.some(map(record_id, net.noted())),
        outreach=net.some(told) or net.texts[path][0].get("outreach", []),
    )


def interest(net: Recorded) -> None:
    """In what somebody would take on another school's project, and what the network calls it."""
    net.change(f"participants/{net.chance.choice(PEOPLE)}/profile.md", interests=net.some(AREAS))
    net.change("network.yaml", areas=[*OWN_AREAS, *net.some(["drums", "eels"])])


RECORD_CHANGES: Final[tuple[Callable[[Recorded], None], ...]] = (
    renote,
    renote,
    reissue_record,
    note,
    note,
    withdraw_record,
    part,
    part,
    part,
    entangle,
    entangle,
    entangle,
    interest,
)


def disturb(net: Recorded) -> str:
    """Make one change that the edition may not show, of posts or of records.

    Return its name, or nothing where it would have been one that it shows.
    """
    return (
        veiled.disturb(net)
        if net.chance.random() < 0.5
        else veiled.tried(net, net.chance.choice(RECORD_CHANGES))
    )
