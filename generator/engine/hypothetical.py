"""The network as it would be after a change that has not been made."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from generator.engine.context import Context
from generator.engine.stages import read as reading_stage
from generator.engine.stages.names import looked, names_of, needles
from generator.engine.stages.read import Reading
from generator.engine.workers.pool import chunks
from generator.network.media import Asset
from generator.network.records import Admitted
from generator.source.document import Document, digest
from generator.source.files.paths import content_file
from generator.subjects.registry import ANONYMOUS


class HypotheticalNetwork(Struct, frozen=True):
    """The network as it would be: its documents and its other files, both by path, and what comes of them."""

    documents: Mapping[str, Document]
    assets: Mapping[str, Asset]
    admitted: Admitted


def with_changes(
    context: Context,
    reading: Reading,
    changes: Mapping[str, bytes | None],
    elsewhere: Container[str] = frozenset(),
) -> HypotheticalNetwork:
    """Return the network with these contents of files; None stands for a file that is removed.

    They are looked at one after another, so that they need not all be in memory. Files `elsewhere` are
    changed, too, and looked at in a network of their own: here links may lead to them, and no more.
    """
    from generator.network.admission.admit import admit

    documents = {
        each.path: each
        for each in reading_stage.documents(reading, context.cache)
        if each.path not in changes
    }
    assets = {path: Asset(each) for path, each in reading.digests().items() if path not in changes}
    read_anew: list[str] = []
    for path, data in changes.items():
        if data is not None and content_file(path):
            read_anew.append(path)
        elif data is not None:
            assets[path] = Asset(digest(data))
    documents |= zip(read_anew, _read(context, changes, read_anew), strict=True)
    _look_for_names(documents, changes, read_anew)
    _add_linked(documents, assets, read_anew, elsewhere)
    documents = {path: documents[path] for path in sorted(documents)}
    refused = [each for each in reading.diagnostics if each.span.path not in changes]
    admitted = admit(list(documents.values()), assets, refused, context.options.date)
    return HypotheticalNetwork(documents, assets, admitted)


def _read(context: Context, changes: Mapping[str, bytes | None], paths: Sequence[str]) -> Iterator[Document]:
    """Yield what these files are read as, by several workers where there are many."""
    import generator.source.reader  # noqa: F401 - once, rather than by each process

    if len(paths) <= reading_stage.CHUNK:
        read = iter([_read_chunk(changes, paths)])
    else:
        jobs = chunks(paths, context.pool.size, reading_stage.CHUNK)
        read = context.pool.run(_read_chunk, changes, jobs)
    for packed in read:
        yield from msgspec.msgpack.decode(packed, type=list[Document])


def _read_chunk(changes: Mapping[str, bytes | None], paths: Sequence[str]) -> bytes:
    from generator.source.reader import read

    return msgspec.msgpack.encode([read(path, changes[path] or b"")[0] for path in paths])


def _look_for_names(
    documents: dict[str, Document], changes: Mapping[str, bytes | None], read_anew: Sequence[str]
) -> None:
    """Add to the documents that were read anew the names that stand there and must not be published."""
    anonymous = any(path.startswith(ANONYMOUS) for path in documents)
    names = names_of(((path, each.fields) for path, each in documents.items()), anonymous=anonymous)
    everywhere, all_names = needles(names)
    for path in read_anew:
        data = changes[path]
        wanted = all_names if path.startswith(ANONYMOUS) else everywhere
        if data is not None and wanted and (found := looked(path, data, wanted)):
            documents[path] = replace(documents[path], findings=documents[path].findings + found)


def _add_linked(
    documents: dict[str, Document],
    assets: dict[str, Asset],
    read_anew: Sequence[str],
    elsewhere: Container[str],
) -> None:
    """Add files elsewhere that links lead to: that they are there is all that is known of them."""
    for target in {link.target for path in read_anew for link in documents[path].links}:
        if target not in elsewhere or target in documents or target in assets:
            continue
        if (file := content_file(target)) is not None:
            documents[target] = Document(target, file, None)
        else:
            assets[target] = Asset(b"")
