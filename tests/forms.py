"""Forms of the editor in a real browser, on a folder of its own: the browser's private file system.

It stands for the folder that somebody would choose. A field is found by its way in the file (`aims.0.title`).
"""

from __future__ import annotations

import functools
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.browser import chromium

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page as Tab, ViewportSize

MODULES = Path(sys.prefix) / "node_modules"
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
REFUSED = (
    "https://unpkg.com/@sveltia/cms/package.json",
    "https://unpkg.com/@sveltia/ui@",
    "https://www.githubstatus.com/api/",
    "https://cdn.jsdelivr.net/fontsource/fonts/",
)
"""Addresses that the editor asks in vain.

Its newest version, what colours code, the forge's state, and fonts: two that the site has, and one for code,
for which a browser takes its own.
"""
NOW = "2026-11-25T10:00:00Z"
TALL: ViewportSize = {"width": 1280, "height": 4000}
"""A window in which all fields of a form are seen: others are made as they come into view."""


def texts(content: Path) -> dict[str, str]:
    """The files of a content folder by their paths in the repository."""
    return {
        f"content/{each.relative_to(content).as_posix()}": each.read_text(encoding="utf-8")
        for each in content.rglob("*")
        if each.suffix in (".md", ".yaml")
    }


def keep(content: Path, files: Mapping[str, str]) -> None:
    """Write files of the repository into a content folder."""
    for path, text in files.items():
        if path.endswith((".md", ".yaml")):
            target = content.parent / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")


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


class Forms:
    """The editor of an edition, in a tab, with the network cut off but for the edition itself."""

    def __init__(self, tab: Tab, top: str) -> None:
        self.tab = tab
        self.top = top
        self.said: list[str] = []
        """Errors in the browser's console, but for those that the policy refuses on purpose."""
        tab.on("console", lambda each: self._hear(each.text) if each.type == "error" else None)
        tab.on("pageerror", lambda each: self._hear(str(each)))

    def _hear(self, text: str) -> None:
        if not any(address in text for address in REFUSED):
            self.said.append(text)

    def give(self, files: Mapping[str, str]) -> None:
        """Put files into the folder."""
        self.tab.goto(f"{self.top}robots.txt")
        self.tab.evaluate(FILL, dict(files))

    def files(self) -> dict[str, str]:
        """Return the files of the folder."""
        found: dict[str, str] = self.tab.evaluate(READ)
        return found

    def open(self, query: str) -> None:
        """Open the editor for the first time, by an address of the site."""
        self.tab.goto(f"{self.top}write/?{query}")
        self.tab.get_by_role("button", name="Work with Local Repository").click()
        self.ready()

    def go(self, way: str) -> None:
        """Go to another form."""
        self.tab.evaluate("way => { location.hash = `#/collections/${way}` }", way)
        self.ready()

    def ready(self) -> None:
        """Wait until a form is there."""
        self.tab.get_by_role("button", name="Save").first.wait_for()
        self.tab.locator("section.field").first.wait_for()

    def field(self, way: str) -> Locator:
        """Return a field by its way in the file."""
        return self.tab.locator(f'section.field[data-key-path="{way}"]').first

    def fill(self, values: Mapping[str, Any], at: str = "") -> None:
        """Fill fields in, as their kinds want it."""
        for name, value in values.items():
            self._fill(f"{at}{name}", value)

    def _fill(self, way: str, value: Any) -> None:
        field = self.field(way)
        kind = field.get_attribute("data-field-type") or ""
        if kind == "list":
            for place, each in enumerate(value):
                field.get_by_role("button", name="Add").last.click()
                if isinstance(each, dict):
                    self.fill(each, f"{way}.{place}.")
                else:
                    self._fill(f"{way}.{place}", each)
        elif kind == "object":
            if (more := field.get_by_role("checkbox", name="Add")).count():
                more.first.click()
            self.fill(value, f"{way}.")
        elif kind == "select":
            for each in value if isinstance(value, list) else [value]:
                self._choose(field, each)
        elif kind == "boolean":
            field.get_by_role("switch").click()
        elif kind == "richtext":
            self._type(field.locator("[contenteditable=true][data-lexical-editor=true]").first, value)
        else:
            field.locator("input, textarea").first.fill(value)

    def begin(self, way: str, value: str, before: str) -> None:
        """Begin a text with some words, which come before those that it begins with."""
        text = self.field(way).locator("[contenteditable=true]")
        self._typed(text.first, f"{value}{before}", lambda: self._home(text.locator("p").first, value))

    def _home(self, text: Locator, value: str) -> None:
        text.click()
        self.tab.keyboard.press("Control+Home")
        self.tab.keyboard.type(value)

    def _type(self, editor: Locator, value: str) -> None:
        def type_it() -> None:
            editor.click()
            self.tab.keyboard.type(value)

        self._typed(editor, value.strip(), type_it)

    def _typed(self, editor: Locator, value: str, type_it: Callable[[], None]) -> None:
        """Type a text. A busy editor may put the file's text in the place of what was typed at once."""
        from playwright.sync_api import TimeoutError as Late

        beside = self.tab.get_by_text(value).locator("visible=true").nth(1)
        for _ in range(4):
            if value not in editor.inner_text():
                type_it()
            # The form takes in what is typed a moment later, and shows it then beside the form.
            with suppress(Late):
                beside.wait_for(timeout=15_000)
                return
        beside.wait_for()

    def _choose(self, field: Locator, label: str) -> None:
        shown = field.get_by_role("radio", name=label).or_(field.get_by_role("checkbox", name=label))
        if shown.count():
            shown.first.click()
            return
        field.get_by_role("combobox").click()
        self.tab.get_by_role("option", name=label).first.click()

    def save(self) -> None:
        """Save, and wait until that is done."""
        self.tab.get_by_role("button", name="Save").first.click()
        self.tab.wait_for_url("**#/collections/*")


@contextmanager
def forms(site: Path, **options: Any) -> Iterator[Forms]:
    """The editor of an edition."""
    with served(site) as top, chromium() as browser:
        context = browser.new_context(**{"viewport": TALL, **options})
        context.clock.install(time=NOW)
        context.add_init_script(PICK)
        context.route(lambda address: not address.startswith((top, "blob:", "data:")), lambda to: to.abort())
        yield Forms(context.new_page(), top)
