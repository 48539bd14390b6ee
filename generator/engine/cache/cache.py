"""What earlier builds left for this one: a folder of small files, each versioned and checked when read.

A file that is damaged, foreign or of another version is as good as none: it is passed over with a line in the log. Nothing here is needed for
a build to be right, only for it to be quick. But it holds what people wrote, so what they take back has to go: a save that was interrupted
leaves a mark, and whoever finds it drops the cache.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any, Final, TypeVar
from zlib import crc32

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from generator.engine.scan import Stamp, stamp
from generator.engine.workers.background import Errand
from generator.engine.writer.lock import alone
from generator.model.diagnostics import Diagnostic
from generator.network.media import Medium, Variant
from generator.network.records import Body, Network, Words
from generator.source.document import Document
from generator.source.privacy.findings import Finding, Name

T = TypeVar("T")

SHARDS: Final = 256
DIGEST: Final = 16
HEAD: Final = DIGEST + 4
"""Bytes before what a file of the cache holds: the generator's signature, and a sum that shows damage."""
FILES: Final = "files"
NETWORK: Final = "network"
SAID: Final = 16
"""In how many files it stands what the documents of a network say: those whose words change are written anew."""
PREVIEW: Final = "preview"
"""The folder of a writer's own view, which may hold what is private."""
IGNORE: Final = ".gitignore"
LOCK: Final = ".lock"
SAVING: Final = ".saving"
"""There while several files are saved that belong together."""
MANY: Final = 200
"""Documents from which on it is quicker to have another process save what they say."""


class Entry(Struct, frozen=True, array_like=True):
    """A file as it was read: its digest, and the stamp that it had. A stamp of zeros says that it was too young to be relied on.

    `outline` and `words` stand for the document in it (see there); they are empty where this has not been read yet, or is none. `ends` are the days on which
    permissions in it run out; `named` stands for the names in it that must not be published, empty where there is none.
    """

    stamp: Stamp
    digest: bytes
    outline: bytes = b""
    words: bytes = b""
    ends: tuple[str, ...] = ()
    named: bytes = b""


class Output(Struct, frozen=True, array_like=True):
    """A file of the site: what it was rendered from, its size and time of modification (nanoseconds).

    `says` are the files whose words it shows, `tells` those whose bodies: their places in the basis, as numbers of four bytes.
    """

    fingerprint: bytes
    size: int
    modified: int
    says: bytes = b""
    tells: bytes = b""


class Basis(Struct, frozen=True, array_like=True):
    """What the content folder holds. `structure` stands for all of it but words and bodies.

    `words` and `digests` stand for the words of each file and for each file as a whole, in the order of their paths.
    """

    structure: bytes
    words: bytes
    digests: bytes


def differing(ours: bytes, theirs: bytes) -> frozenset[int]:
    """The places where two rows of as many digests differ."""
    coarse = 256 * DIGEST
    parts = [
        start
        for start in range(0, len(ours), coarse)
        if ours[start : start + coarse] != theirs[start : start + coarse]
    ]
    return frozenset(
        at // DIGEST
        for start in parts
        for at in range(start, min(start + coarse, len(ours)), DIGEST)
        if ours[at : at + DIGEST] != theirs[at : at + DIGEST]
    )


Said = dict[str, tuple[Words, Body]]
"""What documents say, in short and in full, by their paths."""


class Remembered(Struct, frozen=True, array_like=True):
    """A network as it was admitted, with what was wrong with it, from this basis."""

    basis: Basis
    network: Network
    diagnostics: tuple[Diagnostic, ...]


class Written(Struct, frozen=True, array_like=True):
    """What an edition was last written from: a basis, and `setting`, which stands for all else that it was made from.

    `records` are the files of the content whose records are in it: a release that holds any other is not kept. `behind` says that the search index was left as it
    was. `date` is the day for which it was made, None where no page shows that. `pages` is how many files it has. Nothing here is of anything that the edition does not hold.
    """

    basis: Basis
    setting: bytes
    theme: str
    records: tuple[str, ...]
    behind: bool
    date: str | None
    pages: int


class Manifest(Written, frozen=True, array_like=True):
    """An edition as it was last written: its files, and their folders with the times of modification of these."""

    outputs: dict[str, Output]
    folders: dict[str, int]


class Findings(Struct, frozen=True, array_like=True):
    """What was wrong with the content of this basis, and with its theme: repeated where a build has nothing to do."""

    basis: Basis
    diagnostics: tuple[Diagnostic, ...]


class Named(Struct, frozen=True, array_like=True):
    """Where names stand that must not be published. `sources` stands for the files that these `names` come from.

    `seen` are the files that were looked through, with their digests; `found` what was found in some of them.
    """

    sources: bytes
    names: tuple[Name, ...] = ()
    seen: dict[str, bytes] = {}
    found: dict[str, tuple[Finding, ...]] = {}


@cache
def generator_signature() -> bytes:
    """Stands for this version of the generator, down to its source and to what is installed beside it: another one trusts none of its cache."""
    package = Path(__file__).parents[2]
    installed = sorted(
        name for name in os.listdir(Path(msgspec.__file__).parent.parent) if name.endswith(".dist-info")
    )
    summary = hashlib.blake2b(repr((sys.version, installed)).encode(), digest_size=16)
    for path in sorted(package.rglob("*.py")):
        summary.update(path.read_bytes())
    return summary.digest()


class _Body(Struct, frozen=True, array_like=True):
    """A text's HTML, and the files that say it."""

    html: str
    paths: list[str]


class Incomplete(Exception):
    """The cache lacks something that it says it has."""


def _of_body(digest: bytes) -> int:
    return digest[0] % SHARDS


def _of_path(path: str) -> int:
    return crc32(path.encode()) % SHARDS


def _parted(said: Said, numbers: Iterable[int] = ()) -> dict[int, Said]:
    parts: dict[int, Said] = {number: {} for number in numbers}
    for path, each in said.items():
        parts.setdefault(_of_path(path) % SAID, {})[path] = each
    return parts


class Cache:
    """The cache in one folder. `bodies` hold the HTML of texts by digest, in shards of which only those needed are read."""

    keeps = True
    """Whether what is saved is there afterwards."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._loaded: dict[str, Any] = {}
        self._noted: set[str] = set()
        self._saved: Stamp | None = None
        self._errand: Errand[bool] | None = None
        self._elsewhere: frozenset[str] = frozenset()
        self._joined: tuple[tuple[object, ...], Remembered | None] = ((), None)

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        """The cache, for this process alone: another one waits. What an interrupted save has left goes first."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with alone(self.folder / LOCK):
            if self._stamp() != self._saved:
                self._loaded.clear()
            self._tidy()
            try:
                yield
            finally:
                self.settle()
            self._saved = self._stamp()

    def settle(self) -> None:
        """Wait until all that was saved is on the disk."""
        errand, self._errand, self._elsewhere = self._errand, None, frozenset()
        if errand is not None:
            errand.fetch()

    def _stamp(self) -> Stamp | None:
        """Shows whether another process has saved anything since."""
        with contextlib.suppress(OSError):
            return stamp(os.stat(self.folder / FILES))
        return None

    def _tidy(self) -> None:
        ignore = self.folder / IGNORE
        if not ignore.exists() or not ignore.stat().st_size:
            ignore.write_text("*\n")
        if (self.folder / SAVING).exists():
            self.forget("an earlier build was interrupted while it saved its cache, which is made anew")
        for left in self.folder.glob(".*"):
            if left.name not in (IGNORE, LOCK) and left.is_file():
                left.unlink()

    def files(self) -> dict[str, Entry]:
        """Every file of the content folder at the last build."""
        return self._load(FILES, dict[str, Entry]) or {}

    def documents(self) -> dict[str, tuple[bytes, Document]]:
        """Every document that was read, with the digest of its file."""
        found: dict[str, tuple[bytes, Document]] = {}
        for number in range(SHARDS):
            found.update(self._documents(number))
        return found

    def document(self, path: str, digest: bytes) -> Document:
        """One document; raises `Incomplete` where it is not here as it was read from a file with this digest."""
        found = self._documents(_of_path(path)).get(path)
        if found is None or found[0] != digest:
            raise Incomplete
        return found[1]

    def _documents(self, number: int) -> dict[str, tuple[bytes, Document]]:
        return self._load(f"documents-{number:02x}", dict[str, tuple[bytes, Document]]) or {}

    def remembered(self) -> Remembered | None:
        """The network as it was last admitted; None where that is not known."""
        known, basis = self._load(NETWORK, Remembered), self._load("basis", Basis)
        parts = [self._load(f"said-{number:02x}", Said) for number in range(SAID)]
        if known is None or basis is None or None in parts:
            return None
        made_of, joined = self._joined
        if len(made_of) != SAID + 2 or any(
            each is not other for each, other in zip((known, basis, *parts), made_of, strict=True)
        ):
            said = {path: each for part in parts if part for path, each in part.items()}
            network = replace(
                known.network,
                words={path: each for path, (each, _) in said.items()},
                bodies={path: each for path, (_, each) in said.items()},
            )
            joined = replace(known, basis=basis, network=network)
            self._joined = ((known, basis, *parts), joined)
        return joined

    def named(self) -> Named | None:
        """Where names stand that must not be published; None where nobody has looked."""
        return self._load("named", Named)

    def written(self, edition: str) -> Written | None:
        """What an edition was last written from; None where that is not known. Its files, which are many, are passed over."""
        name = f"edition-{edition}"
        found: Written | None = self._loaded[name] if name in self._loaded else self._read(name, Written)
        return found

    def manifest(self, edition: str) -> Manifest | None:
        """An edition as it was last written; None where that is not known."""
        return self._load(f"edition-{edition}", Manifest)

    def body(self, digest: bytes) -> str:
        """A text's HTML; raises `Incomplete` where it is not here."""
        body = self._bodies(_of_body(digest)).get(digest)
        if body is None:
            raise Incomplete
        return body.html

    def _bodies(self, number: int) -> dict[bytes, _Body]:
        return self._load(f"bodies-{number:02x}", dict[bytes, _Body]) or {}

    def drop_previews(self, basis: Basis) -> None:
        """Remove writers' own views of other content than there is now: they are not built again until somebody looks, and hold what has been taken back."""
        for path in self.folder.glob("edition-as-*") if self.keeps else ():
            written = self.written(path.name.removeprefix("edition-"))
            if written is None or written.basis != basis:
                self._drop(path.name)
                shutil.rmtree(self.folder / PREVIEW / path.name.removeprefix("edition-"), ignore_errors=True)

    def forget(self, why: str = "the cache lacks something that it should have and is made anew") -> None:
        """Rely on nothing that is here."""
        self._note(why)
        self.clear()

    def clear(self) -> None:
        """Keep nothing of earlier builds; what else is in the folder is left alone."""
        self._drop("[!.]*")
        for path in self.media_folder.glob("*") if self.keeps and self.media_folder.is_dir() else ():
            path.unlink(missing_ok=True)

    def _drop(self, pattern: str) -> None:
        """Rely on nothing in these files, and leave nothing of it on the disk."""
        self.settle()
        self._loaded = {name: value for name, value in self._loaded.items() if not fnmatchcase(name, pattern)}
        for path in self.folder.glob(pattern) if self.keeps else ():
            if path.is_file() and not path.is_symlink():
                path.unlink()

    def save_reading(
        self,
        files: Mapping[str, Entry],
        parsed: Mapping[str, tuple[bytes, Document]],
        fresh: Mapping[bytes, str],
    ) -> None:
        """Keep what was read, in those shards where it differs. What no file says any longer is gone from the cache afterwards."""
        if not self.files():
            self._drop("documents-*")
            self._drop("bodies-*")
        gone = self.files().keys() - files.keys()
        shards: dict[int, dict[str, tuple[bytes, Document]]] = {}
        bodies: dict[int, dict[bytes, _Body]] = {}
        for path in (*gone, *parsed):
            number = _of_path(path)
            before, after = self._documents(number).get(path), parsed.get(path)
            if before is None and after is None:
                continue
            if number not in shards:
                shards[number] = dict(self._documents(number))
            shards[number].pop(path, None)
            if after is not None:
                shards[number][path] = after
            self._move_body(
                path, before[1].body if before else b"", after[1].body if after else b"", fresh, bodies
            )
        texts = {f"bodies-{number:02x}": each for number, each in bodies.items()}
        self._save_together(
            {**{f"documents-{number:02x}": each for number, each in shards.items()}, **texts, FILES: files},
            len(parsed),
        )

    def _save_together(self, values: Mapping[str, Any], documents: int) -> None:
        """Keep files that belong together, which is the business of another process where they are about many documents: this one has them, and goes on."""
        self.settle()
        self._loaded.update(values)
        if self.keeps and documents >= MANY:
            self._errand, self._elsewhere = (
                Errand(lambda: self._write_together(values), bool),
                frozenset(values),
            )
        elif self.keeps:
            self._write_together(values)

    def _write_together(self, values: Mapping[str, Any]) -> bool:
        """Write files that belong together. A sign that this is being done stays where it is interrupted."""
        (self.folder / SAVING).touch()
        for name, value in values.items():
            self._write(name, value)
        (self.folder / SAVING).unlink()
        return True

    def _move_body(
        self,
        path: str,
        before: bytes,
        after: bytes,
        fresh: Mapping[bytes, str],
        shards: dict[int, dict[bytes, _Body]],
    ) -> None:
        """A file said one thing and now says another; what nobody says any longer goes."""
        for body in {before, after} - {b""}:
            number = _of_body(body)
            if number not in shards:
                shards[number] = dict(self._bodies(number))
            known = shards[number].pop(body, None)
            paths = [each for each in known.paths if each != path] if known else []
            if body == after:
                paths.append(path)
            if paths:
                shards[number][body] = _Body(fresh[body] if known is None else known.html, paths)

    def save_files(self, files: Mapping[str, Entry]) -> None:
        """Keep the digests and stamps of the files, where nothing else has changed."""
        self._save(FILES, files)

    def save_network(self, remembered: Remembered | None) -> None:
        """Keep the network as it was admitted; with None, no longer keep an earlier one. What it says stands apart from it, so that words can change alone."""
        if remembered is None:
            for pattern in (NETWORK, "basis", "said-*"):
                self._drop(pattern)
            return
        network = remembered.network
        wordless = replace(
            remembered, basis=Basis(b"", b"", b""), network=replace(network, words={}, bodies={})
        )
        said = _parted(
            {path: (network.words[path], network.bodies[path]) for path in network.words}, range(SAID)
        )
        self._save_together(
            {
                NETWORK: wordless,
                "basis": remembered.basis,
                **{f"said-{number:02x}": part for number, part in said.items()},
            },
            len(network.words),
        )

    def save_words(self, basis: Basis, said: Said) -> None:
        """Keep what these documents say in place of what they said in the network that is kept: that is nowhere afterwards."""
        parts = {f"said-{number:02x}": part for number, part in _parted(said).items()}
        self._save_together(
            {**{name: (self._load(name, Said) or {}) | part for name, part in parts.items()}, "basis": basis},
            len(said),
        )

    def save_named(self, named: Named) -> None:
        """Keep where names stand that must not be published."""
        self._save("named", named)

    def findings(self) -> Findings | None:
        """What was wrong at the last build; None where that is not known."""
        return self._load("findings", Findings)

    def save_findings(self, findings: Findings) -> None:
        """Keep what was wrong at this build."""
        if findings != self.findings():
            self._save("findings", findings)

    def drop_findings(self) -> None:
        """No longer keep what was wrong at an earlier build: what it quotes may have been taken back since."""
        self._drop("findings")

    def save_manifest(self, edition: str, manifest: Manifest) -> None:
        """Keep what was written for an edition."""
        self._save(f"edition-{edition}", manifest)

    @property
    def media_folder(self) -> Path:
        """Where pictures and attachments are kept as they were made for publishing, each under its own name."""
        return self.folder / "media"

    def media(self) -> dict[bytes, Medium]:
        """What became of pictures and attachments, by the digest of their sources."""
        return self._load("made", dict[bytes, Medium]) or {}

    def save_media(self, media: Mapping[bytes, Medium]) -> None:
        """Keep these, and of the files only theirs: also where a build was broken off between making them and saying so."""
        if media != self.media():
            self._save("made", dict(media))
        kept = {variant.file for medium in media.values() for variant in medium.variants}
        for path in self.media_folder.glob("*") if self.media_folder.is_dir() else ():
            if path.name not in kept:
                path.unlink(missing_ok=True)

    def variant(self, variant: Variant) -> bytes:
        """One file made for publishing; raises `Incomplete` where it is not here as it was made."""
        try:
            data = (self.media_folder / variant.file).read_bytes()
        except OSError:
            raise Incomplete from None
        if hashlib.blake2b(data, digest_size=DIGEST).digest() != variant.digest:
            raise Incomplete
        return data

    def _note(self, line: str) -> None:
        """One line in the log: the cache is no matter for a writer, but somebody may wonder why a build took its time."""
        import logging

        if line not in self._noted:
            self._noted.add(line)
            logging.getLogger("enquiry").warning("enquiry: %s", line)

    def _load(self, name: str, kind: type[T]) -> T | None:
        if name in self._loaded:
            found: T | None = self._loaded[name]
            return found
        found = self._loaded[name] = self._read(name, kind)
        return found

    def _read(self, name: str, kind: type[T]) -> T | None:
        try:
            data = (self.folder / name).read_bytes()
        except OSError:
            return None
        try:
            if data[:DIGEST] != generator_signature():
                self._note("the cache is of another version and is made anew")
                return None
            if crc32(memoryview(data)[HEAD:]) != int.from_bytes(data[DIGEST:HEAD]):
                self._note("the cache is damaged and is made anew where it is")
                return None
            return msgspec.msgpack.decode(memoryview(data)[HEAD:], type=kind)
        except (msgspec.DecodeError, msgspec.ValidationError, RecursionError):
            self._note("the cache can't be read and is made anew where it can't")
            return None

    def _save(self, name: str, value: Any) -> None:
        if name in self._elsewhere:
            self.settle()
        self._loaded[name] = value
        if self.keeps:
            self._write(name, value)

    def _write(self, name: str, value: Any) -> None:
        payload = msgspec.msgpack.encode(value)
        head = generator_signature() + crc32(payload).to_bytes(HEAD - DIGEST)
        temporary = self.folder / f".{name}.new"
        try:
            with open(temporary, "wb") as file:
                file.write(head)
                file.write(payload)
            os.replace(temporary, self.folder / name)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise


class Unkept(Cache):
    """A cache that knows nothing of earlier builds and is gone with the process: for a look that leaves nothing behind."""

    keeps = False

    def _read(self, name: str, kind: type[T]) -> T | None:  # noqa: ARG002 - there is nothing to read, whatever it is called
        return None
