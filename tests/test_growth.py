"""The work of checking grows as a network does, whatever is wrong with each of its files.

Steps are counted, and not time: the lines of Python that admission executes, and the names that it compares
for suggestions. A check that goes through the whole network for each fault takes the square of its steps.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from types import FrameType
from typing import Any, Final

import pytest

from generator.model import suggest
from generator.model.codes import CODES
from generator.network.admission.admit import admit
from generator.network.media import Asset
from generator.source.document import Document
from generator.source.files.paths import content_file
from generator.source.reader import read
from tests import casefile
from tests.casefile import Case

SMALL: Final = 40
TIMES: Final = 4
TOLERANCE: Final = 1.15
"""The share above strict proportion that passes: an index has more to look at where there are more names."""

pytestmark = pytest.mark.slow

Files = dict[str, str]

CATALOGUE: Final = """\
title: Suite
publisher: P
elements:
  - {id: s1, title: Professional values, kind: standard}
"""
NETWORK: Final = """\
title: T
address: https://example.org/
standards: [suite]
photos: strict
"""
COHORT: Final = """\
title: First cohort
starts: 2018-01-01
ends: 2018-12-31
audience: public
members: {ann: participant}
phases: [{id: start, title: Starting}]
prompts: [{id: hope, title: Hope}]
"""
FAULTY_COHORT: Final = """\
title: Cohort NUMBER
starts: 2018-01-01
ends: 2018-12-31
phases: [{id: start, title: Starting}]
prompts: [{id: hope-NUMBER, title: Hope, phase: strat-NUMBER}]
showcase: [{post: ann/not-NUMBER, why: Why}]
"""


def text(body: str = "Words.", **settings: object) -> str:
    """Return a file with these settings (those with a trailing underscore lose it) and this text."""
    lines = "".join(f"{key.rstrip('_')}: {value}\n" for key, value in settings.items())
    return f"---\n{lines}---\n{body}\n"


def post(number: int, body: str = "Words.", **settings: object) -> Files:
    """Return a post of the one person whose folder grows."""
    fields = {"title": f"Post {number:05}", "date": "2018-01-02", **settings}
    return {f"participants/ann/posts/2018-01-02-post-{number:05}.md": text(body, **fields)}


def each_post(make: Callable[[int], dict[str, Any]], body: str = "Words.") -> Callable[[int], Files]:
    """Return what makes a network in which each post has these settings."""
    return lambda size: {
        path: data for number in range(size) for path, data in post(number, body, **make(number)).items()
    }


def linking(body: str) -> Callable[[int], Files]:
    """Return what makes a network in which each post has this text, with its number filled in."""
    return lambda size: {
        path: data
        for number in range(size)
        for path, data in post(number, body.replace("NUMBER", f"{number:05}")).items()
    }


def people(size: int, **settings: Any) -> Files:
    """Return as many people, with these settings filled in."""
    return {
        f"participants/person-{number:05}/profile.md": text(
            name=f"Person Number{number:05}",
            **{key: str(value).replace("NUMBER", f"{number:05}") for key, value in settings.items()},
        )
        for number in range(size)
    }


def misnamed(size: int) -> Files:
    """Return posts whose file names become the same part of an address."""
    return {
        f"participants/ann/posts/2018-01-02-a name{'!' * (1 + number % 7)}{number:05}.md": text(
            title="T", date="2018-01-02"
        )
        for number in range(size)
    }


def same_name(size: int) -> Files:
    """Return pairs of files whose names many computers take for one."""
    posts = {}
    for number in range(size):
        posts.update(post(number))
        posts[f"participants/ann/posts/2018-01-02-Post-{number:05}.md"] = text(title="T", date="2018-01-02")
    return posts


def strangers_in_a_cohort(size: int) -> Files:
    """Return one cohort of people who are not there."""
    members = ", ".join(f"persom-{number:05}: participant" for number in range(size))
    return {
        **people(size),
        "cohorts/c2.yaml": COHORT.replace("ann: participant", members).replace("hope", "more"),
    }


def cohorts(size: int) -> Files:
    """Return cohorts with a prompt of no phase, and a showcase of no post."""
    return {
        f"cohorts/cohort-{number:05}.yaml": FAULTY_COHORT.replace("NUMBER", f"{number:05}")
        for number in range(size)
    }


def records(path: str, **settings: Any) -> Callable[[int], Files]:
    """Return what makes a network with as many records of a kind, and as many people."""

    def made(size: int) -> Files:
        found = people(size)
        for number in range(size):
            filled = {key: str(value).replace("NUMBER", f"{number:05}") for key, value in settings.items()}
            found[path.replace("NUMBER", f"{number:05}")] = text(**filled)
        return found

    return made


def standards(size: int) -> Files:
    """Return a catalogue and posts that grow together, each with a standard that is not there."""
    rows = "".join(
        f"  - {{id: s{number:05}, title: Title of {number:05}, kind: standard, parent: x{number:05}}}\n"
        for number in range(size)
    )
    found = each_post(lambda number: {"standards": f"[r{number:05}, Title in {number:05}]"})(size)
    return {**found, "standards/suite.yaml": CATALOGUE + rows}


FAULTS: Final[dict[str, tuple[str, Callable[[int], Files]]]] = {
    "links in one folder": (
        "broken-link",
        linking("[a](2018-01-02-pots-NUMBER.md) [b](pics-NUMBER.png)"),
    ),
    "links elsewhere": (
        "broken-link",
        linking("[a](../../ann-NUMBER/profile.md) ![b](../../x-NUMBER.png)"),
    ),
    "anchors": (
        "broken-anchor-elsewhere",
        lambda size: {
            **linking("[a](../../../pages/p.md#nothing-NUMBER)")(size),
            "pages/p.md": text("\n\n".join(f"## Heading {number:05}" for number in range(size)), title="P"),
        },
    ),
    "standards": ("unknown-standard", standards),
    "co-writers": (
        "unknown-person",
        lambda size: {**people(size), **each_post(lambda n: {"with_": f"[persom-{n:05}]"})(size)},
    ),
    "replies": ("reply-to-nothing", each_post(lambda n: {"reply_to": f"ann/pots-{n:05}"})),
    "endings of replies": ("reply-to-nothing", each_post(lambda n: {"reply_to": f"ann/{n % 10}"})),
    "cohort": (
        "unknown-cohort",
        lambda size: {**cohorts(size), **each_post(lambda n: {"cohort": f"cohrt-{n:05}"})(size)},
    ),
    "phase": ("unknown-phase", each_post(lambda n: {"phase": f"phase-{n:05}"})),
    "prompt": ("unknown-prompt", each_post(lambda n: {"prompt": f"prompt-{n:05}"})),
    "photos": (
        "unknown-photo",
        each_post(lambda n: {"photos": f"{{x-{n:05}.png: {{people: false}}}}"}, "![p](picture.png)"),
    ),
    "aliases": (
        "duplicate-address",
        each_post(lambda n: {"aliases": f"[/participants/ann/post-{n ^ 1:05}/]"}),
    ),
    "no title": ("missing-title", each_post(lambda _: {"title": "''"})),
    "no profile": (
        "no-profile",
        lambda size: {
            f"participants/person-{number:05}/posts/2018-01-02-x.md": text(title="T", date="2018-01-02")
            for number in range(size)
        },
    ),
    "pseudonyms": ("duplicate-identity", lambda size: people(size, public_id="ann", public_name="A")),
    "photos of people": ("broken-link", lambda size: people(size, photo="me.png")),
    "interests": ("unknown-area", lambda size: people(size, interests="[are-NUMBER]")),
    "members": ("unknown-person", strangers_in_a_cohort),
    "prompts without a phase": ("unknown-phase", cohorts),
    "showcases": ("unknown-post", lambda size: {**cohorts(size), **each_post(lambda _: {})(size)}),
    "names": ("bad-name", misnamed),
    "names that are one": ("duplicate-identity", same_name),
    "cycles": (
        "reply-cycle",
        each_post(lambda n: {"reply_to": f"ann/post-{n ^ 1:05}"}),
    ),
    "one long cycle": (
        "reply-cycle",
        lambda size: each_post(lambda n: {"reply_to": f"ann/post-{(n + 1) % size:05}"})(size),
    ),
    "records reflected on": (
        "unknown-record",
        lambda size: {
            **records("events/event-NUMBER.md", title="Event NUMBER", starts="2018-02-01")(size),
            **each_post(lambda n: {"reflects_on": f"[evemt-{n:05}]", "outreach": f"[request-{n:05}]"})(size),
        },
    ),
    "records by their last part": (
        "",
        lambda size: {
            **records("events/event-NUMBER.md", title="Event NUMBER", starts="2018-02-01")(size),
            **each_post(lambda n: {"reflects_on": f"[event-{n:05}]"})(size),
        },
    ),
    "events": (
        "unknown-cohort",
        records("events/event-NUMBER.md", title="E", starts="2018-02-01", cohorts="[cohrt-NUMBER]"),
    ),
    "roles in projects": (
        "name-for-role",
        records(
            "projects/need-NUMBER.md", title="E", school="S", area="feedback", contact="Person NumberNUMBER"
        ),
    ),
    "offers": (
        "own-school",
        lambda size: {
            **people(size, school="School NUMBER"),
            **{
                f"projects/need-{n:05}.md": text(
                    title="E",
                    school=f"School {n:05}",
                    area="feedback",
                    contact="Head",
                    offers=f"[person-{n:05}]",
                )
                for n in range(size)
            },
        },
    ),
    "personal data": ("personal-data", linking("Call AB123456C or 07911 1NUMBER.")),
}
"""Networks by their faults, each with the code that is reported for each record; empty where none is."""


def steps(size: int, make: Callable[[int], Files]) -> tuple[int, Counter[str]]:
    """Return the steps of admitting a network of this size, and the codes that were reported."""
    files = {
        "network.yaml": NETWORK,
        "standards/suite.yaml": CATALOGUE,
        "cohorts/c1.yaml": COHORT,
        "participants/ann/profile.md": text(name="Ann Able", consent="2018-01-01"),
        **make(size),
    }
    documents = [read(path, data.encode())[0] for path, data in sorted(files.items())]
    return counted(documents, {"participants/ann/posts/picture.png": Asset(b"")}, "2018-06-01")


def counted(
    documents: Sequence[Document], assets: Mapping[str, Asset], date: str
) -> tuple[int, Counter[str]]:
    """Return the steps of admitting these files, and the codes that were reported."""
    count = 0

    def local(_frame: FrameType, _event: str, _argument: object) -> Callable[..., Any]:
        nonlocal count
        count += 1
        return local

    def entered(frame: FrameType, _event: str, _argument: object) -> Callable[..., Any] | None:
        nonlocal count
        count += 1
        return None if frame.f_code is suggest.distance.__code__ else local

    before = sys.gettrace()
    sys.settrace(entered)
    try:
        admitted = admit(documents, assets, date=date)
    finally:
        sys.settrace(before)
    return count, Counter(each.code for each in admitted.diagnostics)


@pytest.mark.parametrize("name", FAULTS)
def test_work_grows_as_the_network_does(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Four times the faults take four times the steps, where each search looks at as many names as it may."""
    monkeypatch.setattr(suggest, "MOST_VISITED", SMALL)
    code, make = FAULTS[name]
    few, _ = steps(SMALL, make)
    many, codes = steps(SMALL * TIMES, make)
    assert not code or codes[code] >= (1 if name == "one long cycle" else SMALL * TIMES / 2), codes
    assert many <= few * TIMES * TOLERANCE, f"{many / few / TIMES:.2f} times the work for each record"


CASE_SIZES: Final = (8, 16, 32)
MEDIA: Final = "each picture or attachment is opened by itself, before admission"
THEME: Final = "a theme is read by itself; it does not grow as a network does"
PROPOSAL: Final = "the guard compares one proposal with what was there, file by file"
FOLDER: Final = "each file is looked at by itself, when the folder is read"
ELSEWHERE: Final = {
    **dict.fromkeys(("broken-attachment", "broken-picture", "media-too-large"), MEDIA),
    **dict.fromkeys(("broken-theme", "no-theme"), THEME),
    **dict.fromkeys(("broken-translation", "draft-translation", "no-translation"), THEME),
    **dict.fromkeys(
        ("co-writer-unasked", "impersonation", "not-yours", "role-change", "unknown-writer"), PROPOSAL
    ),
    **dict.fromkeys(("misplaced-file", "special-file", "symbolic-link", "unreadable-file"), FOLDER),
    "editor-committed": "Git is asked about one folder",
    "no-editor": "there is one of it in a network, and nothing else is looked at",
    "part-of-a-name": "names are looked for in each text by itself, once the list of them is known",
    "changed-since-sign-off": "each seal is compared with what is sealed, after admission",
}
"""Codes that admission does not report, each with the reason why its work grows as the network does."""
CASES: Final = {code: [each for each in casefile.every() if each.file.parent.name == code] for code in CODES}
OTHER_CASE: Final = {"personal-data": "in-a-post"}
"""Names of the cases that are grown, where the first is about names, which are looked for elsewhere."""
CATALOGUES: Final = casefile.ROOT / "generator" / "catalogues"


def copied(path: str, number: int) -> str:
    """Return the path of a copy of a record; that of a file of which there is only one as it is."""
    folder, _, name = path.rpartition("/")
    stem, _, ending = name.partition(".")
    if stem in ("profile", "plan"):
        return f"{folder}-{number:05}/{name}"
    return f"{folder}/{stem}-{number:05}.{ending}" if folder and content_file(path) else path


def copies(case: Case, files: Mapping[str, bytes], number: int) -> dict[str, bytes]:
    """Return copies of what has faults in a case: of records, and of the folders of people."""
    found: dict[str, bytes] = {}
    for path in {each.path.removeprefix("content/") for each in case.findings} & files.keys():
        profile = path.replace("/plan.md", "/profile.md")
        found |= {copied(each, number): files[each] for each in (path, profile)}
    return found


def grown(case: Case, size: int) -> tuple[list[Document], dict[str, Asset]]:
    """Return the small network with a case, many copies of what has faults in it, and as many more posts."""
    files = {f"standards/{each.name}": each.read_bytes() for each in CATALOGUES.glob("*.yaml")}
    for each in casefile.NETWORK.rglob("*.*"):
        files[each.relative_to(casefile.NETWORK).as_posix()] = each.read_bytes()
    listening = files["participants/rachna/posts/2018-01-15-listening.md"]
    for part in case.parts:
        path = part.path.decode().removeprefix("content/")
        if part.how == "without this file":
            files.pop(path, None)
        else:
            files[path] = part.data
    for number in range(size):
        files[f"participants/rachna/posts/2018-01-15-listening-{number:05}.md"] = listening
        files |= copies(case, files, number)
    documents = [read(path, data)[0] for path, data in sorted(files.items()) if content_file(path)]
    return documents, {path: Asset(b"") for path in files if not content_file(path)}


@pytest.mark.parametrize("code", sorted(CODES.keys() - ELSEWHERE.keys()))
def test_work_of_every_code_grows_as_the_network_does(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever stands in each record: the steps of twice the growth are twice as many.

    The first time counts for nothing: it fills caches.
    """
    monkeypatch.setattr(suggest, "MOST_VISITED", CASE_SIZES[0])
    monkeypatch.setattr(suggest, "MOST_COMPARED", CASE_SIZES[0])
    case = next(each for each in CASES[code] if OTHER_CASE.get(code, "") in each.name)
    date = next(iter(re.findall(r"--date (\S+)", case.command)), "2026-11-29")
    _, (few, _), (more, _), (most, codes) = (
        counted(*grown(case, size), date) for size in (CASE_SIZES[0], *CASE_SIZES)
    )
    assert codes[code], codes
    assert most - more <= 2 * (more - few) * TOLERANCE, f"{(most - more) / (more - few) / 2:.2f}"


def test_what_is_looked_at_elsewhere_is_known() -> None:
    """So that a code that is no more leaves no exception behind."""
    assert ELSEWHERE.keys() <= CODES.keys()
    assert OTHER_CASE.keys() <= CODES.keys() - ELSEWHERE.keys()
