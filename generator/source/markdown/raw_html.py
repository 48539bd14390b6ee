"""HTML that writers type: elements that stay, those that are shown as text, and those that become links.

A parser of HTML swallows what stands inside some elements (`<script>`, `<select>`, …) and takes any `<word>`
for an element, so both are turned into text before it sees them.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from generator.model.patterns import lazy_pattern
from generator.source.markdown import looks, videos
from generator.source.markdown.comments import BEGINNING, COMMENT, WITHOUT_END
from generator.source.markdown.nesting import MOST_OPEN, Nesting

Report = Callable[[str, str, str, int], None]
"""Callback that takes a code, a message, a hint, and the offset in the text."""

ALLOWED: Final = frozenset(
    "a abbr b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt em "
    "figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp "
    "section small span strong sub summary sup table tbody td tfoot th thead time tr u ul var wbr".split()
)
_RENAMED: Final = {
    "center": ("div", " align=center"),
    "h1": ("h2", ""),
    "strike": ("s", ""),
    "tt": ("code", ""),
}
"""Elements of long ago, and what is written now; and a heading that is the title of a page."""
_UNWRAPPED: Final = frozenset(
    "acronym address article aside big blink button data dialog dir fieldset font footer form header "
    "hgroup label legend main map marquee menu meter nav nobr output progress rb rtc search".split()
)
_WRAPPERS: Final = frozenset({"picture"})
"""Elements that say nothing that what is inside them does not say."""
_OF_WORD: Final = lazy_pattern(r"(?:(?:[ovw]|st\d|wp):[a-z]\w*|m:o?math\w*)")
"""Elements of word processors, which come along with what is pasted."""
_OF_HEAD: Final = frozenset({"base", "link", "meta"})
_SCRIPT: Final = lazy_pattern(r"<script(?:\s[^<>]{0,1000})?>\s{0,100}</script\s{0,100}>", re.IGNORECASE)
_LEFT_OUT: Final = _UNWRAPPED | _WRAPPERS | _OF_HEAD
_ATTRIBUTES: Final = lazy_pattern(
    r"[\w:.-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>\"']+)|\b(?:open|reversed|nowrap|noshade|hidden)\b"
)
_WORD: Final = lazy_pattern(r"\w{2,}")
_DIVISIONS: Final = frozenset(
    "address article aside dialog footer form header hgroup main nav search".split()
)
"""Those of them that begin on a line of their own, as a `div` does."""
_COUNTED: Final = ALLOWED | _DIVISIONS
_EMBEDDED: Final = frozenset({"iframe", "video", "audio", "embed", "object", "source", "track"})

_TAG: Final = lazy_pattern(r"<(/?)([A-Za-z][^\s/>]*)((?:[^>\"']|\"[^\"]*\"|'[^']*')*)>?", re.DOTALL)
_SOURCE: Final = lazy_pattern(r"\b(?:src|data)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.IGNORECASE)
_TITLE: Final = lazy_pattern(r"\btitle\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)
_ALT: Final = lazy_pattern(r"\balt\s*=\s*(?:\"[^\"]*\S[^\"]*\"|'[^']*\S[^']*'|[^\s>\"']+)", re.IGNORECASE)
_ELEMENT: Final = r"<[A-Za-z/](?:[^>\"']|\"[^\"]*\"|'[^']*')*>?|<[!?](?!--)[^>]*>?"
_ANY: Final = lazy_pattern(rf"{COMMENT.pattern}|{_ELEMENT}|<", re.DOTALL)
_NO_COMMENT: Final = lazy_pattern(rf"{BEGINNING}|{_ELEMENT}|<", re.DOTALL)
"""For the text behind the last comment: a beginning without an end would be followed to the end of the
text."""


def tame(text: str, nesting: Nesting, report: Report) -> str:
    """Return the HTML with only elements that may stay; all else is text, a link, or gone with a warning."""
    if "</" in text:
        text = _SCRIPT.sub(lambda match: _without_script(match[0], match.start(), report), text)
    end = text.rfind("-->") + 3 if "-->" in text else 0
    commented = _ANY.sub(lambda match: _tag(match[0], match.start(), nesting, report), text[:end])
    return commented + _NO_COMMENT.sub(
        lambda match: _tag(match[0], end + match.start(), nesting, report), text[end:]
    )


def word_tags(md: MarkdownIt) -> None:
    """Let a parser take the tags of word processors for tags, and not for text or addresses."""
    md.inline.ruler.before("autolink", "word_tags", _word_tag)


_WORD_TAG: Final = lazy_pattern(rf"</?{_OF_WORD.pattern}(?:\s[^<>\n]*)?/?>", re.IGNORECASE)


def _word_tag(state: StateInline, silent: bool) -> bool:
    match = _WORD_TAG.match(state.src, state.pos) if state.src[state.pos] == "<" else None
    if match is None:
        return False
    if not silent:
        state.push("html_inline", "", 0).content = match[0]
    state.pos = match.end()
    return True


def _without_script(found: str, at: int, report: Report) -> str:
    """Return as many blanks and ends of lines as there are in a script that holds no words."""
    message = "<script> is left out: nothing of other sites runs on a page."
    report("html-dropped", message, "delete it, and write a link to what it would show", at)
    return re.sub(r"[^\n]", " ", found)


def _tag(found: str, at: int, nesting: Nesting, report: Report) -> str:
    """Return what a piece of HTML becomes: a tag, a comment, or a < of its own."""
    if found.startswith(("<!", "<?")):
        if COMMENT.fullmatch(found):
            return ""
        if found == BEGINNING:
            report(*WITHOUT_END, at)
        elif found.endswith(">"):
            return _instruction(found, at, report)
    match = _TAG.fullmatch(found)
    if match is None or not found.endswith(">"):
        return html.escape(found, quote=False)
    closing, name, attributes = bool(match[1]), match[2].lower(), match[3]
    if name in _RENAMED:
        attributes = f"{_RENAMED[name][1]}{attributes}"
        name = _RENAMED[name][0]
        found = f"<{match[1]}{name}{attributes}>"
    if name in _COUNTED and not nesting.takes("div" if name in _DIVISIONS else name, closing=closing):
        _too_deep(nesting, at, report)
        return html.escape(found, quote=False)
    if name in ALLOWED:
        _check(name, closing, attributes, at, report)
        return found if closing else f"<{name}{_dressed(name, attributes, nesting, at, report)}>"
    if name in _LEFT_OUT or _OF_WORD.fullmatch(name):
        return _left_out(match[1], name, at, report)
    if name in _EMBEDDED:
        return _embedded(name, closing, attributes, at, report)
    if not closing:
        _report_as_text(found, at, report)
    return html.escape(found, quote=False)


def _instruction(found: str, at: int, report: Report) -> str:
    """Leave out what is said to programs, such as `<!DOCTYPE …>`: as in a browser, up to the first >."""
    message = f"“{_shortened(found)}” is an instruction to a program, so it is left out."
    report("html-dropped", message, "delete it", at)
    return ""


def _shortened(found: str) -> str:
    shown = " ".join(found.split())
    return shown if len(shown) <= 60 else f"{shown[:60]}…"


_AS_TEXT: Final = "put it between ` and ` if it is meant to be read; otherwise delete it"


def _report_as_text(found: str, at: int, report: Report) -> None:
    """Report a tag that is shown as text."""
    message = f"“{_shortened(found)}” is not a tag that Enquiry publishes, so it is shown as text."
    report("html-as-text", message, _AS_TEXT, at)


def _too_deep(nesting: Nesting, at: int, report: Report) -> None:
    """Report, once a text, that no more elements may be open."""
    if not nesting.deep:
        message = (
            f"More than {MOST_OPEN} tags are open here, so this one and those that follow are shown as text."
        )
        report("nested-too-deep", message, "close each tag where its words end", at)
    nesting.deep = True


def _check(name: str, closing: bool, attributes: str, at: int, report: Report) -> None:
    """Report a picture without alternative text, and words that stand inside a tag."""
    if name == "img" and not closing and not _ALT.search(attributes):
        message = "This picture has no alternative text, so people who can't see it miss it."
        report("missing-alt", message, 'add alt="What the picture shows"', at)
    if stray := _WORD.search(_ATTRIBUTES.sub(" ", attributes)):
        message = f"“{stray[0]}” stands inside the tag <{name}>, so nobody would see it."
        report("html-dropped", message, "close the tag with > before the words, or its quotation mark", at)


def _left_out(end: str, name: str, at: int, report: Report) -> str:
    """Return what stands for a tag whose words stay; `end` is a stroke if it ends its element."""
    if name in _OF_HEAD:
        message = f"<{name}> is left out: it belongs at the top of a whole page, which the theme makes."
        report("html-dropped", message, "delete the tag", at)
    elif name in _UNWRAPPED and not end:
        hint = "use Markdown for what you meant, or delete the tag"
        report("html-dropped", f"<{name}> is left out; the words inside it stay.", hint, at)
    return f"<{end}div>" if name in _DIVISIONS else ""


def _dressed(name: str, attributes: str, nesting: Nesting, at: int, report: Report) -> str:
    """Return the attributes with the looks that are kept; report, once a text, that others are not."""
    if "=" not in attributes:
        return attributes
    kept, left_out = looks.dressed(name, attributes)
    if left_out and (name == "img" or not nesting.undressed):
        nesting.undressed = nesting.undressed or name != "img"
        message = f"“{left_out[0]}” in <{name}> is left out, since looks are the theme's."
        hint = "delete it; a picture keeps a width, as width=200 or width=25%, and its side, as align=right"
        report("html-dropped", message, hint, at)
    return kept


def _embedded(name: str, closing: bool, attributes: str, at: int, report: Report) -> str:
    source = _SOURCE.search(attributes)
    if name == "source" and "srcset" in attributes:
        message = "<source> is left out: of a <picture>, what its <img> names is shown."
        report("html-dropped", message, "delete the tag, or name that picture in <img>", at)
    if closing or source is None:
        return ""
    address = html.unescape(source[1] or source[2] or source[3] or "").strip()
    title = _TITLE.search(attributes)
    words = html.unescape((title[1] or title[2]) if title else "")
    label = words or (address if "//" in address else name.capitalize())
    if address.startswith("//"):
        address = f"https:{address}"
    if videos.of(address):
        message = (
            f"<{name}> becomes a card that leads to the video: the site asks no other site for anything."
        )
        hint = f"write the address on a line of its own, without tags: {videos.page(address)}"
        report("embedded-media", message, hint, at)
        return videos.card(address, words)
    report(
        "embedded-media",
        f"<{name}> from elsewhere becomes a link: the site asks no other site for anything.",
        f"write a link: [{label}]({address})",
        at,
    )
    return f'<a href="{html.escape(address)}">{html.escape(label)}</a>'
