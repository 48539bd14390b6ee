"""WordPress' own additions to HTML, as HTML: blocks, shortcodes, breaks.

The result still has to be parsed, and holds nothing that a post may not hold already. A shortcode of a plugin
can't be carried over: its words stay as they are, and it is named.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from html import escape
from typing import Final

from msgspec import Struct

MOST_PICTURES: Final = 500
"""In one gallery."""

_BLOCK: Final = re.compile(r"\s*(?P<end>/)?wp:(?P<name>[a-z][\w/-]*)(?P<rest>.*)", re.DOTALL)
_SELF: Final = re.compile(r"/\s*\Z")
_CODE: Final = re.compile(
    r"(?P<before>\[?)\[(?P<end>/)?(?P<name>[a-zA-Z][\w-]{1,40})"
    r"(?P<attributes>(?:=|\s)(?:[^\[\]<>\"']|\"[^\"\[\]]*\"|'[^'\[\]]*')*)?\](?P<after>\]?)"
)
_ATTRIBUTE: Final = re.compile(r"([\w-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"']+))|(\S+)")
_CAPTION: Final = re.compile(
    r"\[(?:wp_)?caption(?P<attributes>[^\[\]]*)\]"
    r"(?P<inside>(?:(?!\[(?:wp_)?caption).){0,20000}?)\[/(?:wp_)?caption\]",
    re.DOTALL,
)
_EMBED: Final = re.compile(r"\[embed[^\]]*\]\s*(?P<address>[^\s\[\]]+)\s*\[/embed\]")
_PICTURE: Final = re.compile(r"\s*((?:<a\b[^<>]*>\s*)?<img\b[^<>]*>(?:\s*</a>)?)", re.IGNORECASE)
_FOOTNOTE: Final = re.compile(r"<sup\s[^<>]*data-fn=\"(?P<id>[\w-]+)\"[^<>]*>.{0,300}?</sup>", re.DOTALL)
_MEDIA: Final = ("src", "mp4", "m4v", "webm", "ogv", "flv", "mp3", "ogg", "wav", "m4a")
_PLAYERS: Final = {
    "youtube": "https://www.youtube.com/watch?v={}",
    "vimeo": "https://vimeo.com/{}",
    "wpvideo": "https://videopress.com/v/{}",
    "videopress": "https://videopress.com/v/{}",
    "googlemaps": "{}",
    "soundcloud": "{}",
    "ted": "https://www.ted.com/talks/{}",
    "slideshare": "{}",
}
"""Shortcodes that name a film or a place elsewhere, with the address that is meant."""
_PLAIN_BLOCKS: Final = frozenset(
    "audio block button buttons classic code column columns cover details embed file footnotes freeform "
    "gallery group heading html image list list-item media-text more nextpage paragraph pattern preformatted "
    "pullquote quote separator shortcode social-link social-links spacer table verse video".split()
)
"""Blocks whose content stands in the text, or that are only about looks."""


class Picture(Struct, frozen=True):
    """A picture or another file of the blog: its address there, what it shows, and its caption."""

    address: str
    alt: str = ""
    caption: str = ""
    name: str = ""
    is_picture: bool = True


Gallery = Callable[[Sequence[str]], Iterable[Picture]]
"""Returns the files with these numbers; without any, the pictures that were added to the post."""


class Written(Struct, frozen=True):
    """A text as HTML. In a `classic` one blank lines mean paragraphs; `notes` name what was left out."""

    html: str
    classic: bool
    footnotes: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()


def as_html(content: str, gallery: Gallery, footnotes: str = "") -> Written:
    """Return a text of WordPress as HTML."""
    notes: list[str] = []
    classic = "<!-- wp:" not in content
    text = _blocks(content, notes)
    text = re.sub(r"<!--\s*nextpage\s*-->", "\n\n<hr>\n\n", text)
    text = re.sub(r"<!--\s*(?:more\b[^>]*|noteaser)\s*-->", "\n\n", text)
    text = _CAPTION.sub(_figure, text) if "caption" in text else text
    text = _EMBED.sub(lambda match: _link(match["address"]), text)
    text = _CODE.sub(lambda match: _shortcode(match, gallery, notes), text) if "[" in text else text
    text, known = _footnotes(text, footnotes)
    return Written(text, classic, known, tuple(dict.fromkeys(notes)))


def _blocks(text: str, notes: list[str]) -> str:
    """Return a text without the comments that delimit blocks; name those that a server fills in."""
    *pieces, rest = text.split("-->")
    found: list[str] = []
    for piece in pieces:
        before, opening, inside = piece.partition("<!--")
        match = _BLOCK.fullmatch(inside) if opening else None
        found.append(before + _block(match, notes) if match else f"{piece}-->")
    return "".join([*found, rest])


def _block(match: re.Match[str], notes: list[str]) -> str:
    name = match["name"].removeprefix("core/")
    if not match["end"] and _SELF.search(match["rest"]) and name not in _PLAIN_BLOCKS:
        notes.append(f"the block “{name}”")
    elif not match["end"] and name == "social-link":
        return _social(match["rest"])
    return "\n\n"


def _social(rest: str) -> str:
    found = re.search(r'"url"\s*:\s*"([^"]+)"', rest)
    return _link(found[1]) if found else ""


def _link(address: str, words: str = "") -> str:
    return f'\n\n<p><a href="{escape(address)}">{escape(words or address)}</a></p>\n\n'


def _attributes(written: str) -> dict[str, str]:
    """Return the attributes of a shortcode; one without a name has a number."""
    found: dict[str, str] = {}
    for name, double, single, bare, alone in _ATTRIBUTE.findall(written.replace("\xa0", " ")):
        found[name.lower() if name else str(len(found))] = double or single or bare or alone
    return found


def _figure(match: re.Match[str]) -> str:
    """Return a picture with its caption, which stands behind it or in an attribute."""
    inside = match["inside"]
    picture = _PICTURE.match(inside)
    caption = inside[picture.end() :].strip() if picture else inside.strip()
    caption = caption or escape(_attributes(match["attributes"]).get("caption", ""))
    shown = picture[1] if picture else ""
    return f"\n\n<figure>{shown}<figcaption>{caption}</figcaption></figure>\n\n"


def _shortcode(match: re.Match[str], gallery: Gallery, notes: list[str]) -> str:
    """Return what a shortcode becomes. Any that is not known stays as it is, and is named."""
    if match["before"] and match["after"]:
        return match[0][1:-1]
    name = match["name"].lower()
    attributes = _attributes((match["attributes"] or "").removeprefix("="))
    if name in ("gallery", "playlist"):
        return "" if match["end"] else _outside(match, _pictures(attributes, gallery))
    if name in ("video", "audio", "embed"):
        sources = [attributes[each] for each in _MEDIA if each in attributes]
        return _outside(match, _film(sources[0], notes) if sources else "")
    if name in _PLAYERS and not match["end"]:
        wanted = attributes.get("0") or attributes.get("id") or attributes.get("url", "")
        whole = wanted if "//" in wanted else _PLAYERS[name].format(wanted)
        return _outside(match, _film(whole, notes) if "//" in whole else "")
    if "=" in (match["attributes"] or "") or match["end"]:
        notes.append(f"the shortcode [{match['name']}]")
    return match[0]


def _film(address: str, notes: list[str]) -> str:
    """Return a link in the place of a film or a sound, and name it."""
    notes.append(f"what was shown from {address[:200]}, which became a link")
    return _link(address)


def _outside(match: re.Match[str], html: str) -> str:
    """Return HTML between the brackets of a text that stand around a shortcode."""
    return f"{match['before']}{html}{match['after']}"


def _pictures(attributes: Mapping[str, str], gallery: Gallery) -> str:
    ids = re.findall(r"\d+", attributes.get("ids", "") or attributes.get("include", ""))[:MOST_PICTURES]
    return "\n\n" + "\n".join(map(shown, gallery(ids))) + "\n\n"


def shown(picture: Picture) -> str:
    """Return a file as HTML: a picture, or a link to any other."""
    if not picture.is_picture:
        return _link(picture.address, picture.caption or picture.name)
    caption = f"<figcaption>{picture.caption}</figcaption>" if picture.caption else ""
    source, alt = escape(picture.address), escape(picture.alt)
    return f'<figure><img src="{source}" alt="{alt}">{caption}</figure>'


def _footnotes(text: str, written: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Return a text whose footnotes are marked for Markdown, and the footnotes in their order."""
    known = dict(_read_footnotes(written))
    used: dict[str, int] = {}

    def mark(match: re.Match[str]) -> str:
        if match["id"] not in known:
            return match[0]
        number = used.setdefault(match["id"], len(used) + 1)
        return f"<fnote>{number}</fnote>"

    text = _FOOTNOTE.sub(mark, text) if known else text
    return text, tuple((str(number), known[each]) for each, number in used.items())


def _read_footnotes(written: str) -> Iterator[tuple[str, str]]:
    try:
        found = json.loads(written or "[]")
    except (ValueError, RecursionError):
        return
    for each in found if isinstance(found, list) else ():
        if (
            isinstance(each, dict)
            and isinstance(each.get("id"), str)
            and isinstance(each.get("content"), str)
        ):
            yield each["id"], each["content"]
