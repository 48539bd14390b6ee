"""The proof that the network has no new fault with what comes in, before anything is written.

It is made a few thousand files at a time, so that the memory it takes does not grow with what comes in. A
thread is proved whole, together with those that it answers. Of all others it matters to a link alone that
they are there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from msgspec import Struct

from generator.authoring.files import settings
from generator.authoring.files.writing import Refused
from generator.authoring.importing.composing import resigned
from generator.authoring.importing.installing import Stage
from generator.authoring.importing.staging import Arrivals, Thread
from generator.authoring.importing.survey import Progress
from generator.model.diagnostics import Diagnostic, errors
from generator.network.admission.names import fits

NARROWED: Final = frozenset({"personal-data"})
"""Codes of faults that a text has in public alone: it comes in for the cohort."""
LEAST: Final = 2_000
"""Files that are proved at once, at least. As many as the network has may be: it is in memory each time."""


class Batch(Struct, frozen=True):
    """Files that are proved at once, and those `above`, which they answer and which are proved elsewhere."""

    paths: Sequence[str]
    above: Sequence[str]


def prove(arrivals: Arrivals, progress: Progress) -> None:
    """Check the network as it will be. What may not be public comes in for the cohort.

    Raises `Refused` for any other fault.
    """
    known = set(errors(arrivals.workspace.now.admitted.diagnostics))
    wrong: list[Diagnostic] = []
    done, total = 0, len(arrivals.stage)
    for batch in batches(arrivals, max(LEAST, len(arrivals.workspace.documents))):
        progress("Checking", done, total)
        found = _faults(arrivals, batch)
        if _narrow(arrivals, found):
            found = _faults(arrivals, batch)
        wrong += (each for each in found if each not in known)
        known.update(found)
        done += len(batch.paths)
    progress("Checking", total, total)
    if wrong:
        more = f" And {len(wrong) - 1} more like it." if len(wrong) > 1 else ""
        raise Refused(
            f"What comes in does not fit here, and nothing was written. {wrong[0].span}: {wrong[0].message} "
            f"{wrong[0].hint}.{more}"
        )


def batches(arrivals: Arrivals, size: int) -> Iterator[Batch]:
    """Yield the threads in batches of about this size, each with what belongs to no thread: the people."""
    stage, threads = arrivals.stage, arrivals.threads
    people = stage.paths(threads[-1].end if threads else 0, stage.end)
    where = _answered(arrivals)
    some: list[Thread] = []
    for thread in threads:
        some.append(thread)
        if thread.end - some[0].start >= size:
            yield _batch(stage, some, where, people)
            some = []
    if some or not threads:
        yield _batch(stage, some, where, people)


def _answered(arrivals: Arrivals) -> Mapping[str, Thread]:
    """Return the threads of the files that are answered from anywhere."""
    found = arrivals.index.table(Thread)
    wanted = arrivals.index.table(bool)
    for each in arrivals.threads:
        wanted.update(dict.fromkeys(each.answers, True))
    for each in arrivals.threads if wanted.end else ():
        found.update((path, each) for path in arrivals.stage.paths(each.start, each.end) if path in wanted)
    return found


def _batch(
    stage: Stage, threads: Sequence[Thread], where: Mapping[str, Thread], people: Sequence[str]
) -> Batch:
    own = stage.paths(threads[0].start, threads[-1].end) if threads else ()
    met = set(threads)
    waiting = list(threads)
    above: list[str] = []
    while waiting:
        for path in waiting.pop().answers:
            if (found := where.get(path)) is not None and found not in met:
                met.add(found)
                waiting.append(found)
                above += stage.paths(found.start, found.end)
    return Batch([*own, *people], above)


def _faults(arrivals: Arrivals, batch: Batch) -> list[Diagnostic]:
    """Return the errors that the network would have in or by these files."""
    stage = arrivals.stage
    then = arrivals.workspace.build.with_changes(stage.part([*batch.paths, *batch.above]), stage)
    fits.cache_clear()  # it remembers the names of files for the next build, which has others here
    above = set(batch.above)
    return [each for each in errors(then.admitted.diagnostics) if each.span.path not in above]


def _narrow(arrivals: Arrivals, found: Sequence[Diagnostic]) -> bool:
    """Let what may not be public come in for the cohort; return whether there was something to be changed."""
    before = len(arrivals.narrowed)
    wrong = {each.span.path for each in found if each.code in NARROWED}
    for path in sorted(each for each in wrong if each in arrivals.stage):
        text = arrivals.stage[path].decode()
        edited = settings.edited(path, text, settings.put("cohort", "audience", after="date"))
        if edited is not None:
            arrivals.stage.put(path, resigned(edited.text).encode(), new=arrivals.stage.new[path])
            arrivals.narrowed.append(path)
    return len(arrivals.narrowed) > before
