"""`enquiry publish`: an edition is read from the disk, judged, and carried to a target."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urljoin

from msgspec import Struct

from generator.deploy import branch, probe, release, target as targets
from generator.deploy.errors import NotPublished, StillOpen
from generator.deploy.publish import Publication, folder, publish, published
from generator.deploy.release import Release
from generator.engine.writer.site import Site
from generator.model.audience import VIEWERS
from generator.model.numbers import number_of
from generator.network.cut import cut
from generator.network.edition import held, link
from generator.network.records import Network


class Work(Struct, frozen=True):
    """An edition of a built site, and how it is to be published.

    It is `stale` if the content has changed since it was built. With `asks`, the address of an edition that
    is not public is asked first whether it lets in strangers.
    """

    site: Path
    edition: str
    network: Network
    keep: int
    dry_run: bool
    asks: bool
    stale: bool = False

    @property
    def source(self) -> Path:
        """The folder of the edition."""
        return self.site / self.edition

    @property
    def address(self) -> str:
        """The address at which the edition is read; empty where the network does not say."""
        config = self.network.config
        public = config.address if VIEWERS[self.edition].is_public else ""
        return dict(config.addresses).get(self.edition, public)


def run(work: Work, where: str) -> Iterator[str]:
    """Publish an edition, and yield what is to be said about it.

    Raises `NotPublished` where it can't be, or must not be. What only takes something back is published even
    where strangers are let in, since they can read more until then; `StillOpen` says so afterwards.
    """
    target = targets.parse(where)
    if not (work.source / "index.html").is_file():
        raise NotPublished(f"{work.source} holds no edition. Build it first, with `enquiry build`.")
    if work.stale:
        raise NotPublished(
            f"The content has changed since {work.source} was built, so what was taken back may be in it. "
            "Build it first, with `enquiry build`."
        )
    with Site(work.site).locked():
        viewer = VIEWERS[work.edition]
        new = release.of_folder(work.source.resolve(), held(link(work.network, cut(work.network, viewer))))
        door = _open_door(work, new) if work.asks and not viewer.is_public else ""
        if door:
            _mind_the_door(work, target, new, door)
        if isinstance(target, targets.Branch):
            yield _on_branch(work, target)
            return
        done = publish(
            folder(target), work.edition, work.source.resolve(), new, keep=work.keep, dry_run=work.dry_run
        )
    yield from _account(work, where, done)
    if door:
        raise StillOpen(f"{door} This only takes something back, so it goes there all the same.")


def _open_door(work: Work, new: Release) -> str:
    """Return why strangers may be let in where an edition is read; empty where they are not."""
    try:
        _refuse_strangers(work, new)
    except NotPublished as error:
        return str(error)
    return ""


def _mind_the_door(work: Work, target: targets.Target, new: Release, door: str) -> None:
    """Refuse what is more than to take something back. A branch does not tell what it holds."""
    shown = None if isinstance(target, targets.Branch) else published(folder(target), work.edition)
    if shown is None or not new.takes_back(shown):
        raise NotPublished(door)
    if not new.only_takes_back(shown):
        raise NotPublished(
            f"{door} What has been taken back is still shown there, and would be gone: this publication has "
            "something new, too."
        )


def _refuse_strangers(work: Work, new: Release) -> None:
    """Ask for some page of the edition as a stranger would; each release asks for another one."""
    if not work.address:
        raise NotPublished(
            f"network.yaml does not say where the {work.edition} edition is read, so nobody can tell whether "
            f"strangers are let in there. Write `addresses: {{{work.edition}: https://…/}}` into it."
        )
    pages = sorted(each for each in new.files if each.endswith("index.html"))
    some = pages[int.from_bytes(hashlib.sha256(new.encoded()).digest()) % len(pages)]
    address = urljoin(work.address, quote(some.removesuffix("index.html")))
    if probe.lets_in_strangers(address):
        raise NotPublished(
            f"The {work.edition} edition is not public, and {address} answers without asking for a password. "
            "Let the server ask for one first: `enquiry headers "
            f"--edition {work.edition} --auth FILE` says how."
        )


def _on_branch(work: Work, target: targets.Branch) -> str:
    changed = branch.publish(
        target,
        work.source.resolve(),
        f"{work.network.config.title}: the {work.edition} edition",
        dry_run=work.dry_run,
    )
    if not changed:
        return f"The branch {target.branch} shows the {work.edition} edition as it is already."
    return (
        f"The branch {target.branch} {'would show' if work.dry_run else 'shows'} this {work.edition} edition."
    )


def _account(work: Work, where: str, done: Publication) -> Iterator[str]:
    found = done.difference
    if not found.any:
        yield f"{where} shows the {work.edition} edition as it is already, as the release {done.release}."
    else:
        yield (
            f"{where}, {work.edition} edition: {number_of(found.new, 'file')} new, {found.changed} changed, "
            f"{found.gone} gone; {'it would be' if work.dry_run else 'shown as'} the release {done.release}"
        )
    for each in done.removed:
        yield f"{'would remove' if work.dry_run else 'removed'} the release {each}"
