"""Renaming: old addresses lead on, and what feeds and calendars are known by stays."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import feedparser
import pytest
from click.testing import CliRunner
from icalendar import Calendar

from generator.commands.main import main
from generator.model.slugs import folded
from generator.publish.pages import moved
from tests.support import Records, build, tree

NEW = {
    "participants/ann/profile.md": {"aliases": ["/participants/anna/", "/participants/anna-bell/"]},
    "cohorts/c-2018.yaml": {"aliases": ["/cohorts/c1/"]},
    "events/meeting.md": {"aliases": ["/events/gathering/"]},
    "participants/ann/posts/2018-01-02-first-steps.md": {"aliases": ["/participants/anna/first/"]},
    "participants/ann/replies/2018-01-06-thanks.md": {"aliases": ["/participants/anna/thank-you/"]},
    "projects/marking.md": {"aliases": ["/projects/feedback/"]},
    "pages/about.md": {"aliases": ["/who-we-are/"]},
}
"""The settings of what has another name now."""
OLD = {
    "participants/ann/profile.md": "participants/anna/profile.md",
    "participants/ann/posts/2018-01-02-first-steps.md": "participants/anna/posts/2018-01-02-first.md",
    "participants/ann/posts/2018-01-03-second.md": "participants/anna/posts/2018-01-03-second.md",
    "participants/ann/replies/2018-01-06-thanks.md": "participants/anna/replies/2018-01-06-thank-you.md",
    "cohorts/c-2018.yaml": "cohorts/c1.yaml",
    "events/meeting.md": "events/gathering.md",
    "projects/marking.md": "projects/feedback.md",
    "pages/about.md": "pages/who-we-are.md",
}


def network(folder: Path, *, renamed: bool) -> Records:
    """A network before and after nearly everything in it was renamed."""

    def named(path: str) -> str:
        return path if renamed else OLD.get(path, path)

    ann, cohort = ("ann", "c-2018") if renamed else ("anna", "c1")
    first, event = ("first-steps", "meeting") if renamed else ("first", "gathering")
    net = Records(folder)
    net.text("network.yaml", title="A network", address="https://example.org/", tagging_entity="old.org,2018")
    net.text(
        named("cohorts/c-2018.yaml"),
        title="A cohort",
        starts="2018-01-01",
        ends="2018-12-31",
        phases=[{"id": "plan", "title": "Plan", "starts": "2018-01-01", "ends": "2018-02-01"}],
        prompts=[{"id": "why", "title": "Why?", "due": "2018-01-20"}],
        members={ann: "participant", "bea": "participant"},
    )
    for person in (ann, "bea"):
        path = named(f"participants/{person}/profile.md")
        net.text(path, "Words.", name=person.capitalize(), consent="2018-01-01")
    posts = {"date": "2018-01-02", "audience": "public", "cohort": cohort, "prompt": "why"}
    net.text(named("participants/ann/posts/2018-01-02-first-steps.md"), "Words.", title="First", **posts)
    net.text(named("participants/ann/posts/2018-01-03-second.md"), "Words.", title="Second", **posts)
    answer = {"date": "2018-01-05", "audience": "public", "reply_to": [f"{ann}/{first}"]}
    net.text("participants/bea/replies/2018-01-05-yes.md", "Yes.", **answer)
    answer = {"date": "2018-01-06", "audience": "public", "reply_to": ["bea/yes"]}
    net.text(named("participants/ann/replies/2018-01-06-thanks.md"), "Thanks.", **answer)
    net.text(
        named("events/meeting.md"),
        "Words.",
        title="A meeting",
        starts="2018-02-01 10:00",
        led_by=[ann],
        audience="public",
    )
    net.text(named("projects/marking.md"), "Words.", title="Marking", school="A primary", area="feedback")
    net.text(named("pages/about.md"), "Words.", title="About us")
    for path, settings in NEW.items() if renamed else ():
        net.change(path, **settings)
    assert event in "".join(net.texts)
    return net


def published(folder: Path, *, renamed: bool) -> dict[str, bytes]:
    """The sites of the network."""
    outcome = build(network(folder, renamed=renamed).write(), folder / "site", folder / "cache")
    assert outcome.written and not [each for each in outcome.diagnostics if each.is_error]
    return tree(folder / "site")


def known(site: Mapping[str, bytes]) -> dict[str, set[Any]]:
    """The names by which feed readers and calendars know what an edition shows."""
    found: dict[str, set[Any]] = {"atom": set(), "json": set(), "calendar": set(), "answers": set()}
    for path, data in site.items():
        edition = path.partition("/")[0]
        if path.endswith("atom.xml"):
            feed = feedparser.parse(data)
            found["atom"] |= {(edition, feed.feed.id), *((edition, each.id) for each in feed.entries)}
            found["answers"] |= set(re.findall(rb'in-reply-to ref="([^"]+)"', data))
        elif path.endswith("feed.json"):
            found["json"] |= {(edition, each["id"]) for each in json.loads(data)["items"]}
        elif path.endswith("calendar.ics"):
            events = Calendar.from_ical(data).walk("VEVENT")
            found["calendar"] |= {str(each["uid"]) for each in events}
    return found


def test_pages_are_looked_through_only_where_something_has_moved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A network without earlier addresses has nothing to lead on: its pages are not sorted to find that."""
    looked_at: list[str] = []

    def noted(path: str) -> str:
        looked_at.append(path)
        return folded(path)

    monkeypatch.setattr(moved, "folded", noted)
    published(tmp_path / "before", renamed=False)
    assert looked_at == []
    published(tmp_path / "after", renamed=True)
    assert "participants/ann/index.html" in looked_at


def test_everything_at_an_old_address_leads_on(tmp_path: Path) -> None:
    """A page by a page that leads on; a feed or a calendar by what it is now. All ids are what they were."""
    before = published(tmp_path, renamed=False)
    shutil.rmtree(tmp_path / "content")
    after = published(tmp_path, renamed=True)
    same = tmp_path / "clean"
    assert tree(tmp_path / "site") == published(same, renamed=True)
    kept = [path for path in before if "/pagefind/" not in path and not path.endswith(".csv")]
    lost = [path for path in kept if path not in after]
    assert lost == []
    assert known(before) == known(after)
    assert all(each[1].startswith("tag:old.org,2018:") for each in known(after)["atom"])
    assert known(after)["answers"] <= {each[1].encode() for each in known(after)["atom"]}
    for old, new in (
        ("participants/anna/", "participants/ann/"),
        ("participants/anna-bell/second/", "participants/ann/second/"),
        ("participants/anna/first/", "participants/ann/first-steps/"),
        ("participants/anna/thank-you/", "participants/ann/first-steps/#reply-ann--thanks"),
        ("cohorts/c1/digest/", "cohorts/c-2018/digest/"),
        ("events/gathering/", "events/meeting/"),
        ("who-we-are/", "about/"),
    ):
        page = after[f"public/{old}index.html"].decode()
        leads = re.findall(r'url=([^"]*)"', page)
        assert [urljoin(f"/{old}", each) for each in leads] == [f"/{new}"], page
    for edition in ("public", "cohort"):
        for name in ("atom.xml", "calendar.ics"):
            own = after[f"{edition}/participants/ann/{name}"]
            assert after[f"{edition}/participants/anna/{name}"] == own
    assert b"https://example.org/cohorts/c-2018/feed.json" in after["public/cohorts/c1/feed.json"]
    assert b"anna" not in after["public/sitemap.xml"]


def test_hosts_are_told_what_has_moved(tmp_path: Path) -> None:
    """The most particular first; an edition tells nothing of what it does not hold."""
    net = network(tmp_path, renamed=True)
    net.change("participants/ann/posts/2018-01-03-second.md", audience="cohort", aliases=["/secret/"])
    net.text("pages/lists.md", "Words.", title="Lists", aliases=["/2018/{x};$y/"])
    build(net.write(), tmp_path / "site", tmp_path / "cache")
    rules = (tmp_path / "site/public/_redirects").read_text().splitlines()
    assert rules == [
        "/participants/anna/first/* /participants/ann/first-steps/:splat 301",
        "/participants/anna/thank-you/ /participants/ann/first-steps/#reply-ann--thanks 301",
        "/2018/%7Bx%7D%3B%24y/* /lists/:splat 301",
        "/cohorts/c1/* /cohorts/c-2018/:splat 301",
        "/events/gathering/* /events/meeting/:splat 301",
        "/participants/anna-bell/* /participants/ann/:splat 301",
        "/participants/anna/* /participants/ann/:splat 301",
        "/who-we-are/* /about/:splat 301",
    ]
    assert (tmp_path / "site/cohort/secret/index.html").is_file()
    assert not (tmp_path / "site/cohort/_redirects").exists()
    for host, rule in {
        "nginx": 'rewrite "^/cohorts/c1/(.*)$" /cohorts/c-2018/$1 permanent;',
        "apache": 'RedirectMatch 301 "^/cohorts/c1/(.*)$" "/cohorts/c-2018/$1"',
        "caddy": " /cohorts/c-2018/{re.moved3.1} 301",
    }.items():
        said = CliRunner().invoke(main, ["headers", "--for", host, "--content", str(net.content)]).stdout
        assert rule in said and "secret" not in said and "{x}" not in said, said


def test_a_pseudonym_has_no_old_names(tmp_path: Path) -> None:
    """Neither an address nor an id says who it was."""
    net = network(tmp_path, renamed=True)
    net.change("participants/ann/profile.md", public_name="Mask", public_id="mask", name="Zoe Quill")
    net.change("participants/ann/profile.md", aliases=["/participants/anna/", "/participants/zoe-quill/"])
    built = build(net.write(), tmp_path / "site", tmp_path / "cache")
    assert built.written and not built.diagnostics
    site = {path: data for path, data in tree(tmp_path / "site").items() if path.startswith("public/")}
    assert any(path.startswith("public/participants/mask/") for path in site)
    for name in ("anna", "quill"):
        assert not [path for path, data in site.items() if name in path or name.encode() in data.lower()]


def test_ids_follow_the_network_where_it_moves(tmp_path: Path) -> None:
    """Another address of the site changes none; where none is named, its host and a fixed year stand."""
    net = network(tmp_path, renamed=False)
    build(net.write(), tmp_path / "site", tmp_path / "cache")
    before = known(tree(tmp_path / "site"))
    net.change("network.yaml", address="https://elsewhere.example/blogs/")
    build(net.write(), tmp_path / "site", tmp_path / "cache")
    assert known(tree(tmp_path / "site")) == before
    net.change("network.yaml", tagging_entity=None)
    build(net.write(), tmp_path / "site", tmp_path / "cache", editions=("public",))
    feed = feedparser.parse((tmp_path / "site/public/atom.xml").read_bytes())
    assert {each.id.rpartition(":")[0] for each in feed.entries} == {"tag:elsewhere.example,2026"}
