"""The folder of a site made by Jekyll or Hugo, as an export: its texts, their settings, their addresses."""

from __future__ import annotations

import datetime as dt
import posixpath
import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import frontmatter
from frontmatter.default_handlers import BaseHandler, JSONHandler

from generator.authoring.files.writing import Refused
from generator.authoring.importing.exports import Author, Blog, Item, Term
from generator.authoring.importing.media import Folder
from generator.authoring.importing.survey import Counts, Surveyed, without_words
from generator.schema.tree import Refused as Unreadable
from generator.source.front_matter import HANDLER, unified

MOST_TEXTS: Final = 50_000
MOST_BYTES: Final = 1_000_000
ALIAS: Final = "alias"
_ENDINGS: Final = (".md", ".markdown", ".mdown")
_SKIPPED: Final = re.compile(
    r"(?:^|/)(?:\.|node_modules/|vendor/|_site/|public/|resources/|themes/|_layouts/|_includes/)"
)
_DATED: Final = re.compile(r"(\d{4}-\d{1,2}-\d{1,2})-(.+)")
_DAY: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]+(\d{1,2}:\d{2}(?::\d{2})?))?")
_NO: Final = frozenset({"false", "no", "off"})
_YES: Final = frozenset({"true", "yes", "on"})


class Toml(BaseHandler):
    """Front matter in TOML, read by Python's own library."""

    FM_BOUNDARY = re.compile(r"^\+{3,}\s*$", re.MULTILINE)
    START_DELIMITER = END_DELIMITER = "+++"

    def load(self, fm: str) -> dict[str, Any]:
        """Return the settings."""
        return tomllib.loads(fm)


_HANDLERS: Final = (HANDLER, Toml(), JSONHandler())


def parts(text: str) -> tuple[dict[str, Any], str]:
    """Return the settings of a text in YAML, TOML or JSON, and its body; raise ValueError for broken ones."""
    for handler in _HANDLERS:
        if handler is HANDLER:
            found = HANDLER.find(text)
            if found is not None:
                return HANDLER.load(text[found.start : found.end]), text[found.body :]
        elif handler.detect(text):
            settings, body = frontmatter.parse(text, handler=handler)
            return dict(settings), body
    return {}, text


def surveyed(folder: Path, person: str) -> Surveyed:
    """Return a folder as an export that one person wrote."""
    config = _config(folder)
    address = _address(config) or f"folder:{folder.resolve().name}"
    blog = Blog(
        str(config.get("title") or folder.resolve().name), address, authors=(Author(person, name=person),)
    )
    texts = tuple(without_words(each) for each in items(folder, person, address))
    if not texts:
        raise Refused(
            f"{folder}:1:1: There is no text in this folder that ends in .md and begins with settings."
        )
    count = Counter((each.type, each.status) for each in texts)
    return Surveyed(folder, blog, texts, (), Counts(1, count, 0, {}, {}, 0, {}, 0, (0, 0)))


def items(folder: Path, person: str, address: str) -> Iterator[Item]:
    """Yield the texts of a folder, in order of their paths."""
    names = [each for each in Folder(folder).names() if each.endswith(_ENDINGS) and not _SKIPPED.search(each)]
    if len(names) > MOST_TEXTS:
        raise Refused(f"{folder}:1:1: More than {MOST_TEXTS} texts are not read at once.")
    for name in sorted(names):
        data = Folder(folder).data(name)
        if posixpath.basename(name).startswith(("_index.", "README.")):
            continue
        if len(data) > MOST_BYTES:
            raise Refused(f"{name}:1:1: This file is larger than {MOST_BYTES // 10**6} MB.")
        try:
            settings, body = parts(unified(data.decode("utf-8-sig")))
        except UnicodeDecodeError as error:
            line = data[: error.start].count(b"\n") + 1
            raise Refused(f"{name}:{line}:1: This file was not saved as plain text in UTF-8.") from None
        except Unreadable as error:
            found = error.diagnostic
            raise Refused(
                f"{name}:{found.span.line}:{found.span.column}: {found.message} {found.hint}."
            ) from None
        except (ValueError, RecursionError) as error:
            raise Refused(f"{name}:1:1: The settings of this file can't be read ({error}).") from None
        yield _item(name, settings, body, person, address)


def _item(name: str, settings: Mapping[str, Any], body: str, person: str, address: str) -> Item:
    stem = posixpath.splitext(posixpath.basename(name))[0]
    if stem == "index":
        stem = posixpath.basename(posixpath.dirname(name)) or stem
    dated = _DATED.fullmatch(stem)
    slug = str(settings.get("slug") or (dated[2] if dated else stem))
    date = _moment(settings.get("date")) or _moment(dated[1] if dated else "")
    is_post = bool(dated) or bool(re.search(r"(?:^|/)(?:_?posts?|_drafts|blog|articles)/", name))
    links = _links(settings, address)
    return Item(
        id=name,
        type="post" if is_post or date else "page",
        status=_status(name, settings),
        title=str(settings.get("title") or _heading(body) or slug.replace("-", " ")),
        link=links[0] if links else "",
        author=person,
        date=date,
        content=body,
        excerpt=str(settings.get("summary") or settings.get("description") or settings.get("excerpt") or ""),
        name=slug,
        terms=(
            *_terms("category", settings, "category", "categories"),
            *_terms("post_tag", settings, "tag", "tags"),
        ),
        meta=tuple((ALIAS, each) for each in links),
    )


def _status(name: str, settings: Mapping[str, Any]) -> str:
    draft = (
        str(settings.get("draft", "")).lower() in _YES or str(settings.get("published", "")).lower() in _NO
    )
    return "draft" if draft or name.startswith("_drafts/") else "publish"


def _heading(body: str) -> str:
    found = re.search(r"^#\s+(.+?)\s*#*$", body, re.MULTILINE)
    return found[1] if found else ""


def _moment(value: object) -> str:
    """Return a date as an export writes it; empty where it is none."""
    if isinstance(value, dt.datetime | dt.date):
        value = value.isoformat()
    found = _DAY.match(str(value or "").strip())
    if not found:
        return ""
    try:
        day = dt.date(int(found[1]), int(found[2]), int(found[3])).isoformat()
    except ValueError:
        return ""
    return f"{day} {found[4]}" if found[4] else day


def _terms(taxonomy: str, settings: Mapping[str, Any], *names: str) -> Iterator[Term]:
    """Yield the terms of a text: a list, or words with spaces or commas between them."""
    for name in names:
        value = settings.get(name) or ()
        single = (
            [value] if name == names[0] else re.split(r",\s*|\s+", value) if isinstance(value, str) else value
        )
        for each in single if isinstance(single, list | tuple) else ():
            if str(each).strip():
                yield Term(taxonomy, str(each).strip(), str(each).strip())


def _links(settings: Mapping[str, Any], address: str) -> list[str]:
    """Return the addresses that a text names as its own, the present one first."""
    found: list[str] = []
    for name in ("permalink", "url", "aliases", "redirect_from"):
        value = settings.get(name) or ()
        for each in [value] if isinstance(value, str) else value if isinstance(value, list) else ():
            if str(each).startswith("/") and ":" not in str(each):
                home = address.rstrip("/") if address.startswith("http") else ""
                found.append(f"{home}{each}")
    return found


def _config(folder: Path) -> dict[str, Any]:
    """Return the settings of the site, as far as its file can be read."""
    for name in ("_config.yml", "_config.yaml", "hugo.toml", "config.toml", "hugo.yaml", "config.yaml"):
        file = folder / name
        if file.is_file():
            try:
                text = file.read_bytes()[:100_000].decode("utf-8-sig")
                return tomllib.loads(text) if name.endswith("toml") else HANDLER.load(text)
            except (ValueError, Unreadable, RecursionError):
                return {}
    return {}


def _address(config: Mapping[str, Any]) -> str:
    whole = str(config.get("baseURL") or config.get("baseurl") or "")
    if whole.startswith("http"):
        return whole.rstrip("/")
    home = str(config.get("url") or "")
    return f"{home.rstrip('/')}/{whole.strip('/')}".rstrip("/") if home.startswith("http") else ""
