"""Exports of WordPress: an edition's blogs with their threads, and nothing that it does not hold."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import pytest
from click.testing import CliRunner
from defusedxml import ElementTree

from generator.authoring.exporting.selection import Selection, threads
from generator.authoring.exporting.wordpress import export
from generator.authoring.importing.plan import Plan, ReadPlan
from generator.authoring.importing.planning import Given
from generator.authoring.importing.wordpress import Import
from generator.commands.main import main
from generator.engine.observer import silent
from generator.engine.options import Options
from generator.engine.pipeline import Build
from generator.model.audience import VIEWERS
from generator.model.diagnostics import errors
from generator.network.cut import cut
from generator.network.edition import Edition, link
from generator.network.records import Post
from generator.publish.composer.files import Files
from generator.publish.escaping import cdata
from generator.source.markdown.slots import OPEN, SHUT
from tests.hardening.veiled import PEOPLE, Veiled
from tests.shared import SampleSite
from tests.support import ROOT, Records, examples, picture

WP = "http://wordpress.org/export/1.2/"
CONTENT, DC = "http://purl.org/rss/1.0/modules/content/", "http://purl.org/dc/elements/1.1/"
FILM = "https://www.youtube.com/watch?v=7-sMR8tOGS8"
DAY = "2021-12-01"
_WORD = re.compile(r"\w+")
_SLOT = re.compile(f"{OPEN}/?\\d+{SHUT}")
_TAG = re.compile(r"<[^<>]*>")
Told = tuple[Any, ...]
"""An entry as a reader knows it."""


def options(content: Path, folder: Path) -> Options:
    """Return the options of a build of this content."""
    return Options(content, folder / "site", folder / "cache", workers=1, date=DAY)


class Telling:
    """The entries of an edition, as readers know them."""

    def __init__(self, content: Path, folder: Path, edition: str) -> None:
        build = Build(options(content, folder))
        build.check()
        network = build.network()
        assert network is not None
        self.edition: Edition = link(network, cut(network, VIEWERS[edition]))
        self.stored = build.cache.texts.get
        self.files = Files(self.edition.assets)

    def entries(self, cohort: str) -> Counter[Told]:
        """Return all entries of a cohort's threads, each with what it answers."""
        found = threads(self.edition, Selection(cohort=cohort))
        posts = [post for thread in found for post in (thread.root, *(each for each, _ in thread.comments))]
        kept = {post.id for post in posts}
        return Counter((*self._told(post, kept), *self._tags(post, cohort)) for post in posts)

    def _told(self, post: Post, kept: set[str]) -> Told:
        answered = sorted(
            self._told(self.edition.posts[each], kept) for each in post.reply_to if each in kept
        )
        writers = [self.edition.people[each].name for each in (post.author, *post.with_) if each]
        words = " ".join([*self._lead(post, kept), self._words(post)])
        return self._title(post), post.when, tuple(writers or [post.guest]), words, tuple(answered)

    def _title(self, post: Post) -> str:
        return self.edition.words[post.text.path].title

    def _lead(self, post: Post, kept: set[str]) -> Iterator[str]:
        """Yield the words that lead to what a text answers elsewhere."""
        for each in [self.edition.posts[each] for each in post.reply_to if each not in kept]:
            about = self.edition.posts[self.edition.shown_on[each.id][0]]
            names = [self.edition.people[name].name for name in (each.author, *each.with_) if name]
            yield self._title(each) or f"Reply to {self._title(about)}"
            yield " ".join([*names[:-1], *(["and"] if names[1:] else []), *(names or [each.guest])[-1:]])

    def _tags(self, post: Post, cohort: str) -> Told:
        """Return the tags of an entry, its summary and its pictures."""
        within = (post.phase, post.prompt) if post.cohort == cohort else ("", "")
        own = (tuple(sorted(post.standards)), *within) if post.titled else ()
        pictures = [each for each in post.text.links if each.image and each.target in self.edition.assets]
        summary = self.edition.words[post.text.path].summary if post.titled else ""
        return *own, summary, tuple(each.alt for each in pictures)

    def _words(self, post: Post) -> str:
        digest = self.edition.bodies[post.text.path].digest
        return " ".join(_WORD.findall(_TAG.sub(" ", _SLOT.sub("", self.stored(digest))))) if digest else ""


def empty(content: Path, folder: Path, cohort: str) -> Path:
    """Return a new network with the settings, standards and a cohort of another, and nobody in it yet."""
    target = folder / "content"
    (target / "cohorts").mkdir(parents=True)
    for each in ("network.yaml", "standards"):
        if (content / each).is_dir():
            shutil.copytree(content / each, target / each)
        elif (content / each).exists():
            shutil.copy(content / each, target / each)
    text = (content / "cohorts" / f"{cohort}.yaml").read_text(encoding="utf-8")
    for name in ("members", "showcase"):
        text = re.sub(rf"^{name}:.*\n(?:[ -].*\n)*", "", text, flags=re.MULTILINE)
    (target / "cohorts" / f"{cohort}.yaml").write_text(text, encoding="utf-8")
    return target


def brought(target: Path, folder: Path, file: Path, cohort: str, media: Path) -> None:
    """Bring an export into a network, by the plan that is proposed."""
    work = Import(options(target, folder), [file], cohort, silent)
    plan: Plan = work.plan("", Given())
    work.accept(ReadPlan(plan, "plan.yaml"), media)


def round_trip(
    content: Path, folder: Path, edition: str, cohort: str, known: Mapping[str, str]
) -> tuple[Counter[Told], Counter[Told]]:
    """Return the entries of a cohort before and after they went out and came in again.

    `known` are those who have a folder before they come in.
    """
    file = folder / "export.xml"
    file.write_bytes(export(options(content, folder), edition, "", cohort))
    (folder / "again").mkdir()
    target = empty(content, folder / "again", cohort)
    for name, whole in known.items():
        (target / "participants" / name).mkdir(parents=True)
        (target / "participants" / name / "profile.md").write_text(f"---\nname: {whole}\n---\n")
    brought(target, folder / "again", file, cohort, folder / "cache" / "media")
    before = Telling(content, folder, edition).entries(cohort)
    return before, Telling(target, folder / "again", "facilitators").entries(cohort)


@pytest.mark.slow
def test_the_sample_network_goes_out_and_comes_in_again(tmp_path: Path, sample_site: SampleSite) -> None:
    """Threads, dates, tags, texts and pictures are the same."""
    content = ROOT / "content"
    sample_site.prime(tmp_path / "cache")
    for edition in ("public", "cohort"):
        before, after = round_trip(content, tmp_path, edition, "stl-2018", {})
        assert before.total() > 60
        assert [*(before - after).elements()] == []
        assert [*(after - before).elements()] == []
        shutil.rmtree(tmp_path / "again")


@pytest.mark.parametrize("seed", range(examples(4)))
def test_random_networks_go_out_and_come_in_again(tmp_path: Path, seed: int) -> None:
    """So do random networks, of which each edition holds a part."""
    net = Veiled(tmp_path, seed)
    net.change("cohorts/c1.yaml", audience="cohort")
    for path in net.written():
        if net.texts[path][0].get("cohort") == "c2":
            net.change(path, cohort="c1", phase=None, prompt=None)
    known = {name: f"Name {name}" for name in PEOPLE}
    before, after = round_trip(net.write(), tmp_path, ("facilitators", "cohort")[seed % 2], "c1", known)
    assert after.total() == before.total()
    assert [*(before - after).elements()] == []
    assert [*(after - before).elements()] == []


def network(folder: Path) -> Records:
    """Return a network in which Ann answers others, and Dan has a pseudonym."""
    net = Records(folder)
    net.text("network.yaml", title="N", address="https://example.org/", timezone="Europe/London")
    net.text(
        "cohorts/c1.yaml",
        title="One",
        starts="2018-01-01",
        ends="2018-12-31",
        audience="cohort",
        members=dict.fromkeys(("ann", "dan"), "participant"),
    )
    net.text("participants/ann/profile.md", "I teach.", name="Ann Onymous", consent="2018-01-01")
    masked = {"public_name": "Heron", "public_id": "heron"}
    net.text("participants/dan/profile.md", "Life.", name="Dan Realname", consent="2018-01-01", **masked)
    text = f"<{FILM}>\n\n[A film]({FILM})\n\nOne line\nand another ]]> [gallery ids=1]"
    text += " ![A chart](chart.png)\n\n- a\n- b\n"
    net.text(
        "participants/dan/posts/2018-07-02-his.md",
        text,
        title="His ]]> & <b>own</b>",
        date="2018-07-02T10:00",
        audience="public",
    )
    net.file("participants/dan/posts/chart.png", picture("chart"))
    for day, title, words, audience in (
        (3, "Mine", "For us.", "cohort"),
        (4, "Secret", "Unsaid.", "private"),
    ):
        path = f"participants/ann/posts/2018-07-0{day}-{title.lower()}.md"
        net.text(path, words, title=title, date=f"2018-07-0{day}", audience=audience)
    net.text(
        "participants/ann/posts/2018-07-06-draft.md", "Unsaid.", title="Draft", date="2018-07-06", draft=True
    )
    answers = (("ann", "dan/his", "public"), ("dan", "ann/mine", "cohort"), ("dan", "ann/to-his", "cohort"))
    for person, answered, audience in answers:
        name = f"to-{answered.rpartition('/')[2]}"
        net.text(
            f"participants/{person}/replies/2018-07-05-{name}.md",
            f"A reply of {person}.\n\nIts second paragraph.",
            reply_to=answered,
            date="2018-07-05",
            audience=audience,
        )
    return net


def exported(folder: Path, edition: str, person: str = "", cohort: str = "") -> tuple[str, list[Element]]:
    """Return an export as text, and its items."""
    data = export(options(folder / "content", folder), edition, person, cohort)
    return data.decode(), ElementTree.fromstring(data).findall("channel/item")


def value(item: Element, name: str) -> str:
    """Return a value of an item or a comment."""
    return item.findtext(name, "", {"wp": WP, "content": CONTENT, "dc": DC})


def test_an_export_holds_what_its_edition_holds(tmp_path: Path) -> None:
    """Pseudonyms stand where the edition shows them; what is not public is private there, or a draft."""
    network(tmp_path).write()
    public, items = exported(tmp_path, "public", cohort="c1")
    assert [value(each, "wp:status") for each in items] == ["publish", "inherit"]
    assert "heron" in public
    for hidden in ("dan", "Realname", "For us.", "Unsaid", "@"):
        assert hidden not in public
    cohort, items = exported(tmp_path, "cohort", "ann")
    assert "Unsaid" not in cohort
    found = {value(each, "title"): value(each, "wp:status") for each in items}
    assert found == {"Mine": "private", "Reply to “His ]]&gt; &amp; &lt;b&gt;own&lt;/b&gt;”": "publish"} | {
        "Ann Onymous": "publish"
    }
    own, items = exported(tmp_path, "own", "ann")
    own_statuses = {value(each, "title"): value(each, "wp:status") for each in items}
    assert (own_statuses["Draft"], own_statuses["Secret"]) == ("draft", "private")
    assert own == exported(tmp_path, "own", "ann")[0]


def test_texts_are_shown_by_wordpress_as_they_were_meant(tmp_path: Path) -> None:
    """No line breaks at the ends of lines, no shortcodes; comments nest behind what they answer."""
    network(tmp_path).write()
    _, items = exported(tmp_path, "cohort", cohort="c1")
    his = next(each for each in items if value(each, "wp:post_name") == "his")
    text = value(his, "content:encoded")
    assert text.startswith(f'<p>{FILM}</p>\n\n<p><a href="{FILM}">A film</a></p>\n\n<p>One line and')
    assert "another ]]&gt; &#91;gallery ids=1]" in text
    assert '<img src="https://example.org/media/' in text
    assert "</p>\n\n<ul> <li>a</li> <li>b</li> </ul>" in text
    assert (value(his, "wp:post_date"), value(his, "wp:post_date_gmt")) == (
        "2018-07-02 10:00:00",
        "2018-07-02 09:00:00",
    )
    first, second = his.findall("wp:comment", {"wp": WP})
    assert value(second, "wp:comment_parent") == value(first, "wp:comment_id")
    assert int(value(second, "wp:comment_id")) > int(value(first, "wp:comment_id"))
    assert [value(each, "wp:comment_approved") for each in (first, second)] == ["1", "0"]
    assert value(first, "wp:comment_content").count("</p>\n\n<p>") == 1


def test_what_leads_somewhere_leads_there_again(tmp_path: Path) -> None:
    """A link to a reply, an earlier address, and a page of the network, of which no other goes along."""
    net = network(tmp_path)
    net.text("pages/rules.md", "Be kind.", title="Rules")
    net.text("pages/other.md", "Nobody asks.", title="Other")
    net.text(
        "participants/ann/posts/2018-07-08-again.md",
        "See [his](../../dan/replies/2018-07-05-to-mine.md), [mine](2018-07-03-mine.md), "
        "and [the rules](../../../pages/rules.md).",
        title="Again",
        date="2018-07-08",
        audience="cohort",
        aliases=["/participants/ann/first/", "/ann/mine/", "/2018/07/second/"],
    )
    net.change("participants/ann/posts/2018-07-03-mine.md", aliases=["/participants/ann/theirs/"])
    net.write()
    text, items = exported(tmp_path, "cohort", cohort="c1")
    assert {value(each, "title") for each in items if value(each, "wp:post_type") == "page"} == {"Rules"}
    assert re.search(r'href="https://example.org/participants/ann/mine/#comment-\d+"', text)
    assert re.findall(r"_wp_old_slug.*\n.*CDATA\[(\w+)\]", text) == ["theirs", "first", "mine", "second"]
    file = tmp_path / "export.xml"
    file.write_text(text)
    (tmp_path / "again").mkdir()
    target = empty(tmp_path / "content", tmp_path / "again", "c1")
    for name, whole in (("ann", "Ann Onymous"), ("dan", "Dan Realname")):
        (target / "participants" / name).mkdir(parents=True)
        (target / "participants" / name / "profile.md").write_text(f"---\nname: {whole}\n---\n")
    brought(target, tmp_path / "again", file, "c1", tmp_path / "cache" / "media")
    again = (target / "participants/ann/posts/2018-07-08-again.md").read_text()
    assert "See [his](../../dan/replies/2018-07-05-to-mine.md), [mine](2018-07-03-mine.md)" in again
    assert "[the rules](../../../pages/rules.md)" in again
    assert "\naliases: [/participants/ann/first/, /participants/ann/second/]\n" in again
    assert not errors(Build(options(target, tmp_path / "again")).check())


def test_no_two_posts_are_one_to_wordpress(tmp_path: Path) -> None:
    """Its importer takes those of one title and one moment for the same; so a second lies between them."""
    net = network(tmp_path)
    for name in ("two", "three"):
        net.text(f"participants/ann/posts/2018-07-03-{name}.md", title="Mine", date="2018-07-03")
    net.text("participants/ann/posts/2018-07-03-one.md", title="Mine", date="2018-07-03T00:00:01+01:00")
    net.write()
    _, items = exported(tmp_path, "cohort", cohort="c1")
    known = [(value(each, "title"), value(each, "wp:post_date")) for each in items]
    assert len(set(known)) == len(known)
    ours = sorted(when for title, when in known if title == "Mine" and when > "2018-07-03")
    assert ours == [f"2018-07-03 00:00:0{second}" for second in range(4)]


def test_no_character_breaks_an_export() -> None:
    """Characters that XML can't hold are replaced, and no text ends the section that it stands in."""
    found = ElementTree.fromstring(f"<x>{cdata(chr(0) + chr(27) + chr(0xD800) + ']]>]]' + chr(0xFFFF))}</x>")
    assert found.text == "\ufffd\ufffd\ufffd]]>]]\ufffd"


def test_the_command_writes_a_new_file_or_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It says what is not there, and leaves a file alone that is."""
    network(tmp_path).write()
    monkeypatch.chdir(tmp_path)
    run = partial(CliRunner().invoke, main)
    whole = ["export", "wordpress", "--edition", "cohort", "--to", "out.xml"]
    assert "Did you mean c1?" in run([*whole, "--cohort", "c2"]).output
    assert "Did you mean ann?" in run([*whole, "anne"]).output
    assert "Name a participant, or" in run(whole).output
    assert not (tmp_path / "out.xml").exists()
    assert run([*whole, "ann"]).output.endswith("out.xml\n")
    before = (tmp_path / "out.xml").read_bytes()
    (tmp_path / "out.xml").unlink()
    with monkeypatch.context() as disk:
        disk.setattr("os.link", lambda *_: (_ for _ in ()).throw(PermissionError("no links")))
        assert run([*whole, "ann"]).output.endswith("out.xml\n")
        assert "is there already" in " ".join(run([*whole, "dan"]).output.split())
    assert (tmp_path / "out.xml").read_bytes() == before
    assert "is there already" in " ".join(run([*whole, "--cohort", "c1"]).output.split())
    assert (tmp_path / "out.xml").read_bytes() == before
    assert [each.name for each in tmp_path.glob(".export-*")] == []
