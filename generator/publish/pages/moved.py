"""Old addresses, which lead on: pages to their new address; feeds and calendars stay there, too.

A feed reader follows no page, so that a feed's file is at its old address as well, and says where it is now
(`rel="self"`). Hosts that can redirect are told by `_redirects`, and by `enquiry headers`; but where a
password is asked for, they would lead on before they ask.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

from generator.model import addresses
from generator.model.slugs import folded
from generator.publish.composer.composer import Composer
from generator.publish.family import Family
from generator.publish.page import INDEX, Page, html_page
from generator.publish.views.moved import MovedView, RedirectsView
from generator.publish.views.parts import Anchor


def pages(composer: Composer, others: Sequence[Page]) -> Iterator[Page]:
    """Yield what stands at the old addresses of what these pages are about; new pages go before old ones."""
    origins = composer.identifiers.origins
    if not origins.moves and not origins.comments:
        return
    listed = sorted(others, key=lambda page: page.path)
    paths = [page.path for page in listed]
    taken = {folded(path) for path in paths}
    for page in (*_below(composer, listed, paths), *_comments(composer)):
        if folded(page.path) not in taken:
            taken.add(folded(page.path))
            yield page
    if composer.edition.viewer.is_public and redirects(composer):
        yield Page(addresses.REDIRECTS, addresses.REDIRECTS, _redirects)


def _below(composer: Composer, listed: Sequence[Page], paths: Sequence[str]) -> Iterator[Page]:
    """Yield for each earlier address what leads on from it and from below it."""
    for old, new in composer.identifiers.origins.moves:
        for page in listed[bisect_left(paths, new) : bisect_left(paths, f"{new}\U0010ffff")]:
            path = old + page.path.removeprefix(new)
            if path.endswith(INDEX):
                address = path.removesuffix(INDEX)
                yield html_page(address, "moved.html", _moved, address, page.path, page.make, page.about)
            else:
                yield Page(path, page.renderer, page.make, page.about)


def _comments(composer: Composer) -> Iterator[Page]:
    for post in composer.identifiers.origins.comments:
        for alias in post.aliases:
            yield html_page(f"{alias}/", "moved.html", _moved_comment, f"{alias}/", post.id)


def _moved(
    composer: Composer, address: str, path: str, make: Callable[..., Any], about: Sequence[Any]
) -> MovedView:
    head = make(composer, *about).head
    return MovedView(
        composer.frame.head(head.title, address),
        Anchor(head.title, path.removesuffix(INDEX), head.language),
    )


def _moved_comment(composer: Composer, address: str, identity: str) -> MovedView:
    post = composer.edition.posts[identity]
    target = composer.entries.anchor(post)
    return MovedView(composer.frame.head(target.title, address), target)


def redirects(composer: Composer) -> tuple[tuple[str, str], ...]:
    """Return the old addresses with what they lead to, the most particular first.

    All below an old address moves with it, but for what stands on a page about something else (`#`).
    """
    origins = composer.identifiers.origins
    found = dict(reversed(origins.moves))
    found |= {
        f"{old}/": composer.entries.address(post.id) for post in origins.comments for old in post.aliases
    }
    return tuple(sorted(found.items(), key=lambda each: (-each[0].count("/"), each)))


def _redirects(composer: Composer) -> RedirectsView:
    return RedirectsView(redirects(composer))


FAMILY: Final = Family(about_all=pages, single=True)
