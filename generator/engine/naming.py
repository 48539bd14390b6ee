"""Names that must not be published, in all files: those of never-publish.txt, and the real names of people with a pseudonym.

In records that name nobody, those of the network's people are looked for as well.

Which names these are follows from other files than those that they stand in. So files are looked through apart from being read: those that have
changed; and all of them, where the names have. A network without such names pays for knowing that it has none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from generator.engine.cache.cache import Cache
from generator.engine.cache.names import NameFindings
from generator.engine.cache.snapshot import Entry, snapshot
from generator.engine.reading import CHUNK, Reading, contents, unreadable
from generator.engine.scan import File, Scan
from generator.engine.workers.pool import Crew, chunks
from generator.model.diagnostics import Diagnostic
from generator.source.document import digest, marks
from generator.source.files.never_publish import NEVER_PUBLISH, NeverPublishFields
from generator.source.files.profile import ProfileFields
from generator.source.privacy.findings import Finding, Name
from generator.subjects.registry import NAMELESS


class _Wanted(Struct, frozen=True):
    """What workers look for."""

    names: tuple[Name, ...]


class _Seen(Struct, frozen=True, array_like=True):
    """What a worker gives back for one file: what was found in it, or why nobody could look."""

    path: str
    digest: bytes = b""
    found: tuple[Finding, ...] = ()
    fault: str = ""


def look(scan: Scan, texts: Reading, cache: Cache, crew: Crew, date: str) -> Reading:
    """What was read, with what stands there that must not be published. A file that is another one by now is not read after all."""
    last = cache.names.load() or NameFindings(b"")
    sources = [
        path for path in sorted(texts.entries) if path == NEVER_PUBLISH or path.endswith("/profile.md")
    ]
    nameless = any(path.startswith(NAMELESS) for path in texts.entries)
    stand_for = digest(
        msgspec.msgpack.encode((nameless, [(path, texts.entries[path].outline) for path in sources]))
    )
    names = (
        last.names
        if last.sources == stand_for
        else tuple(sorted(set(_names(texts, cache, sources, nameless=nameless))))
    )
    same, all_same = _everywhere(names) == _everywhere(last.names), names == last.names
    seen = {
        path: each
        for path, each in last.seen.items()
        if path in texts.entries and (all_same or (same and not path.startswith(NAMELESS)))
    }
    found = {path: each for path, each in last.found.items() if path in seen}
    faults = []
    files = [
        file
        for file in scan.documents
        if names and file.path in texts.entries and seen.get(file.path) != texts.entries[file.path].digest
    ]
    if not _everywhere(names):
        files = [file for file in files if file.path.startswith(NAMELESS)]
    for each in _through(_Wanted(names), files, crew):
        if each.digest != texts.entries[each.path].digest:
            faults.append(unreadable(each.path, each.fault or "it changed while it was being read"))
        seen[each.path] = each.digest
        found.pop(each.path, None)
        if each.found:
            found[each.path] = each.found
    now = NameFindings(stand_for, names, seen, found)
    if now != last:
        cache.names.save(now)
    return _with(texts, found, faults, cache, date)


def _everywhere(names: Iterable[Name]) -> tuple[Name, ...]:
    """Those that must be in no file; the others are those of the network's people, for files that name nobody."""
    return tuple(each for each in names if each.kind != "person")


def _names(texts: Reading, cache: Cache, sources: Iterable[str], *, nameless: bool) -> Iterator[Name]:
    """The names that these files say must not be published, and those of people where there are files that are `nameless`."""
    from generator.source.privacy.names import published_as, usable

    for path in sources:
        fields = cache.documents.get(path, texts.entries[path].digest).fields
        if isinstance(fields, NeverPublishFields):
            yield from usable("name", fields.names)
        if isinstance(fields, ProfileFields) and nameless:
            yield from usable(
                "person",
                (*(() if fields.public_name else (fields.name, *fields.also_known_as)), *_given(fields.name)),
            )
        if isinstance(fields, ProfileFields) and fields.public_name:
            yield from (
                each
                for each in usable("real-name", (fields.name, *fields.also_known_as))
                if not published_as(each, fields.public_name)
            )


def _given(name: str) -> tuple[str, ...]:
    """The name by which somebody is called; nothing where a name begins with an initial or an article."""
    first = name.split(maxsplit=1)[0]
    return (first,) if len(first) > 2 and first.casefold() != "the" else ()


def _through(wanted: _Wanted, files: Sequence[File], crew: Crew) -> Iterator[_Seen]:
    for packed in crew.run(_look_chunk, wanted, chunks(files, crew.size, CHUNK)) if files else ():
        yield from msgspec.msgpack.decode(packed, type=list[_Seen])


def _look_chunk(wanted: _Wanted, files: Sequence[File]) -> bytes:
    from generator.source.privacy.names import by_word

    everywhere, all_names = by_word(_everywhere(wanted.names)), by_word(wanted.names)
    return msgspec.msgpack.encode(
        [_look(file, all_names if file.path.startswith(NAMELESS) else everywhere) for file in files]
    )


def _look(file: File, wanted: Mapping[str, list[Name]]) -> _Seen:
    from generator.source.privacy.names import look as look_in, possible
    from generator.source.reader import passages

    try:
        data, _ = contents(file)
    except OSError as error:
        return _Seen(file.path, fault=error.strerror or str(error))
    some = possible(f"{file.path} {data.decode(errors='replace')}", wanted)
    return _Seen(
        file.path, digest(data), look_in(file.path, *passages(file.path, data), some) if some else ()
    )


def _with(
    texts: Reading,
    found: Mapping[str, tuple[Finding, ...]],
    faults: Sequence[Diagnostic],
    cache: Cache,
    date: str,
) -> Reading:
    """What was read, as it is now known to be."""
    if not found and not faults and not any(entry.names for entry in texts.entries.values()):
        return texts
    named = {path: digest(msgspec.msgpack.encode(marks(each))) for path, each in found.items()}
    faulty = {each.span.path for each in faults}
    entries: dict[str, Entry] = {}
    for path, entry in texts.entries.items():
        if path not in faulty:
            entries[path] = (
                entry if entry.names == named.get(path, b"") else replace(entry, names=named.get(path, b""))
            )
    if entries == texts.entries:
        return replace(texts, named=found)
    cache.files.save(entries)
    return replace(
        texts,
        entries=entries,
        snapshot=snapshot(entries, date),
        named=found,
        diagnostics=(*texts.diagnostics, *faults),
    )
