"""The making of a plan: proposals for all that exports hold, beside the answers that were given before."""

from __future__ import annotations

import datetime as dt
import html
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from email.utils import parsedate_to_datetime
from typing import Final

from msgspec import Struct

from generator.authoring.importing import people, terms
from generator.authoring.importing.exports import AUDIENCE, NETWORK, NEVER, Item
from generator.authoring.importing.identities import of_text, printable
from generator.authoring.importing.index import Index, Table
from generator.authoring.importing.people import Crowd, Participant
from generator.authoring.importing.plan import DRAFT, Choice, Plan
from generator.authoring.importing.survey import Surveyed, texts
from generator.authoring.importing.terms import Words
from generator.authoring.workspace import Workspace
from generator.model.audience import AUDIENCES, level
from generator.network.records import Cohort
from generator.source.files.profile import ProfileFields

_DAY: Final = re.compile(r"(?:19|20|21)\d\d-\d\d-\d\d")
_TAG: Final = re.compile(r"<[^<>]*>")


class Given(Struct, frozen=True):
    """The answers that are there before a plan is made: about people, about terms, and an earlier plan."""

    people: Mapping[str, tuple[str, ...]] = {}
    terms: Mapping[str, tuple[str, ...]] = {}
    plan: Plan | None = None


def make_plan(
    exports: Sequence[Surveyed], workspace: Workspace, cohort: Cohort, as_of: str, given: Given, index: Index
) -> Plan:
    """Return a plan for these exports. Earlier answers stay, and only what is new is asked about.

    `as_of` is the day of these exports, whatever that of an earlier plan was: what was published between them
    is no draft.
    """
    before = given.plan or Plan(cohort.id, as_of)
    words = Words(cohort, workspace.network.standards)
    whose = people.propose(Crowd(exports, index), participants(workspace, before), given.people, before)
    meanings = terms.propose(exports, words, given.terms, before)
    answered = choices(before, index)
    posts = index.rows(Choice)
    posts.extend(before.posts)
    for export in exports:
        posts.extend(each for each in _proposed(export, cohort, words, as_of) if each.source not in answered)
    return Plan(
        before.cohort,
        as_of,
        (*before.people, *whose.accounts),
        (*before.new_people, *whose.new_people),
        (*before.commenters, *whose.commenters),
        (*before.terms, *meanings.terms),
        posts,
        (*whose.questions, *meanings.questions),
    )


def participants(workspace: Workspace, before: Plan) -> list[Participant]:
    """Return everybody who has a folder, or gets one by an earlier plan."""
    found = [
        Participant(
            document.file.owner, (fields.name, fields.public_name, *fields.also_known_as), fields.accounts
        )
        for document in workspace.documents.values()
        if isinstance(fields := document.fields, ProfileFields)
    ]
    return [*found, *(Participant(folder, (name,)) for folder, name in before.new_people)]


def choices(plan: Plan, index: Index) -> Table[Choice]:
    """Return the answers for texts, by their identities."""
    found = index.table(Choice)
    for each in plan.posts:
        found[each.source] = each
    return found


def _proposed(export: Surveyed, cohort: Cohort, words: Words, as_of: str) -> Iterator[Choice]:
    """Yield proposals for texts. A page of a blog with one author is theirs, or else the network's."""
    several = len({each.author for each in export.texts}) > 1
    for _, item in texts([export]):
        shared = (several and not item.comments) or item.author == NETWORK
        kind = "page" if item.type == "page" and shared else "post"
        title = plain(item.title)
        yield Choice(
            of_text(export.blog, item),
            _audience(item, cohort, as_of),
            title,
            day(item, as_of),
            words.prompt(title) if kind == "post" else "",
            kind,
        )


def _audience(item: Item, cohort: Cohort, as_of: str) -> str:
    if item.status in ("draft", "future", "auto-draft") or (
        item.status == "publish" and day(item, as_of) > as_of
    ):
        return DRAFT
    kept = item.value(AUDIENCE)
    if item.status == "private" and kept in AUDIENCES and not item.password:
        return min(kept, cohort.fields.audience, key=level)
    return "private" if item.status != "publish" or item.password else cohort.fields.audience


def day(item: Item, as_of: str, planned: str = "") -> str:
    """Return the day of a text, as its writer saw it; that of the plan or the import where it has none."""
    for each in (item.date, item.date_gmt, planned):
        if _DAY.match(each) and each != NEVER and _is_day(each[:10]):
            return each[:10]
    return as_of


def _is_day(text: str) -> bool:
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return True


def plain(text: str) -> str:
    """Return the words of a title: WordPress allows tags and references in one."""
    return printable(html.unescape(_TAG.sub("", html.unescape(text) if "&lt;" not in text else text)))


def exported(exports: Sequence[Surveyed], today: str) -> str:
    """Return the day of the newest export, and no later than today.

    An export says when it was made; what is published in it was there by then, whatever it says.
    """
    return min(max(_days(exports), default=today), today)


def _days(exports: Sequence[Surveyed]) -> Iterator[str]:
    """Yield the days on which exports were made, and those of what is published in them."""
    for export in exports:
        yield from (day(item, "") for item in export.texts if item.status == "publish")
        with suppress(ValueError, TypeError, IndexError):
            yield parsedate_to_datetime(export.blog.exported).date().isoformat()
