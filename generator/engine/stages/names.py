"""Names: find the names that must not be published, in all files.

These are the names in never-publish.txt, and the real names of people with a pseudonym; in records that name
nobody, those of all people. Which names these are follows from other files than those that they stand in. So
files are looked through apart from being read: those that have changed; and all of them, where the names
have. A network without such names pays for knowing that it has none.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from generator.engine.cache.cache import Cache
from generator.engine.cache.entries import Entry
from generator.engine.cache.names import NameFindings
from generator.engine.cache.snapshot import snapshot
from generator.engine.content_folder import File, unreadable
from generator.engine.context import Context, stage
from generator.engine.files import contents
from generator.engine.stages.read import CHUNK, Reading
from generator.engine.workers.pool import chunks
from generator.model.diagnostics import Diagnostic
from generator.source.document import digest, marks
from generator.source.files.acceptances import ACCEPTED, AcceptancesFields
from generator.source.files.never_publish import NEVER_PUBLISH, NeverPublishFields
from generator.source.files.profile import ProfileFields
from generator.source.privacy.findings import Finding, Name
from generator.subjects.registry import ANONYMOUS

Needles = Mapping[str, list[Name]]
"""Names, by a part of each by which a text is looked through quickly."""


class _Wanted(Struct, frozen=True):
    """The names that workers look for."""

    names: tuple[Name, ...]


class _Seen(Struct, frozen=True, array_like=True):
    """The result for one file: what was found in it, or the fault for which nobody could look."""

    path: str
    digest: bytes = b""
    found: tuple[Finding, ...] = ()
    fault: str = ""


@stage("names")
def run(context: Context, reading: Reading) -> Reading:
    """Return what was read with the names that stand there and must not be published.

    A file that is another one by now is not read after all.
    """
    last = context.cache.names.load() or NameFindings(b"")
    sources, names = _wanted(context.cache, reading, last)
    there = {*reading.entries.paths} if last.seen else frozenset[str]()
    seen = {
        path: each for path, each in last.seen.items() if path in there and _holds(path, names, last.names)
    }
    found = {path: each for path, each in last.found.items() if path in seen}
    faults = []
    for each in _through(context, _Wanted(names), _due(reading, names, seen)):
        if each.digest != reading.entries[each.path].digest:
            faults.append(unreadable(each.path, each.fault or "it changed while it was being read"))
        seen[each.path] = each.digest
        found.pop(each.path, None)
        if each.found:
            found[each.path] = each.found
    now = NameFindings(sources, names, seen, found)
    if now != last:
        context.cache.names.save(now)
    return _with(context, reading, found, faults)


def _wanted(cache: Cache, reading: Reading, last: NameFindings) -> tuple[bytes, tuple[Name, ...]]:
    """Return a digest of the files that names come from, and the names that are to be looked for."""
    paths, anonymous = _sources(reading.entries.paths)
    sources = digest(
        msgspec.msgpack.encode((anonymous, [(path, reading.entries[path].outline) for path in paths]))
    )
    if last.sources == sources:
        return sources, last.names
    found = ((path, cache.documents.get(path, reading.entries[path].digest).fields) for path in paths)
    return sources, names_of(found, anonymous=anonymous)


@lru_cache(maxsize=2)
def _sources(paths: tuple[str, ...]) -> tuple[list[str], bool]:
    """Return the files that names come from, and whether there are records that name nobody.

    The files are mostly those of the build before.
    """
    listed = {ACCEPTED, NEVER_PUBLISH}.intersection(paths)
    naming = sorted([path for path in paths if path.endswith("/profile.md")] + [*listed])
    first = ((folder, bisect_left(paths, folder)) for folder in ANONYMOUS)
    return naming, any(path.startswith(folder) for folder, at in first for path in paths[at : at + 1])


def _holds(path: str, names: Sequence[Name], earlier: Sequence[Name]) -> bool:
    """Return whether the findings in a file still hold: the names that are looked for there are the same."""
    if names == earlier:
        return True
    return not path.startswith(ANONYMOUS) and _everywhere(names) == _everywhere(earlier)


def _due(reading: Reading, names: Sequence[Name], seen: Mapping[str, bytes]) -> list[File]:
    """Return the files that are to be looked through."""
    if not names:
        return []
    digests = reading.entries.by_path()
    files = [
        file
        for file in reading.scan.documents
        if file.path in digests and seen.get(file.path) != digests[file.path]
    ]
    return files if _everywhere(names) else [file for file in files if file.path.startswith(ANONYMOUS)]


def _everywhere(names: Iterable[Name]) -> tuple[Name, ...]:
    """Return the names that must be in no file.

    The others are those of people, for files that name nobody.
    """
    return tuple(each for each in names if each.kind != "person")


def names_of(sources: Iterable[tuple[str, object]], *, anonymous: bool) -> tuple[Name, ...]:
    """Return the names that follow from these files, given by their settings, and must not be published.

    Where there are `anonymous` files, those of people are among them.
    """
    from generator.source.privacy.people import NameSources

    people: list[tuple[str, ProfileFields]] = []
    listed: tuple[str, ...] = ()
    accepted: tuple[str, ...] = ()
    for path, fields in sources:
        if isinstance(fields, NeverPublishFields):
            listed = fields.names
        elif isinstance(fields, AcceptancesFields):
            accepted = tuple(each.word for each in fields.words)
        elif isinstance(fields, ProfileFields):
            people.append((path.split("/")[1], fields))
    return tuple(sorted(set(NameSources(people, listed, accepted).names(anonymous=anonymous))))


def _through(context: Context, wanted: _Wanted, files: Sequence[File]) -> Iterator[_Seen]:
    jobs = chunks(files, context.pool.size, CHUNK)
    for packed in context.pool.run(_look_chunk, wanted, jobs) if files else ():
        yield from msgspec.msgpack.decode(packed, type=list[_Seen])


def _look_chunk(wanted: _Wanted, files: Sequence[File]) -> bytes:
    everywhere, all_names = needles(wanted.names)
    return msgspec.msgpack.encode(
        [_look(file, all_names if file.path.startswith(ANONYMOUS) else everywhere) for file in files]
    )


def needles(names: Sequence[Name]) -> tuple[Needles, Needles]:
    """Return the names that are looked for in all files, and those in files that name nobody."""
    from generator.source.privacy.names import by_needle

    # A record that names nobody is looked through for the parts of everybody's name, under another kind.
    nobody = [each for each in names if each.kind != "part"]
    return by_needle(_everywhere(names)), by_needle(nobody)


def _look(file: File, wanted: Needles) -> _Seen:
    try:
        data, _ = contents(file)
    except OSError as error:
        return _Seen(file.path, fault=error.strerror or str(error))
    return _Seen(file.path, digest(data), looked(file.path, data, wanted))


def looked(path: str, data: bytes, wanted: Needles) -> tuple[Finding, ...]:
    """Return the names that stand in a file."""
    from generator.source.privacy.names import look as look_in, possible
    from generator.source.privacy.shown import Text
    from generator.source.reader import passages, read

    some = possible(f"{path} {data.decode(errors='replace')}", wanted)
    if not some:
        return ()
    source, there = passages(path, data)
    if not path.endswith(".md"):
        return look_in(path, source, there, some)
    document, html = read(path, data)
    return look_in(path, source, there, some, Text(html, document.links, document.excerpt))


def _with(
    context: Context,
    reading: Reading,
    found: Mapping[str, tuple[Finding, ...]],
    faults: Sequence[Diagnostic],
) -> Reading:
    """Return what was read, as it is now known to be."""
    if not found and not faults and not any(each.names for each in reading.entries.rare.values()):
        return reading
    names = {path: digest(msgspec.msgpack.encode(marks(each))) for path, each in found.items()}
    marked = {path for path, each in reading.entries.rare.items() if each.names}
    changes: dict[str, Entry | None] = {}
    for path in marked | names.keys():
        entry, mark = reading.entries[path], names.get(path, b"")
        if entry.rare.names != mark:
            changes[path] = replace(entry, rare=replace(entry.rare, names=mark))
    changes |= dict.fromkeys(each.span.path for each in faults)
    if not changes:
        return replace(reading, names=found)
    entries = reading.entries.updated(changes)
    taken = snapshot(entries, context.options.date)
    context.cache.files.save(entries)
    return replace(
        reading,
        entries=entries,
        snapshot=taken,
        names=found,
        diagnostics=(*reading.diagnostics, *faults),
    )
