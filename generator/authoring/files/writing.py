"""New files: posts, replies, people, pages and records, with settings filled in, that pass the checks."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from generator.engine.options import Options
from generator.engine.pipeline import Build
from generator.model import paths
from generator.model.diagnostics import Diagnostic, errors
from generator.model.slugs import slugify
from generator.model.suggest import listed, nearest
from generator.network.admission.own_addresses import OwnAddresses
from generator.network.programme import by_start, cohort_on, commented
from generator.network.records import Cohort, Network, Post
from generator.schema.kind import Kind
from generator.source.files import unwritten
from generator.source.files.paths import undated
from generator.source.front_matter import composed

_EXPECTED = frozenset({"unwritten", "placeholder"})
"""Codes of what is still to be written, which nobody needs to be told of a new file."""


class Refused(Exception):
    """Something can't be done as it was asked for; says why, and what would do."""


Value = str | tuple[str, ...] | dict[str, str]


class Draft(Struct, frozen=True):
    """The path and the content of a new file. Settings without a value are left out.

    `focus` are standards to choose from, which are written as comments.
    """

    path: str
    settings: tuple[tuple[str, Value], ...]
    body: str
    focus: tuple[str, ...] = ()


class Started(Struct, frozen=True):
    """A file that was written, and the warnings of the checks; with errors nothing is written."""

    path: Path
    diagnostics: tuple[Diagnostic, ...]


def draft_text(draft: Draft) -> str:
    """Return the draft as a file."""
    text = composed(dict(draft.settings), f"{draft.body.strip()}\n")
    return text.replace("\n---\n", f"\n{commented(draft.focus)}---\n", 1) if draft.focus else text


def start(options: Options, draft: Draft) -> Started:
    """Write a file, never over another one; it is taken back if it has errors."""
    path = writable_path(options.content, draft.path)
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    except FileExistsError:
        raise Refused(
            f"{path} is there already, and is left as it is. Give the new one another title."
        ) from None
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(draft_text(draft))
    found = tuple(
        each for each in Build(options).check() if each.span.path == draft.path and each.code not in _EXPECTED
    )
    if wrong := errors(found):
        path.unlink()
        raise Refused(f"{wrong[0].message} {wrong[0].hint}".strip())
    return Started(path, found)


def writable_path(content: Path, path: str) -> Path:
    """Return the place of a file of the content folder; refuse a path of which a part is a symbolic link."""
    if link := paths.link_on_the_way(content, path):
        raise Refused(f"{link} is a symbolic link, and Enquiry writes through none.")
    return content / path


def load(options: Options) -> Network:
    """Return the network that a file is started in."""
    network = Build(options).network()
    if network is None:
        raise Refused("network.yaml can't be read; `enquiry check` says why.")
    return network


def post(
    network: Network,
    person: str,
    title: str,
    date: str,
    standards: Sequence[str],
    phase: str,
    prompt: str,
    cohort: str,
    audience: str,
) -> Draft:
    """Return a new post in somebody's folder. Without a phase, it is in that of the date."""
    require_participant(network, person)
    own = network.cohorts.get(cohort) if cohort else _cohort(network, person, date)
    if not phase and not prompt and own is not None:
        phase = next(
            (each.id for each in own.fields.phases if each.starts and each.starts <= date <= each.ends), ""
        )
    focus = own.fields.focus if own is not None and not standards else ()
    settings = (
        ("title", title),
        ("date", date),
        ("cohort", cohort),
        ("standards", tuple(standards)),
        ("phase", phase),
        ("prompt", prompt),
        ("audience", audience),
    )
    return Draft(f"participants/{person}/posts/{date}-{_slug(title)}.md", settings, unwritten.POST, focus)


def reply(
    content: Path, network: Network, person: str, target: str, title: str, date: str, audience: str
) -> Draft:
    """Return a new reply in somebody's folder, to a post or reply given by its identity or its file.

    Without a title, its name is one that no file of theirs has yet, one with errors included.
    """
    require_participant(network, person)
    identity = find_post(network, target).id
    folder = f"participants/{person}/replies/{date}-"
    taken = {
        undated(each.stem)
        for part in ("posts", "replies")
        for each in (content / "participants" / person / part).glob("*.md")
    }
    name = _slug(title) if title else _free(f"to-{identity.rpartition('/')[2]}"[:80].rstrip("-"), taken)
    settings = (("title", title), ("reply_to", identity), ("date", date), ("audience", audience))
    return Draft(f"{folder}{name}.md", settings, unwritten.REPLY)


def addressed(options: Options, network: Network, target: str) -> str:
    """Return the file of what is named by its address on the site; a target that is none as it is."""
    documents = Build(options).with_changes({}).documents
    own = OwnAddresses(network.config, tuple(documents.values()))
    return own.anywhere(target) or target


def find_post(network: Network, target: str) -> Post:
    """Return a post or reply, given by its identity or its file; raise `Refused` where there is none."""
    wanted = target.strip("/").removeprefix("content/")
    found = next((each for each in network.posts.values() if wanted in (each.id, each.text.path)), None)
    if found is None:
        tail = wanted.rpartition("/")[2]
        close = [each for each in network.posts if each.rpartition("/")[2] == tail] or nearest(
            wanted, network.posts
        )
        raise Refused(
            f"There is no post or reply {target}." + (f" Did you mean {close[0]}?" if close else "")
        )
    return found


def person(name: str, school: str) -> Draft:
    """Return a new participant's profile."""
    return Draft(
        f"participants/{_slug(name)}/profile.md",
        (("name", name), ("school", school)),
        unwritten.PROFILE,
    )


def page(title: str) -> Draft:
    """Return a new page of the network."""
    return Draft(f"pages/{_slug(title)}.md", (("title", title),), unwritten.PAGE)


def record(network: Network, kind: Kind, given: Mapping[str, str], more: Sequence[str]) -> Draft:
    """Return a new record of a kind, with its usual settings.

    `given` fills them in; `more` are further ones, as `key=value`.
    """
    settings: dict[str, str | tuple[str, ...]] = {key: value.format_map(given) for key, value in kind.start}
    for each in more:
        key, equals, value = each.partition("=")
        if not equals:
            raise Refused(f"“{each}” is no setting. Write it as --set {each}=VALUE.")
        settings[key.strip()] = (
            tuple(map(str.strip, value.strip()[1:-1].split(",")))
            if value.strip().startswith("[")
            else value.strip()
        )
    if "*" in kind.folder:
        require_participant(network, given["person"])
    name = "" if kind.file else _slug(given["title"])
    return Draft(
        kind.path(given["person"], f"{given['date']}-{name}" if kind.dated else name),
        tuple(_nested(settings).items()),
        kind.body,
    )


def example(kind: Kind) -> Draft:
    """Return an example of a kind: a new record, with words in capitals to be filled in."""
    given = {"title": "TITLE", "date": "2018-01-15", "cohort": "COHORT", "person": "PERSON"}
    settings = {key: value.format_map(given) for key, value in kind.start}
    name = f"{given['date']}-NAME" if kind.dated else "NAME"
    return Draft(kind.path("PERSON", name), tuple(_nested(settings).items()), kind.body)


def _nested(settings: Mapping[str, str | tuple[str, ...]]) -> dict[str, Value]:
    """Return settings whose keys may lead into others: `time.visit` is a part of `time`."""
    found: dict[str, Value] = {}
    for key, value in settings.items():
        outer, dot, inner = key.partition(".")
        within = found.setdefault(outer, {}) if dot else None
        if isinstance(within, dict) and isinstance(value, str):
            within[inner] = value
        elif value:
            found[key] = value
    return found


def require_participant(network: Network, name: str) -> None:
    """Raise `Refused` unless somebody has a folder."""
    if name not in network.people:
        close = nearest(name, network.people)
        raise Refused(
            f"There is no participant {name}."
            + (f" Did you mean {close[0]}?" if close else f" There are: {listed(sorted(network.people))}.")
        )


def _cohort(network: Network, name: str, date: str) -> Cohort | None:
    return cohort_on(
        by_start(each for each in network.cohorts.values() if name in dict(each.fields.members)), date
    )


def _slug(title: str) -> str:
    slug = slugify(title)[:80].strip("-")
    if not slug:
        raise Refused(f"“{title}” has no letter or digit that could stand in an address. Give another one.")
    return slug


def _free(name: str, taken: set[str]) -> str:
    number = 2
    free = name
    while free in taken:
        free, number = f"{name}-{number}", number + 1
    return free
