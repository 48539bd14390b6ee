"""Markdown of Jekyll and Hugo: what templates would fill in, and the addresses of links and pictures."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from generator.authoring.importing.conversion import Converted
from generator.authoring.importing.markdown_text import address as written

Address = Callable[[str, bool], str]
"""Returns the address of a link, or of a picture, as seen from the text; empty where it leads nowhere."""

_FENCE: Final = re.compile(r"^ {0,3}(`{3,}|~{3,})")
_LINK: Final = re.compile(
    r"(?P<code>`+)(?:(?!(?P=code)).){1,2000}?(?P=code)"
    r"|(?P<image>!?)\[(?P<words>(?:[^\[\]\n]|!?\[[^\[\]\n]*\](?:\([^()\n]*\))?|\n(?!\n)){0,1000})\]"
    r"\(\s*(?:<(?P<in>[^<>\n]*)>|(?P<address>(?:[^\s()<>]|\([^\s()<>]*\))*))"
    r"(?P<title>\s+(?:\"[^\"\n]*\"|'[^'\n]*'))?\s*\)"
)
_DEFINED: Final = re.compile(
    r"^(?P<label> {0,3}\[[^\[\]^][^\[\]\n]*\]:[ \t]*)<?(?P<address>[^\s<>]+)>?", re.MULTILINE
)
_SOURCE: Final = re.compile(r"\b(?P<name>src|href)=\"(?P<address>[^\"<>]*)\"")
_LIQUID: Final = re.compile(r"\{%-?\s*(?P<name>\w+)(?P<rest>[^%]{0,500}?)-?%\}")
_HUGO: Final = re.compile(r"\{\{[<%]\s*(?P<end>/)?\s*(?P<name>\w+)(?P<rest>[^{}]{0,500}?)/?[>%]\}\}")
_VARIABLE: Final = re.compile(r"\{\{\s*(?:site\.(?:baseurl|url)|\.Site\.BaseURL)\s*\}\}")
_PIPED: Final = re.compile(r"\{\{\s*[\"']([^\"'{}]{1,300})[\"']\s*\|\s*\w+(?:\s*\|\s*\w+)?\s*\}\}")
_ARGUMENT: Final = re.compile(r"(\w+)\s*=\s*[\"]([^\"]*)[\"]")


def in_markdown(text: str, address: Address) -> Converted:
    """Return a text with all addresses as they are here."""
    notes: list[str] = []
    filled = _filled(text, notes)
    pieces: list[str] = []
    for is_code, piece in _outside_code(filled):
        pieces.append(piece if is_code else _relinked(piece, address, notes))
    return Converted("".join(pieces).strip("\n"), tuple(dict.fromkeys(notes)))


def _outside_code(text: str) -> list[tuple[bool, str]]:
    """Return a text in pieces, each with whether it is lines of code."""
    found: list[tuple[bool, str]] = []
    now: list[str] = []
    fence = ""
    for line in text.split("\n"):
        match = _FENCE.match(line)
        if match and not fence:
            found.append((False, "".join(now)))
            now, fence = [], match[1]
            now.append(f"{line}\n")
        elif match and fence and match[1].startswith(fence) and not line.strip().strip(fence[0]):
            now.append(f"{line}\n")
            found.append((True, "".join(now)))
            now, fence = [], ""
        else:
            now.append(f"{line}\n")
    return [*found, (bool(fence), "".join(now))]


def _filled(text: str, notes: list[str]) -> str:
    """Return a text in which what a template would have filled in is Markdown, as far as it can be known."""
    text = re.sub(r"<!--\s*more\s*-->\n?", "", text)
    text = _PIPED.sub(r"\1", _VARIABLE.sub("", text))
    text = _LIQUID.sub(lambda match: _liquid(match, notes), text)
    return _HUGO.sub(lambda match: _hugo(match, notes), text)


def _liquid(match: re.Match[str], notes: list[str]) -> str:
    """Return what a tag of Jekyll becomes."""
    name, rest = match["name"], match["rest"].strip()
    if name in ("post_url", "link") and rest:
        return rest
    if name == "highlight":
        return f"```{rest.split()[0] if rest else ''}"
    if name == "endhighlight":
        return "```"
    if name in ("raw", "endraw", "comment", "endcomment"):
        return ""
    notes.append(f"the tag {{% {name} %}}")
    return f"({name} {rest})" if rest else ""


def _hugo(match: re.Match[str], notes: list[str]) -> str:
    """Return what a shortcode of Hugo becomes."""
    name, rest = match["name"], match["rest"].strip()
    given = dict(_ARGUMENT.findall(rest))
    first = rest.strip("\"'").split('"')[0].strip()
    if name in ("ref", "relref"):
        return first
    if name == "highlight":
        return "```" if match["end"] else f"```{first.split()[0] if first else ''}"
    if name in ("figure", "image", "img") and given.get("src"):
        caption = given.get("caption") or given.get("title", "")
        below = f"\n\n{caption}" if caption else ""
        return f"![{given.get('alt', '')}]({given['src']}){below}"
    if name in ("youtube", "vimeo") and (number := given.get("id") or first):
        whole = "https://www.youtube.com/watch?v=" if name == "youtube" else "https://vimeo.com/"
        return f"<{whole}{number.split()[0]}>"
    notes.append(f"the shortcode {{{{< {name} >}}}}")
    return "" if match["end"] else " ".join(value for _, value in _ARGUMENT.findall(rest))


def _relinked(text: str, address: Address, notes: list[str]) -> str:
    def link(match: re.Match[str]) -> str:
        if match["code"]:
            return match[0]
        href = match["in"] if match["in"] is not None else match["address"]
        words = _LINK.sub(link, match["words"]) if "](" in match["words"] else match["words"]
        found = address(href, bool(match["image"])) if href else ""
        if not found:
            notes.append(f"a link that leads nowhere here: {href[:200]}")
            return words
        is_missing = match["image"] and re.match(r"https?://", found)
        sign = "" if is_missing else match["image"]
        return f"{sign}[{words or found}]({written(found)}{match['title'] or ''})"

    def definition(match: re.Match[str]) -> str:
        found = address(match["address"], False)
        return f"{match['label']}{found}" if found else match[0].replace("[", "\\[", 1)

    def source(match: re.Match[str]) -> str:
        found = address(match["address"], match["name"] == "src")
        return f'{match["name"]}="{found}"' if found else ""

    return _SOURCE.sub(source, _DEFINED.sub(definition, _LINK.sub(link, text)))
