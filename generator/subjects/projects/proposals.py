"""Proposals of matches: written for the coordinator to edit, and accepted into the files of projects."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from generator.authoring.files import settings
from generator.authoring.files.changes import ChangeSet, FileChange
from generator.authoring.files.writing import Refused
from generator.authoring.workspace import Workspace, open_workspace
from generator.engine.options import Options
from generator.model.audience import VIEWERS
from generator.model.diagnostics import errors
from generator.model.suggest import nearest
from generator.network.cut import cut
from generator.network.regions import regions
from generator.schema import tree
from generator.schema.reading import Reading
from generator.schema.shapes import Shape
from generator.schema.values import loose, table
from generator.source.reader import read
from generator.source.yaml import loader
from generator.subjects.projects.kind import OPEN, ProjectFields
from generator.subjects.projects.matching import Proposal, helpers, needs, propose, rows

FOLDER = "projects/"
_HEAD = (
    "# A proposal of who takes on what. "
    "Change a name or take out a line, then: enquiry match --accept this-file\n"
)


class ProposalFields(Struct, frozen=True):
    """A proposal as it is written: projects with people, both by their names in the content folder."""

    matches: tuple[tuple[str, str], ...] = ()


_SHAPE = Shape(ProposalFields, {}, {"matches": table(loose)}, name="a proposal")


def proposed(options: Options, most: int) -> Proposal:
    """Return the best matching of the network as the facilitators' edition shows it."""
    network = open_workspace(options).network
    seen = cut(network, VIEWERS["facilitators"])
    return propose(needs(seen), helpers(seen), regions(network.config.regions), most)


def as_table(proposal: Proposal) -> str:
    """Return a proposal for people to read."""
    head = ("Project", "Who", "Why")
    lines = [
        head,
        *((need.removeprefix(FOLDER), helper or "nobody", why) for need, helper, why in rows(proposal)),
    ]
    wide = [max(len(each[column]) for each in lines) for column in (0, 1)]
    return (
        "".join(f"{need:<{wide[0]}}  {who:<{wide[1]}}  {why}\n" for need, who, why in lines)
        if len(lines) > 1
        else "Every need has a match.\n"
    )


def as_json(proposal: Proposal) -> str:
    """Return a proposal for programs."""
    found = [
        {
            "project": need.id.removeprefix(FOLDER),
            "person": helper.id,
            "score": fit.score,
            "reasons": list(fit.reasons),
        }
        for need, helper, fit in proposal.matches
    ]
    without = [{"project": need.id.removeprefix(FOLDER), "why": why} for need, why in proposal.without]
    return json.dumps({"matches": found, "without": without}, ensure_ascii=False, indent=2) + "\n"


def as_file(proposal: Proposal) -> str:
    """Return a proposal to edit."""
    lines = [
        f"  {need.id.removeprefix(FOLDER)}: {helper.id}  # {helper.name}: {'; '.join(fit.reasons)}\n"
        for need, helper, fit in proposal.matches
    ]
    without = [f"  # {need.id.removeprefix(FOLDER)}:  ({why})\n" for need, why in proposal.without]
    return _HEAD + "matches:\n" + "".join((*lines, *without))


def written(path: Path, proposal: Proposal) -> None:
    """Write a proposal to a new file."""
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(as_file(proposal))
    except FileExistsError:
        raise Refused(f"{path} is there already, and is left as it is. Choose another name.") from None


def accepted(options: Options, path: Path, date: str) -> ChangeSet:
    """Return the changes that accept a proposal; raise `Refused` where it does not stand."""
    workspace = open_workspace(options)
    changes = tuple(_change(workspace, place, slug, person, date) for place, slug, person in _read(path))
    then, _ = workspace.with_changes({each.path: each.after for each in changes})
    before = set(workspace.now.admitted.diagnostics)
    if wrong := [each for each in errors(then.admitted.diagnostics) if each not in before]:
        raise Refused(
            " ".join(f"{each.span}: {each.message} {each.hint}." for each in wrong) + " Nothing was changed."
        )
    return ChangeSet("These projects get a match:", changes)


def _read(path: Path) -> Iterator[tuple[str, str, str]]:
    """Yield the lines of a proposal: the place of each, the project, and the partner."""
    try:
        node, found = loader.parse(path.read_bytes().decode("utf-8-sig"), str(path))
    except tree.Refused as error:
        node, found = tree.Mapping((), 1, 1), [error.diagnostic]
    except UnicodeDecodeError:
        raise Refused(f"{path} was not saved as plain text in UTF-8.") from None
    except OSError as error:
        raise Refused(f"{path} can't be read: {error.strerror}.") from None
    reading = Reading(str(path))
    fields = _SHAPE(node, reading)
    if wrong := [*found, *reading.found]:
        raise Refused(f"{wrong[0].span}: {wrong[0].message} {wrong[0].hint}")
    for slug, person in fields.matches if fields else ():
        line, column = reading.place("matches", slug)
        yield f"{path}:{line}:{column}", slug.removeprefix(FOLDER).removesuffix(".md"), person


def _change(workspace: Workspace, place: str, slug: str, person: str, date: str) -> FileChange:
    """Return the change of a project's file by its match; all else in it stays as it is."""
    known = {
        each.id.removeprefix(FOLDER): each
        for each in workspace.network.records.values()
        if each.kind == "project"
    }
    if slug not in known:
        close = nearest(slug, known)
        raise Refused(
            f"{place}: There is no project “{slug}” that could be read."
            + (f" Did you mean `{close[0]}`?" if close else "")
        )
    if person not in workspace.network.people:
        close = nearest(person, workspace.network.people)
        raise Refused(
            f"{place}: There is no participant “{person}”."
            + (f" Did you mean `{close[0]}`?" if close else "")
        )
    path = known[slug].text.path
    fields = workspace.documents[path].fields
    if not isinstance(fields, ProjectFields) or fields.state not in OPEN:
        raise Refused(
            f"{place}: {path} has a match already. Take the line out, or change the project's own file."
        )
    before = workspace.data(path)
    edited = settings.edited(
        path, before.decode(), settings.put(person, "match"), settings.put(date, "matched")
    )
    after = edited.text.encode() if edited else before
    if edited is None or read(path, after)[0].fields != replace(fields, match=person, matched=date):
        raise Refused(
            f"{place}: {path} is written in a way in which Enquiry can't add to it. "
            f"Add `match: {person}` to its settings yourself."
        )
    return FileChange(path, f"match: {person}, matched: {date}{edited.note}", after, before)
