"""A network of reflective blogs as large as asked for, the same at every run: who writes, and what.

How it lies on disk is for the generators' modules.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Final

from generator.model.slugs import slugify

TITLE: Final = "A network of many blogs"
COHORT_TITLE: Final = "Learning from practice, 2023/24"
STARTS: Final = datetime(2023, 8, 21, 7, 30, tzinfo=UTC)
ENDS: Final = datetime(2024, 8, 16, tzinfo=UTC)
PHASES: Final = {
    "noticing": "Noticing and asking",
    "trying": "Trying and adapting",
    "sharing": "Looking back and sharing",
}
STANDARDS: Final = {
    f"craft-{number:02d}": title
    for number, title in enumerate(
        (
            "Knowing the learners",
            "Curriculum and subject",
            "Planning for progress",
            "Explaining and modelling",
            "Talk and questioning",
            "Checking what was understood",
            "Feedback that is used",
            "Inclusion and support",
            "A calm and safe room",
            "Families and partners",
            "Working with colleagues",
            "Enquiry into one's own practice",
        ),
        start=1,
    )
}
"""The catalogue that the posts name: id and title."""

SHARE_OF_REPLIES: Final = 0.4
ENTRIES_A_PERSON: Final = 25
DEEPEST: Final = 4
SHORTEST, LONGEST = 130, 390
"""Words in a text, its list marks and table bars included."""

GIVEN: Final = """
    Aileen Bashir Catriona Davit Eilidh Ferran Greer Hamish Iona Jamal Kirstin Leandro Morag Niamh Oskar
    Priya Qasim Rhona Stellan Tamsin Ursula Vikram Wanda Xavi Yasmin Zofia Ruaridh Ishbel Milo Thandi
    Anouk Kofi""".split()
FAMILY: Final = """
    Abernethy Bakker Calder Drummond Eze Farquhar Galbraith Hosseini Innes Jankowski Kerr Lindqvist Macrae
    Nakamura Okafor Pettigrew Quigley Rutherford Sandhu Tulloch Urquhart Vasquez Wardlaw Yeats Zielinski
    Bianchi Duarte Mbali""".split()
TOWNS: Final = (
    "Ardmore Birchwood Craigend Dalmeny Elmbank Fairhaven Glenside Harbour Kirkton Lochview Muirfield "
    "Northgate"
).split()

PHRASES: Final = {
    "time": (
        "on Monday",
        "after the break",
        "in the second half of the lesson",
        "last week",
        "before anybody had sat down",
        "by the end of the term",
        "during the visit",
        "since the in-service day",
        "when the bell had gone",
        "for the third time this year",
    ),
    "person": (
        "my class",
        "the back row",
        "two of the quieter pupils",
        "a colleague from next door",
        "my mentor",
        "the department",
        "somebody's grandmother",
        "the student teacher",
        "our head of year",
        "a boy who never speaks",
        "the whole group",
        "one table",
    ),
    "deed": (
        "rewrote",
        "ignored",
        "took apart",
        "asked about",
        "argued over",
        "copied out",
        "left out",
        "came back to",
        "tried",
        "misread",
        "improved",
        "timed",
        "drew",
        "explained",
        "tested",
    ),
    "thing": (
        "the opening question",
        "the worked example",
        "a list of words",
        "the seating plan",
        "the exit slip",
        "my instructions",
        "the reading",
        "the second paragraph",
        "the success criteria",
        "the marking code",
        "an old diagram",
        "the experiment",
        "the silence after a question",
        "the homework sheet",
        "a photograph of the board",
        "the fraction wall",
        "the group task",
        "the rubric",
        "the recording",
        "their first drafts",
        "the timetable",
        "the quiz",
    ),
    "state": (
        "clearer",
        "longer than it should be",
        "honest",
        "harder to read",
        "a habit",
        "nobody's favourite",
        "worth keeping",
        "too neat",
        "fairer",
        "less mine and more theirs",
        "unfinished",
        "useful",
    ),
    "became": ("became", "turned out to be", "looked", "stayed", "is now", "was at last", "seemed"),
    "reason": ("because", "although", "so that", "as soon as", "even though", "just as", "until"),
}
PATTERNS: Final = (
    "{time} {person} {deed} {thing}, and {thing} {became} {state}",
    "I had thought of {thing} as {state}, {reason} {person} {deed} {thing} {time}",
    "{person} {deed} {thing} {reason} {thing} {became} {state} in a way that I would not have planned",
    "what {person} {deed} {time} was not {thing} at all but {thing}, which {became} {state}",
    (
        "next time I shall begin with {thing}, {reason} {person} {deed} {thing} and said that it {became} "
        "{state}"
    ),
    "if {thing} is to be {state}, then {person} and I have to agree on {thing} first",
    (
        "{time} I counted how often {person} {deed} {thing}: more often than I had hoped, and {thing} "
        "{became} {state}"
    ),
)
MARKED: Final = (
    "*{0}*",
    "**{0}**",
    "`{0}`",
    "[{0}](https://example.net/notes/{1})",
    "[{0}](https://example.net/reading/{1} 'What we read')",
)
TOPICS: Final = (
    "A question that failed",
    "Waiting longer",
    "Marking less",
    "Who talks",
    "Starting again",
    "Reading together",
    "The quiet table",
    "Evidence, of a kind",
    "Ten minutes",
    "What they kept",
    "An observation",
    "Two drafts",
    "Trust",
    "The last lesson",
    "Mistakes in public",
    "A plan on one page",
)
_PLACE: Final = re.compile(r"{(\w+)}")


@dataclass(frozen=True, slots=True)
class Person:
    """A writer."""

    slug: str
    name: str
    school: str
    about: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A post; or a reply, which has no title, and knows what it answers and the post above it all."""

    author: Person
    slug: str
    title: str
    when: datetime
    phase: str
    standards: tuple[str, ...]
    body: str
    answers: Entry | None = None
    post: Entry | None = None
    depth: int = 0

    @property
    def key(self) -> str:
        """`person/slug`."""
        return f"{self.author.slug}/{self.slug}"


@dataclass(slots=True)
class Corpus:
    """Everything that is written in the network."""

    people: list[Person]
    posts: list[Entry] = field(default_factory=list)
    replies: list[Entry] = field(default_factory=list)

    def digest(self) -> str:
        """Stands for all of the text: the same letters, the same corpus."""
        summary = hashlib.sha256()
        for entry in (*self.posts, *self.replies):
            summary.update(
                (
                    f"{entry.key}\n{entry.title}\n{entry.when.isoformat()}\n"
                    f"{entry.answers.key if entry.answers else ''}\n{entry.body}"
                ).encode()
            )
        return summary.hexdigest()[:12]


def corpus(entries: int) -> Corpus:
    """A network of this many posts and replies."""
    chance = Random(f"enquiry {entries}")
    prose = Prose(chance)
    made = Corpus(list(_people(max(1, entries // ENTRIES_A_PERSON), chance, prose)))
    replies = round(entries * SHARE_OF_REPLIES)
    for number in range(entries - replies):
        made.posts.append(_post(number, made.people[number % len(made.people)], chance, prose))
    for number in range(replies):
        # A conversation grows where there is one already: four replies in ten answer another reply.
        among = made.replies if made.replies and chance.random() < 0.4 else made.posts
        made.replies.append(_reply(number, chance.choice(among), chance.choice(made.people), chance, prose))
    return made


def _people(number: int, chance: Random, prose: Prose) -> Iterator[Person]:
    """People of different names."""
    letters = "ABCDEFGHIJKLMNOPRSTVWY"
    names = [f"{given} {letter}. {family}" for given in GIVEN for letter in letters for family in FAMILY]
    for name in chance.sample(names, number):
        yield Person(
            slugify(name),
            name,
            f"{chance.choice(TOWNS)} {chance.choice(('Academy', 'High School', 'Primary'))}",
            prose.sentence(),
        )


def _post(number: int, author: Person, chance: Random, prose: Prose) -> Entry:
    title = f"{chance.choice(TOPICS)}: {chance.choice(PHRASES['thing'])} {chance.choice(PHRASES['time'])}"
    return Entry(
        author=author,
        slug=f"{slugify(title)}-{number}",
        title=title,
        when=STARTS + timedelta(minutes=chance.randrange(320 * 24 * 60)),
        phase=chance.choice(list(PHASES)),
        standards=tuple(sorted(chance.sample(list(STANDARDS), chance.choice((1, 1, 2, 2, 3))))),
        body=prose.text(),
    )


def _reply(number: int, answered: Entry, author: Person, chance: Random, prose: Prose) -> Entry:
    if answered.depth == DEEPEST and answered.answers:
        answered = answered.answers
    post = answered.post or answered
    slug = f"{slugify(chance.choice(PHRASES['thing']))}-{number}"
    when = answered.when + timedelta(minutes=chance.randint(15, 6 * 24 * 60))
    return Entry(
        author,
        slug,
        "",
        when,
        post.phase,
        post.standards[:1],
        prose.text(),
        answers=answered,
        post=post,
        depth=answered.depth + 1,
    )


class Prose:
    """Markdown of the kind that teachers write.

    Mostly paragraphs, now and then a list, a quotation, a table, a footnote.
    """

    def __init__(self, chance: Random) -> None:
        self.chance = chance

    def text(self) -> str:
        """A post's or a reply's body."""
        wanted = self.chance.randint(SHORTEST, LONGEST - 60)  # the last sentence or block may go over it
        blocks, notes = [self._paragraph(wanted)], list[str]()
        special = self._special()
        while (left := wanted - _words(*blocks, *notes)) > 0:
            kind = special.pop() if special and left > 70 else "paragraph"
            if kind == "footnote":
                blocks.append(f"{self._paragraph(left)}[^1]")
                notes.append(f"[^1]: {self.sentence()}")
                continue
            if kind != "paragraph":
                blocks.append(self._block(kind))
            blocks.append(self._paragraph(wanted - _words(*blocks, *notes)))
        return "\n\n".join((*blocks, *notes)) + "\n"

    def sentence(self) -> str:
        """One sentence, which may have something marked in it."""
        filled = _PLACE.sub(lambda place: self._phrase(place[1]), self.chance.choice(PATTERNS))
        return filled[0].upper() + filled[1:] + self.chance.choice("......!?")

    def _phrase(self, kind: str) -> str:
        words = self.chance.choice(PHRASES[kind])
        marked = kind == "thing" and self.chance.random() < 0.13
        return self.chance.choice(MARKED).format(words, self.chance.randrange(900)) if marked else words

    def _paragraph(self, most: int) -> str:
        """Some sentences; fewer, where that many words are enough."""
        sentences: list[str] = []
        words = 0
        for _ in range(self.chance.randint(2, 5)):
            sentences.append(self.sentence())
            words += _words(sentences[-1])
            if words >= most:
                break
        return " ".join(sentences)

    def _special(self) -> list[str]:
        """Elements of a text beside paragraphs, in some order."""
        likely = {
            "heading": 0.8,
            "bullets": 0.5,
            "steps": 0.35,
            "quotation": 0.6,
            "footnote": 0.2,
            "table": 0.12,
            "code": 0.1,
        }
        chosen = [kind for kind, share in likely.items() if self.chance.random() < share]
        self.chance.shuffle(chosen)
        return chosen

    def _block(self, kind: str) -> str:
        pick, some = self.chance.choice, self.chance.randint
        if kind == "heading":
            return f"## What {pick(PHRASES['person'])} {pick(PHRASES['deed'])}"
        if kind == "bullets":
            items = [f"- {self._phrase('thing')}, {pick(PHRASES['time'])}" for _ in range(some(2, 5))]
            return "\n".join(
                [*items, f"  - and {pick(PHRASES['thing'])}"] if self.chance.random() < 0.3 else items
            )
        if kind == "steps":
            return "\n".join(
                f"{number}. {pick(PHRASES['person'])} {pick(PHRASES['deed'])} {self._phrase('thing')}"
                for number in range(1, some(3, 5))
            )
        if kind == "quotation":
            return "\n".join(f"> {self.sentence()}" for _ in range(some(1, 2)))
        if kind == "table":
            rows = (
                f"| {pick(PHRASES['thing'])} | {some(0, 28)} | {pick(PHRASES['state'])} |"
                for _ in range(some(2, 4))
            )
            return "\n".join(("| What | How many | And it was |", "| --- | ---: | --- |", *rows))
        lines = (
            f"{pick(('marks', 'minutes', 'voices'))}[{number}] = {some(0, 60)}  # {pick(PHRASES['state'])}"
            for number in range(some(2, 4))
        )
        return "\n".join(("```python", *lines, "```"))


def _words(*blocks: str) -> int:
    return sum(len(block.split()) for block in blocks)
