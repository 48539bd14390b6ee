"""A survey of exports: what is in each, without its texts, so that many need little memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from generator.authoring.files.writing import Refused
from generator.authoring.importing.decoding import Mended
from generator.authoring.importing.exports import ATTACHMENT, Blog, Comment, Item
from generator.authoring.importing.identities import of_text
from generator.authoring.importing.wxr import read

T = TypeVar("T", Item, Comment)
IN: Final = frozenset({"publish", "private", "pending", "draft", "future", "auto-draft"})
"""Statuses of texts that come in. What is in the bin, and earlier versions, do not."""
Progress = Callable[[str, int, int], None]


class Counts(Struct, frozen=True):
    """Numbers of all that an export holds. `texts` are by type and status, `others` by type."""

    authors: int
    texts: Mapping[tuple[str, str], int]
    attachments: int
    others: Mapping[str, int]
    depths: Mapping[int, int]
    pings: int
    approved: Mapping[str, int]
    protected: int
    mended: tuple[int, int]

    def of_type(self, kind: str) -> int:
        """Return the number of posts, or of pages."""
        return sum(number for (each, _), number in self.texts.items() if each == kind)

    @property
    def comments(self) -> int:
        """Return the number of comments, whatever became of them."""
        return sum(self.depths.values())


class Surveyed(Struct, frozen=True):
    """An export: its file, its blog, its texts and attachments without their words, and its counts."""

    path: Path
    blog: Blog
    texts: tuple[Item, ...]
    attachments: tuple[Item, ...]
    counts: Counts


def survey(exports: Sequence[Path], progress: Progress) -> tuple[Surveyed, ...]:
    """Return the contents of all exports, in their order."""
    found = []
    for number, path in enumerate(exports):
        progress("Reading exports", number, len(exports))
        found.append(_surveyed(path))
    progress("Reading exports", len(exports), len(exports))
    _once(found)
    return tuple(found)


def _surveyed(path: Path) -> Surveyed:
    mended = Mended()
    tally = _Tally()
    kept = _Strings()
    blog: Blog | None = None
    texts, attachments = [], []
    for each in read(path, mended):
        if isinstance(each, Blog):
            blog = each
            continue
        tally.add(each)
        if each.is_text:
            texts.append(kept.once(without_words(each)))
        elif each.type == ATTACHMENT:
            attachments.append(kept.once(replace(each, content="", comments=())))
    if blog is None:
        raise Refused(f"{path.name}:1:1: This export holds no blog.")
    return Surveyed(path, blog, tuple(texts), tuple(attachments), tally.counts(blog, mended))


class _Strings:
    """The strings of an export, each of which is kept once: most names, addresses and words stand often."""

    def __init__(self) -> None:
        self._kept: dict[object, object] = {}

    def once(self, entry: T) -> T:
        """Return an entry, with strings that were kept before as far as they are the same."""
        values = {name: getattr(entry, name) for name in entry.__struct_fields__}
        same = {name: self._kept.setdefault(each, each) for name, each in values.items() if type(each) is str}
        if isinstance(entry, Item):
            same["comments"] = tuple(map(self.once, entry.comments))
        return replace(entry, **same)


class _Tally:
    """Counts, as they grow."""

    def __init__(self) -> None:
        self.texts: Counter[tuple[str, str]] = Counter()
        self.others: Counter[str] = Counter()
        self.depths: Counter[int] = Counter()
        self.approved: Counter[str] = Counter()
        self.attachments = self.pings = self.protected = 0

    def add(self, item: Item) -> None:
        """Count an item and its comments."""
        if item.is_text:
            self.texts[item.type, item.status] += 1
            self.protected += bool(item.password)
        elif item.type == ATTACHMENT:
            self.attachments += 1
        else:
            self.others[item.type] += 1
        self.depths.update(depths(item.comments).values())
        self.approved.update(each.approved for each in item.comments)
        self.pings += sum(each.is_ping for each in item.comments)

    def counts(self, blog: Blog, mended: Mended) -> Counts:
        """Return the counts."""
        return Counts(
            len(blog.authors),
            self.texts,
            self.attachments,
            self.others,
            self.depths,
            self.pings,
            self.approved,
            self.protected,
            (mended.controls, mended.bytes),
        )


def depths(comments: Sequence[Comment]) -> dict[str, int]:
    """Return the depth of each comment: 1 for what answers the text itself."""
    known = {each.id: each for each in comments}
    found: dict[str, int] = {}
    for each in comments:
        way = [each.id]
        while way[-1] not in found and known[way[-1]].parent in known:
            way.append(known[way[-1]].parent)
        depth = found.get(way[-1], 1)
        for place, name in enumerate(reversed(way)):
            found[name] = depth + place
    return found


def without_words(item: Item) -> Item:
    """Return an item without its texts, and without the places of its comments, which were checked."""
    bare = {"content": "", "date_gmt": "", "line": 0, "column": 0}
    comments = tuple(replace(each, **bare) for each in item.comments)
    return replace(item, content="", excerpt="", comments=comments)


def _once(exports: Sequence[Surveyed]) -> None:
    """Refuse exports of which two hold the same text."""
    seen: dict[str, Path] = {}
    for export in exports:
        for each in export.texts:
            name = of_text(export.blog, each)
            if name in seen:
                raise Refused(
                    f"{export.path.name}:{each.line}:{each.column}: {seen[name].name} holds this text, too "
                    f"({name}). Bring in one of the two exports, and then the other."
                )
            seen[name] = export.path


def texts(exports: Sequence[Surveyed]) -> Iterator[tuple[Surveyed, Item]]:
    """Yield all texts that may come in, each with its export."""
    for export in exports:
        for each in export.texts:
            if each.status in IN:
                yield export, each
