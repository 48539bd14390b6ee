"""Search as its users meet it, in a real browser behind a real server.

The promises of the build hold for the index too.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from generator.engine.options import Options
from generator.engine.pipeline import Build
from generator.engine.search import pagefind
from generator.model.audience import VIEWERS
from tests.browser import chromium, expect
from tests.shared import SampleSite
from tests.support import ROOT, Records, build, clean, command, differences, tree, unpacked
from tests.test_languages import greek, network as greek_network, spoken_in_greek_letters
from tests.webserver import serve

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CONTENT = ROOT / "content"
WASM = (
    "WebAssembly.compile(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])).then(() => 'compiled', (error) => "
    "error.name)"
)
FOUND = re.compile(r"(One result|Results: [\d,]+)$")


@pytest.fixture(scope="module")
def site(sample_site: SampleSite) -> Path:
    """The sample network, built by the real command."""
    return sample_site.site


@pytest.fixture(scope="module")
def address(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The cohort's edition behind nginx, with the snippet that Enquiry prints."""
    snippet = command(
        "headers", "--for", "nginx", "--edition", "cohort", "--auth-elsewhere", "--content", CONTENT
    ).stdout
    with serve("nginx", tmp_path_factory.mktemp("server") / "nginx", site / "cohort", snippet) as port:
        yield f"http://127.0.0.1:{port}/"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for all."""
    with chromium() as found:
        yield found


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A page that asks nobody else for anything and has nothing to complain about."""
    opened = browser.new_page()
    asked: list[str] = []
    complaints: list[str] = []
    opened.on("request", lambda request: asked.append(request.url))
    opened.on("console", lambda message: complaints.append(message.text))
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    yield opened
    opened.close()
    assert [each for each in asked if not each.startswith(address)] == []
    assert complaints == []


def focused(page: Page) -> str:
    """The text of the link, or the name of the field, that has the focus."""
    return str(page.evaluate("document.activeElement.name || document.activeElement.textContent.trim()"))


def tab_to(page: Page, wanted: str) -> None:
    """Press Tab until something has the focus."""
    for _ in range(60):
        if focused(page) == wanted:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"no Tab leads to {wanted}")


@pytest.mark.browser
@pytest.mark.webserver
def test_by_keyboard_from_the_front_page_to_a_reply(page: Page, address: str) -> None:
    """The menu, the field and the results are there, and the reply's own place on its page.

    How many were found is said to those who don't see it.
    """
    page.goto(address)
    tab_to(page, "Search")
    page.keyboard.press("Enter")
    expect(page.locator("#words")).to_be_focused()
    page.keyboard.type("laminator doors")
    page.wait_for_url(re.compile(r"\?q=laminator\+doors$"))  # slow fingers have found something before
    status = page.get_by_role("status")
    expect(status).to_have_text(FOUND)
    reply = page.locator(".results a", has_text="Reply to").first
    expect(page.locator(".results mark").first).to_be_visible()
    target = reply.get_attribute("href") or ""
    assert "#reply-" in target
    tab_to(page, reply.text_content() or "")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"#reply-"))
    assert page.evaluate("document.querySelector(':target') !== null")
    page.go_back()
    expect(page.locator("#words")).to_have_value("laminator doors")
    expect(status).to_have_text(FOUND)


@pytest.mark.browser
@pytest.mark.webserver
def test_it_is_narrowed_to_one_kind(page: Page, address: str) -> None:
    """Records are found by what their pages say, and each says what it is.

    With one kind chosen there is nothing else.
    """
    kinds = page.goto(f"{address}search/") and page.locator("[name=kind] option").all_inner_texts()
    assert kinds == [
        "Any kind",
        "Post",
        "Reply",
        "Person",
        "Page",
        "Standard",
        "Event",
        "Development plan",
        "Project",
    ]
    page.fill("#words", "homework")
    status = page.get_by_role("status")
    expect(status).to_have_text(FOUND)
    before = status.text_content()
    page.select_option("[name=kind]", "project")
    expect(status).not_to_have_text(str(before))
    expect(status).to_have_text(FOUND)
    assert "kind=project" in page.url
    first = page.locator(".results li").first
    assert (
        "/projects/" in str(first.locator("a").get_attribute("href"))
        and first.locator(".when span").first.inner_text() == "Project"
    )
    first.locator("a").click()
    expect(page.locator("h1")).to_be_visible()


@pytest.mark.browser
@pytest.mark.webserver
def test_it_is_narrowed_by_each_of_four(page: Page, address: str) -> None:
    """One may filter by standard (with its parts), phase, person and cohort.

    All of them stand in the address, and the way back leads through them.
    """
    page.goto(f"{address}search/?q=question")
    status = page.get_by_role("status")
    expect(status).to_have_text(FOUND)
    found = [status.text_content()]
    for name, value in (
        ("cohort", "stl-2018"),
        ("phase", "Leading in context"),
        ("person", "rachna"),
        ("standard", "clpl-2012"),
    ):
        page.select_option(f"[name={name}]", value)
        expect(status).to_have_text(re.compile(rf"^(?!{found[-1]}$){FOUND.pattern}"))
        found.append(status.text_content())
        assert f"{name}=" in page.url
    numbers = [int(re.sub(r"\D", "", str(each)) or 1) for each in found]
    assert numbers == sorted(set(numbers), reverse=True)
    assert all(
        "Rachna Sengupta" in text and "Leading in context" in text
        for text in page.locator(".results .when").all_text_contents()
    )
    page.go_back()
    expect(status).to_have_text(str(found[-2]))
    assert (
        page.locator("[name=standard]").input_value() == ""
        and page.locator("[name=person]").input_value() == "rachna"
    )


@pytest.mark.browser
@pytest.mark.webserver
def test_without_words_a_filter_alone_lists_the_newest_first_and_more_on_request(
    page: Page, address: str
) -> None:
    """Ten at a time; the focus goes to the first of those that were added."""
    page.goto(f"{address}search/?person=emma")
    expect(page.locator(".results > li")).to_have_count(10)
    assert "2021" in page.locator(".results .when").first.inner_text()
    page.get_by_role("button", name="Show more results").click()
    expect(page.locator(".results > li").nth(10)).to_be_visible()
    expect(page.locator(".results a").nth(10)).to_be_focused()


@pytest.mark.browser
@pytest.mark.webserver
def test_it_speaks_the_language_of_the_network(browser: Browser, tmp_path: Path) -> None:
    """The script's words are in the language, too.

    That is so where something is found, where more is, and where nothing is; on a site in Greek letters there
    is no other.
    """
    net = greek_network(tmp_path)
    spoken_in_greek_letters(tmp_path / "themes" / "ours")
    done = command("build", "--content", net.write(), "--output", tmp_path / "site")
    assert done.returncode == 0, done.stderr
    snippet = command(
        "headers", "--for", "nginx", "--edition", "cohort", "--auth-elsewhere", "--content", net.content
    ).stdout
    with (
        serve("nginx", tmp_path / "server", tmp_path / "site" / "cohort", snippet) as port,
        closing(browser.new_page()) as opened,
    ):
        for asked, found in (
            (f"q={greek('Words')}", 10),
            ("person=silent", 1),
            ("person=ben", 7),
            (f"q={greek('Xylophonequartz')}", 0),
        ):
            opened.goto(f"http://127.0.0.1:{port}/search/?{asked}")
            expect(opened.locator("#found")).to_have_text(re.compile("^[^…]+$"))
            expect(opened.locator(".results li")).to_have_count(found)
            assert not re.search("[A-Za-z]", opened.inner_text("body")), asked


@pytest.mark.browser
@pytest.mark.webserver
def test_nothing_found_is_said(page: Page, address: str) -> None:
    """In words, and there is no button for more of nothing."""
    page.goto(f"{address}search/?q=xylophonequartz")
    expect(page.get_by_role("status")).to_have_text("Nothing was found.")
    expect(page.locator(".more button")).to_be_hidden()


@pytest.mark.browser
@pytest.mark.webserver
def test_what_nobody_wrote_is_not_found_by_its_first_letters(page: Page, address: str) -> None:
    """The ways to browse are there instead. Words that begin alike, of one stem, with accents are found."""
    page.goto(f"{address}search/")
    status = page.get_by_role("status")
    for words in ("foghlam", "fzzz", "laminator fzzz", "zebrafish", "learnzzzzzz"):
        page.locator("#words").fill(words)
        expect(status).to_have_text("Nothing was found.")
        assert page.locator(".results li").count() == 0
        expect(page.get_by_role("heading", name="Ways in")).to_be_visible()
    for words in (
        "lamin",
        "LAMINATOR",
        "laminators",
        "láminator",
        "questioning",
        "“laminator” doors",
        "don't",
    ):
        page.locator("#words").fill("")
        expect(status).to_have_text("")
        page.locator("#words").fill(words)
        expect(status).to_have_text(FOUND)


@pytest.mark.browser
@pytest.mark.webserver
def test_the_index_is_fetched_when_somebody_searches(page: Page, address: str) -> None:
    """Nothing is fetched by who only looks at the page, all at once by who comes with words.

    A failure is said, the ways in are there, and the next try may succeed.
    """
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    page.goto(f"{address}search/", wait_until="networkidle")
    expect(page.locator("#words")).to_be_focused()
    assert [each for each in fetched if "/pagefind/" in each] == []
    page.keyboard.type("laminator")
    expect(page.get_by_role("status")).to_have_text(FOUND)
    assert f"{address}pagefind/pagefind.js" in fetched
    page.goto(f"{address}search/?q=laminator")
    expect(page.get_by_role("status")).to_have_text(FOUND)


@pytest.mark.browser
@pytest.mark.webserver
def test_a_search_that_fails_says_so_and_can_be_tried_again(browser: Browser, address: str) -> None:
    """The page that could not be fetched is asked for anew; until then the ways in are in sight."""
    with closing(browser.new_page()) as page:
        page.route("**/pagefind.js", lambda route: route.abort())
        page.goto(f"{address}search/?q=laminator")
        expect(page.get_by_role("status")).to_have_text(re.compile("does not work at the moment"))
        expect(page.locator(".ways")).to_be_visible()
        page.unroute_all()
        page.get_by_role("button", name="Search", exact=True).click()
        expect(page.get_by_role("status")).to_have_text(FOUND)


@pytest.mark.browser
@pytest.mark.webserver
def test_what_is_asked_is_text(page: Page, address: str) -> None:
    """Words in the address are not run, wherever they are shown."""
    page.goto(f"{address}search/?q=%3Cimg+src%3Dx+onerror%3Dalert(1)%3E&standard=%22%3E%3Cscript%3E")
    expect(page.get_by_role("status")).to_have_text(re.compile("[Rr]esult|Nothing"))
    assert page.locator("main img, main script").count() == 0


@pytest.mark.browser
@pytest.mark.webserver
def test_only_the_page_of_the_search_runs_webassembly(browser: Browser, address: str) -> None:
    """Headers are the same everywhere; the policy in each page is not."""
    page = browser.new_page()
    page.goto(f"{address}search/")
    assert page.evaluate(WASM) == "compiled"
    page.goto(address)
    assert page.evaluate(WASM) != "compiled"
    page.close()


@pytest.mark.browser
@pytest.mark.webserver
@pytest.mark.parametrize("where", ["without a script", "from a disk"])
def test_where_nothing_can_be_searched_there_are_the_ways_in(
    browser: Browser, site: Path, address: str, where: str
) -> None:
    """No field that does nothing; every way leads somewhere."""
    context = browser.new_context(java_script_enabled=where == "from a disk")
    page = context.new_page()
    page.goto(
        f"{address}search/" if where == "without a script" else f"file://{site}/cohort/search/index.html"
    )
    page.wait_for_timeout(500)
    expect(page.locator("#finder")).to_be_hidden()
    ways = page.locator(".ways a")
    assert ways.all_text_contents() == [
        "People",
        "Standards",
        "Phases",
        "Questions",
        "Events",
        "Projects",
        "Months",
        "Cohorts",
    ]
    assert (
        page.evaluate("getComputedStyle(document.body).marginTop") == "0px"
        if where == "from a disk"
        else True
    )
    for target in [str(each.get_attribute("href")) for each in ways.all()]:
        assert (site / "cohort" / "search" / target / "index.html").is_file()
    context.close()


def test_its_weight(site: Path) -> None:
    """At most 10 KB of script of our own on the whole site."""
    scripts = sorted((site / "public/assets").glob("*.js"))
    assert scripts and sum(len(gzip.compress(each.read_bytes())) for each in scripts) < 10_000


# -- the promises of the build
# ---------------------------------------------------------------------------------------------------------


def network(folder: Path) -> Records:
    """Two people; one post is for facilitators only."""
    net = Records(folder)
    net.text("network.yaml", title="N", address="https://example.org/")
    for name in ("ann", "ben"):
        net.text(f"participants/{name}/profile.md", f"I am {name}.", name=name.title(), consent="2018-01-01")
    for number in range(12):
        net.text(
            f"participants/ann/posts/2018-01-{number + 1:02}-p{number}.md",
            f"Some words, the number of which is zqword{number}.",
            title=f"P{number}",
            date="2018-01-01",
            audience="public",
        )
    net.text(
        "participants/ben/posts/2018-02-01-hidden.md",
        "A zqsecret.",
        title="Hidden",
        date="2018-02-01",
        audience="facilitators",
    )
    return net


def index_of(site: dict[str, bytes], edition: str) -> dict[str, bytes]:
    """The files of an index, unpacked."""
    found = {path: data for path, data in site.items() if path.startswith(f"{edition}/pagefind/")}
    return {path: unpacked(data) for path, data in found.items()}


def test_its_cost_is_paid_where_something_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing changed: the indexer isn't started.

    One edition changed: one index is made, of which only the files that differ are written.
    """
    started: list[int] = []
    real = pagefind.index

    def counted(records: bytes, told: pagefind.Started) -> dict[str, bytes]:
        started.append(records.count(b"\n"))
        return real(records, told)

    monkeypatch.setattr(pagefind, "index", counted)
    net = network(tmp_path)
    site, cache = tmp_path / "site", tmp_path / "cache"
    first = build(net.write(), site, cache, search=True)
    assert {name: work.indexed for name, work in first.statistics.items()} == {
        "public": 14,
        "cohort": 14,
        "facilitators": 15,
    }
    assert len(started) == 2, "what is alike is made once"
    second = build(net.write(), site, cache, search=True)
    net.text("network.yaml", title="N", address="https://example.org/", tagline="Another line")
    third = build(net.write(), site, cache, search=True)
    assert third.statistics["public"].rendered > 10
    assert [work.indexed for outcome in (second, third) for work in outcome.statistics.values()] == [
        0
    ] * 6 and len(started) == 2
    before = {path: path.stat().st_mtime_ns for path in site.rglob("*.pf_fragment")}
    net.texts["participants/ben/posts/2018-02-01-hidden.md"] = (
        {**net.texts["participants/ben/posts/2018-02-01-hidden.md"][0]},
        "Other words.",
    )
    fourth = build(net.write(), site, cache, search=True)
    assert [work.indexed for work in fourth.statistics.values()] == [0, 0, 15]
    after = {path: path.stat().st_mtime_ns for path in site.rglob("*.pf_fragment")}
    assert len(before.items() - after.items()) == len(after.items() - before.items()) == 1


@pytest.mark.slow
def test_an_index_of_any_history_is_that_of_a_clean_build(tmp_path: Path) -> None:
    """Words change, structure does, a file is lost, one is foreign.

    Several workers build; search is off and on.
    """
    net = network(tmp_path)
    site, cache = tmp_path / "site", tmp_path / "cache"
    build(net.write(), site, cache, search=True)
    assert differences(tree(site), clean(net.content, tmp_path / "clean", search=True, workers=2)) == []
    for change in ("words", "structure", "deleted", "lost", "foreign", "without"):
        if change == "words":
            net.change("participants/ann/posts/2018-01-01-p0.md", title="Other")
        elif change == "structure":
            net.change("participants/ann/posts/2018-01-02-p1.md", date="2018-03-02")
        elif change == "deleted":
            net.remove("participants/ann/posts/2018-01-03-p2.md")
        elif change == "lost":
            next(iter((site / "public").rglob("*.pf_fragment"))).unlink()
        elif change == "foreign":
            (site / "public/pagefind/fragment/en_0.pf_fragment").write_bytes(b"x")
        else:
            build(net.write(), site, cache)
            assert not (site / "public/pagefind").exists()
            assert ">Browse</a>" in (site / "public/index.html").read_text(encoding="utf-8")
            assert "<search" not in (site / "public/search/index.html").read_text(encoding="utf-8")
        build(net.write(), site, cache, search=True)
        assert differences(tree(site), clean(net.content, tmp_path / "clean", search=True)) == [], change


def test_what_is_taken_back_is_gone_from_the_index(tmp_path: Path) -> None:
    """At the next build, with releases too; and what an edition may not hold was never in it."""
    net = network(tmp_path)
    site, cache = tmp_path / "site", tmp_path / "cache"
    for releases in (False, True):
        build(net.write(), site, cache, search=True, releases=releases)
        found = {edition: b"".join(index_of(tree(site), edition).values()) for edition in VIEWERS}
        assert all(b"zqword5" in each for each in found.values())
        assert [b"zqsecret" in found[edition] for edition in ("public", "cohort", "facilitators")] == [
            False,
            False,
            True,
        ]
        kept = net.texts["participants/ann/posts/2018-01-06-p5.md"]
        net.remove("participants/ann/posts/2018-01-06-p5.md")
        build(net.write(), site, cache, search=True, releases=releases)
        everything = b"".join(
            unpacked(each.read_bytes())
            for folder in (site, cache)
            for each in folder.rglob("*")
            if each.is_file()
        )
        assert b"zqword5" not in everything and b"zqword6" in everything
        net.texts["participants/ann/posts/2018-01-06-p5.md"] = kept


def test_each_edition_finds_the_records_that_it_holds_by_what_it_holds_of_them(tmp_path: Path) -> None:
    """Every kind is found, by each setting that holds words.

    An aim for fewer is in no wider index, nor is who isn't there; a kind that an edition has nothing of is
    not offered.
    """
    net = network(tmp_path)
    net.text(
        "events/day.md",
        "Zqday.",
        title="Zqevent",
        starts="2018-02-01",
        place="Zqplace",
        materials=[{"title": "Zqsheet", "link": "https://example.com/"}],
        led_by=["ann"],
        audience="cohort",
    )
    aims = [
        {
            "title": f"Zqaim{each}",
            "reflection": f"Zqthought{each}",
            "stages": [{"title": f"Zqstage{each}"}],
            "audience": each,
        }
        for each in ("public", "cohort", "private")
    ]
    net.text(
        "participants/ann/plan.md",
        "Zqplan.",
        aims=aims,
        reviews=[{"date": "2018-02-01", "with": "head", "agreed": ["Zqagreed"]}],
        audience="public",
    )
    net.text(
        "projects/roof.md",
        "Zqroof.",
        title="Zqproject",
        school="Zqschool",
        area="feedback",
        offers=["ben"],
        match="ann",
        visits=[{"date": "2018-02-01", "note": "Zqnote"}],
        findings=["Zqfound"],
        actions=[{"what": "Zqaction", "who": "Zqwho"}],
        audience="public",
    )
    net.text(
        "outreach/requests/one.md",
        "Zqrequest.",
        title="R",
        school="Zqasking",
        support=["zqsupport"],
        asked="2018-01-01",
        asked_by="head teacher",
    )
    meeting = {
        "time": {"visit": "1 h"},
        "involved": ["zqinvolved"],
        "agreed_by_school": [{"what": "Zqpromise"}],
    }
    net.text(
        "outreach/records/2018-02-02-one.md",
        "Zqmeeting.",
        title="M",
        date="2018-02-02",
        request="outreach/requests/one",
        purpose="Zqpurpose",
        **meeting,
    )
    net.text(
        "outreach/colleagues/ann.md",
        "Zqcolleague.",
        person="ann",
        specialisms=["zqspecial"],
        validated={"on": "2018-01-01", "by": "zqvalidator"},
    )
    net.change("participants/ben/profile.md", consent=None)
    build(net.write(), tmp_path / "site", tmp_path / "cache", search=True)
    site = tree(tmp_path / "site")
    fragments = {
        each: [data for path, data in index_of(site, each).items() if "/fragment/" in path]
        for each in VIEWERS
    }
    words = {
        each: set(re.findall(r"zq[a-z]+", b"".join(found).decode().lower())) - {"zqword", "zqsecret"}
        for each, found in fragments.items()
    }
    public = {
        "zqaimpublic",
        "zqthoughtpublic",
        "zqstagepublic",
        "zqplan",
        "zqroof",
        "zqproject",
        "zqschool",
        "zqnote",
        "zqfound",
        "zqaction",
        "zqwho",
    }
    cohort = public | {
        "zqaimcohort",
        "zqthoughtcohort",
        "zqstagecohort",
        "zqday",
        "zqevent",
        "zqplace",
        "zqsheet",
    }
    outreach = {
        "zqrequest",
        "zqasking",
        "zqsupport",
        "zqmeeting",
        "zqpurpose",
        "zqinvolved",
        "zqpromise",
        "zqcolleague",
        "zqspecial",
        "zqvalidator",
    }
    assert words == {"public": public, "cohort": cohort, "facilitators": cohort | outreach}
    assert not any(
        b"zqaimprivate" in data.lower() or b"zqagreed" in data.lower()
        for each in VIEWERS
        for data in index_of(site, each).values()
    )
    roofs = {
        each: next(
            json.loads(data.removeprefix(b"pagefind_dcd")) for data in found if b"projects/roof/" in data
        )
        for each, found in fragments.items()
    }
    assert {each: (one["filters"]["kind"], one["filters"]["person"]) for each, one in roofs.items()} == {
        each: (["project"], ["ann"] if each == "public" else ["ben", "ann"]) for each in VIEWERS
    }
    offered = {
        each: re.findall(
            r'<option value="(\w+)">',
            site[f"{each}/search/index.html"].decode().partition('name="kind"')[2].partition("</select>")[0],
        )
        for each in VIEWERS
    }
    records = [
        ["plan", "project"],
        ["event", "plan", "project"],
        ["event", "plan", "project", "request", "meeting", "colleague"],
    ]
    assert list(offered.values()) == [["post", "person", *each] for each in records]


def test_a_build_of_touched_files_leaves_the_index_for_later(tmp_path: Path) -> None:
    """As the preview builds, the pages are there at once, the index a moment after.

    A build by another process sees that it is behind.
    """
    net = network(tmp_path)
    options = Options(
        net.write(),
        tmp_path / "site",
        tmp_path / "cache",
        viewers=(VIEWERS["public"],),
        workers=1,
        search=True,
    )
    running = Build(options)
    assert running.run(frozenset()).statistics["public"].indexed == 0
    assert running.run().statistics["public"].indexed == 14
    before = index_of(tree(tmp_path / "site"), "public")
    for finish in (running, Build(options)):
        path = net.text(
            "participants/ann/posts/2018-01-01-p0.md",
            f"Text {finish is running}.",
            title="P0",
            date="2018-01-01",
            audience="public",
        )
        quick = running.run({str(net.write() / path)})
        assert quick.statistics["public"].rendered and not quick.statistics["public"].indexed
        assert index_of(tree(tmp_path / "site"), "public") == before
        assert finish.run().statistics["public"].indexed == 14
        before = index_of(tree(tmp_path / "site"), "public")
        assert (
            differences(
                tree(tmp_path / "site"),
                clean(net.content, tmp_path / "clean", editions=("public",), search=True),
            )
            == []
        )


def test_where_pagefind_cannot_run_a_sentence_says_so(tmp_path: Path) -> None:
    """And how to build without it."""
    net = network(tmp_path / "net")
    fake = tmp_path / "fake" / "pagefind_bin"
    fake.mkdir(parents=True)
    (fake / "__init__.py").write_text(
        "def get_executable():\n    raise FileNotFoundError('there is none for this machine')\n"
    )
    places = ("--content", net.write(), "--output", tmp_path / "site", "--cache", tmp_path / "cache")
    done = command("build", *places, PYTHONPATH=f"{fake.parent}:{ROOT}")
    assert done.returncode == 1 and "--no-search" in done.stderr and "Traceback" not in done.stderr
    assert not (tmp_path / "site/public/index.html").exists()
    assert command("build", "--no-search", *places, PYTHONPATH=f"{fake.parent}:{ROOT}").returncode == 0


def test_a_post_in_another_language_is_found(site: Path) -> None:
    """There is one index, whatever the posts are in, and each says its language."""
    entry = json.loads((site / "cohort/pagefind/pagefind-entry.json").read_bytes())
    assert list(entry["languages"]) == ["en"]
    fragments = [
        json.loads(gzip.decompress(each.read_bytes()).removeprefix(b"pagefind_dcd"))
        for each in (site / "cohort/pagefind/fragment").iterdir()
    ]
    assert len(fragments) == entry["languages"]["en"]["page_count"]
    assert not any(re.search(r"[\ufdd0-\ufdd2]", each["content"]) for each in fragments)
    shown = "".join(each.read_text(encoding="utf-8") for each in (ROOT / "content").rglob("*.md"))
    tags = [tag for each in fragments for tag in re.findall(r"<[^\s<>]*[^<>]*>?", each["content"])]
    written = " ".join(shown.replace("`", "").split())
    assert [tag for tag in tags if tag not in written] == []


@pytest.mark.browser
@pytest.mark.webserver
def test_on_a_telephone_results_come_first(page: Page, address: str) -> None:
    """The choices that narrow a search are folded away, unless the address narrows it."""
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"{address}search/?q=question")
    expect(page.get_by_role("status")).to_have_text(FOUND)
    first = page.locator(".results a").first
    expect(first).to_be_in_viewport()
    expect(page.locator("[name=kind]")).not_to_be_visible()
    page.locator(".narrowing summary").click()
    expect(page.locator("[name=kind]")).to_be_visible()
    page.goto(f"{address}search/?q=question&kind=post")
    expect(page.locator("[name=kind]")).to_be_visible()
