"""Pictures and attachments, made anew for publishing.

What a camera or an office program wrote into them stays behind.

What can't be decoded is refused. Everything is kept in the cache by the digest of its source, so it is done
once.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Final

import msgspec

from generator.engine.cache.media import MediaStore
from generator.engine.content_folder import File
from generator.engine.media.encoding import BROKEN_ATTACHMENT, BROKEN_PICTURE, Encoded, Refused
from generator.engine.stamp import size
from generator.engine.workers.pool import WorkerPool
from generator.model import paths
from generator.network.media import Asset, Medium, Variant
from generator.source.document import Document, digest
from generator.source.files.profile import ProfileFields
from generator.source.markdown.slots import IMAGES

MAX_BYTES: Final = 40 * 1024 * 1024
Source = tuple[bytes, str]
"""The digest of a file, and where it is."""


def published(
    digests: Mapping[str, bytes],
    files: Iterable[File],
    documents: Iterable[Document],
    store: MediaStore,
    pool: WorkerPool,
) -> dict[str, Asset]:
    """Return every file that holds no record, those that some record points to with their variants."""
    wanted = {
        path: digests[path] for path in _pointed_to(documents) if path in digests and _is_made_anew(path)
    }
    known = store.load()
    places = {each: path for path, each in wanted.items()}
    there = {file.path: file for file in files}
    due = [(each, there[path]) for each, path in places.items() if each not in known]
    due.sort(key=lambda source: -size(source[1].stamp))  # so that no worker ends with a large one
    sources = [(each, file.location) for each, file in due]
    made = dict(known)
    for packed in pool.run(_make, str(store.folder), sources):
        made.update(msgspec.msgpack.decode(packed, type=dict[bytes, Medium]))
    kept = {each: made[each] for each in wanted.values()}
    store.save(kept)
    return {
        path: Asset(each, kept[wanted[path]] if path in wanted else None) for path, each in digests.items()
    }


def _pointed_to(documents: Iterable[Document]) -> Iterable[str]:
    for document in documents:
        yield from (link.target for link in document.links)
        if isinstance(document.fields, ProfileFields) and document.fields.photo:
            yield paths.beside(document.path, document.fields.photo)


def _is_made_anew(path: str) -> bool:
    return posixpath.splitext(path)[1].lower() in IMAGES | {".pdf"}


def _make(folder: str, source: Source) -> bytes:
    """Write a source's variants into the folder; they are there before anything says so."""
    name, location = source
    return msgspec.msgpack.encode({name: _medium(Path(folder), location)})


def _medium(folder: Path, location: str) -> Medium:
    from generator.engine.media import attachments, pictures

    is_pdf = location.lower().endswith(".pdf")
    try:
        encoded = _encoded(
            attachments.encode if is_pdf else pictures.encode,
            _bytes(location),
            BROKEN_ATTACHMENT if is_pdf else BROKEN_PICTURE,
        )
    except Refused as refused:
        code, message, hint = refused.args
        return Medium(fault=(code, message, hint))
    return Medium(tuple(_kept(folder, *each) for each in encoded))


def _encoded(encode: Callable[[bytes], list[Encoded]], data: bytes, broken: Refused) -> list[Encoded]:
    try:
        return encode(data)
    except Refused:
        raise
    except Exception:  # noqa: BLE001 - decoders raise anything at a broken file
        raise broken from None


def _bytes(location: str) -> bytes:
    data = paths.contents(location, MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise Refused(
            "media-too-large", f"This file is larger than {MAX_BYTES // 1024 // 1024} MB.", "save it smaller"
        )
    return data


def _kept(folder: Path, data: bytes, kind: tuple[str, str], size: tuple[int, int]) -> Variant:
    found = digest(data)
    name = f"{found.hex()}{kind[1]}"
    folder.mkdir(parents=True, exist_ok=True)
    temporary = folder / f".{name}"
    temporary.write_bytes(data)
    temporary.replace(folder / name)
    return Variant(name, kind[0], *size, found)
