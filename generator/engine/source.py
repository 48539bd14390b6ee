"""The source of every edition of a network: the network itself, its files, its theme and its language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Raw, Struct

from generator.engine.cache.snapshot import Snapshot
from generator.engine.theme.sources import ThemeFiles
from generator.network.records import Network
from generator.publish.language import Language


class Source(Struct, frozen=True):
    """The source of every edition.

    `paths` are those of all files of the content folder, in order; `locations` says where the files are that
    hold no record; `texts` is the HTML of those texts that the cache may not have yet.
    """

    snapshot: Snapshot
    network: Network
    paths: Sequence[str]
    locations: Mapping[str, str]
    texts: Mapping[bytes, Raw]
    theme: ThemeFiles
    language: Language
