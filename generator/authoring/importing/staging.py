"""Files on their way in: compared with what was brought in before, and proved before anything is written."""

from __future__ import annotations

from collections import Counter
from typing import Final

from generator.authoring.files import settings
from generator.authoring.files.writing import Refused
from generator.authoring.importing.composing import File, fingerprint, signed
from generator.authoring.importing.installing import Stage
from generator.authoring.importing.survey import Progress
from generator.authoring.workspace import Workspace
from generator.model.diagnostics import Diagnostic, errors
from generator.source.files.page import PageFields
from generator.source.files.post import PostFields

NARROWED: Final = frozenset({"personal-data"})
"""Codes of faults that a text has in public alone: it comes in for the cohort."""


class Arrivals:
    """The files of an import, as they are staged, with what has to be said of them."""

    def __init__(self, workspace: Workspace, known: dict[str, str], stage: Stage) -> None:
        """`known` are the files of what was brought in before, by its identities."""
        self.workspace = workspace
        self.known = known
        self.stage = stage
        self.sources: dict[str, str] = {}
        self.written: Counter[str] = Counter()
        self.updated: list[str] = []
        self.edited: list[str] = []
        self.unchanged = 0
        self.narrowed: list[str] = []
        self.notes: list[tuple[str, str]] = []

    def take(self, file: File) -> None:
        """Stage a file, unless it is here already. One that somebody has edited since is left as it is."""
        self.sources[file.path] = file.source
        self.notes += ((file.path, each) for each in file.notes)
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


def prove(arrivals: Arrivals, progress: Progress) -> None:
    """Check the network as it will be. What may not be public comes in for the cohort.

    Raises `Refused` for any other fault.
    """
    progress("Checking", 0, 1)
    wrong = _faults(arrivals)
    sources = arrivals.sources
    private = {each.span.path for each in wrong if each.code in NARROWED}
    for path in sorted(private & set(arrivals.stage)):
        text = arrivals.stage[path].decode()
        edited = settings.edited(path, text, settings.put("cohort", "audience", after="date"))
        if edited is not None:
            arrivals.stage.put(
                path, signed(edited.text, sources[path]).encode(), new=arrivals.stage.new[path]
            )
            arrivals.narrowed.append(path)
    if arrivals.narrowed:
        wrong = _faults(arrivals)
    progress("Checking", 1, 1)
    if wrong:
        more = f" And {len(wrong) - 1} more like it." if len(wrong) > 1 else ""
        raise Refused(
            f"What comes in does not fit here, and nothing was written. {wrong[0].span}: {wrong[0].message} "
            f"{wrong[0].hint}.{more}"
        )


def _faults(arrivals: Arrivals) -> list[Diagnostic]:
    """Return the errors that the network would have and has not now."""
    workspace = arrivals.workspace
    before = set(errors(workspace.now.admitted.diagnostics))
    then = workspace.build.with_changes(arrivals.stage)
    return [each for each in errors(then.admitted.diagnostics) if each not in before]
