"""`python -m tests.benchmarks.forms`: the time until the page `/write/` can be signed in to.

Networks of 16 and of 1,000 writers in one cohort are opened in turn in the browser that the tests use, with
nothing kept from one time to the next.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Final

from tests.browser import chromium
from tests.forms import MODULES, served
from tests.support import command

WRITERS: Final = (16, 1000)
TIMES: Final = 7
"""Openings of each, after one that does not count."""
DAY: Final = "2026-11-20"
EDITIONS: Final = ("cohort", "facilitators")


def network(folder: Path, writers: int) -> None:
    """Build a network with a cohort of so many writers."""
    assert command("init", folder, "--date", DAY, "--facilitator", "Emma Buchan").returncode == 0
    content = folder / "content"
    settings, cohort = content / "network.yaml", content / "cohorts/first-cohort.yaml"
    settings.write_text(
        settings.read_text(encoding="utf-8").replace("# editor: yes", "editor: yes  #"), encoding="utf-8"
    )
    names = [f"writer-{number:04}" for number in range(1, writers)]
    for name in names:
        profile = content / f"participants/{name}/profile.md"
        profile.parent.mkdir()
        profile.write_text(
            f"---\nname: Writer Number {name[-4:]}\n---\n\nTeaches in a school.\n", encoding="utf-8"
        )
    members = "".join(f"  {name}: participant\n" for name in names)
    text = cohort.read_text(encoding="utf-8").replace("members:\n", f"members:\n{members}", 1)
    cohort.write_text(text, encoding="utf-8")
    (folder / "node_modules").symlink_to(MODULES)
    chosen = [part for edition in EDITIONS for part in ("--edition", edition)]
    places = ("--content", content, "--output", folder / "site")
    done = command("build", *places, *chosen, "--no-search", "--date", DAY, "--keep-going")
    assert done.returncode == 0, done.stderr


def opened(site: Path) -> float:
    """Return the seconds until an edition's editor shows how to sign in."""
    with served(site) as top, chromium() as browser:
        context = browser.new_context()
        context.route(lambda address: not address.startswith((top, "blob:", "data:")), lambda to: to.abort())
        tab = context.new_page()
        began = time.perf_counter()
        tab.goto(f"{top}write/?new=posts&as=emma-buchan")
        tab.get_by_role("button", name="Work with Local Repository").wait_for()
        return time.perf_counter() - began


def main() -> int:
    """Print a line for each edition and each number of writers."""
    with tempfile.TemporaryDirectory() as folder:
        for writers in WRITERS:
            network(Path(folder) / str(writers), writers)
        for edition in EDITIONS:
            sites = {writers: Path(folder) / str(writers) / "site" / edition for writers in WRITERS}
            taken: dict[int, list[float]] = {writers: [] for writers in WRITERS}
            for number in range(TIMES + 1):
                for writers, site in sites.items():
                    seconds = opened(site)
                    if number:
                        taken[writers].append(seconds)
            for writers, found in taken.items():
                size = sum(each.stat().st_size for each in (sites[writers] / "write").iterdir())
                print(
                    f"{edition}, {writers:,} writers: {median(found):.2f} s "
                    f"({min(found):.2f} to {max(found):.2f}), {size / 1000:,.0f} KB in /write/"
                )
    return 0


if __name__ == "__main__":
    sys.exit(main())
