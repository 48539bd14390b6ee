"""The language of a site: every word of the interface is in its catalogue.

Plurals and dates are the language's own, and texts keep theirs.
"""

from __future__ import annotations

import ast
import csv
import json
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable, Container, Iterator
from datetime import date
from email import message_from_bytes, policy
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest
from babel.dates import format_date, format_skeleton
from babel.messages.pofile import read_po, write_po
from jinja2 import TemplateAssertionError

from generator.authoring.translating import messages, translate
from generator.engine.options import Options
from generator.engine.pipeline import Build
from generator.engine.theme import languages
from generator.publish.language import ENGLISH, Language, unfaithful
from generator.publish.templates import Templates
from generator.source.files import unwritten
from generator.subjects.projects.kind import AREAS, DATA, STATUSES
from tests.shared import SampleSite
from tests.support import (
    ROOT,
    Fields,
    Records,
    build,
    clean,
    command,
    differences,
    picture,
    surroundings,
    tree,
)

THEME = ROOT / "themes" / "default"
GAELIC = THEME / languages.LOCALES / "gd.po"
SHOWN = ("aria-label", "title", "alt", "placeholder", "content", "label")
SPOKEN = re.compile(r"%\(\w+\)s|%%|<[^<>]*>|([A-Za-z])")
LETTERS = dict(zip("abcdefghijklmnopqrstuvwxyz", "αβξδεφγηιψκλμνοπθρστυωχζυζ", strict=True))
FOR_MAKERS = {"style.html", "style"}
"""Pages for makers of themes. They are in English in every language, and say so."""
LEGAL = {"legal.py", "accessibility.html", "privacy.html"}
"""Files of legal wording.

No draft may stand for it, so it stays in English until a speaker has translated it.
"""
LONG = 201
"""Replies of a conversation that goes on on a second page."""


def greek(text: str) -> str:
    """English in Greek letters: no language, but nobody takes it for English. Places and HTML stay."""
    return SPOKEN.sub(lambda found: LETTERS[found[1].lower()] if found[1] else found[0], text)


class Said(HTMLParser):
    """The words of a page, in its text and to those who can't see it.

    What is typed into a computer is left out.
    """

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.language = ""
        self._silent = 0
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins."""
        found = dict(attrs)
        self._silent += tag in ("code", "style", "script")
        if tag == "html":
            self.language = found.get("lang") or ""
        if tag != "meta" or found.get("name") == "description":
            self.words += [str(found[name]) for name in SHOWN if found.get(name)]
        if (found.get("href") or "").startswith("mailto:"):
            self.words.append(
                re.sub(r"https?://\S+|^mailto:[^?]*|subject=|body=", "", unquote(str(found["href"])))
            )

    def handle_endtag(self, tag: str) -> None:
        """An element ends."""
        self._silent -= tag in ("code", "style", "script")

    def handle_data(self, data: str) -> None:
        """Words."""
        if not self._silent:
            self.words.append(data)


def network(folder: Path, language: str = "el", *, forge: bool = True, replies: int = 2) -> Records:
    """A network with every kind of page, which says no word in Latin letters.

    Some posts have so many `replies`.
    """
    net = Records(folder)
    more: Fields = {"forge": {"kind": "github", "repository": "example/network"}} if forge else {}
    net.text(
        "network.yaml",
        title=greek("Network"),
        tagline=greek("A tagline"),
        address="https://enquiry.test/",
        language=language,
        theme="ours",
        standards=["own"],
        concern="mailto:a@enquiry.test",
        privacy_contact="mailto:a@enquiry.test",
        **more,
    )
    _notices(net)
    net.text(
        "standards/own.yaml",
        title=greek("Catalogue"),
        publisher=greek("Publisher"),
        in_force_from="2010-01-01",
        elements=[
            {"id": "one", "title": greek("One"), "kind": "standard", "statement": greek("Words")},
            {"id": "two", "title": greek("Two"), "parent": "one", "verified": False},
            {"id": "three", "title": greek("Three")},
        ],
    )
    roles = {
        "eva": "participant",
        "ben": "critical-friend",
        "cat": "tutor",
        "dan": "facilitator",
        "silent": "participant",
    }
    for name in roles:
        net.text(
            f"participants/{name}/profile.md",
            greek("About"),
            name=greek(name),
            consent="2018-01-01",
            links=[{"title": greek("Elsewhere"), "url": "https://example.org/"}],
        )
    net.text(
        "cohorts/c.yaml",
        title=greek("Cohort"),
        programme=greek("Programme"),
        summary=greek("Summary"),
        starts="2018-01-01",
        ends="2018-06-30",
        audience="public",
        focus=["one", "three"],
        members=roles,
        phases=[
            {
                "id": "p",
                "title": greek("First"),
                "starts": "2018-01-01",
                "ends": "2018-02-01",
                "text": greek("Text"),
            },
            {"id": "q", "title": greek("Second"), "starts": "2018-02-02", "ends": "2018-03-01"},
        ],
        prompts=[
            {"id": "w", "title": greek("Why"), "phase": "p", "text": greek("Because")},
            {"id": "v", "title": greek("Whatever"), "due": "2018-01-30"},
        ],
        showcase=[{"post": "eva/start", "why": greek("Why")}],
    )
    _posts(net, replies)
    event = {
        "cohorts": ["c"],
        "led_by": ["dan"],
        "bring": [greek("Bread")],
        "materials": [{"title": greek("Map"), "link": "https://example.org/"}],
        "standards": ["one"],
    }
    for number, sort in enumerate(("residential", "recall day", "network meeting", "deadline", "other"), 1):
        net.text(
            f"events/day-{number}.md",
            greek("Words"),
            title=greek("Day"),
            starts=f"2018-01-1{number}",
            ends=f"2018-02-1{number}",
            kind=sort,
            place=greek("Here"),
            **event,
        )
    _projects(net)
    net.text("pages/about.md", greek("About"), title=greek("About"), summary=greek("What it is"))
    return net


def _projects(net: Records) -> None:
    """A project in each state, in every area, with everything that it can say."""
    story: list[Fields] = [
        {},
        {"offers": ["dan"]},
        {"match": "ben", "matched": "2018-01-10", "starts": "2018-01-01"},
        {
            "visits": [{"date": "2018-01-12", "data": list(DATA), "note": greek("Words")}],
            "ends": "2018-03-01",
        },
        {
            "findings": [greek("Found")],
            "presented": [{"to": greek("Council"), "date": "2018-02-01"}],
            "starts": None,
        },
        {
            "actions": [
                {"what": greek("What"), "who": greek("Who"), "by": "2018-03-01", "status": each}
                for each in STATUSES
            ]
        },
        {
            "actions": [{"what": greek("What"), "who": greek("Who"), "status": "done"}],
            "starts": "2018-01-01",
            "audience": "facilitators",
        },
    ]
    said: Fields = {
        "school": greek("School"),
        "authority": greek("Authority"),
        "contact": greek("Head"),
        "summary": greek("Summary"),
        "audience": "public",
    }
    for number, area in enumerate(AREAS):
        said = {**said, **(story[number] if number < len(story) else {})}
        net.text(f"projects/n-{number}.md", greek("Words"), title=greek("Project"), area=area, **said)


def _notices(net: Records) -> None:
    """A privacy notice and an accessibility statement with everything that they can say."""
    bases = (
        "consent",
        "contract",
        "legal-obligation",
        "vital-interests",
        "public-task",
        "legitimate-interests",
    )
    net.change(
        "network.yaml",
        privacy={
            "who": greek("Who"),
            "why": [{"what": greek("What"), "why": greek("Why"), "basis": each} for each in bases],
            "how_long": greek("Long"),
            "ask": "https://α.ελ/",
            "officer": "https://β.ελ/",
            "shared_with": greek("Nobody"),
            "reviewed": "2018-01-01",
        },
        accessibility={
            "status": "partial",
            "response": greek("Soon"),
            "prepared": "2018-01-01",
            "reviewed": "2018-01-02",
            "tested": greek("By hand"),
            "contact": "https://γ.ελ/",
            "faults": [
                {"what": greek("What"), "why": greek("Why"), "instead": greek("Write"), "kind": each}
                for each in ("non-compliance", "disproportionate-burden", "out-of-scope")
            ],
        },
    )


def _posts(net: Records, replies: int) -> None:
    here = {"cohort": "c", "audience": "public", "standards": ["one", "two"]}
    body = greek("Words") + "\n\n- [x] α\n- [ ] β\n\n| α | β |\n| - | - |\n| γ | δ |\n\n![α](x.png)\n"
    more = {
        "phase": "p",
        "prompt": "w",
        "updated": "2018-01-03",
        "aliases": ["/old/"],
        "photos": {"x.png": {"people": True}},
    }
    net.text(
        "participants/eva/posts/2018-01-02-start.md",
        body,
        title=greek("Start"),
        date="2018-01-02",
        **more,
        **here,
    )
    net.file("participants/eva/posts/x.png", picture("x"))
    net.text(
        "participants/eva/posts/2018-01-05-bare.md",
        greek("Words"),
        title=greek("Bare"),
        date="2018-01-05",
        cohort="c",
        audience="public",
        with_=["ben"],
    )
    net.text(
        "participants/eva/posts/2018-01-06-mine.md",
        greek("Words"),
        title=greek("Mine"),
        date="2018-01-06",
        phase="q",
        **{**here, "audience": "facilitators"},
    )
    net.text(
        "participants/ben/replies/2018-01-04-titled.md",
        greek("Words"),
        title=greek("Titled"),
        date="2018-01-04",
        reply_to=["eva/start", "eva/bare"],
        **here,
    )
    net.text(
        "participants/eva/posts/2018-01-07-gone.md",
        withdrawn="by its author",
        date="2018-01-07",
        cohort="c",
        audience="public",
    )
    for to, number in (("eva/start", replies), ("eva/bare", 1), ("eva/gone", replies), ("ben/titled", 2)):
        for each in range(number):
            net.text(
                f"participants/cat/replies/2018-01-08-to-{to.replace('/', '-')}-{each}.md",
                greek("Words"),
                date="2018-01-08",
                reply_to=[to],
                audience="public",
            )
    net.text(
        "participants/dan/replies/2018-01-09-both.md",
        greek("Words"),
        date="2018-01-09",
        reply_to=["cat/to-eva-start-0", "cat/to-eva-bare-0"],
        audience="public",
    )
    net.text(
        "participants/dan/replies/2018-01-09-taken.md",
        withdrawn="by the facilitators",
        date="2018-01-09",
        reply_to=["cat/to-eva-start-1"],
        audience="public",
    )
    net.text(
        "participants/eva/replies/2018-01-10-after.md",
        greek("Words"),
        date="2018-01-10",
        reply_to=["dan/taken"],
        audience="public",
    )
    net.text(
        "guests/2018-01-11-guest.md",
        greek("Words"),
        name=greek("Guest"),
        consent="2018-01-01",
        date="2018-01-11",
        reply_to=["eva/start"],
        title=greek("Guest"),
        audience="public",
    )


def spoken_in_greek_letters(theme: Path, language: str = "el") -> None:
    """Give a theme a catalogue in which every message is in Greek letters."""
    made = translate(theme, language)
    catalogue = languages.read(made.path.read_bytes())
    for message in catalogue:
        if message.id:
            message.string = (
                language
                if message.id == "en"
                else greek(message.id)
                if isinstance(message.id, str)
                else tuple(map(greek, message.id))
            )
    catalogue.fuzzy = False
    with made.path.open("wb") as file:
        write_po(file, catalogue)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("forge", "date"),
    [(True, "2018-01-20"), (False, "2018-01-20"), (True, "2019-01-20"), (True, "2017-01-20")],
    ids=["forge", "no forge", "after", "before"],
)
def test_every_word_of_every_page_is_in_the_catalogue(tmp_path: Path, *, forge: bool, date: str) -> None:
    """A site whose texts, messages and dates are in Greek letters has no other letter in it.

    Whatever has is no message, but should be one.
    """
    net = network(tmp_path, forge=forge, replies=LONG)
    spoken_in_greek_letters(tmp_path / "themes" / "ours")
    outcome = build(net.write(), tmp_path / "site", tmp_path / "cache", date=date)
    assert outcome.written, outcome.diagnostics
    left = {
        (path, each.strip())
        for path, words in said(tmp_path / "site")
        for each in words
        if re.search("[A-Za-z]", each)
    }
    assert not left, sorted(left)[:20]


@pytest.mark.parametrize(
    "path",
    sorted(path for path in THEME.rglob("*.html") if path.name not in FOR_MAKERS),
    ids=lambda path: path.relative_to(THEME).as_posix(),
)
def test_no_template_says_anything_but_messages(path: Path) -> None:
    """Also where no network gets to: there is no word in a template outside of what Jinja fills in."""
    text = re.sub(
        r"\{% block \w+ %\}[^{}<>]*\{% endblock %\}|\{#.*?#\}|\{%.*?%\}",
        "",
        path.read_text(encoding="utf-8"),
        flags=re.DOTALL,
    )
    text = re.sub(r"\{\{.*?\}\}", "…", re.sub(r"(</?)\{\{ part \}\}", r"\1div", text), flags=re.DOTALL)
    words = [
        each
        for each in Said(text).words
        if re.search("[A-Za-z]", each) and "width=device-width" not in each and each.strip() != 'lang="…"'
    ]
    assert not words, words


def said(site: Path) -> list[tuple[str, list[str]]]:
    """Return the words of each page and each feed of a site."""
    pages = [
        (path.relative_to(site).as_posix(), Said(path.read_text(encoding="utf-8")).words)
        for path in sorted(site.rglob("*.html"))
    ]
    assert {
        "2018-01",
        "day-1",
        "phases",
        "prompts",
        "standards",
        "digest",
        "privacy",
        "accessibility",
    } <= {part for path, _ in pages for part in path.split("/")}
    others = [
        (path.relative_to(site).as_posix(), list(read(path)))
        for name, read in READ.items()
        for path in sorted(site.rglob(name))
    ]
    assert {path.rpartition("/")[2].rpartition(".")[2] for path, _ in others} == {"xml", "json", "ics", "csv"}
    return [*pages, *others]


def _in_feed(path: Path) -> Iterator[str]:
    spoken = [
        each
        for each in ET.parse(path).iter()
        if each.tag.endswith(("}title", "}summary", "}name", "}content")) and each.text
    ]
    yield from (
        word
        for each in spoken
        for word in (Said(str(each.text)).words if each.tag.endswith("content") else [str(each.text)])
    )


def test_the_gaelic_catalogue_is_complete_and_up_to_date() -> None:
    """Extraction finds no message that is not in it, and it has none that nobody says or can use.

    `enquiry translate gd --theme themes/default` mends that.
    """
    gathered = messages(THEME)
    found = {(each.id, each.context) for each in gathered if each.id}
    catalogue = languages.read(GAELIC.read_bytes())
    known = {(each.id, each.context) for each in catalogue if each.id}
    assert found == known
    empty = [
        each
        for each in catalogue
        if each.id and not all([each.string] if isinstance(each.string, str) else each.string or [""])
    ]
    legal = {
        (each.id, each.context)
        for each in gathered
        if {Path(place).name for place, _ in each.locations} <= LEGAL
    }
    assert not [each.id for each in empty if (each.id, each.context) not in legal]
    assert catalogue.num_plurals == 4
    spoken = languages.find_language([str(THEME)], "gd")
    assert not spoken.faults
    assert spoken.language.draft, "somebody has checked it: then say who in its header, and change this test"


@pytest.mark.slow
def test_the_command_changes_nothing_in_a_catalogue_that_is_up_to_date(tmp_path: Path) -> None:
    """Its messages, translations, marks and notes stay.

    How they are laid out in the file is Babel's affair.
    """
    shutil.copytree(THEME, tmp_path / "theme")
    done = command("translate", "gd", "--theme", tmp_path / "theme")
    assert done.returncode == 0, done.stderr
    written = tmp_path / "theme" / "locales" / "gd.po"
    assert _entries(written) == _entries(GAELIC)
    assert not re.search("^#:", written.read_text(encoding="utf-8"), re.MULTILINE), (
        "places move with the code"
    )


def _entries(file: Path) -> list[object]:
    """All that a catalogue says: its head, and each message by its words."""
    catalogue = languages.read(file.read_bytes())
    head = [catalogue.header_comment, catalogue.fuzzy, str(catalogue.locale), catalogue.plural_forms]
    said = (
        (each.id, each.context or "", each.string, sorted(each.flags), each.auto_comments, each.user_comments)
        for each in catalogue
        if each.id
    )
    return [*head, *sorted(said, key=str)]


MESSAGES = {"_": 1, "N_": 1, "gettext": 1, "ngettext": 2, "pgettext": 2, "npgettext": 3}
"""The functions by which extraction knows a message, and how many of their arguments are its words."""


def test_no_message_hides_from_extraction() -> None:
    """A message stands as a literal in its call, or marked with `N_` in a table.

    Versions of Babel differ in all else.

    No f-string is in such a call or around it, and no literal in a key by which a message is looked up.
    """
    hidden = []
    for path in sorted((ROOT / "generator").rglob("*.py")):
        parsed = ast.parse(path.read_text(encoding="utf-8"))
        in_text = {
            id(each)
            for node in ast.walk(parsed)
            if isinstance(node, ast.JoinedStr)
            for each in ast.walk(node)
        }
        hidden += [
            f"{path.relative_to(ROOT)}:{call.lineno}: {ast.unparse(call)}"
            for call in ast.walk(parsed)
            if isinstance(call, ast.Call) and _hides(call, in_text)
        ]
    assert not hidden


def _hides(call: ast.Call, in_text: Container[int]) -> bool:
    called = call.func
    name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
    if name not in MESSAGES:
        return False
    words = call.args[: MESSAGES[name]]
    literal = all(_is_text(each) for each in words)
    if literal and id(call) in in_text:
        return True
    if any(isinstance(each, ast.JoinedStr) for each in ast.walk(call)):
        return True
    return not literal and any(_is_text(each) for word in words for each in ast.walk(word))


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


@pytest.mark.parametrize(
    ("source", "hides"),
    [
        ("_('One')", False),
        ("_('One %(x)s', x=name)", False),
        ("self.gettext(ROLES[member.role])", False),
        ("_(f'One {name}')", True),
        ("_('One %(x)s', x=f'{name}')", True),
        ('f"{_(1)}"', False),
        ('''f"{_('One')}"''', True),
        ("_(ROLES['guest'])", True),
        ("_('One' if single else 'More')", True),
        ("ngettext('%(num)s post', '%(num)s posts', len(posts))", False),
    ],
)
def test_the_rule_for_messages_finds_what_hides(source: str, *, hides: bool) -> None:
    """The rule above can fail."""
    parsed = ast.parse(source)
    joined = (node for node in ast.walk(parsed) if isinstance(node, ast.JoinedStr))
    in_text = {id(each) for node in joined for each in ast.walk(node)}
    calls = (node for node in ast.walk(parsed) if isinstance(node, ast.Call))
    assert any(_hides(call, in_text) for call in calls) is hides


def test_only_a_language_writes_dates() -> None:
    """A page that wrote dates itself would write English ones in every language."""
    users = [
        path.name
        for path in sorted((ROOT / "generator" / "publish").rglob("*.py"))
        if re.search(r"publish(\.| import .*)\bdates\b", path.read_text(encoding="utf-8"))
    ]
    assert users == ["language.py", "samples.py", "style_guide.py"], (
        "the style guide alone is in English for all"
    )


def _in_json_feed(path: Path) -> Iterator[str]:
    feed = json.loads(path.read_text(encoding="utf-8"))
    for each in (feed, *feed["items"]):
        yield from (each[name] for name in ("title", "description", "summary") if name in each)
        yield from Said(each.get("content_html", "")).words


def _in_calendar(path: Path) -> Iterator[str]:
    lines = path.read_bytes().replace(b"\r\n ", b"").decode().splitlines()
    yield from (
        line.partition(":")[2]
        for line in lines
        if line.startswith(("NAME", "X-WR-CALNAME", "SUMMARY", "DESCRIPTION", "LOCATION", "CATEGORIES"))
    )


def _in_table(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from (cell for row in csv.reader(file) for cell in row)


READ: dict[str, Callable[[Path], Iterator[str]]] = {
    "atom.xml": _in_feed,
    "feed.json": _in_json_feed,
    "*.ics": _in_calendar,
    "*.csv": _in_table,
}
"""Readers of the words of other files than pages, by the names of the files."""


@pytest.mark.slow
def test_the_digest_by_mail_speaks_the_language(tmp_path: Path) -> None:
    """Its subject and its three forms; also where nothing is new."""
    net = network(tmp_path)
    spoken_in_greek_letters(tmp_path / "themes" / "ours")
    for since, day in (("2018-01-02", "2018-01-12"), ("2018-05-01", "2018-05-02")):
        done = command(
            "digest",
            "--cohort",
            "c",
            "--since",
            since,
            "--date",
            day,
            "--content",
            net.write(),
            "--to",
            tmp_path / since,
        )
        assert done.returncode == 0, done.stderr
        (eml,), (markdown,) = (tmp_path / since).glob("*.eml"), (tmp_path / since).glob("*.md")
        mail = message_from_bytes(eml.read_bytes(), policy=policy.default)
        plain, html = (str(mail.get_body((kind,)).get_content()) for kind in ("plain", "html"))  # type: ignore[union-attr] # it has both
        for text in (str(mail["Subject"]), plain, markdown.read_text(encoding="utf-8"), *Said(html).words):
            assert not re.search("[A-Za-z]", re.sub(r"https?://[^\s)]+", "", text)), text


@pytest.fixture(scope="module")
def gaelic(sample_site: SampleSite, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample network, in Gaelic, and what it has for whoever makes a theme."""
    folder = tmp_path_factory.mktemp("gaelic")
    shutil.copytree(ROOT / "content", folder / "content")
    sample_site.prime(folder / ".cache" / "enquiry")
    settings = folder / "content" / "network.yaml"
    settings.write_text(
        re.sub("language: .*", "language: gd", settings.read_text(encoding="utf-8")), encoding="utf-8"
    )
    done = command(
        "build", "--with-style-guide", "--content", folder / "content", "--output", folder / "site"
    )
    assert done.returncode == 0, done.stderr
    assert "draft-translation" in done.stderr + done.stdout
    return folder / "site"


@pytest.mark.slow
def test_gaelic_pages_have_no_english_message(gaelic: Path) -> None:
    """No page says a message in English whose Gaelic is another."""
    catalogue = languages.read(GAELIC.read_bytes())
    pairs = [
        (one, each.string)
        for each in catalogue
        if each.id
        for one in ([each.id] if isinstance(each.id, str) else each.id)
    ]
    english = {
        re.sub(r"\s+", " ", re.sub("<[^<>]*>", "", one)).strip()
        for one, string in pairs
        if string and one != string and "%" not in one
    }
    # Shorter ones may stand in the sample network's own texts; the test in Greek letters has them all.
    english = {each for each in english if each.count(" ") > 1}
    # The sample network's own pages are a guide in English, which quotes the interface.
    own = {path.stem for path in (ROOT / "content" / "pages").glob("*.md")} - {"privacy", "accessibility"}
    left_out = own | FOR_MAKERS
    for path in (each for each in sorted(gaelic.rglob("*.html")) if left_out.isdisjoint(each.parts)):
        page = Said(path.read_text(encoding="utf-8"))
        assert page.language == "gd"
        words = {" ".join(each.split()) for each in page.words}
        assert not words & english, (path, words & english)
        if 'http-equiv="refresh"' not in path.read_text(encoding="utf-8"):
            assert any(each.startswith("’S e dreachd") for each in words), (
                f"{path} does not say that its words are a draft"
            )


@pytest.mark.slow
def test_what_the_law_wants_said_is_english_until_somebody_says_otherwise(
    gaelic: Path, tmp_path: Path
) -> None:
    """As a whole, with its dates, and it says so; the network's own words among it are Gaelic.

    A translator who has all of it in Gaelic says that in the catalogue.
    """
    net = network(tmp_path, "gd")
    own = tmp_path / "themes" / "ours"
    own.mkdir(parents=True)
    catalogue = translate(own, "gd").path

    def notices() -> list[str]:
        build(net.write(), tmp_path / "site", tmp_path / "cache", editions=("public",))
        return [
            (tmp_path / "site" / "public" / name / "index.html").read_text(encoding="utf-8")
            for name in ("privacy", "accessibility")
        ]

    privacy, accessibility = notices()
    assert all(
        re.search(
            r'<html lang="gd">.*<h1>(Prìobhaideachd|So-ruigsinneachd)</h1>.*'
            r'<div class="prose" lang="en">\s*<',
            page,
            re.DOTALL,
        )
        for page in (privacy, accessibility)
    )
    assert (
        "1 January 2018</time>" in privacy
        and "1 January 2018</time>" in accessibility
        and gaelic_day("2018-01-01") not in privacy + accessibility
    )
    assert (
        f'<p lang="gd">{greek("Long")}</p>' in privacy
        and f'<span lang="gd">{greek("Soon")}</span>' in accessibility
    )
    text = catalogue.read_text(encoding="utf-8")
    assert text.count('msgid "en"\nmsgstr ""') == 1
    catalogue.write_text(text.replace('msgid "en"\nmsgstr ""', 'msgid "en"\nmsgstr "gd"'), encoding="utf-8")
    privacy, accessibility = notices()
    assert (
        '<div class="prose">\n' in privacy
        and f"{gaelic_day('2018-01-01')}</time>" in privacy
        and f"<p>{greek('Long')}</p>" in privacy
    )
    english = re.findall(
        '<(main|div class="prose") [^<>]*lang="en">',
        "".join(
            (gaelic / "public" / page / "index.html").read_text(encoding="utf-8")
            for page in ("privacy", "style", "search")
        ),
    )
    assert english == ['div class="prose"', "main"]


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "0 post"),
        (1, "1 phost"),
        (2, "2 phost"),
        (3, "3 puist"),
        (10, "10 puist"),
        (11, "11 phost"),
        (12, "12 phost"),
        (19, "19 puist"),
        (20, "20 post"),
        (21, "21 post"),
    ],
)
def test_gaelic_counts_in_four_ways(number: int, words: str) -> None:
    """In views and in templates."""
    language = languages.find_language([str(THEME)], "gd").language
    assert language.ngettext("%(num)s post", "%(num)s posts", number) == words
    assert (
        Templates((str(THEME),), language)
        .from_string("{{ ngettext('%(num)s post', '%(num)s posts', n) }}")
        .render(n=number)
        == words
    )


def test_dates_are_the_languages_own() -> None:
    """By Unicode's collection, which each release of Babel may mend; without a language, in English."""
    language = languages.find_language([str(THEME)], "gd").language
    first, last = gaelic_day("2018-01-15"), gaelic_day("2018-01-19")
    assert language.day("2018-01-15T10:00:00Z").label == first
    assert language.span("2018-01-15", "2018-01-19") == f"{first} gu {last}"
    assert language.month("2018-03") == format_skeleton("yMMMM", date(2018, 3, 1), locale="gd")
    assert "Faoilleach" in unlenited(first) and "Màrt" in language.month("2018-03")
    assert (
        ENGLISH.span("2018-01-08", "2018-01-19"),
        ENGLISH.span("", "2018-01-19"),
        ENGLISH.month("2018-03"),
    ) == ("8 to 19 January 2018", "until 19 January 2018", "March 2018")
    assert languages.find_language([str(THEME)], "gd-GB").language.day("2018-01-15").label == first


def gaelic_day(iso: str) -> str:
    """Return a day as Babel writes it in Gaelic."""
    return format_date(date.fromisoformat(iso), "long", locale="gd")


def unlenited(words: str) -> str:
    """Return Gaelic words without the h behind their first letter, which depends on the word before."""
    return re.sub(r"\b(\w)h", r"\1", words)


@pytest.mark.slow
def test_english_asks_for_nothing(tmp_path: Path) -> None:
    """No catalogue is read for an English network, and Babel is not even loaded."""
    code = f"""
import sys
from pathlib import Path
from generator.engine.options import Options
from generator.engine.pipeline import Build
place = Path({str(tmp_path)!r})
options = Options(
    content=Path({str(ROOT / "content")!r}), output=place / "site", cache=place / "cache", workers=1
)
outcome = Build(options).run()
assert outcome.written and "jinja2" in sys.modules
sys.exit("babel" in sys.modules)
"""
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env=surroundings(),
    )
    assert done.returncode == 0, done.stderr or "Babel was loaded"


@pytest.mark.slow
def test_another_language_is_another_site(tmp_path: Path) -> None:
    """Change the language, then a translation, and both back.

    An incremental build equals a clean one, also by a process that goes on.
    """
    net = network(tmp_path, "gd")
    theme = tmp_path / "themes" / "ours"
    theme.mkdir(parents=True)
    kept = Build(
        Options(content=net.write(), output=tmp_path / "kept", cache=tmp_path / "kept-cache", workers=1)
    )

    def check() -> dict[str, bytes]:
        build(net.write(), tmp_path / "site", tmp_path / "cache")
        kept.run()
        expected = clean(net.content, tmp_path / "clean")
        assert (
            differences(tree(tmp_path / "site"), expected)
            == differences(tree(tmp_path / "kept"), expected)
            == []
        )
        return expected

    sites = [check()]
    net.change("network.yaml", language="en-GB")
    sites.append(check())
    net.change("network.yaml", language="gd")
    assert check() == sites[0]
    own = translate(theme, "gd").path
    assert check() == sites[0]
    own.write_text(
        own.read_text(encoding="utf-8").replace("Leum dhan teacsa", "Leum seachad"), encoding="utf-8"
    )
    sites.append(check())
    net.change("network.yaml", language="fr")
    sites.append(check())
    home = [site["public/index.html"].decode() for site in sites]
    gaelic, english, own_words = "Leum dhan teacsa", "Skip to the text", "Leum seachad"
    assert [next(each for each in (gaelic, english, own_words) if each in page) for page in home] == [
        gaelic,
        english,
        own_words,
        english,
    ]


def test_a_language_that_nobody_has_translated(tmp_path: Path) -> None:
    """The page is in English, as it says; the network's words are in its own language, as they say.

    A post in a third language keeps it.
    """
    net = network(tmp_path, "fr")
    (tmp_path / "themes" / "ours").mkdir(parents=True)
    net.text(
        "participants/eva/posts/2018-01-12-third.md",
        greek("Words"),
        title=greek("Third"),
        date="2018-01-12",
        cohort="c",
        audience="public",
        language="el",
    )
    outcome = build(net.write(), tmp_path / "site", tmp_path / "cache", editions=("public",))
    assert [each.code for each in outcome.diagnostics if "translation" in each.code] == ["no-translation"]
    public = tmp_path / "site" / "public"
    start, third, home = (
        (public / path).read_text(encoding="utf-8")
        for path in ("participants/eva/start/index.html", "participants/eva/third/index.html", "index.html")
    )
    assert start.startswith('<!doctype html>\n<html lang="en">')
    assert (
        home.count(f'<span lang="fr">{greek("Network")}</span>') == 3
        and f'<span lang="fr">{greek("A tagline")}</span>' in home
    )
    assert f'<h1><span lang="fr">{greek("Cohort")}</span></h1>' in (
        public / "cohorts" / "c" / "index.html"
    ).read_text(encoding="utf-8")
    assert (
        '<h1 class="p-name" lang="fr">' in start
        and '<div class="prose e-content" lang="fr">' in start
        and f'<p lang="fr">{greek("A tagline")}</p>' in home
    )
    assert '<h1 class="p-name" lang="el">' in third and '<div class="prose e-content" lang="el">' in third
    assert 'xml:lang="fr"' in (public / "atom.xml").read_text(encoding="utf-8")


def test_words_in_another_language_say_so(tmp_path: Path) -> None:
    """A writer marks them with HTML: a few words with `<span lang="gd">`, paragraphs with `<div lang="gd">`.

    Nothing else of such a tag is kept.
    """
    net = network(tmp_path, "en-GB")
    (tmp_path / "themes" / "ours").mkdir(parents=True)
    body = (
        'She said <span lang="gd" onclick="x()" style="color: red">*Ciamar* a tha thu?</span> to me.\n\n'
        '<div lang="gd">\n\nTha gu **math**.\n\n</div>\n'
    )
    net.text(
        "participants/eva/posts/2018-01-12-third.md",
        body,
        title=greek("Third"),
        date="2018-01-12",
        cohort="c",
        audience="public",
    )
    build(net.write(), tmp_path / "site", tmp_path / "cache", editions=("public",))
    page = (tmp_path / "site" / "public" / "participants" / "eva" / "third" / "index.html").read_text(
        encoding="utf-8"
    )
    assert 'She said <span lang="gd"><em>Ciamar</em> a tha thu?</span> to me.' in page
    assert re.search(r'<div lang="gd">\s*<p>Tha gu <strong>math</strong>.</p>\s*</div>', page)


def _templates(language: Language, **templates: str) -> dict[str, str]:
    environment = Templates((), language)
    return {
        name: environment.from_string(text).render(title="<b>", number=3) for name, text in templates.items()
    }


def test_messages_are_constants_in_compiled_templates() -> None:
    """Nothing is looked up while a page is made.

    Values in a message's places are escaped, its own HTML is not.
    """
    environment = Templates((), languages.find_language([str(THEME)], "gd").language)
    source = (
        "{{ _('Skip to the text') }} {{ _('In reply to %(posts)s', posts=title) }} {{ ngettext('%(num)s "
        "post', '%(num)s posts', number) }}{% trans %}Cohorts{% endtrans %}"
    )
    template = environment.from_string(source)
    for name in ("_", "gettext", "pgettext"):
        environment.globals[name] = None
    shown = template.render(title="<b>", number=3)
    assert shown == "Leum dhan teacsa Mar fhreagairt do &lt;b&gt; 3 puistBuidhnean"
    with pytest.raises(TypeError):
        environment.from_string("{{ _(word) }}").render(word="Cohorts")
    made = _templates(
        environment.language,
        place="{{ _('In reply to %(posts)s', posts=title) }}",
        html="{{ _('<a href=\"%(address)s\">Report a concern</a> about this page', address=title) }}",
        chosen="{{ _('Before') if number else _('After') }}",
        unknown="{{ _('Not in the catalogue, 100%%') }}",
        variable="{% set word = 'Before' %}{{ _(word) }}",
    )
    assert made == {
        "place": "Mar fhreagairt do &lt;b&gt;",
        "html": '<a href="&lt;b&gt;">Dèan aithris air dragh</a> mun duilleag seo',
        "chosen": "Roimhe",
        "unknown": "Not in the catalogue, 100%",
        "variable": "Roimhe",
    }


@pytest.mark.parametrize(
    "source",
    ["{{ _('To %(whom)s') }}", "{{ _('100% sure') }}", "{{ ngettext('%(num)s %(kind)s', '%(num)s', 2) }}"],
)
def test_a_template_with_a_message_that_lacks_something_is_refused(source: str) -> None:
    """By a sentence at its line, when the template is compiled."""
    with pytest.raises(TemplateAssertionError, match=r"percent sign|nothing is given"):
        _templates(ENGLISH, one=source)


@pytest.mark.parametrize(
    ("message", "translation", "faithful"),
    [
        ("To %(whom)s", "Do %(whom)s", True),
        ("%(num)s reply", "aon fhreagairt", True),
        ("To %(whom)s", "Do %(cò)s", False),
        ("Done", "100%", False),
        ("Done", "100%%", True),
        ("<b>Now</b>", "<b>A-nis</b>", True),
        ("<b>Now</b>", "A-nis", False),
        ("Now", "<script>A-nis</script>", False),
        ("Now", "%d", False),
        ("Now", "%(x)d", False),
    ],
)
def test_a_translation_keeps_to_its_message(message: str, translation: str, *, faithful: bool) -> None:
    """It brings no place and no HTML that the message does not have."""
    assert (not unfaithful(message, translation)) is faithful


def test_words_with_which_a_browser_begins_a_file_are_known_in_every_language() -> None:
    """Left as they were, they are found in the language in which the site gave them."""
    for catalogue in (ROOT / "themes" / "default" / "locales").glob("*.po"):
        with catalogue.open("rb") as file:
            messages = read_po(file)
        for words in (unwritten.POST, unwritten.REPLY):
            assert messages[words].string in unwritten.TRANSLATED, catalogue
