"""Forms in the browser: their configuration, and saving with them in a real browser."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from generator.engine.options import Options
from generator.engine.pipeline import Build
from generator.model.audience import VIEWERS
from generator.network.cut import cut
from generator.network.edition import link
from generator.network.records import Network
from generator.publish.composer.composer import Composer
from generator.publish.editor.configuration import configuration
from generator.publish.pages import posts
from generator.publish.views.write import ConfigurationView
from generator.source.files.registry import SHAPES
from generator.subjects.registry import KINDS
from tests.browser import expect
from tests.editor_texts import TEXTS
from tests.forms import MODULES, forms, keep, texts
from tests.support import ROOT, command

CONTENT = ROOT / "content"
DAY = "2026-11-20"
LOADED = """family => [...document.fonts].some(
  each => each.family.includes(family) && each.status === 'loaded')"""
HARMLESS = ("placeholder", "privacy-unfilled", "photo-unsaid")
FIRST = TEXTS[0][0].partition("\n")[0]
SPELLED = "---\n# Mine\ntitle: As I spell it  # for now\ndate: 2026-11-24\n---\n" + "\n\n".join(
    [*(written for written, _ in TEXTS if ".png" not in written), "The end.\n"]
)
"""A post of texts that the editor would spell in other ways; pictures of theirs are nowhere."""
DANGEROUS = "Who: # “asks” </script> 🙂 \u200f'"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Network:
    """The sample network."""
    folder = tmp_path_factory.mktemp("read")
    network = Build(Options(CONTENT, folder / "site", folder / "cache")).network()
    assert network is not None
    return network


def composers(network: Network) -> dict[str, Composer]:
    """The composers of the editions for members."""
    return {name: Composer(link(network, cut(network, VIEWERS[name]))) for name in ("cohort", "facilitators")}


def configurations(composer: Composer) -> list[dict[str, Any]]:
    """All configurations of an edition."""
    cohorts = [*composer.cohorts.newest, None]
    general = [configuration(composer, None, general=True)] if composer.edition.viewer.compares else []
    return [*(configuration(composer, each) for each in cohorts), *general]


def joined(network: Network, count: int) -> Network:
    """A network with a cohort of so many writers."""
    one, cohort = network.people["emma"], network.cohorts["stl-2018"]
    more = {
        name: replace(one, id=name, text=replace(one.text, path=f"participants/{name}/profile.md"))
        for name in (f"emma-{number}" for number in range(count))
    }
    members = tuple((name, cohort.fields.members[0][1]) for name in more)
    full = replace(cohort, fields=replace(cohort.fields, members=members))
    return replace(
        network, people={**network.people, **more}, cohorts={**network.cohorts, cohort.id: full}, posts={}
    )


@pytest.mark.node
@pytest.mark.parametrize("which", ["sample", "no-cohort", "33 writers", "1000 writers"])
def test_configurations_are_what_the_editor_reads(sample: Network, which: str) -> None:
    """By its own schema. Their size does not grow with the number of writers of other cohorts."""
    from jsonschema import Draft7Validator  # type: ignore[import-untyped]  # it has no types

    network = sample
    if which == "no-cohort":
        network = replace(sample, cohorts={}, posts={}, records={})
    if which.endswith("writers"):
        network = joined(sample, int(which.removesuffix(" writers")))
    schema = json.loads((MODULES / "@sveltia/cms/schema/sveltia-cms.json").read_text(encoding="utf-8"))
    for composer in composers(network).values():
        for each in configurations(composer):
            assert which != "1000 writers" or json.dumps(each).count("emma-") >= 1000
            assert Draft7Validator(schema).is_valid(each)
            assert len(json.dumps(each)) < 1_000_000
    broken = {**configurations(composers(network)["cohort"])[0], "collections": [{"name": "no folder"}]}
    assert not Draft7Validator(schema).is_valid(broken)


def test_a_cohort_that_approves_changes_gets_proposals(sample: Network) -> None:
    """From its writers, and on forges on which the editor can make them."""
    cohort = sample.cohorts["stl-2018"]
    approving = replace(cohort, fields=replace(cohort.fields, approval="facilitator"))
    composer = composers(replace(sample, cohorts={cohort.id: approving}, posts={}))["cohort"]
    modes = {each.get("publish_mode") for each in configuration(composer, approving)["collections"]}
    assert modes == {"editorial_workflow"}
    plain = configuration(composer, cohort)["collections"]
    assert not any("publish_mode" in each for each in plain)


def test_every_kind_of_record_has_a_form(sample: Network) -> None:
    """Without a line of its own: that of whoever writes, or that of facilitators."""
    found = [each for one in configurations(composers(sample)["facilitators"]) for each in one["collections"]]
    names = {each["name"] for one in found for each in (one, *one.get("files", ()))}
    assert names >= {*KINDS, "posts", "replies", "profile", "cohorts", "pages", "guests", "acceptances"}


def test_a_new_kind_of_record_has_a_form(sample: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    """As soon as it is described, in the folders that its description names."""
    for name, folder in (("diary", "diaries"), ("stay", "participants/*/stays")):
        of_project = KINDS["project"]
        kind = replace(of_project, name=name, label=name.title(), folder=folder, file="")
        monkeypatch.setitem(KINDS, name, kind)
        monkeypatch.setitem(SHAPES, name, SHAPES["project"])
    found = {
        each["name"]: each
        for one in configurations(composers(sample)["facilitators"])
        for each in one["collections"]
    }
    assert found["diary"]["folder"] == "content/diaries"
    assert found["stay"]["folder"] == "content/participants/{person}/stays"
    names = [each["name"] for each in found["project"]["fields"]]
    assert all([each["name"] for each in found[name]["fields"]] == names for name in ("diary", "stay"))


def test_a_configuration_names_nothing_that_its_edition_does_not_hold(sample: Network) -> None:
    """An event for facilitators, and records of outreach, are not in the configuration of the cohort."""
    key = next(key for key, each in sample.records.items() if each.kind == "event")
    hidden = replace(sample.records[key], title="Sealed talk", audience=1)
    network = replace(sample, records={**sample.records, key: hidden})
    texts = {
        name: json.dumps(configurations(each), ensure_ascii=False)
        for name, each in composers(network).items()
    }
    assert "Sealed talk" in texts["facilitators"] and "Sealed talk" not in texts["cohort"]
    requests = [each.id for each in network.records.values() if each.kind == "request"]
    assert any(each in texts["facilitators"] for each in requests)
    assert not any(each in texts["cohort"] for each in requests)


def test_a_way_to_write_takes_along_what_is_known(sample: Network) -> None:
    """A reply has the standards of what it answers; on a forge’s page, the day, while its cohort runs."""
    post = next(each for each in sample.posts.values() if len(each.standards) > 1 and each.cohort)
    edition = link(sample, cut(sample, VIEWERS["cohort"]))
    reply = Composer(edition, edits=True).actions.reply(post)
    assert reply and f"reply_to={post.id}&standards={'%2C'.join(post.standards)}" in reply.write
    for day, written in (("2018-03-01", "2018-03-01"), ("2099-01-01", "YYYY-MM-DD")):
        composer = Composer(edition, date=day)
        page = next(
            each for each in posts.pages(composer) if each.path == f"participants/{post.id}/index.html"
        )
        view: Any = page.view(composer)
        assert f"\ndate: {written}\n" in view.reply.value


def test_a_view_is_text() -> None:
    """Signs that are dangerous elsewhere are those of JSON."""
    text = ConfigurationView(json.dumps({"title": DANGEROUS}, ensure_ascii=False)).text
    assert json.loads(text)["title"] == DANGEROUS


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    """A network made by `enquiry init`, with the editor, and its edition for members."""
    folder = tmp_path / "ours"
    assert command("init", folder, "--date", DAY, "--facilitator", "Emma Buchan").returncode == 0
    settings = folder / "content/network.yaml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("# editor: yes", "editor: yes  #"), encoding="utf-8")
    (folder / "node_modules").symlink_to(MODULES)
    return folder


def built(folder: Path, edition: str = "cohort") -> str:
    """Build an edition for members, and return what was said."""
    done = command(
        *("build", "--content", folder / "content", "--output", folder / "site"),
        *("--edition", edition, "--no-search", "--date", "2026-12-31"),
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def checked(folder: Path) -> str:
    """Return what `enquiry check` says of a network."""
    done = command("check", "--content", folder / "content", "--date", "2026-12-31")
    return done.stdout + done.stderr


def faults(folder: Path) -> list[str]:
    """The errors and warnings of a network, but for those of a new one, and of photographs."""
    found = re.findall(r"^(\S+):\d+:\d+ (?:error|warning)\[([\w-]+)\]", checked(folder), re.MULTILINE)
    return [f"{path}: {code}" for path, code in found if code not in HARMLESS]


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.node
def test_writing_answering_and_editing_with_forms(ours: Path) -> None:
    """From the site's own buttons to files that the check accepts and the next build shows."""
    finn = ours / "content/participants/finn-orr/profile.md"
    finn.parent.mkdir()
    finn.write_text("---\nname: Finn Orr\n---\n\nFinn teaches in Nairn.\n", encoding="utf-8")
    built(ours)
    assert not (ours / "site/public").exists()
    content, mine = texts(ours / "content"), "content/participants/emma-buchan"
    picture = ours / "My Tally.png"
    shutil.copy(CONTENT / "participants/emma/posts/lines-in-ten-minutes.png", picture)
    with forms(ours / "site/cohort") as form:
        tab, top = form.tab, form.top
        form.give(content | {f"{mine}/posts/2026-11-24-spelled.md": SPELLED})
        tab.goto(f"{top}participants/emma-buchan/")
        tab.get_by_role("link", name="New post").click()
        tab.get_by_role("button", name="Work with Local Repository").click()
        form.ready()
        form.fill({"title": DANGEROUS, "body": "I counted to five."})
        for family in ("Material Symbols Outlined", "Source Sans 3"):
            assert tab.evaluate(LOADED, family)
        tab.get_by_role("button", name="Image").click()
        tab.get_by_role("button", name="Browse").click()
        tab.get_by_role("dialog").get_by_role("button", name="Insert").wait_for()
        tab.locator("input[type=file]").last.set_input_files(picture)
        tab.get_by_role("dialog").get_by_role("button", name="Insert").click()
        tab.get_by_text("my-tally.png").wait_for()
        tab.get_by_role("textbox", name="Alt Text").fill("A tally of five lines")
        # The form takes in what is typed a moment later, and shows it then beside the form.
        tab.get_by_role("img", name="A tally of five lines").wait_for()
        form.save()
        tab.goto(f"{top}participants/emma-buchan/welcome/")
        tab.get_by_role("link", name="Reply").first.click()
        tab.get_by_label("Who are you?").select_option(label="Emma Buchan")
        tab.get_by_role("button", name="Write", exact=True).click()
        form.ready()
        form.fill({"body": "And what did they say?"})
        form.save()
        tab.goto(f"{top}participants/emma-buchan/welcome/")
        tab.get_by_role("link", name="Edit this post").click()
        form.ready()
        form.fill({"title": "Welcome to all"})
        form.save()
        form.go("posts/entries/2026-11-24-spelled")
        form.fill({"title": "Spelled again"})
        form.save()
        form.go("posts/entries/2026-11-24-spelled")
        form.field("body").locator("[contenteditable=true]").get_by_text("The end.").wait_for()
        form.begin("body", "Before: ", "One")
        form.save()
        after, said = form.files(), form.said
        # Where the browser knows another than the blog's own writer, it asks.
        tab.goto(f"{top}participants/finn-orr/")
        tab.get_by_role("link", name="New post").click()
        expect(tab.get_by_label("Who are you?")).to_have_value("emma-buchan")
    spelled = after.pop(f"{mine}/posts/2026-11-24-spelled.md")
    assert spelled == SPELLED.replace("As I spell it", "Spelled again").replace(
        FIRST, "Before: One _so_ and **that** and **this** and _it_ and **_both_**."
    )
    changed = {path: text for path, text in after.items() if text != content.get(path)}
    welcome = next(path for path in changed if path.endswith("-welcome.md") and "/posts/" in path)
    one, other = (text[welcome].splitlines() for text in (content, after))
    assert [each for each in other if each not in one] == ["title: Welcome to all"]
    assert len(one) == len(other)
    post = next(path for path in changed if path.startswith(f"{mine}/posts/") and "who-asks" in path)
    assert "![A tally of five lines](my-tally.png)" in changed[post]
    assert len([path for path in changed if path.startswith(f"{mine}/replies/")]) == 1
    assert said == []
    keep(ours / "content", changed)
    shutil.copy(picture, ours / mine / "posts/my-tally.png")
    assert faults(ours) == []
    built(ours)
    page = next((ours / "site/cohort/participants/emma-buchan").glob("who-asks*/index.html"))
    assert "I counted to five." in page.read_text(encoding="utf-8")
    thread = (ours / "site/cohort/participants/emma-buchan/welcome/index.html").read_text(encoding="utf-8")
    assert "And what did they say?" in thread


RECORDS: dict[str, dict[str, Any]] = {
    "cohorts": {
        "title": "Spring, the second",
        "starts": "2026-12-01",
        "ends": "2027-03-31",
        "phases": [{"id": "first", "title": "First: steps"}],
        "prompts": [{"id": "why", "title": "Why #1?", "due": "2027-01-10"}],
        "members": [{"_key": "Emma Buchan", "role": "Facilitator"}],
    },
    "event": {
        "title": "Winter: recall day",
        "starts": "2026-12-12 10:00",
        "ends": "2026-12-12 15:30",
        "kind": "Recall day",
        "led_by": ["Emma Buchan"],
        "bring": ["A question"],
        "body": "We meet in the hall.",
    },
    "project": {
        "title": "Feedback at four",
        "school": "A rural primary",
        "area": "Homework",
        "body": "Asked.",
    },
    "request": {
        "title": "Help to ask",
        "school": "A town school",
        "support": ["questions"],
        "body": "They ask.",
    },
    "meeting": {
        "title": "First visit",
        "school": "A town school",
        "involved": ["head teacher"],
        "purpose": "To look.",
        "agreed_by_school": [{"what": "Look again", "by": "2027-01-01"}],
        "body": "Rooms were seen.",
    },
    "colleague": {
        "person": "Emma Buchan",
        "specialisms": ["questions"],
        "validated": {"on": "2026-01-05", "by": "coordinator"},
        "release_days": "2.5",
        "body": "Offers a morning.",
    },
    "pages": {"title": "How we meet", "body": "Every month."},
    "guests": {"reply_to": "emma-buchan/welcome", "name": "A technician", "body": "And then?"},
}
"""A record of each kind that facilitators keep, by the names of collections."""
OWN: dict[str, dict[str, Any]] = {
    "about/entries/profile": {"school": "A rural primary", "body": "Emma likes cake. "},
    "about/entries/plan": {
        "aims": [{"title": "Ask better", "status": "Under way"}],
        "audience": "Facilitators and tutors",
        "body": "Two years. ",
    },
}
"""Files of which there is one each, by their ways in the editor."""
AGAIN = (
    "cohorts/entries/spring-the-second",
    "event/entries/winter-recall-day",
    "project/entries/feedback-at-four",
    "request/entries/help-to-ask",
    "meeting/entries/2026-11-25-first-visit",
    "colleague/entries/emma-buchan",
    "pages/entries/how-we-meet",
    "guests/entries/a-technician",
    *OWN,
)
"""Ways to the records that are saved a second time."""
SHOWN = {
    "cohorts/spring-the-second": "First: steps",
    "events/winter-recall-day": "We meet in the hall.",
    "projects/feedback-at-four": "Asked.",
    "outreach/requests/help-to-ask": "They ask.",
    "outreach/records/2026-11-25-first-visit": "Rooms were seen.",
    "outreach/colleagues/emma-buchan": "Offers a morning.",
    "how-we-meet": "Every month.",
    "participants/emma-buchan/welcome": "And then?",
    "participants/emma-buchan": "Emma likes cake.",
    "participants/emma-buchan/plan": "Ask better",
}
"""Words by the pages that show them."""


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.node
def test_one_record_of_each_kind_with_forms(ours: Path) -> None:
    """By a facilitator: each is saved without a fault, shown, and lost by no second save."""
    built(ours, "facilitators")
    pages = ours / "content/pages"
    (pages / "office.md").write_text("---\ntitle: Office\n---\n\nRing 01632 960017.\n", encoding="utf-8")
    mark = re.search(r"\(finding (\w+)\)", checked(ours))
    assert mark
    accepted = {"file": "pages/office.md", "finding": mark[1], "by": "Emma", "when": DAY, "why": "An office."}
    with forms(ours / "site/facilitators") as form:
        form.give(texts(ours / "content"))
        form.open(f"new={next(iter(RECORDS))}&as=emma-buchan")
        for number, (collection, values) in enumerate(RECORDS.items()):
            if number:
                form.go(f"{collection}/new")
            form.fill(values)
            form.save()
        for way, values in (OWN | {"network/entries/acceptances": {"accepted": [accepted]}}).items():
            form.go(way)
            form.fill(values)
            form.save()
        first = form.files()
        for way in AGAIN:
            form.go(way)
            form.fill({"draft": True})
            form.save()
        second, said = form.files(), form.said
    assert said == []
    keep(ours / "content", first)
    assert faults(ours) == []
    built(ours, "facilitators")
    for address, words in SHOWN.items():
        page = ours / "site/facilitators" / address / "index.html"
        assert words in page.read_text(encoding="utf-8"), address
    changed = [path for path in first if first[path] != second[path]]
    assert len(changed) == len(AGAIN)
    for path in changed:
        assert second[path].replace("draft: yes\n", "") == first[path]
