"""The site as programs read it: microformats, linked data, Atom and JSON Feed.

All are compared with the network that the pages were made from.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any, Final
from urllib.parse import urldefrag, urljoin, urlsplit

import feedparser
import mf2py
import pytest

from generator.engine.options import Options
from generator.engine.pipeline import Build
from generator.model.audience import VIEWERS
from generator.network.cut import cut
from generator.network.edition import Edition, link
from generator.network.records import Post
from tests.browser import chromium
from tests.checkers import feed_rules
from tests.shared import SampleSite
from tests.support import ROOT, Records, build

BASE: Final = "https://enquiry.example.org/"
ATOM: Final = "{http://www.w3.org/2005/Atom}"
XML: Final = "{http://www.w3.org/XML/1998/namespace}"
LINKED: Final = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
SHARED: Final = re.compile(r'<meta property="((?:og|article):[\w:]+)" content="([^"]*)">')
ADDRESS: Final = re.compile(r'<link rel="canonical" href="([^"]*)" property="og:url">')

Properties = Mapping[str, list[Any]]


@pytest.fixture(scope="module")
def sample(sample_site: SampleSite, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample network's site."""
    folder = tmp_path_factory.mktemp("machines")
    assert build(ROOT / "content", folder / "site", sample_site.prime(folder / "cache")).written
    return folder


@cache
def model(cache_folder: Path, name: str) -> Edition:
    """The sample network as an edition holds it."""
    network = Build(
        Options(content=ROOT / "content", output=cache_folder.parent / "site", cache=cache_folder)
    ).network()
    assert network is not None
    return link(network, cut(network, VIEWERS[name]))


def microformats(site: Path, edition: str, address: str) -> list[Mapping[str, Any]]:
    """Return what mf2py finds on a page at its own address."""
    text = (site / edition / address / "index.html").read_text(encoding="utf-8")
    items: list[Mapping[str, Any]] = mf2py.parse(doc=text, url=BASE + address)["items"]
    return items


def of_kind(items: list[Mapping[str, Any]], kind: str) -> Iterator[Mapping[str, Any]]:
    """The items of one kind, those inside others too."""
    for each in items:
        if kind in each["type"]:
            yield each
        yield from of_kind(each.get("children", []), kind)


def writers(edition: Edition, post: Post) -> list[tuple[str, list[str]]]:
    """Return the writers of a post: their names, and their addresses."""
    if not post.author:
        return [(post.guest, [])]
    return [
        (edition.people[each].name, [f"{BASE}participants/{each}/"]) for each in (post.author, *post.with_)
    ]


def authors(properties: Properties) -> list[tuple[str, list[str]]]:
    """The same, as a page says it."""
    return [
        (each["properties"]["name"][0], each["properties"].get("url", []))
        for each in properties.get("author", [])
    ]


def home(post: Post) -> str:
    """Return the address of a titled post."""
    return f"{BASE}{post.id}/" if not post.author else f"{BASE}participants/{post.id}/"


def below(edition: Edition, root: str) -> set[str]:
    """Return the conversation of a post: replies at any depth, but none below one that has its own page."""
    found: set[str] = set()
    pending = list(edition.children.get(root, ()))
    while pending:
        key = pending.pop()
        if key not in found:
            found.add(key)
            pending.extend([] if edition.posts[key].titled else edition.children.get(key, ()))
    return {each for each in found if not edition.posts[each].withdrawn}


def squeezed(text: str) -> str:
    """Words alone, to compare what was marked up with what was not."""
    return "".join(re.findall(r"\w+", text.removesuffix("…")))


@pytest.mark.slow
@pytest.mark.parametrize("name", VIEWERS)
def test_a_post_reads_back_as_it_is(sample: Path, name: str) -> None:
    """Title, authors with their addresses, days, what it answers, standards, text, and each comment."""
    edition = model(sample / "cache", name)
    assert len(edition.titled) > 15
    for post in edition.titled:
        (entry,) = of_kind(microformats(sample / "site", name, home(post).removeprefix(BASE)), "h-entry")
        said: Properties = entry["properties"]
        assert said["name"] == [edition.words[post.text.path].title]
        assert authors(said) == writers(edition, post)
        assert said["url"] == [home(post)]
        assert said["published"] == [post.day]
        assert said.get("updated", []) == ([post.updated[:10]] if post.updated else [])
        assert [each["properties"]["url"][0] for each in said.get("in-reply-to", [])] == [
            _where(edition, each) for each in post.reply_to
        ]
        assert said.get("category", []) == [
            " ".join(f"{edition.standards[each].number} {edition.standards[each].title}".split())
            for each in post.standards
        ]
        assert squeezed(said["content"][0]["value"]).startswith(
            squeezed(edition.words[post.text.path].excerpt)[:80]
        )
        _same_comments(edition, post, said)


def _where(edition: Edition, identity: str) -> str:
    """The permalink of a record."""
    post = edition.posts[identity]
    root = edition.posts[edition.shown_on[identity][0]]
    return home(post) if post.titled else f"{home(root)}#reply-{identity.replace('/', '--')}"


def _same_comments(edition: Edition, post: Post, said: Properties) -> None:
    found: dict[str, Properties] = {}
    for each in said.get("comment", []):
        assert each["type"] == ["h-cite"]
        found.setdefault(each["properties"]["url"][0], each["properties"])
    expected = {
        _where(edition, each)
        if edition.posts[each].titled
        else f"{home(post)}#reply-{each.replace('/', '--')}": edition.posts[each]
        for each in below(edition, post.id)
    }
    assert found.keys() == expected.keys()
    for address, reply in expected.items():
        comment = found[address]
        assert authors(comment) == writers(edition, reply)
        assert comment["published"] == [reply.day]
        if reply.titled:
            assert comment["name"] == [edition.words[reply.text.path].title]
        else:
            assert squeezed(comment["content"][0]["value"]).startswith(
                squeezed(edition.words[reply.text.path].excerpt)[:80]
            )
        deeper = [] if reply.reply_to == (post.id,) else reply.reply_to
        assert [urldefrag(each)[1] or each for each in comment.get("in-reply-to", [])] == [
            urldefrag(_where(edition, each))[1] or _where(edition, each) for each in deeper
        ]


@pytest.mark.parametrize("name", VIEWERS)
def test_a_person_and_their_feed_read_back(sample: Path, name: str) -> None:
    """It is an h-card with its own address.

    Below it is all that they wrote, each entry with its author, its day and what it answers.
    """
    edition = model(sample / "cache", name)
    for person in edition.people.values():
        address = f"participants/{person.id}/"
        items = microformats(sample / "site", name, address)
        card = next(of_kind(items, "h-card"))["properties"]
        assert (card["name"], card["url"], card["uid"]) == ([person.name], [BASE + address], [BASE + address])
        assert card.get("org", []) == ([person.school] if person.school else [])
        (feed,) = of_kind(items, "h-feed")
        assert feed["properties"]["name"] == [person.name]
        _same_entries(edition, feed, {each.id for each in edition.by_person.get(person.id, ())})


def _same_entries(edition: Edition, feed: Mapping[str, Any], identities: set[str]) -> None:
    entries = {
        each["properties"]["url"][0]: each["properties"]
        for each in of_kind(feed.get("children", []), "h-entry")
    }
    assert entries.keys() == {_where(edition, each) for each in identities}
    for identity in identities:
        post, entry = edition.posts[identity], entries[_where(edition, identity)]
        assert (authors(entry) or authors(feed["properties"])) == writers(edition, post)
        assert entry["published"] == [post.day]
        assert entry.get("in-reply-to", []) == [_where(edition, each) for each in post.reply_to]
        if post.titled:
            assert entry["name"] == [edition.words[post.text.path].title]


@pytest.mark.slow
@pytest.mark.parametrize("name", VIEWERS)
def test_lists_read_back_as_feeds(sample: Path, name: str) -> None:
    """Every list of posts is a feed with a name; the people of the network and of a cohort are cards."""
    edition = model(sample / "cache", name)
    for identity, posts in edition.by_standard.items():
        feeds = list(of_kind(microformats(sample / "site", name, f"standards/{identity}/"), "h-feed"))
        assert all(each["properties"]["name"] for each in feeds)
        found = [entry["properties"]["url"][0] for feed in feeds for entry in feed["children"]]
        assert sorted(found) == sorted(_where(edition, each.id) for each in posts)
    for cohort in edition.cohorts.values():
        cards = {
            each["properties"]["name"][0]
            for each in of_kind(microformats(sample / "site", name, f"cohorts/{cohort.id}/"), "h-card")
        }
        assert cards == {edition.people[each].name for each, _ in cohort.fields.members}
    everybody = {
        each["properties"]["url"][0]
        for each in of_kind(microformats(sample / "site", name, "participants/"), "h-card")
    }
    assert everybody == {f"{BASE}participants/{each}/" for each in edition.people}
    for address in ("", "showcase/", *(f"cohorts/{each}/digest/" for each in edition.cohorts)):
        for feed in of_kind(microformats(sample / "site", name, address), "h-feed"):
            assert feed["properties"]["name"]
            assert all(
                {"name", "url", "author", "published"} <= each["properties"].keys()
                for each in feed["children"]
            )


def linked(text: str) -> dict[str, Any]:
    """A page's linked data."""
    (block,) = LINKED.findall(text)
    found: dict[str, Any] = json.loads(block)
    assert found["@context"] == "https://schema.org"
    return found


def test_a_shared_post_says_what_it_is(sample: Path) -> None:
    """Open Graph and JSON-LD agree with the post.

    A picture is named only where the text shows one, and it is there.
    """
    edition = model(sample / "cache", "public")
    pictured = 0
    for post in edition.titled:
        text = (sample / "site/public" / urlsplit(home(post)).path.lstrip("/") / "index.html").read_text(
            encoding="utf-8"
        )
        words = edition.words[post.text.path]
        shared = {key: unescape(value) for key, value in SHARED.findall(text)}
        (address,) = ADDRESS.findall(text)
        assert (shared["og:title"], shared["og:type"], address) == (
            words.title,
            "article",
            home(post),
        )
        assert shared["article:published_time"] == post.day
        said = linked(text)
        assert (said["@type"], said["headline"], said["datePublished"]) == (
            "BlogPosting",
            words.title,
            post.day,
        )
        assert f'<link rel="canonical" href="{post.original or home(post)}"' in text
        assert [(each["name"], [each["url"]] if "url" in each else []) for each in said["author"]] == writers(
            edition, post
        )
        assert said["commentCount"] == (
            edition.conversations[post.id].replies if post.id in edition.conversations else 0
        )
        main = text[text.index("<main") :]
        shows = re.findall(r'<img src="[./]*(media/[^"]+)"', main[: main.index('<section class="talk"')])
        assert shared.get("og:image", "") == (BASE + shows[0] if shows else "")
        assert said.get("image", "") == shared.get("og:image", "")
        assert not shows or (sample / "site/public" / shows[0]).is_file()
        pictured += bool(shows)
    assert pictured > 0


def test_every_kind_of_page_says_what_it_is(sample: Path) -> None:
    """There are WebSite, Person and collections.

    There is nothing on the pages of members, which ask not to be passed on, nor where nothing is.
    """
    site = sample / "site"
    assert linked((site / "public/index.html").read_text(encoding="utf-8"))["@type"] == "WebSite"
    for address in (
        "participants/",
        "cohorts/",
        "standards/",
        "showcase/",
        "cohorts/stl-2018/",
        "cohorts/stl-2018/digest/",
    ):
        assert (
            linked((site / "public" / address / "index.html").read_text(encoding="utf-8"))["@type"]
            == "CollectionPage"
        )
    rachna = linked((site / "public/participants/rachna/index.html").read_text(encoding="utf-8"))
    assert (rachna["mainEntity"]["@type"], rachna["mainEntity"]["name"]) == ("Person", "Rachna Sengupta")
    assert not SHARED.findall((site / "public/404.html").read_text(encoding="utf-8"))
    assert VIEWERS["cohort"].notice
    for path in (site / "cohort").rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert "ld+json" not in text and '"og:' not in text, path


HOSTILE: Final = "</script><script>window.ran = 1</script><!-- \u2028 & \" ' ]]> \\u003c"


@pytest.mark.browser
def test_linked_data_is_data(tmp_path: Path) -> None:
    """A title ends no block and begins none, whatever it says.

    A browser under the strictest policy has nothing against it.
    """
    net = Records(tmp_path)
    net.text("network.yaml", title=HOSTILE, address="https://example.org/", tagline=HOSTILE)
    net.text(
        "participants/ann/profile.md", f"{HOSTILE} -->", name=HOSTILE, school=HOSTILE, consent="2018-01-01"
    )
    net.text(
        "participants/ann/posts/2018-01-01-x.md",
        "Words.",
        title=HOSTILE,
        summary=HOSTILE,
        date="2018-01-01",
        audience="public",
    )
    assert build(net.write(), tmp_path / "site", tmp_path / "cache", editions=("public",)).written
    text = (tmp_path / "site/public/participants/ann/x/index.html").read_text(encoding="utf-8")
    assert linked(text)["headline"] == " ".join(HOSTILE.split())
    policy = "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'none'"
    with chromium() as browser:
        page = browser.new_page()
        page.route(
            "**/*",
            lambda route: (
                route.fulfill(
                    body=text, content_type="text/html", headers={"Content-Security-Policy": policy}
                )
                if route.request.url.endswith("/x/")
                else route.abort()
            ),
        )
        told: list[str] = []
        page.on("console", lambda message: told.append(message.text))
        page.goto("https://example.org/participants/ann/x/")
        assert page.evaluate("window.ran") is None
        assert page.evaluate("JSON.parse(document.querySelector('script').textContent).headline") == " ".join(
            HOSTILE.split()
        )
        assert page.evaluate("document.scripts.length") == 1
        assert not [each for each in told if "Security Policy" in each and "script" in each]


RFC_3339: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")


def _is_date(text: str | None) -> bool:
    return (
        text is not None
        and RFC_3339.fullmatch(text) is not None
        and dt.datetime.fromisoformat(text) is not None
    )


def _is_iri(text: str | None) -> bool:
    return (
        text is not None
        and bool(urlsplit(text).scheme and urlsplit(text).netloc)
        and not re.search(r"\s", text)
    )


def _one(element: ET.Element, name: str) -> ET.Element:
    found = element.findall(ATOM + name)
    assert len(found) == 1, f"{name} stands {len(found)} times"
    return found[0]


def _links(element: ET.Element, base: str) -> dict[str, str]:
    """The links of an entry or feed by their relation; no two of one relation, type and language."""
    links = element.findall(f"{ATOM}link")
    kinds = [(each.get("rel", "alternate"), each.get("type"), each.get("hreflang")) for each in links]
    assert len(kinds) == len(set(kinds))
    return {each.get("rel", "alternate"): urljoin(base, each.attrib["href"]) for each in links}


def check_atom(data: bytes, address: str) -> tuple[str, list[str]]:
    """A feed against what RFC 4287 asks for in its section 4; its id, and those of its entries."""
    feed = ET.fromstring(data)
    assert feed.tag == f"{ATOM}feed"
    identity = _one(feed, "id").text or ""
    assert TAG.fullmatch(identity)
    assert _is_date(_one(feed, "updated").text) and (_one(feed, "title").text or "").strip()
    assert len(feed.findall(f"{ATOM}generator")) <= 1
    links = _links(feed, address)
    assert links["self"] == address and _is_iri(links["alternate"])
    entries = feed.findall(f"{ATOM}entry")
    identities = [_one(each, "id").text or "" for each in entries]
    assert len(set(identities)) == len(identities)
    for entry, name in zip(entries, identities, strict=True):
        assert TAG.fullmatch(name)
        assert (
            _one(entry, "title").get("type", "text") == "text"
            and _is_date(_one(entry, "updated").text)
            and _is_date(_one(entry, "published").text)
        )
        assert (
            str(_one(entry, "published").text)
            <= str(_one(entry, "updated").text)
            <= str(_one(feed, "updated").text)
        )
        people = entry.findall(f"{ATOM}author") or feed.findall(f"{ATOM}author")
        assert people and all((_one(each, "name").text or "").strip() for each in people)
        assert all(_is_iri(each.text) for each in entry.iter(f"{ATOM}uri"))
        assert all(each.get("term") for each in entry.findall(f"{ATOM}category"))
        assert _is_iri(_links(entry, address)["alternate"])
        for content in entry.findall(f"{ATOM}content"):
            assert content.get("type") == "html" and len(content) == 0
            assert (
                'href="#' not in (content.text or "")
                or urljoin(content.get(f"{XML}base", address), "#here")
                == f"{urldefrag(_links(entry, address)['alternate'])[0]}#here"
            )
        assert len(entry.findall(f"{ATOM}content")) <= 1 and len(entry.findall(f"{ATOM}summary")) <= 1
    return identity, identities


TAG: Final = re.compile(r"tag:enquiry\.example\.org,2018:(?:[\w./-]|%[0-9A-F]{2})+", re.ASCII)
"""An id of RFC 4151, of this network."""
JSON_ITEM: Final = frozenset(
    (
        "id url external_url title content_html content_text summary image banner_image date_published "
        "date_modified authors tags language attachments"
    ).split()
)
"""The names of an item that the specification of JSON Feed knows."""


def check_json_feed(data: bytes, address: str) -> None:
    """A feed against the specification of JSON Feed, version 1.1."""
    feed = json.loads(data)
    assert (
        feed["version"] == "https://jsonfeed.org/version/1.1"
        and isinstance(feed["title"], str)
        and feed["title"]
    )
    assert feed["feed_url"] == address and _is_iri(feed["home_page_url"])
    assert feed.keys() <= {
        "version",
        "title",
        "home_page_url",
        "feed_url",
        "description",
        "user_comment",
        "next_url",
        "icon",
        "favicon",
        "authors",
        "language",
        "expired",
        "hubs",
        "items",
    }
    assert len({each["id"] for each in feed["items"]}) == len(feed["items"])
    for item in feed["items"]:
        assert item.keys() <= JSON_ITEM
        assert TAG.fullmatch(item["id"]) and _is_iri(item["url"])
        assert any(isinstance(item.get(each), str) for each in ("content_html", "content_text"))
        assert _is_date(item["date_published"]) and _is_date(item["date_modified"])
        assert all(set(each) <= {"name", "url", "avatar"} and any(each.values()) for each in item["authors"])
        assert all(isinstance(each, str) for each in item.get("tags", []))


@pytest.mark.slow
@pytest.mark.parametrize("name", VIEWERS)
def test_feeds_are_valid(sample: Path, name: str) -> None:
    """Every Atom feed agrees with RFC 4287, and feedparser reads it; JSON Feeds agree with theirs.

    No two feeds share an id, and no feed has an entry's.
    """
    top = sample / "site" / name
    identities: list[str] = []
    entries: set[str] = set()
    for path in sorted(top.rglob("atom.xml")):
        if 'http-equiv="refresh"' in (path.parent / "index.html").read_text(encoding="utf-8"):
            continue  # an old address
        address = BASE + path.relative_to(top).as_posix()
        identity, within = check_atom(path.read_bytes(), address)
        identities.append(identity)
        entries.update(within)
        parsed = feedparser.parse(path.read_bytes())
        assert not parsed.bozo, f"{path}: {parsed.get('bozo_exception')}"
        assert list(feed_rules.faults(path.read_bytes(), address)) == []
        assert all(each.link and each.author for each in parsed.entries)
    assert len(identities) == len(set(identities)) > 20 and not entries & set(identities)
    feeds = sorted(top.rglob("feed.json"))
    assert len(feeds) > 10
    for path in feeds:
        check_json_feed(path.read_bytes(), BASE + path.relative_to(top).as_posix())


@pytest.mark.parametrize("name", VIEWERS)
def test_feeds_are_found(sample: Path, name: str) -> None:
    """Every page beside which a feed lies names it, and names none that is not there."""
    top = sample / "site" / name
    for path in top.rglob("index.html"):
        text = path.read_text(encoding="utf-8")
        named = {
            urljoin(f"{path}", unescape(each))
            for each in re.findall(
                r'<link rel="alternate" type="application/(?:atom|feed)\+(?:xml|json)"[^>]* href="([^"]+)"',
                text,
            )
        }
        assert all(Path(each).is_file() for each in named), path
        beside = {
            str(each) for each in (path.parent / "atom.xml", path.parent / "feed.json") if each.is_file()
        }
        assert 'http-equiv="refresh"' in text or beside <= named, path


def test_linked_data_says_any_title_and_ends_where_it_has_to(tmp_path: Path) -> None:
    """Characters that could end the block, begin a tag or break a line of a script are escaped in it.

    They are read back as they were written.
    """
    title = '</script><script>hit(1)</script><!-- <b> & > -->\u2028\u2029"\\'
    net = Records(tmp_path)
    net.text("network.yaml", title="N", address="https://example.org/")
    net.text("participants/ann/profile.md", name="Ann", consent="2018-01-01")
    net.text(
        "participants/ann/posts/2018-01-01-p.md", "Words.", title=title, date="2018-01-01", audience="public"
    )
    assert build(net.write(), tmp_path / "site", tmp_path / "cache", editions=("public",)).written
    page = (tmp_path / "site/public/participants/ann/p/index.html").read_text(encoding="utf-8")
    block = page.partition('<script type="application/ld+json">')[2].partition("</script>")[0]
    assert json.loads(block)["headline"].split() == title.split()
    assert not set("<>&\u2028\u2029") & set(block)
