"""Videos elsewhere: a link to one that stands on a line of its own becomes a card.

Nothing is embedded and nothing is asked for: the card has the words that the writer gave to the link, or else
says where the video is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape
from typing import Final
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from msgspec import Struct

from generator.source.markdown import labels
from generator.source.markdown.blocks import contents

VIDEO: Final = "video"
"""The type of a token that says on which site a video is.

Its markup is the address as it is typed, where the writer gave no words to it.
"""
CLASS: Final = labels.VIDEO_CARD


class Site(Struct, frozen=True):
    """A site with videos: its name, its hosts, and the beginnings of paths that are those of videos."""

    name: str
    hosts: tuple[str, ...]
    path: str


SITES: Final = (
    Site("YouTube", ("youtube.com", "youtube-nocookie.com"), r"/(?:watch\?|embed/|shorts/|live/|v/)"),
    Site("YouTube", ("youtu.be",), r"/[\w-]{6,}"),
    Site("Vimeo", ("vimeo.com",), r"/(?:[\w-]+/)*\d{5,}"),
    Site("Dailymotion", ("dailymotion.com",), r"/(?:embed/)?video/"),
    Site("Dailymotion", ("dai.ly",), r"/\w"),
    Site("TED", ("ted.com",), r"/talks/\w"),
    Site("BBC iPlayer", ("bbc.co.uk", "bbc.com"), r"/iplayer/\w"),
    Site("Loom", ("loom.com",), r"/(?:share|embed)/\w"),
    Site("TikTok", ("tiktok.com",), r"/@[\w.-]+/video/\d"),
    Site("Twitch", ("twitch.tv",), r"/videos/\d"),
    Site("Facebook", ("fb.watch",), r"/\w"),
    Site("Facebook", ("facebook.com",), r"/(?:watch|reel|[\w.-]+/videos)/"),
    Site("Instagram", ("instagram.com",), r"/(?:reel|tv)/\w"),
    Site("Internet Archive", ("archive.org",), r"/(?:details|embed)/\w"),
    Site("ClickView", ("clickview.net", "clickview.co.uk"), r"/.*videos?/\w"),
)
_EMBEDDED: Final = (
    (
        r"https?://(?:www\.)?youtube(?:-nocookie)?\.com/(?:embed|v)/(?!videoseries)([\w-]+)",
        "https://www.youtube.com/watch?v={}",
    ),
    (r"https?://player\.vimeo\.com/video/(\d+)", "https://vimeo.com/{}"),
    (r"https?://(?:www\.)?dailymotion\.com/embed/video/(\w+)", "https://www.dailymotion.com/video/{}"),
)
"""Addresses of videos for embedding, and those of their pages."""
_FILE: Final = re.compile(r".*\.(?:mp4|m4v|webm|ogv|mov)|.*/(?:w|videos/watch)/[\w-]{20,}", re.IGNORECASE)
"""The path of a film on any site, or of a page of PeerTube, which anybody can run."""
_HOSTS: Final = tuple(host for site in SITES for host in site.hosts)
_USUAL: Final = re.compile(r"https?://(?P<host>[a-z0-9.-]+)(?P<path>(?:/[A-Za-z0-9./_-]*)?)")
"""An address of which host and path can be told without taking it apart."""


def of(address: str) -> str:
    """Return the name of the site that has this video; empty where it is no address of a video."""
    if not address.startswith(("https://", "http://")):
        return ""
    if (usual := _USUAL.fullmatch(address)) and not (
        usual["host"].endswith(_HOSTS) or _FILE.fullmatch(usual["path"])
    ):
        return ""
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").removeprefix("www.").removeprefix("m.").removeprefix("player.")
    except ValueError:
        return ""
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    for site in SITES:
        if host.endswith(site.hosts) and any(
            host == each or host.endswith(f".{each}") for each in site.hosts
        ):
            return site.name if re.match(site.path, path) else ""
    return host if _FILE.fullmatch(parts.path) else ""


def page(address: str) -> str:
    """Return the address of the page of a video, of which `address` may be the one for embedding."""
    for pattern, form in _EMBEDDED:
        if match := re.match(pattern, address):
            return form.format(match[1])
    return address


def card(address: str, words: str) -> str:
    """Return a card of a video with these words, or, where they are empty, with those of a usual card."""
    said = escape(words) or labels.WATCH
    return f'<a href="{escape(page(address))}" class="{CLASS}">{said} ({escape(of(address))})</a>'


def videos(md: MarkdownIt) -> None:
    """Let a parser make cards of videos."""
    md.core.ruler.push("videos", _cards)
    md.add_render_rule(VIDEO, _where)


def _cards(state: StateCore) -> None:
    if all(len(token.children or ()) < 3 for token in contents(state)):
        return  # a link alone has three tokens
    tokens = state.tokens
    for index, token in enumerate(tokens):
        above = tokens[index - 1]
        if token.type == "inline" and above.type == "paragraph_open" and not above.hidden:
            children = token.children or []
            if len(children) >= 3 and any(child.type == "link_open" for child in children):
                for line in list(_lines(children)):
                    _card(children, line)


def _lines(children: Sequence[Token]) -> Iterator[list[Token]]:
    """Yield the lines of a paragraph."""
    line: list[Token] = []
    for child in children:
        if child.type in ("softbreak", "hardbreak"):
            yield line
            line = []
        elif child.type != "text" or child.content.strip():
            line.append(child)
    yield line


def _card(children: list[Token], line: Sequence[Token]) -> None:
    """Make a card of a line that is all a link to a video."""
    if len(line) < 3 or line[0].type != "link_open" or line[-1].type != "link_close":
        return
    if any(child.type in ("link_close", "image") for child in line[:-1]):
        return
    address = str(line[0].attrs.get("href", ""))
    site = of(address)
    if not site:
        return
    line[0].attrs["class"] = CLASS
    words = line[1]
    if line[0].info == "auto" or (len(line) == 3 and words.content == address):
        words.type, words.markup, words.content = VIDEO, words.content, site
    else:
        children.insert(_index(children, line[-1]), Token(VIDEO, "", 0, content=site))


def _index(children: Sequence[Token], token: Token) -> int:
    return next(index for index, each in enumerate(children) if each is token)


def _where(
    _renderer: object, tokens: Sequence[Token], index: int, _options: OptionsDict, _env: EnvType
) -> str:
    token = tokens[index]
    return f"{labels.WATCH if token.markup else ''} ({escape(token.content)})"
