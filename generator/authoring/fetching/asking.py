"""Feeds, asked for: one at a time a server, what has not changed not again."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Final
from urllib.parse import urlsplit

from msgspec import Struct
from msgspec.structs import replace

from generator.authoring.fetching.blogs import Blog
from generator.authoring.fetching.feeds import Feed, NoFeed
from generator.authoring.fetching.reading import read_in_time
from generator.authoring.fetching.transport import Answer, Client, Unreachable
from generator.source.files.fetched import FetchedFields

PAUSE: Final = 1.0
"""Seconds between two requests to one server."""
MOST_SERVERS: Final = 8
"""Servers that are asked at once."""
_LONGEST_WAIT: Final = 30
_WHY: Final = {
    401: "it asks for a password",
    403: "its server does not let Enquiry read it",
    404: "there is nothing at its address any longer",
    410: "its server says that it is gone for good",
    429: "its server asks not to be asked so often",
}
Wait = Callable[[float], None]


class Asked(Struct, frozen=True):
    """An answer: the feed, None where it has not changed or can't be had, and the state to remember.

    `moved` is the new address of a feed that has moved for good.
    """

    feed: Feed | None
    state: FetchedFields
    moved: str = ""


def ask_all(blogs: Sequence[Blog], client: Client, today: str, wait: Wait) -> list[Asked]:
    """Return the answers for these blogs, in their order."""
    servers: dict[str, list[int]] = {}
    for place, blog in enumerate(blogs):
        servers.setdefault(_server(blog.feed), []).append(place)
    found: dict[int, Asked] = {}

    def ask_server(places: Sequence[int]) -> None:
        for number, place in enumerate(places):
            if number:
                wait(PAUSE)
            found[place] = ask(blogs[place], client, today)

    with ThreadPoolExecutor(min(MOST_SERVERS, max(1, len(servers)))) as threads:
        list(threads.map(ask_server, servers.values()))
    return [found[place] for place in range(len(blogs))]


def _server(address: str) -> str:
    try:
        return urlsplit(address).netloc.lower()
    except ValueError:
        return address


def ask(blog: Blog, client: Client, today: str) -> Asked:
    """Return what a blog's server says of its feed."""
    before = blog.state
    if before.feed != blog.feed:
        before = FetchedFields(feed=blog.feed, seen=before.seen)
    if before.gone or before.later > today:
        return Asked(None, before)
    if before.picked != blog.picked:
        before = replace(before, picked=blog.picked, etag="", modified="")
    try:
        answer = client.get(blog.feed, _conditions(before))
        return _understood(answer, before, today)
    except (Unreachable, NoFeed) as error:
        return Asked(None, _failing(before, str(error), today))


def _conditions(state: FetchedFields) -> Mapping[str, str]:
    asked = {"If-None-Match": state.etag, "If-Modified-Since": state.modified}
    return {name: value for name, value in asked.items() if value}


def _understood(answer: Answer, before: FetchedFields, today: str) -> Asked:
    if answer.status == 304:
        return Asked(None, replace(before, failing="", since="", later=""), answer.moved)
    if answer.status != 200:
        why = _WHY.get(answer.status, f"its server answers with the error {answer.status}")
        found = _failing(before, why, today)
        return Asked(None, replace(found, gone=answer.status == 410, later=_later(answer, today)))
    feed = read_in_time(answer.body, answer.address, answer.headers.get("content-type", ""))
    etag, modified = (_header(answer, name) for name in ("etag", "last-modified"))
    state = replace(before, etag=etag, modified=modified, failing="", since="", later="")
    return Asked(feed, state, answer.moved)


def _header(answer: Answer, name: str) -> str:
    """Return a header that is short, and of signs that can be sent back."""
    value = answer.headers.get(name, "").strip()
    return value if len(value) <= 300 and value.isascii() and value.isprintable() else ""


def _failing(before: FetchedFields, why: str, today: str) -> FetchedFields:
    shown = "".join(itertools.islice((each if each.isprintable() else " " for each in why), 300))
    return replace(before, failing=shown, since=before.since or today)


def _later(answer: Answer, today: str) -> str:
    """Return the day before which a server does not want to be asked again; empty if that is today."""
    seconds = answer.headers.get("retry-after", "").strip()
    days = min(int(seconds) // 86400, _LONGEST_WAIT) if seconds.isdecimal() and len(seconds) < 10 else 0
    return (dt.date.fromisoformat(today) + dt.timedelta(days=days)).isoformat() if days else ""
