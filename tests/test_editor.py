"""Forms in the browser: their configuration, and saving with them in a real browser, on a folder of its own.

The browser's own private file system stands for the folder that somebody would choose.
"""

from __future__ import annotations

import functools
import json
import shutil
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

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
from generator.publish.views.write import ConfigurationView
from generator.subjects.registry import KINDS
from tests.browser import chromium
from tests.support import ROOT, command

if TYPE_CHECKING:
    from playwright.sync_api import Page as Tab

CONTENT = ROOT / "content"
MODULES = Path(sys.prefix) / "node_modules"
DAY = "2026-11-20"
PICK = """
window.showDirectoryPicker = async () => {
  const root = await navigator.storage.getDirectory()
  await root.getDirectoryHandle('.git', {create: true})
  return root
}
FileSystemHandle.prototype.requestPermission = async () => 'granted'
"""
FILL = """async files => {
  for (const [path, text] of Object.entries(files)) {
    let folder = await navigator.storage.getDirectory()
    const parts = path.split('/')
    for (const each of parts.slice(0, -1)) folder = await folder.getDirectoryHandle(each, {create: true})
    const file = await (await folder.getFileHandle(parts.at(-1), {create: true})).createWritable()
    await file.write(text)
    await file.close()
  }
}"""
READ = """async () => {
  const found = {}
  const walk = async (folder, way) => {
    for await (const [name, each] of folder.entries()) {
      if (each.kind === 'directory') await walk(each, `${way}${name}/`)
      else found[way + name] = await (await each.getFile()).text()
    }
  }
  await walk(await navigator.storage.getDirectory(), '')
  return found
}"""
LOADED = """family => [...document.fonts].some(
  each => each.family.includes(family) && each.status === 'loaded')"""
REFUSED = ("unpkg.com", "status", "cdn.jsdelivr.net")
"""Addresses that the editor asks in vain: its newest version, the forge's state, fonts that the site has."""
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


@pytest.mark.node
@pytest.mark.parametrize("which", ["sample", "no-cohort", "many"])
def test_configurations_are_what_the_editor_reads(sample: Network, which: str) -> None:
    """By its own schema. Their size does not grow with the number of writers of other cohorts."""
    from jsonschema import Draft7Validator  # type: ignore[import-untyped]  # it has no types

    network = sample
    if which == "no-cohort":
        network = replace(sample, cohorts={}, posts={}, records={})
    if which == "many":
        emma = sample.people["emma"]
        more = {f"emma-{number}": replace(emma, id=f"emma-{number}") for number in range(1000)}
        network = replace(sample, people={**sample.people, **more})
    schema = json.loads((MODULES / "@sveltia/cms/schema/sveltia-cms.json").read_text(encoding="utf-8"))
    for composer in composers(network).values():
        for each in configurations(composer):
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


def test_a_view_is_text() -> None:
    """Signs that are dangerous elsewhere are those of JSON."""
    text = ConfigurationView(json.dumps({"title": DANGEROUS}, ensure_ascii=False)).text
    assert json.loads(text)["title"] == DANGEROUS


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a folder, served on this computer."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


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


def built(folder: Path) -> str:
    """Build the edition for members, and return what was said."""
    done = command(
        *("build", "--content", folder / "content", "--output", folder / "site"),
        *("--edition", "cohort", "--no-search", "--date", "2026-12-31"),
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def saved(tab: Tab) -> None:
    """Save, and wait until that is done."""
    tab.get_by_role("button", name="Save").first.click()
    tab.wait_for_url("**#/collections/*")


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.node
def test_writing_answering_and_editing_with_forms(ours: Path) -> None:
    """From the site's own buttons to files that the check accepts and the next build shows."""
    built(ours)
    assert not (ours / "site/public").exists()
    said: list[str] = []
    content = {
        f"content/{each.relative_to(ours / 'content').as_posix()}": each.read_text(encoding="utf-8")
        for each in (ours / "content").rglob("*")
        if each.suffix in (".md", ".yaml")
    }
    picture = ours / "My Tally.png"
    shutil.copy(CONTENT / "participants/emma/posts/lines-in-ten-minutes.png", picture)
    with served(ours / "site/cohort") as top, chromium() as browser:
        context = browser.new_context()
        context.add_init_script(PICK)
        context.route(lambda address: not address.startswith((top, "blob:", "data:")), lambda to: to.abort())
        tab = context.new_page()
        tab.on("console", lambda each: said.append(each.text) if each.type == "error" else None)
        tab.goto(f"{top}robots.txt")
        tab.evaluate(FILL, content)
        tab.goto(f"{top}participants/emma-buchan/")
        tab.get_by_role("link", name="New post").click()
        tab.get_by_role("button", name="Work with Local Repository").click()
        tab.get_by_role("textbox", name="Title").fill(DANGEROUS)
        for family in ("Material Symbols Outlined", "Source Sans 3"):
            assert tab.evaluate(LOADED, family)
        tab.locator("[contenteditable=true]").first.click()
        tab.keyboard.type("I counted to five.")
        tab.get_by_role("button", name="Image").click()
        tab.get_by_role("button", name="Browse").click()
        tab.get_by_role("dialog").get_by_role("button", name="Insert").wait_for()
        tab.locator("input[type=file]").last.set_input_files(picture)
        tab.get_by_role("dialog").get_by_role("button", name="Insert").click()
        tab.get_by_text("my-tally.png").wait_for()
        tab.get_by_role("textbox", name="Alt Text").fill("A tally of five lines")
        # The form takes in what is typed a moment later, and shows it then beside the form.
        tab.get_by_role("img", name="A tally of five lines").wait_for()
        saved(tab)
        tab.goto(f"{top}participants/emma-buchan/welcome/")
        tab.get_by_role("link", name="Reply").first.click()
        tab.get_by_label("Who are you?").select_option(label="Emma Buchan")
        tab.get_by_role("button", name="Write", exact=True).click()
        tab.locator("[contenteditable=true]").first.click()
        tab.keyboard.type("And what did they say?")
        tab.get_by_text("And what did they say?").last.wait_for()
        saved(tab)
        tab.goto(f"{top}participants/emma-buchan/welcome/")
        tab.get_by_role("link", name="Edit this post").click()
        tab.get_by_role("textbox", name="Title").fill("Welcome to all")
        saved(tab)
        after: dict[str, str] = tab.evaluate(READ)
    changed = {path: text for path, text in after.items() if text != content.get(path)}
    mine = "content/participants/emma-buchan"
    welcome = next(path for path in changed if path.endswith("-welcome.md") and "/posts/" in path)
    one, other = (text[welcome].splitlines() for text in (content, after))
    assert [each for each in other if each not in one] == ["title: Welcome to all"]
    assert len(one) == len(other)
    post = next(path for path in changed if path.startswith(f"{mine}/posts/") and "who-asks" in path)
    assert "![A tally of five lines](my-tally.png)" in changed[post]
    assert len([path for path in changed if path.startswith(f"{mine}/replies/")]) == 1
    assert [each for each in said if not any(address in each for address in REFUSED)] == []
    for path, text in changed.items():
        target = ours / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.suffix == ".md":
            target.write_text(text, encoding="utf-8")
        else:
            shutil.copy(picture, target)
    found = built(ours)
    assert not [line for line in found.splitlines() if "emma-buchan/posts" in line and " error[" in line]
    page = next((ours / "site/cohort/participants/emma-buchan").glob("who-asks*/index.html"))
    assert "I counted to five." in page.read_text(encoding="utf-8")
    thread = (ours / "site/cohort/participants/emma-buchan/welcome/index.html").read_text(encoding="utf-8")
    assert "And what did they say?" in thread
