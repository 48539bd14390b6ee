"""A survey of exports: what is in each, without its texts, so that many need little memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from generator.authoring.files.writing import Refused
from generator.authoring.importing.decoding import Mended
from generator.authoring.importing.exports import ATTACHMENT, Blog, Comment, Item
from generator.authoring.importing.identities import of_text
from generator.authoring.importing.index import Index, Rows
from generator.authoring.importing.wxr import read

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
    texts: Collection[Item]
    attachments: Collection[Item]
    counts: Counts


def survey(exports: Sequence[Path], progress: Progress, index: Index) -> tuple[Surveyed, ...]:
    """Return the contents of all exports, in their order."""
    found = []
    emails = _Emails()
    for number, path in enumerate(exports):
        progress("Reading exports", number, len(exports))
        found.append(_surveyed(path, index, emails))
    progress("Reading exports", len(exports), len(exports))
    _once(found, index)
    return tuple(found)


def _surveyed(path: Path, index: Index, emails: _Emails) -> Surveyed:
    mended = Mended()
    tally = _Tally()
    blog: Blog | None = None
    texts, attachments = index.rows(Item), index.rows(Item)
    for each in read(path, mended):
        if isinstance(each, Blog):
            blog = each
            continue
        tally.add(each)
        if each.is_text:
            texts.append(emails.taken(without_words(each)))
        elif each.type == ATTACHMENT:
            attachments.append(replace(each, content="", comments=()))
    if blog is None:
        raise Refused(f"{path.name}:1:1: This export holds no blog.")
    return Surveyed(path, blog, _Texts(texts, emails), attachments, tally.counts(blog, mended))


class _Emails:
    """The e-mail addresses of those who commented, which stay in memory: no file may hold them."""

    def __init__(self) -> None:
        self._places: dict[str, str] = {"": ""}
        self._addresses: dict[str, str] = {"": ""}

    def taken(self, item: Item) -> Item:
        """Return an item with the places of addresses in their stead."""
        for each in item.comments:
            place = self._places.setdefault(each.email, str(len(self._places)))
            self._addresses.setdefault(place, each.email)
        return self._with(item, self._places)

    def given(self, item: Item) -> Item:
        """Return an item with its addresses."""
        return self._with(item, self._addresses)

    def _with(self, item: Item, emails: Mapping[str, str]) -> Item:
        comments = tuple(replace(each, email=emails[each.email]) for each in item.comments)
        return replace(item, comments=comments)


class _Texts(Collection[Item]):
    """The texts of an export, on the disk but for the addresses of those who commented."""

    def __init__(self, rows: Rows[Item], emails: _Emails) -> None:
        self._rows = rows
        self._emails = emails

    def __contains__(self, item: object) -> bool:
        return any(each == item for each in self)

    def __iter__(self) -> Iterator[Item]:
        return map(self._emails.given, self._rows)

    def __len__(self) -> int:
        return len(self._rows)


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


def _once(exports: Sequence[Surveyed], index: Index) -> None:
    """Refuse exports of which two hold the same text."""
    seen = index.table(str)
    for export in exports:
        for each in export.texts:
            name = of_text(export.blog, each)
            if name in seen:
                raise Refused(
                    f"{export.path.name}:{each.line}:{each.column}: {seen[name]} holds this text, too "
                    f"({name}). Bring in one of the two exports, and then the other."
                )
            seen[name] = export.path.name


def texts(exports: Sequence[Surveyed]) -> Iterator[tuple[Surveyed, Item]]:
    """Yield all texts that may come in, each with its export."""
    for export in exports:
        for each in export.texts:
            if each.status in IN:
                yield export, each
