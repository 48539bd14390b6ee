"""The refusal of a proposal that touches what is not its writer's: one finding, however many files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from generator.authoring.proposals.history import ProposedChange
from generator.model.diagnostics import Diagnostic, Span

NAMED: Final = 5
"""Folders and files that the refusal names; it counts the others."""


def refusal(changes: Sequence[ProposedChange], owner: str, called: str) -> Iterator[Diagnostic]:
    """Yield one finding about all changes of a proposal that are not its writer's to make.

    A proposal is `called` by the way that it comes in.
    """
    if not changes:
        return
    one = len(changes) == 1
    how = {each.how for each in changes}
    verb = how.pop() if len(how) == 1 else "changes"
    message = (
        f"This {called} {verb} {'a file' if one else f'{len(changes)} files'} {_whose(changes)}, "
        f"and “{owner}” writes in participants/{owner}/ alone."
    )
    what = "this file" if one else _listed([shown(each.path.removeprefix("../")) for each in changes])
    hint = f"take {what} out of the {called}, or ask a facilitator to make the change"
    yield Diagnostic(Span(changes[0].path), "not-yours", message, hint)


def shown(text: str) -> str:
    """Return a name as a message shows it, whatever signs are in it."""
    return "".join(each if each.isprintable() else "\ufffd" for each in text)[:100]


def _whose(changes: Sequence[ProposedChange]) -> str:
    """Return whose the files are."""
    places = [each.path.split("/") for each in changes]
    people = sorted({shown(each[1]) for each in places if each[0] == "participants" and len(each) > 2})
    common = any(each[0] not in ("..", "participants") or each == each[:2] for each in places)
    outside = any(each[0] == ".." for each in places)
    folders = f"folder{'' if len(people) == 1 else 's'}"
    parts = (
        f"in the {folders} of {_listed([f'“{each}”' for each in people])}" if people else "",
        "of the whole network" if common else "",
        "outside the content folder" if outside else "",
    )
    which = ", which is for facilitators" if common or outside else ""
    return " and ".join(filter(None, parts)) + which


def _listed(names: Sequence[str]) -> str:
    more = len(names) - NAMED
    first = [*names[:NAMED], *([f"{more:,} more"] if more > 0 else [])]
    return " and ".join(filter(None, (", ".join(first[:-1]), first[-1])))
