"""Two networks that follow each other, on two ports of this machine."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.fetching.servers import file_server
from tests.support import Records, build, command

DAY = "2018-02-01"


class Network:
    """A network in which Ann writes, with its public edition on a server."""

    def __init__(self, folder: Path, servers: ExitStack) -> None:
        self.net = Records(folder)
        self.public = folder / "site/public"
        self.place = servers.enter_context(file_server(self.public))
        self.address = f"http://{self.place}/"
        cohort = {"title": "C", "starts": "2018-01-01", "ends": "2018-12-31", "audience": "public"}
        self.net.text("network.yaml", title=folder.name, address=self.address)
        self.net.text("cohorts/c1.yaml", **cohort, members={"ann": "participant"})

    def write(self, title: str, feed: str = "") -> None:
        """Ann writes a post here, and names the feed of her other blog."""
        given = {"name": "Ann", "consent": "2018-01-01", "feed": feed or None}
        self.net.text("participants/ann/profile.md", "Words.", **given)
        path = f"participants/ann/posts/2018-01-15-{title.lower()}.md"
        self.net.text(path, "See [Ann](../profile.md).\n\n> **Boxes.**", title=title, date="2018-01-15")
        self.net.write()

    def publish(self) -> None:
        """Build the public edition, where its server finds it."""
        folder = self.net.folder
        assert build(
            self.net.content, folder / "site", folder / "cache", editions=("public",), date=DAY
        ).written

    def fetch(self, other: Network) -> str:
        """Fetch what is new in the other one, as somebody types it."""
        done = command("fetch", "--content", self.net.content, "--allow", other.place, "--date", DAY)
        assert done.returncode == 0 and "warning" not in done.stderr, done.stderr
        return done.stdout

    def feed(self) -> str:
        """Ann's feed, as the network's list of feeds names it."""
        (found,) = re.findall(r'xmlUrl="([^"]+)"', (self.public / "opml.xml").read_text())
        return str(found)


@pytest.fixture
def networks(tmp_path: Path) -> Iterator[tuple[Network, Network]]:
    """Two networks."""
    with ExitStack() as servers:
        yield Network(tmp_path / "here", servers), Network(tmp_path / "there", servers)


def test_two_networks_follow_each_other(networks: tuple[Network, Network]) -> None:
    """Each shows what the other published first, once, and nothing goes round in a circle."""
    here, there = networks
    here.write("Hello")
    here.publish()
    there.write("Again", here.feed())
    assert "2018-01-15-hello.md: new" in there.fetch(here)
    there.publish()
    profile = here.net.content / "participants/ann/profile.md"
    profile.write_text(profile.read_text().replace("name:", f"feed: {there.feed()}\nname:", 1))
    assert here.fetch(there).splitlines()[-1] == "1 feed: 1 new, 0 changed, 0 failing."
    here.publish()
    assert there.fetch(here).splitlines()[-1] == "1 feed: 0 new, 0 changed, 0 failing."
    came = here.net.content / "participants/ann/elsewhere"
    assert [each.name for each in came.iterdir()] == ["2018-01-15-again.md"]
    text = (came / "2018-01-15-again.md").read_text()
    assert f"[Ann]({there.address}participants/ann/)" in text and "> **Boxes.**" in text
    page = (here.public / "participants/ann/again/index.html").read_text()
    assert f'rel="canonical" href="{there.address}participants/ann/again/"' in page
