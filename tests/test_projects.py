"""Projects between schools: their states, who sees what of them, and the matching of schools and people."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings, strategies as some

from generator.network.regions import SCOTLAND, nearness, regions
from generator.subjects.projects.kind import STATES
from generator.subjects.projects.matching import LOADED, Helper, Need, fit, propose
from tests.support import Records, build, clean, command, differences, examples, tree

VISIT = {"date": "2018-02-01", "data": ["lesson observations"]}
STORY: tuple[tuple[str, dict[str, Any]], ...] = (
    ("needed", {}),
    ("offered", {"offers": ["ann"]}),
    ("matched", {"match": "ann"}),
    ("visiting", {"visits": [VISIT]}),
    ("visiting", {"findings": ["It rains in"]}),
    ("visiting", {"actions": [{"what": "Mend the roof", "who": "Janitor", "status": "planned"}]}),
    ("reported", {"presented": [{"to": "All staff", "date": "2018-03-01"}]}),
    (
        "reported",
        {
            "actions": [
                {"what": "Mend the roof", "who": "Janitor", "status": "done"},
                {"what": "Paint it", "who": "Janitor", "status": "under way"},
            ]
        },
    ),
    (
        "acted on",
        {
            "actions": [
                {"what": "Mend the roof", "who": "Janitor", "status": "done"},
                {"what": "Paint it", "who": "Janitor", "status": "dropped"},
            ]
        },
    ),
    ("reported", {"actions": [{"what": "Mend the roof", "who": "Janitor", "status": "dropped"}]}),
)
"""Additions to a project, one after the other, and the state that it has then."""


def network(folder: Path) -> Records:
    """Four people of three schools, and a need of one of them."""
    net = Records(folder)
    net.text("network.yaml", title="N", address="https://example.org/", areas=["the garden"])
    schools = {
        "ann": ("Hill primary", "Fife"),
        "bea": ("Harbour primary", "Moray"),
        "cal": ("Harbour primary", "Moray"),
        "dee": ("", ""),
    }
    for name, (school, authority) in schools.items():
        interests = {"ann": ["feedback", "the garden"], "bea": ["feedback"], "dee": ["the garden"]}.get(name)
        fields = {"school": school or None, "authority": authority or None, "interests": interests}
        net.text(
            f"participants/{name}/profile.md",
            "Words.",
            name=name.title(),
            consent="2018-01-01" if name != "dee" else None,
            **fields,
        )
    net.text(
        "projects/roof.md",
        "Help us.",
        title="The roof",
        school="Harbour primary",
        authority="Moray",
        area="feedback",
        audience="public",
    )
    return net


def published(net: Records, **more: Any) -> dict[str, bytes]:
    """The site."""
    build(net.write(), net.folder / "site", net.folder / "cache", **more)
    return tree(net.folder / "site")


def test_the_coordinator_alone_is_told_what_is_overdue(tmp_path: Path) -> None:
    """An action that is still to be done when its day has passed is listed, the first due first.

    None is on the day itself, nor one that is done, dropped or due on no day; and it is for as long as the
    site says so.
    """
    net = network(tmp_path)
    plan = [
        ("Paint it", "2018-03-02", "under way"),
        ("Mend it", "2018-03-01", "planned"),
        ("Buy slates", "2018-02-01", "done"),
        ("Sell it", "2018-02-01", "dropped"),
        ("Look", "", "planned"),
    ]
    actions = [
        {"what": what, "who": "Janitor", **({"by": day} if day else {}), "status": status}
        for what, day, status in plan
    ]
    net.change("projects/roof.md", match="ann", visits=[VISIT], findings=["It rains in"], actions=actions)
    for date, late in (
        ("2018-03-01", []),
        ("2018-03-02", ["Mend it"]),
        ("2018-03-03", ["Mend it", "Paint it"]),
        ("", []),
    ):
        site = published(net, date=date)
        page = (
            site["facilitators/projects/matching/index.html"]
            .decode()
            .partition('<h2 id="overdue">')[2]
            .partition("</section>")[0]
        )
        assert (
            re.findall(
                r'<li>([\w ]+) <span class="when"><span>Janitor</span> <span>by [\w ]+</span> '
                r'<span><a href="../roof/">The roof</a>',
                page,
            )
            == late
        )
        told = {
            edition: site[f"{edition}/projects/roof/index.html"].count(b"its day has passed")
            for edition in ("public", "cohort", "facilitators")
        }
        assert told == {"public": 0, "cohort": 0, "facilitators": len(late)}
        assert differences(site, clean(net.content, tmp_path / "clean", date=date)) == []


@pytest.mark.slow
def test_states_follow_from_what_is_there_and_any_way_there_is_a_clean_build(tmp_path: Path) -> None:
    """Each thing that happens shows on the board and on the project's page at the next build.

    That makes what a clean one makes.
    """
    net = network(tmp_path)
    for state, more in STORY:
        net.change("projects/roof.md", **more)
        site = published(net, search=False)
        for edition in ("public", "cohort", "facilitators"):
            board = site[f"{edition}/projects/index.html"].decode()
            columns = dict(re.findall(r'<h2 id="([\w-]+)">(.*?)</section>', board, re.DOTALL))
            filled = [name for name, rows in columns.items() if 'href="roof/"' in rows]
            assert [*columns][:6] == [each.replace(" ", "-") for each in STATES]
            assert filled == [state.replace(" ", "-"), "by-area"]
            assert re.findall(
                r'aria-current="step">([\w ]+)<', site[f"{edition}/projects/roof/index.html"].decode()
            ) == [state]
        assert differences(site, clean(net.content, tmp_path / "clean", search=False)) == []


def test_the_coordinator_alone_sees_who_has_no_match(tmp_path: Path) -> None:
    """Comparisons of people, and their interests, are in the facilitators' edition and nowhere else."""
    net = network(tmp_path)
    net.text(
        "projects/garden.md",
        title="The garden",
        school="Island primary",
        area="the garden",
        offers=["bea"],
        audience="facilitators",
    )
    site = published(net)
    assert [
        path
        for path in site
        if path.startswith(("public/", "cohort/"))
        and (b"matching/" in site[path] or "matching" in path or b"the garden" in site[path].lower())
    ] == []
    page = site["facilitators/projects/matching/index.html"].decode()
    needs, schools = page.split('id="schools"')
    assert re.findall(r'<h3 class="what"><a href="[./]*([\w/-]+)/"', needs) == [
        "garden",
        "roof",
    ]
    offered, interested = (
        re.findall(rf"<dt>{each}</dt><dd>(.*?)</dd>", needs, re.DOTALL) for each in ("Offered", "Interested")
    )
    assert [re.findall(r"participants/(\w+)/", each) for each in offered] == [["bea"], []]
    assert [re.findall(r"participants/(\w+)/", each) for each in interested] == [["ann", "dee"], ["ann"]]
    assert re.findall(r'<p class="what">(.*?)</p>', schools) == ["Hill primary", "Harbour primary"]
    net.change("projects/roof.md", match="ann")
    assert re.findall(
        r'<p class="what">(.*?)</p>', published(net)["facilitators/projects/matching/index.html"].decode()
    ) == ["Hill primary"]


def test_whoever_an_edition_does_not_hold_is_in_no_project_there(tmp_path: Path) -> None:
    """A partner without consent is not in the public edition.

    That there is one stays, by the day of the match.
    """
    net = network(tmp_path)
    net.change("projects/roof.md", offers=["dee", "ann"], match="dee", matched="2018-01-20")
    site = published(net)
    assert b"participants/dee/" in site["cohort/projects/roof/index.html"]
    assert not any(
        b"dee" in data.lower()
        for path, data in site.items()
        if path.startswith("public/") and path.endswith((".html", ".json", ".xml"))
    )
    assert re.findall(rb'aria-current="step">([\w ]+)<', site["public/projects/roof/index.html"]) == [
        b"matched"
    ]


def test_posts_and_projects_lead_to_each_other(tmp_path: Path) -> None:
    """A post that reflects on a project, and one that links to it, stand on its page."""
    net = network(tmp_path)
    net.text(
        "participants/ann/posts/2018-03-26-after.md",
        "Words.",
        title="After",
        date="2018-03-26",
        reflects_on=["projects/roof"],
    )
    net.text(
        "participants/ann/posts/2018-03-27-link.md",
        "See [it](../../../projects/roof.md).",
        title="Linking",
        date="2018-03-27",
    )
    site = published(net)
    page = site["cohort/projects/roof/index.html"].decode()
    assert page.index("participants/ann/after/") < page.index("participants/ann/link/")
    assert b'href="../../../projects/roof/">The roof' in site["cohort/participants/ann/after/index.html"]
    assert b"participants/ann/" not in site["public/projects/roof/index.html"]


def test_who_is_erased_is_in_no_project(tmp_path: Path) -> None:
    """From offers and from the match; the day of the match stays, so that the story stays whole."""
    net = network(tmp_path)
    net.change("projects/roof.md", offers=["ann", "dee"], match="ann", matched="2018-01-20", visits=[VISIT])
    content = net.write()
    done = command("erase", "ann", "--yes", "--content", content)
    assert done.returncode == 0, done.stderr
    text = (content / "projects" / "roof.md").read_text()
    assert 'offers: ["dee"]' in text
    assert "match: " not in text
    assert 'matched: "2018-01-20"' in text
    assert command("check", "--content", content).stdout == "No errors, no warnings.\n"


def test_a_project_is_started_with_its_settings(tmp_path: Path) -> None:
    """`enquiry new project` writes what passes the checks."""
    content = network(tmp_path).write()
    done = command(
        "new",
        "project",
        "--title",
        "Quiet rooms",
        "--date",
        "2018-04-13",
        "--set",
        "school=Island primary",
        "--set",
        "area=wellbeing",
        "--content",
        content,
    )
    assert done.returncode == 0, done.stderr
    text = (content / "projects" / "quiet-rooms.md").read_text()
    assert text.startswith(
        "---\ntitle: Quiet rooms\nschool: Island primary\narea: wellbeing\ncontact: Head teacher\n"
        "starts: 2018-04-13\n---\n"
    )


NAMES = "abcd"
AREAS = ("feedback", "homework")
PLACES = ("Fife", "Moray", "Midlothian")
SCHOOLS = ("hill", "shore", "isle")
REGIONS = regions(())
wanted = some.lists(
    some.builds(
        Need,
        id=some.sampled_from("1234"),
        title=some.just("T"),
        school=some.sampled_from(SCHOOLS),
        authority=some.sampled_from(PLACES),
        area=some.sampled_from(AREAS),
        offers=some.lists(some.sampled_from(NAMES), max_size=2, unique=True).map(tuple),
    ),
    max_size=4,
    unique_by=lambda each: each.id,
)
people = some.lists(
    some.builds(
        Helper,
        id=some.sampled_from(NAMES),
        name=some.just("N"),
        schools=some.sampled_from(SCHOOLS).map(lambda each: (each,)),
        authority=some.sampled_from(PLACES),
        interests=some.lists(some.sampled_from(AREAS), max_size=2, unique=True).map(tuple),
        load=some.integers(0, 2),
    ),
    max_size=4,
    unique_by=lambda each: each.id,
)


def every_way(
    needs: Sequence[Need], helpers: Sequence[Helper], most: int
) -> Iterator[tuple[tuple[int, int, tuple[int, ...]], dict[str, str]]]:
    """Yield every matching that there is, with its worth.

    That is how many needs are met, how well, and how early the first of them in the list comes.
    """
    for chosen in product((None, *helpers), repeat=len(needs)):
        taken = [each for each in chosen if each]
        fits = [fit(need, each, REGIONS) if each else None for need, each in zip(needs, chosen, strict=True)]
        if all(each is None or found for each, found in zip(chosen, fits, strict=True)) and all(
            taken.count(each) + each.load <= most for each in taken
        ):
            more = sum(
                LOADED * turn
                for each in {one.id: one for one in taken}.values()
                for turn in range(taken.count(each))
            )
            ranks = tuple(len(helpers) - helpers.index(each) if each else 0 for each in chosen)
            yield (
                (len(taken), sum(each.score for each in fits if each) - more, ranks),
                {need.id: each.id for need, each in zip(needs, chosen, strict=True) if each},
            )


@settings(max_examples=examples(150), deadline=None)
@given(wanted, people, some.integers(1, 3), some.randoms(use_true_random=False))
def test_no_other_matching_is_better_and_the_order_of_files_changes_nothing(
    needs: list[Need], helpers: list[Helper], most: int, chance: Any
) -> None:
    """Of all matchings that there are, it is the best by number, then by sum, then by the order of names.

    Each need that has none has a reason.
    """
    needs, helpers = sorted(needs, key=lambda each: each.id), sorted(helpers, key=lambda each: each.id)
    best = max(every_way(needs, helpers, most), key=lambda each: each[0])[1]
    shuffled = chance.sample(needs, len(needs)), chance.sample(helpers, len(helpers))
    for found in (propose(needs, helpers, REGIONS, most), propose(*shuffled, REGIONS, most)):
        assert {need.id: helper.id for need, helper, _ in found.matches} == best
        assert [need.id for need, _ in found.without] == [each.id for each in needs if each.id not in best]
        assert all(why and "for :" not in why for _, why in found.without)


def test_one_more_need_that_is_met_is_worth_more_than_any_fit() -> None:
    """Ann would fit the first need best of all; she takes the second one, which nobody else could."""
    needs = (
        Need("1", "First", "Shore primary", "Fife", "feedback", ("a",)),
        Need("2", "Second", "Isle primary", "", "homework"),
    )
    helpers = (
        Helper("a", "Ann", authority="Fife", interests=("feedback", "homework")),
        Helper("b", "Bea", interests=("feedback",)),
    )
    assert {need.id: helper.id for need, helper, _ in propose(needs, helpers, REGIONS).matches} == {
        "1": "b",
        "2": "a",
    }


@pytest.mark.parametrize(
    ("helpers", "why"),
    [
        (
            (Helper("a", "Ann", interests=("homework",)),),
            "nobody has offered, and nobody states an interest in feedback",
        ),
        (
            (Helper("a", "Ann", ("Hill Primary",), interests=("feedback",)),),
            "who could take it on is of the same school: Ann",
        ),
        (
            (Helper("a", "Ann", interests=("feedback",), load=1),),
            "who could take it on has as many projects as is allowed: Ann",
        ),
        (
            (Helper("a", "Ann", interests=("feedback",)), Helper("b", "Bea", interests=("CPD",))),
            "who could take it on is needed for “First”: Ann",
        ),
    ],
)
def test_what_is_infeasible_is_explained(helpers: tuple[Helper, ...], why: str) -> None:
    """In a sentence that says what stands in the way, and who."""
    first = Need(
        "1", "First", "Shore primary", "", *(("feedback", ("a",)) if "needed for" in why else ("CPD",))
    )
    needs = (first, Need("2", "Second", "Hill primary", "", "feedback"))
    assert {need.id: said for need, said in propose(needs, helpers, REGIONS).without}["2"] == why


def test_how_near_authorities_are() -> None:
    """Scotland's regions have all of its 32 authorities, once each; a network's own take their place."""
    assert len(REGIONS) == sum(map(len, SCOTLAND.values())) == 32
    assert [
        nearness("Fife", other, REGIONS) for other in ("fife", "City of Edinburgh", "Moray", "", "Elsewhere")
    ] == [2, 1, 0, 0, 0]
    assert nearness("Elsewhere", "Nowhere", REGIONS) == 0
    own = regions((("The coast", ("Fife", "Moray")),))
    assert [nearness("Fife", other, own) for other in ("Moray", "City of Edinburgh")] == [1, 0]


@pytest.mark.slow
def test_a_proposal_is_shown_edited_and_accepted(tmp_path: Path) -> None:
    """There are the table, the same for programs, and the file to edit.

    Accepted lines are added to the projects, all else in them byte for byte as it was.
    """
    net = network(tmp_path)
    net.text(
        "projects/garden.md", title="The garden", school="Island primary", authority="Fife", area="the garden"
    )
    content = net.write()
    roof = content / "projects" / "roof.md"
    roof.write_bytes(
        b"\xef\xbb\xbf---\r\ntitle:   'The roof'  # it leaks\r\nschool: Harbour primary\r\n\r\n"
        b"area: feedback\r\n---\r\nHelp us.  \r\n"
    )
    before = roof.read_bytes()
    shown = command("match", "--content", content)
    assert [each.split("  ")[0] for each in shown.stdout.splitlines()] == ["Project", "garden", "roof"]
    assert re.search(r"^garden +dee +interested in the garden$", shown.stdout, re.MULTILINE)
    assert re.search(r"^roof +ann +interested in feedback$", shown.stdout, re.MULTILINE)
    found = json.loads(command("match", "--format", "json", "--content", content).stdout)
    assert found["matches"][0] == {
        "project": "garden",
        "person": "dee",
        "score": 4,
        "reasons": ["interested in the garden"],
    }
    file = tmp_path / "proposal.yaml"
    assert command("match", "--to", file, "--content", content).returncode == 0
    assert "already" in command("match", "--to", file, "--content", content).stderr
    assert command("match", "--accept", file, "--content", content).returncode == 2
    assert roof.read_bytes() == before
    assert (
        command("match", "--accept", file, "--yes", "--date", "2018-04-01", "--content", content).returncode
        == 0
    )
    assert roof.read_bytes() == before.replace(
        b"area: feedback\r\n", b"area: feedback\r\nmatch: ann\r\nmatched: 2018-04-01\r\n"
    )
    assert command("match", "--content", content).stdout == "Every need has a match.\n"
    assert command("check", "--content", content).stdout == "No errors, no warnings.\n"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ("matches:\n  roof: bea\n", "Bea is of the school that needs this"),
        ("matches:\n  roof: an\n", "proposal.yaml:2:3: There is no participant “an”. Did you mean `ann`?"),
        (
            "matches:\n  rof: ann\n",
            "proposal.yaml:2:3: There is no project “rof” that could be read. Did you mean `roof`?",
        ),
        ("matches:\n  roof: ann\n  roof: dee\n", "stands"),
        ("match:\n  roof: ann\n", "did you mean `matches`?"),
        ("matches: [roof: &x ann\n", "proposal.yaml:1"),
        ("matches: ann\n", "is written as lines of"),
        ("matches:\n  taken: dee\n", "projects/taken.md has a match already"),
        ("\xff", "was not saved as plain text in UTF-8"),
    ],
)
def test_a_proposal_that_does_not_stand_changes_nothing(tmp_path: Path, lines: str, says: str) -> None:
    """It is refused whole, with its place and what is wrong."""
    net = network(tmp_path)
    net.text("projects/taken.md", title="Taken", school="Island primary", area="feedback", match="ann")
    content = net.write()
    before = {path: path.read_bytes() for path in content.rglob("*.md")}
    file = tmp_path / "proposal.yaml"
    file.write_bytes(lines.encode("latin-1" if lines == "\xff" else "utf-8"))
    done = command("match", "--accept", file, "--yes", "--content", content)
    assert (done.returncode, "Traceback" in done.stderr) == (2, False)
    assert says in " ".join(done.stderr.split())
    assert {path: path.read_bytes() for path in content.rglob("*.md")} == before


def test_a_setting_without_a_value_gets_one(tmp_path: Path) -> None:
    """`match:` that was left empty is filled in where it stands, and its comment stays."""
    net = network(tmp_path)
    content = net.write()
    roof = content / "projects" / "roof.md"
    roof.write_text(
        "---\ntitle: The roof\nmatch:   # nobody yet\nschool: Harbour primary\narea: feedback\n---\n"
        "Help us.\n"
    )
    file = tmp_path / "proposal.yaml"
    file.write_text("matches: {roof: ann}\n")
    done = command("match", "--accept", file, "--yes", "--date", "2018-04-01", "--content", content)
    assert done.returncode == 0, done.stderr
    assert re.search(r"^match: +ann +# nobody yet$", roof.read_text(), re.MULTILINE)
