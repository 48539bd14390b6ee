"""The reading of a feed within a time: a hostile one can keep a parser busy for hours.

A long feed is read by a process of its own, which is ended when its time is over.
"""

from __future__ import annotations

import multiprocessing
from multiprocessing.connection import Connection
from typing import Final

from generator.authoring.fetching.feeds import Feed, NoFeed, read_feed

SHORT: Final = 200_000
"""Bytes of a feed that is read at once: the worst of this length takes half a second."""
SECONDS: Final = 20.0


def read_in_time(data: bytes, address: str, kind: str, seconds: float = SECONDS) -> Feed:
    """Return the feed that came from an address. Raises `NoFeed`, also where reading takes too long."""
    if len(data) <= SHORT:
        return read_feed(data, address, kind)
    context = multiprocessing.get_context("spawn")
    receiving, sending = context.Pipe(duplex=False)
    process = context.Process(target=_read, args=(sending, data, address, kind), daemon=True)
    process.start()
    sending.close()
    try:
        found = receiving.recv() if receiving.poll(seconds) else NoFeed("reading it takes too long")
    except EOFError:
        found = NoFeed("it can't be read")
    finally:
        process.kill()
        process.join()
        receiving.close()
    if isinstance(found, NoFeed):
        raise found
    assert isinstance(found, Feed)  # noqa: S101 - for the type checker
    return found


def _read(sending: Connection, data: bytes, address: str, kind: str) -> None:
    try:
        sending.send(read_feed(data, address, kind))
    except NoFeed as error:
        sending.send(error)
