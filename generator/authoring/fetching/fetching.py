"""`enquiry fetch`: what is new in blogs elsewhere, as files that are written all together or not at all."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

from msgspec import Struct
from msgspec.structs import asdict, replace

from generator.authoring.fetching.arriving import Arrivals
from generator.authoring.fetching.asking import Asked, Wait, ask_all
from generator.authoring.fetching.blogs import Blog, blogs
from generator.authoring.fetching.deleted import deleted
from generator.authoring.fetching.entries import Network
from generator.authoring.fetching.transport import Client
from generator.authoring.files.changes import carry_out
from generator.authoring.files.writing import Refused
from generator.authoring.importing.identities import key
from generator.authoring.importing.index import Index
from generator.authoring.importing.installing import Stage
from generator.authoring.importing.survey import Progress
from generator.authoring.withdrawal.withdrawing import takedown
from generator.authoring.workspace import Workspace, open_workspace
from generator.engine.options import Options
from generator.model.diagnostics import Diagnostic
from generator.model.slugs import slugify
from generator.source.files.fetched import MOST_SEEN, failing
from generator.source.files.post import PostFields
from generator.source.yaml.dumper import dump

_HEAD: Final = "# What `enquiry fetch` remembers of the feed in profile.md. Keep it with the other files.\n"


Answers = Sequence[tuple[Blog, Asked]]
"""Blogs, each with what its server said."""


class Fetched(Struct, frozen=True):
    """The outcome: files, by what happened to them, with remarks on them and warnings about feeds."""

    asked: int
    new: tuple[str, ...]
    updated: tuple[str, ...]
    withdrawn: tuple[str, ...]
    edited: tuple[str, ...]
    notes: tuple[tuple[str, str], ...]
    warnings: tuple[Diagnostic, ...]


def fetch(
    options: Options,
    wanted: Collection[str],
    meanings: Mapping[str, tuple[str, ...]],
    client: Client,
    progress: Progress,
    wait: Wait,
) -> Fetched:
    """Fetch the feeds of everybody, or of these people. `options.date` is the day."""
    workspace = open_workspace(options)
    found = list(blogs(workspace, wanted))
    named = replace(client, known_as=workspace.network.config.address)
    progress("Asking", 0, len(found))
    answers = list(zip(found, ask_all(found, named, options.date, wait), strict=True))
    progress("Asking", len(found), len(found))
    arrivals = _written(workspace, answers, _network(workspace, meanings), progress)
    gone = [path for blog, asked in answers for path in deleted(blog, asked, named, wait)]
    return Fetched(
        len(found),
        tuple(arrivals.new),
        tuple(arrivals.updated),
        tuple(_withdrawn(options, gone)),
        tuple(arrivals.edited),
        (*arrivals.notes, *_moved(answers)),
        tuple(each for blog, asked in answers for each in failing(blog.memory, asked.state)),
    )


def _written(workspace: Workspace, answers: Answers, network: Network, progress: Progress) -> Arrivals:
    """Write what is new, and what is remembered of each feed."""
    options = workspace.build.options
    with Stage(options.content, options.cache, Index()) as stage:
        arrivals = Arrivals(workspace, stage, network, options.date)
        for blog, asked in answers:
            arrivals.take(blog, asked)
        arrivals.prove()
        for blog, asked in answers:
            _remember(workspace, stage, blog, asked, arrivals.seen(blog))
        if stage.new:
            stage.install(progress)
    return arrivals


def _network(workspace: Workspace, meanings: Mapping[str, tuple[str, ...]]) -> Network:
    config = workspace.network.config
    originals = {
        key(fields.original): path
        for path, each in workspace.documents.items()
        if isinstance(fields := each.fields, PostFields) and fields.original
    }
    by_slug = {slugify(term): means for term, means in meanings.items()}
    own = frozenset({config.address, *(address for _, address in config.addresses)})
    return Network(workspace.network.standards, config.language, by_slug, originals, own)


def _remember(workspace: Workspace, stage: Stage, blog: Blog, asked: Asked, seen: Iterable[str]) -> None:
    """Stage what is remembered of a feed, if it is something new."""
    state = replace(asked.state, feed=blog.feed, picked=blog.picked, seen=tuple(seen)[-MOST_SEEN:])
    if state == blog.state:
        return
    given = {**asdict(state), "gone": "yes" if state.gone else ""}
    is_new = blog.memory not in workspace.documents
    stage.put(blog.memory, f"{_HEAD}{dump(given)}".encode(), new=is_new)


def _withdrawn(options: Options, gone: Iterable[str]) -> Iterable[str]:
    """Put tombstones in the place of posts whose writers deleted them, and yield their files."""
    for path in gone:
        try:
            carry_out(options.content, takedown(options, path, "by its author").files)
        except Refused:
            continue
        yield path


def _moved(answers: Answers) -> Iterable[tuple[str, str]]:
    for blog, asked in answers:
        if asked.moved:
            path = f"participants/{blog.person}/profile.md"
            yield path, f"the feed has moved for good: write `feed: {asked.moved}`"
