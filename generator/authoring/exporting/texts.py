"""Texts of an edition as HTML that WordPress shows as it was meant.

WordPress breaks a paragraph at each end of a line, makes one of what stands between blank lines, and reads
words in square brackets as commands of its plugins.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from typing import Final

from msgspec import Struct

from generator.authoring.exporting.numbers import Numbers
from generator.network.texts import Text
from generator.publish.composer.composer import Composer
from generator.source.markdown.slots import OPEN, place

_TOKEN: Final = re.compile(r"<(?P<end>/)?(?P<name>[a-zA-Z][a-zA-Z0-9]*)[^<>]*>|[^<]+|<")
_FORMULA: Final = re.compile(r"<math\b[^<>]*\balttext=\"(?P<latex>[^\"]*)\"[^<>]*>.*?</math>", re.DOTALL)
_CARD: Final = re.compile(
    r'(?P<open><p>\s*)?<a href="(?P<address>[^"<>]*)" class="video">'
    r"(?P<words>(?:(?!</a>).)*?) \([^()<>]*\)</a>(?P<shut>\s*</p>)?",
    re.DOTALL,
)
_TO_REPLY: Final = re.compile(rf'href="{OPEN}[^"#]*#(?P<anchor>[^"]+)"')
_BRACKET: Final = re.compile(r"\[(?=/?[A-Za-z])")
_SPACES: Final = re.compile(r"[ \t\r\n\f]+")
_VOID: Final = frozenset("area br col hr img input source track wbr".split())
_INLINE: Final = frozenset(
    "a abbr b bdi bdo br cite code del dfn em i img input ins kbd label mark q rp rt ruby s samp small span "
    "strong sub sup time u var wbr".split()
)
Stored = Callable[[bytes], str]
"""Returns the HTML of a text by its digest."""


class File(Struct, frozen=True):
    """A picture or an attachment that a text shows: its name in the site, and what is said of it."""

    name: str
    alt: str
    is_picture: bool


class Shown(Struct, frozen=True):
    """A text as HTML, and the files that it shows."""

    html: str = ""
    files: tuple[File, ...] = ()


class Texts(Struct, frozen=True):
    """The texts of an edition. `base` is put before its addresses; `numbers` are those of its files.

    `comments` are the addresses of those that leave, by the anchors that they have here.
    """

    composer: Composer
    stored: Stored
    base: str
    numbers: Numbers
    comments: dict[str, str]

    def shown(self, text: Text, own: str = "") -> Shown:
        """Return a text; `own` is put before its anchors."""
        body = self.composer.texts.body(text, own)
        if body is None:
            return Shown()
        links, files = [_TO_REPLY.sub(self._to_comment, each) for each in body.links], []
        held = self.composer.files.held
        for index, link in enumerate(text.links):
            if link.target not in held or not links[index]:
                continue
            name = self.composer.files.attachment(link.target)
            files.append(File(name, link.alt if link.image else "", link.image))
            if link.image:
                links[index] = self._picture(link.target, name, link.alt, link.title)
        html = place(self.stored(body.digest), body.own, links, escape(self.base))
        return Shown(_for_wordpress(html), tuple(dict.fromkeys(files)))

    def _to_comment(self, link: re.Match[str]) -> str:
        """Return the address of a reply as that of a comment, if it is one there."""
        found = self.comments.get(link["anchor"])
        return f'href="{OPEN}{found}"' if found else link[0]

    def _picture(self, path: str, name: str, alt: str, title: str) -> str:
        """Return a picture at its widest: WordPress makes the other sizes itself."""
        widest, _ = self.composer.files.variants(path)[-1]
        words = f' title="{escape(title)}"' if title else ""
        size = f'width="{widest.width}" height="{widest.height}"'
        classes = f"wp-image-{self.numbers.of(name)} size-full"
        return f'<img src="{OPEN}{name}" alt="{escape(alt)}" {size}{words} class="{classes}">'


def _video(card: re.Match[str]) -> str:
    """Return a card of a video as a link; one without words as an address, which WordPress embeds."""
    address, before, after = card["address"], card["open"] or "", card["shut"] or ""
    words = card["words"] if not card["words"].startswith("<span") else address
    alone = before and after and words == address
    return before + (address if alone else f'<a href="{address}">{words}</a>') + after


def _for_wordpress(html: str) -> str:
    """Return HTML with each paragraph on one line, and blank lines between blocks."""
    html = _CARD.sub(_video, _FORMULA.sub(r"<code>\g<latex></code>", html))
    depth = pre = 0
    found: list[str] = []
    for match in _TOKEN.finditer(html):
        token = _BRACKET.sub("&#91;", match[0])
        name = (match["name"] or "").lower()
        if name == "pre":
            pre += -1 if match["end"] else 1
        if not name:
            found.append(token if pre else _SPACES.sub(" ", token))
            continue
        found.append(_SPACES.sub(" ", token))
        if name not in _VOID and name not in _INLINE:
            depth += -1 if match["end"] else 1
        if name not in _INLINE and (match["end"] or name in _VOID) and depth == 0:
            found.append("\n\n")
    return re.sub(r" ?\n\n ?", "\n\n", "".join(found)).strip()
