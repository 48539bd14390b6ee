"""Files on their way in: compared with what was brought in before, and staged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from msgspec import Struct

from generator.authoring.importing.composing import File, fingerprint
from generator.authoring.importing.index import Index
from generator.authoring.importing.installing import Stage
from generator.authoring.workspace import Workspace
from generator.source.files.page import PageFields
from generator.source.files.post import PostFields


class Thread(Struct, frozen=True):
    """A text with the replies to it and their pictures: the staged files from `start` to `end`.

    `answers` are files of any thread that an export of Enquiry's own says are answered.
    """

    start: int
    end: int
    answers: tuple[str, ...] = ()


class Arrivals:
    """The files of an import, as they are staged, with what has to be said of them."""

    def __init__(self, workspace: Workspace, known: dict[str, str], stage: Stage, index: Index) -> None:
        """`known` are the files of what was brought in before, by its identities."""
        self.workspace = workspace
        self.known = known
        self.stage = stage
        self.index = index
        self.threads = index.rows(Thread)
        self.written: Counter[str] = Counter()
        self.updated, self.edited = index.rows(str), index.rows(str)
        self.unchanged = 0
        self.narrowed = index.rows(str)
        self.notes = index.rows(tuple[str, str])

    def take(self, thread: Iterable[File]) -> None:
        """Stage the files of a thread, and the pictures that are put beside them meanwhile."""
        answers: dict[str, None] = {}
        start = self.stage.end
        for file in thread:
            self._take(file)
            answers.update(dict.fromkeys(file.answers))
        self.threads.append(Thread(start, self.stage.end, tuple(answers)))

    def _take(self, file: File) -> None:
        """Stage a file, unless it is here already. One that somebody has edited since is left as it is."""
        self.notes.extend((file.path, each) for each in file.notes)
        if file.source not in self.known:
            self.stage.put(file.path, file.text.encode())
            self.written[file.kind] += 1
            return
        document = self.workspace.documents[file.path]
        before = self.workspace.text(file.path)
        recorded = _recorded(document.fields)
        fresh = fingerprint(file.text)
        if fresh == recorded:
            self.unchanged += 1
        elif fingerprint(before) != recorded:
            self.edited.append(file.path)
        else:
            self.stage.put(file.path, file.text.encode(), new=False)
            self.updated.append(file.path)


def _recorded(fields: object) -> str:
    known = isinstance(fields, PostFields | PageFields) and fields.imported
    return known.digest if known else ""


def known_files(workspace: Workspace) -> dict[str, str]:
    """Return the files of what was brought in before, by its identities in the exports."""
    return {
        fields.imported.source: path
        for path, document in workspace.documents.items()
        if isinstance(fields := document.fields, PostFields | PageFields) and fields.imported
    }
