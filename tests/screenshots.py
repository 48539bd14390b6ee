"""`python -m tests.screenshots`: make the pictures of the README and of the guide, in `content/pages/`.

The sample network is built as it stood on one day, and shown in the browser that the tests use. Run it after
a change to the theme or to the sample, look at the pictures, and commit them. A picture whose pixels have not
changed is left as it is. Two machines rarely have the same fonts, so no test compares pixels.
"""

from __future__ import annotations

import io
import json
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from msgspec import Struct
from PIL import Image, ImageOps

from generator.publish.editor.configuration import backend
from generator.source.files.editor import Editor
from generator.source.files.network import Forge
from tests.support import ROOT, command

if TYPE_CHECKING:  # only who makes pictures needs a browser, and not who looks whether they are there
    from playwright.sync_api import Browser, Page as Tab, Route

FOLDER: Final = ROOT / "content" / "pages"
DAY: Final = "2018-03-25"
WIDTH: Final = 900
SCALE: Final = 1.5
WIDE: Final = 1280
"""Wide enough for a form with its preview beside it."""
COLOURS: Final = 256
"""Enough for tinted paper and a photograph on it; a picture of them takes a third of the space of all."""
EDGE: Final = "#b3bdc8"
"""A line around each picture: paper on paper would have no end."""
MEMBERS: Final = "https://members.enquiry.example.org/"
"""An address at which the cohort's edition could be."""
COHORT: Final = "cohorts/stl-2018"
RIGHT: Final = "clpl-2012.enquiry-and-research"
WRONG: Final = "clpl-2012.enquiry"


class Picture(Struct, frozen=True):
    """A picture of a page, from its top or from the element `at` on, and `height` pixels of it."""

    name: str
    edition: str
    address: str
    height: int
    at: str = ""


OVERLAY: Final = Picture("error.png", "", "participants/rachna/what-teacher-leadership-means-to-me/", 620)
"""An error in the preview, over the last good page."""
BUILT: Final = (
    Picture("digest.png", "cohort", f"{COHORT}/digest/", 985),
    Picture("front-page.png", "public", "", 600),
    Picture("conversation.png", "cohort", OVERLAY.address, 760, "#page--conversation"),
    Picture("waiting.png", "facilitators", f"{COHORT}/conversations/", 700),
    Picture("coverage.png", "facilitators", f"{COHORT}/coverage/", 900, "#matrix"),
    Picture("plan.png", "cohort", "participants/emma/plan/", 820),
)
"""Pages as the editions hold them."""
SIGNING_IN: Final = {
    "github": Picture("sign-in-github.png", "cohort", "write/?new=posts&as=emma", 400),
    "gitlab": Picture("sign-in-gitlab.png", "cohort", "write/?new=posts&as=emma", 440),
    "forgejo": Picture("sign-in-forgejo.png", "cohort", "write/?new=posts&as=emma", 440),
}
"""The first page of the editor on each forge."""
FORM: Final = Picture("form.png", "cohort", "new=posts&as=emma", 760)
"""A post that is being written."""
PICTURES: Final = (*BUILT, OVERLAY, *SIGNING_IN.values(), FORM)


def main() -> int:
    """Make all pictures; the names of those that have changed go to standard output."""
    from tests.browser import chromium

    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        for picture, data in made(browser, Path(folder)):
            file = FOLDER / picture.name
            if not (file.is_file() and same(file.read_bytes(), data)):
                file.write_bytes(data)
                print(f"{file.relative_to(ROOT)}: {len(data):,} bytes")
    return 0


def made(browser: Browser, folder: Path) -> Iterator[tuple[Picture, bytes]]:
    """Each picture with its bytes."""
    content, site, cache = ROOT / "content", folder / "site", folder / "cache"
    command(
        *("build", "--content", content, "--output", site, "--cache", cache),
        *("--date", DAY, "--keep-going"),  # the guide lacks pictures that are not made yet
    )
    tab = browser.new_page(
        viewport={"width": WIDTH, "height": 800}, device_scale_factor=SCALE, color_scheme="light"
    )
    for picture in BUILT:
        file = site / picture.edition / picture.address / "index.html"
        yield picture, taken(tab, file.as_uri(), picture)
    yield OVERLAY, failing(tab, folder / "preview")
    yield from writing(browser, folder)


def writing(browser: Browser, folder: Path) -> Iterator[tuple[Picture, bytes]]:
    """The editor of the sample network: signing in, and a post that is being written."""
    from tests.forms import MODULES, forms, texts

    content, site = folder / "content", folder / "forms" / "cohort"
    shutil.copytree(ROOT / "content", content)
    with (content / "network.yaml").open("a", encoding="utf-8") as file:
        file.write("editor: yes\n")
    (folder / "node_modules").symlink_to(MODULES)
    command(
        *("build", "--content", content, "--output", site.parent, "--edition", "cohort"),
        *("--no-search", "--date", DAY, "--keep-going"),
    )
    for kind, picture in SIGNING_IN.items():
        yield picture, signing_in(browser, site, kind, picture)
    with forms(site, viewport={"width": WIDE, "height": FORM.height}, color_scheme="light") as form:
        form.give(texts(content))
        form.open(FORM.address)
        form.fill({"title": "I counted to five", "body": "Before the second question I waited."})
        yield FORM, small(form.tab.screenshot())


def signing_in(browser: Browser, site: Path, kind: str, picture: Picture) -> bytes:
    """The first page of the editor as it is at its own address, with a forge of this kind."""
    forge = Forge(kind, "example/enquiry-network")
    editor = Editor(application="" if kind == "github" else "0a1b2c")

    def answer(route: Route) -> None:
        name = urlsplit(route.request.url).path.lstrip("/")
        file = site / (f"{name}index.html" if name.endswith("/") else name)
        if not (route.request.url.startswith(MEMBERS) and file.is_file()):
            route.abort()
        elif file.suffix == ".json":
            route.fulfill(json={**json.loads(file.read_bytes()), "backend": backend(forge, editor)})
        else:
            route.fulfill(path=file)

    tab = browser.new_page(
        viewport={"width": WIDTH, "height": picture.height}, device_scale_factor=SCALE, color_scheme="light"
    )
    tab.route("**/*", answer)
    tab.goto(f"{MEMBERS}{picture.address}")
    button = tab.get_by_role("button", name="Access Token")
    button.wait_for()
    if kind == "github":
        button.click()
        tab.get_by_text("user settings page").wait_for()
    return small(tab.screenshot(animations="disabled"))


def failing(tab: Tab, folder: Path) -> bytes:
    """The preview after the name of a standard was cut short in a post."""
    from tests.test_serve import POST, Serving

    folder.mkdir()
    serving = Serving(folder)
    try:
        tab.set_viewport_size({"width": WIDTH, "height": OVERLAY.height})
        tab.goto(f"{serving.address}{OVERLAY.address}")
        post = folder / POST
        post.write_text(post.read_text(encoding="utf-8").replace(RIGHT, WRONG), encoding="utf-8")
        tab.wait_for_selector(".enquiry-overlay li")
        return small(tab.screenshot())
    finally:
        serving.stop()


def taken(tab: Tab, url: str, picture: Picture) -> bytes:
    """A picture of what stands at an address."""
    tab.set_viewport_size({"width": WIDTH, "height": picture.height})
    tab.goto(url)
    tab.wait_for_load_state("load")
    if picture.at:
        tab.eval_on_selector(picture.at, "each => each.scrollIntoView()")
    return small(tab.screenshot())


def small(data: bytes) -> bytes:
    """A screenshot in few colours, with a line around it and nothing else but its pixels."""
    with Image.open(io.BytesIO(data)) as image:
        reduced = ImageOps.expand(image.convert("RGB"), 1, EDGE).quantize(
            COLOURS, Image.Quantize.MAXCOVERAGE, kmeans=2, dither=Image.Dither.NONE
        )
    out = io.BytesIO()
    reduced.save(out, "PNG", optimize=True)
    return out.getvalue()


def same(one: bytes, other: bytes) -> bool:
    """Return whether two pictures have the same pixels."""
    with Image.open(io.BytesIO(one)) as first, Image.open(io.BytesIO(other)) as second:
        return first.size == second.size and first.convert("RGB").tobytes() == second.convert("RGB").tobytes()


if __name__ == "__main__":
    sys.exit(main())
