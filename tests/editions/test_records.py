"""Hidden records, and hidden parts of records, leave the public edition as it is, to the byte.

Of plans, projects, events and outreach nothing can be told from an order, a number, a day or a name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.support import Records, build, clean, differences, picture, tree

Change = Callable[[Records], object]
ANN, HID, MASK = "participants/ann", "participants/hid", "participants/mo"
EVENT: dict[str, Any] = {
    "title": "Day",
    "starts": "2018-02-20 09:30",
    "ends": "2018-02-20 16:00",
    "led_by": ["ann", "hid", "mo"],
    "cohorts": ["c1"],
    "audience": "public",
}
PROJECT: dict[str, Any] = {
    "title": "Project",
    "school": "A school by the sea",
    "area": "feedback",
    "offers": ["hid", "ann"],
    "match": "mo",
    "matched": "2018-01-10",
    "visits": [{"date": "2018-02-01", "note": "Seen."}],
    "findings": ["Found."],
    "audience": "public",
}
AIMS: list[dict[str, Any]] = [
    {
        "title": "Seen aim",
        "standards": ["own.a"],
        "evidence": ["ann/open", "ann/veiled", "events/day", "events/veiled", "hid/own"],
        "by": "2018-03-01",
    },
    {
        "title": "Veiled aim",
        "standards": ["own.b"],
        "evidence": ["ann/veiled"],
        "by": "2018-02-01",
        "audience": "facilitators",
    },
    {"title": "Last aim", "status": "achieved"},
]
REVIEWS: list[dict[str, Any]] = [
    {"date": "2018-02-10", "with": "head teacher", "agreed": ["Veiled."]},
    {
        "date": "2018-02-11",
        "with": "mentor",
        "agreed": ["Shown."],
        "countersigned": [{"person": "hid", "date": "2018-02-12"}, {"person": "mo", "date": "2018-02-13"}],
        "audience": "public",
    },
]


def network(folder: Path) -> Records:
    """Build a network of three people with records of each, some of them for fewer readers.

    Ann is public, Hid has not consented, and Mo has a pseudonym.
    """
    net = Records(folder)
    net.text(
        "network.yaml",
        title="N",
        address="https://example.org/",
        standards=["own"],
        outreach_counts="yes",
        forge={"kind": "github", "repository": "a/b"},
        attachments=["csv"],
        language="en",
    )
    net.text(
        "standards/own.yaml",
        title="Own",
        elements=[{"id": f"own.{each}", "title": f"On {each}"} for each in "abc"],
    )
    phases = [
        {"id": "p1", "title": "One", "starts": "2018-01-01", "ends": "2018-01-31"},
        {"id": "p2", "title": "Two", "starts": "2018-02-01", "ends": "2018-03-31"},
    ]
    prompts = [
        {"id": "q1", "title": "Asked", "phase": "p1", "due": "2018-01-20"},
        {"id": "q2", "title": "Never answered", "phase": "p2", "due": "2018-02-25"},
    ]
    members = {
        "hid": "participant",
        "ann": "participant",
        "mo": {"role": "participant", "school": "Somewhere"},
        "tut": "tutor",
    }
    net.text(
        "cohorts/c1.yaml",
        title="First",
        starts="2018-01-01",
        ends="2018-03-31",
        audience="cohort",
        members=members,
        phases=phases,
        prompts=prompts,
    )
    people: dict[str, dict[str, Any]] = {
        "ann": {},
        "hid": {"consent": None},
        "mo": {"public_name": "Heron", "public_id": "heron"},
        "tut": {},
    }
    for name, more in people.items():
        net.text(
            f"participants/{name}/profile.md",
            "Life.",
            **{
                "name": f"{name.title()} Realname",
                "consent": "2018-01-01",
                "school": f"School of {name}",
                "interests": ["feedback"],
                **more,
            },
        )
    net.text(
        f"{ANN}/posts/2018-01-05-open.md",
        "Open. ![Chart](chart.png)",
        title="Open",
        date="2018-01-05",
        audience="public",
        standards=["own.a"],
        phase="p1",
        prompt="q1",
        reflects_on=["events/day", "events/veiled"],
        outreach=["outreach/requests/one"],
    )
    net.file(f"{ANN}/posts/chart.png", picture("chart"))
    net.text(
        f"{ANN}/posts/2018-01-06-veiled.md",
        "Veiled.",
        title="Veiled",
        date="2018-01-06",
        audience="facilitators",
        standards=["own.b"],
        reflects_on=["events/day", "projects/one"],
    )
    net.text(
        f"{HID}/posts/2018-01-07-own.md",
        "Hidden.",
        title="Own",
        date="2018-01-07",
        audience="public",
        reflects_on=["events/day"],
        with_=["ann"],
    )
    net.text(
        f"{MASK}/posts/2018-01-08-masked.md",
        "Masked.",
        title="Masked",
        date="2018-01-08",
        audience="public",
        reflects_on=["projects/one"],
    )
    net.text(
        f"{ANN}/plan.md",
        "Where I stand. [Aim](../../events/veiled.md) [Own](../hid/posts/2018-01-07-own.md).",
        audience="public",
        aims=AIMS,
        reviews=REVIEWS,
    )
    net.text(
        f"{MASK}/plan.md",
        "Where Heron stands.",
        audience="public",
        aims=[{"title": "Fly", "evidence": ["mo/masked"]}],
    )
    net.text(f"{HID}/plan.md", "Hidden plan.", audience="public", aims=["Hide"])
    net.text("events/day.md", "Come.", materials=[{"title": "Sheet", "link": "sheet.csv"}], **EVENT)
    net.file("events/sheet.csv", b"a,1\n")
    net.text("events/veiled.md", "Hidden.", **{**EVENT, "title": "Veiled", "audience": "facilitators"})
    net.text("projects/one.md", "Needed. [Veiled](veiled.md)", **PROJECT)
    net.text("projects/veiled.md", "Hidden.", **{**PROJECT, "title": "Veiled", "audience": "cohort"})
    for number, (school, visitor) in enumerate(
        [("North", "ann"), ("South", "hid"), ("East", "mo"), ("West", "ann"), ("Up", "hid"), ("Down", "mo")],
        1,
    ):
        net.text(
            f"outreach/records/2018-02-0{number}-visit.md",
            "Talked.",
            title="Visit",
            school=school,
            visitor=visitor,
            date=f"2018-02-0{number}",
            time={"visit": "2 h"},
            involved=["head teacher"],
            purpose="Support.",
        )
    net.text(
        "outreach/requests/one.md",
        "Wanted.",
        title="Wanted",
        school="North",
        support=["feedback"],
        asked="2018-01-01",
        asked_by="head teacher",
    )
    net.text(
        "outreach/colleagues/ann.md",
        "Offers.",
        person="ann",
        specialisms=["feedback"],
        validated={"on": "2018-01-01", "by": "coordinator"},
    )
    return net


def altered(path: str, **fields: Any) -> Change:
    """Other settings in a file."""
    return lambda net: net.change(path, **fields)


def added(path: str, body: str = "", **fields: Any) -> Change:
    """One more file."""
    return lambda net: net.text(path, body, **fields)


def reworded(path: str, body: str) -> Change:
    """Other words in a file."""
    return lambda net: net.texts.__setitem__(path, (net.texts[path][0], body))


def meeting(number: int, **fields: Any) -> Change:
    """A meeting that was otherwise."""
    return altered(f"outreach/records/2018-02-0{number}-visit.md", **fields)


def aims(index: int, **fields: Any) -> Change:
    """A plan with another aim in the place of one."""
    return altered(
        f"{ANN}/plan.md", aims=[{**each, **fields} if at == index else each for at, each in enumerate(AIMS)]
    )


HIDDEN: Mapping[str, Change] = {
    "a veiled aim in other words": aims(
        1, title="Another", by="2018-01-02", status="achieved", standards=["own.c"]
    ),
    "a veiled aim that is not there": altered(f"{ANN}/plan.md", aims=[AIMS[0], AIMS[2]]),
    "a veiled aim more": altered(f"{ANN}/plan.md", aims=[AIMS[1], *AIMS]),
    "a veiled review in other words": altered(
        f"{ANN}/plan.md", reviews=[{**REVIEWS[0], "agreed": ["Other."], "with": "tutor"}, REVIEWS[1]]
    ),
    "a veiled review that is not there": altered(f"{ANN}/plan.md", reviews=REVIEWS[1:]),
    "a veiled review that was signed off": altered(
        f"{ANN}/plan.md",
        reviews=[{**REVIEWS[0], "signed": [{"by": "owner", "date": "2018-02-12"}]}, REVIEWS[1]],
    ),
    "who countersigned, hidden": altered(
        f"{ANN}/plan.md",
        reviews=[
            REVIEWS[0],
            {**REVIEWS[1], "countersigned": [{"date": "2018-02-12"}, {"person": "mo", "date": "2018-02-13"}]},
        ],
    ),
    "evidence that is not shown": aims(0, evidence=["ann/open", "events/day"]),
    "evidence that is not shown, elsewhere": aims(
        0, evidence=["hid/own", "ann/veiled", "ann/open", "events/veiled", "events/day"]
    ),
    "the plan of somebody hidden": altered(f"{HID}/plan.md", aims=["Other", "More"], title="Another"),
    "no plan of somebody hidden": lambda net: net.remove(f"{HID}/plan.md"),
    "who leads a day, hidden": altered("events/day.md", led_by=["ann", "mo"]),
    "an event in other words": altered(
        "events/veiled.md",
        title="Other",
        starts="2018-03-01 10:00",
        ends="2018-03-01 12:00",
        place="Elsewhere",
    ),
    "an event more": added("events/more.md", "More.", **{**EVENT, "title": "Another", "audience": "cohort"}),
    "an event for nobody": altered("events/veiled.md", audience="private"),
    "a reflection that is not shown": altered(
        f"{ANN}/posts/2018-01-06-veiled.md", reflects_on=[], date="2018-03-20", updated="2018-03-21"
    ),
    "offers of who is hidden": altered("projects/one.md", offers=["ann"]),
    "a project in other words": altered(
        "projects/veiled.md", title="Other", area="homework", match="ann", offers=[]
    ),
    "a project more": added("projects/more.md", "More.", **{**PROJECT, "audience": "facilitators"}),
    "interests": altered(f"{ANN}/profile.md", interests=["homework"]),
    "interests of somebody hidden": altered(f"{HID}/profile.md", interests=[], school="Other school"),
    "accounts and former names": altered(f"{ANN}/profile.md", accounts=["x"], also_known_as=["Once Another"]),
    "the school of a meeting": meeting(1, school="Nowhere"),
    "the visitor of a meeting": meeting(1, visitor="tut"),
    "the time of a meeting": meeting(1, time={"visit": "2 h 30 min"}),
    "the day of a meeting": meeting(1, date="2018-02-08"),
    "a meeting more": added(
        "outreach/records/2018-02-09-visit.md",
        "Talked.",
        title="Visit",
        school="North",
        visitor="ann",
        date="2018-02-09",
        time={"visit": "1 h"},
        involved=["head teacher"],
        purpose="Support.",
    ),
    "a meeting for nobody": meeting(2, audience="private"),
    "a concern": meeting(3, concern={"raised": "2018-02-03", "to": "police"}),
    "copies and actions": meeting(
        4, copies={"coordinator": "2018-02-10"}, agreed_by_school=[{"what": "Act.", "by": "2018-03-01"}]
    ),
    "a request in other words": altered(
        "outreach/requests/one.md",
        title="Other",
        school="South",
        support=["homework"],
        colleague="tut",
        closed="2018-03-01",
    ),
    "a request more": added(
        "outreach/requests/two.md",
        "W.",
        title="T",
        school="East",
        support=["feedback"],
        asked="2018-01-02",
        asked_by="head teacher",
    ),
    "a colleague": altered(
        "outreach/colleagues/ann.md", specialisms=["homework"], validated=None, release_days="4"
    ),
    "a question that nobody answers": altered(
        "cohorts/c1.yaml", prompts=[{"id": "q1", "title": "Asked", "phase": "p1", "due": "2018-01-20"}]
    ),
    "a member who is hidden": lambda net: net.change(
        "cohorts/c1.yaml",
        members={
            "ann": "participant",
            "mo": {"role": "participant", "school": "Somewhere"},
            "tut": "tutor",
            "hid": {"role": "critical-friend", "school": "X"},
        },
    ),
    "a reply that is not shown": added(
        f"{HID}/replies/2018-02-02-re.md", "Re.", date="2018-02-02", reply_to="ann/open", audience="public"
    ),
    "a guest without consent": added(
        "guests/2018-02-02-g.md", "Re.", name="G", date="2018-02-02", reply_to="ann/open"
    ),
    "a picture more": lambda net: net.file(f"{ANN}/posts/other.png", picture("other")),
    "a file beside an event": lambda net: net.file("events/other.csv", b"b,2\n"),
    "a cohort more": added(
        "cohorts/c2.yaml",
        title="Second",
        starts="2019-01-01",
        ends="2019-03-31",
        members={"ann": "participant"},
    ),
    "what is never published": lambda net: net.file("never-publish.txt", b"Somebody Else\n"),
    "a page for members": added("pages/inside.md", "Inside.", title="Inside", audience="cohort"),
    "words behind a link": reworded(
        "events/veiled.md", "Other words, [open](../participants/ann/posts/2018-01-05-open.md)."
    ),
    "words of a hidden plan": reworded(f"{HID}/plan.md", "Other words about [the day](../../events/day.md)."),
    "a tombstone": added(
        "withdrawn/0001.md",
        withdrawn="by its author",
        date="2018-01-09",
        audience="cohort",
        reply_to="ann/open",
    ),
    "where members read": altered("network.yaml", addresses={"cohort": "https://cohort.example.org/"}),
}


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The public edition of the network as it is."""
    folder = tmp_path_factory.mktemp("records")
    found = clean(
        network(folder).write(), folder / "clean", editions=("public",), search=True, date="2018-02-15"
    )
    shown = (
        "participants/heron/plan/evidence",
        "events/day",
        "projects/one",
        "outreach",
        "participants/ann/plan",
    )
    assert found.keys() >= {f"public/{each}/index.html" for each in shown}, (
        "the control: records that are public are there"
    )
    return found


@pytest.mark.parametrize("name", HIDDEN)
def test_what_is_hidden_of_records_does_not_show(
    public: Mapping[str, bytes], tmp_path: Path, name: str
) -> None:
    """One change to what the public edition may not hold."""
    net = network(tmp_path)
    before = {**net.texts, **net.raw}
    HIDDEN[name](net)
    assert {**net.texts, **net.raw} != before
    assert (
        differences(
            public,
            clean(net.write(), tmp_path / "clean", editions=("public",), search=True, date="2018-02-15"),
        )
        == []
    )


@pytest.mark.parametrize(
    "path", ["outreach/records/2018-02-01-visit.md", "outreach/requests/one.md", "outreach/colleagues/ann.md"]
)
@pytest.mark.parametrize("audience", ["cohort", "public"])
def test_nothing_of_outreach_can_be_opened(tmp_path: Path, path: str, audience: str) -> None:
    """Whoever asks for a wider audience is told that there is none, and what they opened is private."""
    net = network(tmp_path)
    net.change(path, audience=audience)
    net.texts[path] = (net.texts[path][0], "zqopened")
    outcome = build(net.write(), tmp_path / "site", tmp_path / "cache", keep_going=True)
    told = [(each.span.path, each.code) for each in outcome.diagnostics]
    assert [each for each in told if each[1] not in ("not-public", "photo-unsaid")] == [
        (path, "unknown-audience")
    ]
    assert [each for each, data in tree(tmp_path / "site").items() if b"zqopened" in data] == []


def test_a_pseudonym_hides_whose_records_they_are(public: Mapping[str, bytes], tmp_path: Path) -> None:
    """Another folder and another name behind a pseudonym change nothing.

    They have a plan, lead a day, took on a project and went to meetings; what the school is called is for
    them to say.
    """
    net = network(tmp_path)
    for path in [each for each in net.texts if each.startswith(f"{MASK}/")]:
        net.texts[path.replace("/mo/", "/abe/")] = net.texts.pop(path)
    net.change("participants/abe/profile.md", name="Abe Otherwise", accounts=["abe"])
    other = {"mo": "abe", "mo/masked": "abe/masked"}
    for path, (fields, body) in net.texts.items():
        net.texts[path] = ({key: _renamed(value, other) for key, value in fields.items()}, body)
    assert (
        differences(
            public,
            clean(net.write(), tmp_path / "clean", editions=("public",), search=True, date="2018-02-15"),
        )
        == []
    )


def _renamed(value: Any, names: Mapping[str, str]) -> Any:
    if isinstance(value, dict):
        return {names.get(key, key): _renamed(each, names) for key, each in value.items()}
    return (
        [_renamed(each, names) for each in value]
        if isinstance(value, list)
        else names.get(value, value)
        if isinstance(value, str)
        else value
    )
