"""`enquiry new` and `enquiry reply`: files with their settings filled in."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
from msgspec import Struct

from generator.authoring.files import writing
from generator.commands.dates import the_day
from generator.commands.messages import refusals, show, shown_folder
from generator.commands.options import content_option, find_content, options
from generator.network.records import Network
from generator.subjects.registry import KINDS

person_option = click.option(
    "--as", "person", default=None, metavar="PERSON", help="Your folder in participants/."
)
date_option = click.option("--date", default="", metavar="YYYY-MM-DD", help="Its date.  [default: today]")
audience_option = click.option(
    "--audience", default="", help="private, facilitators, cohort or public.  [default: the cohort's]"
)


class Given(Struct, frozen=True):
    """The options of `enquiry new`."""

    person: str | None
    title: str | None
    name: str | None
    school: str
    date: str
    standards: tuple[str, ...]
    phase: str
    prompt: str
    cohort: str
    audience: str
    more: tuple[str, ...]


@click.command(epilog=f"KIND is one of: post (where it is left out), person, page, {', '.join(KINDS)}.")
@click.argument(
    "kind", type=click.Choice(["post", "person", "page", *KINDS]), default="post", metavar="[KIND]"
)
@content_option
@person_option
@click.option("--title", default=None, help="The title of a post or page.")
@click.option("--name", default=None, help="The name of a new person.")
@click.option("--school", default="", help="The school of a new person, which may be described.")
@date_option
@click.option(
    "--standard",
    "standards",
    multiple=True,
    metavar="ID",
    help="A standard that the post addresses (may be repeated).",
)
@click.option("--phase", default="", metavar="ID", help="The phase.  [default: that of the date]")
@click.option("--prompt", default="", metavar="ID", help="The prompt that the post answers.")
@click.option("--cohort", default="", metavar="ID", help="The cohort, for who is in several at that date.")
@audience_option
@click.option(
    "--set",
    "more",
    multiple=True,
    metavar="KEY=VALUE",
    help='A setting of another kind of record, such as place="The Old Mill" (may be repeated).',
)
def new(kind: str, content: Path | None, date: str, **more: Any) -> None:
    """Start a post, or something of another KIND, with its settings filled in.

    On a terminal, what you leave out is asked for. Nothing is ever overwritten.
    """
    folder = find_content(content)
    chosen = options(folder)
    with refusals():
        given = Given(**more, date=the_day(date, folder))
        if kind == "person":
            draft = writing.person(ask(given.name, '--name "First and last name"', "Name"), given.school)
        elif kind == "page":
            draft = writing.page(ask_title(given.title))
        elif kind == "post":
            draft = _post(writing.load(chosen), given)
        else:
            draft = _record(writing.load(chosen), kind, given)
        report(writing.start(chosen, draft), folder)
        if kind == "person":
            click.echo(
                f"Now add a line to `members` in a file of {shown_folder(folder)}/cohorts/:  "
                f"{draft.path.split('/')[1]}: participant",
                err=True,
            )


def _post(network: Network, given: Given) -> writing.Draft:
    who = ask_person(given.person, "Your folder", network)
    writing.require_participant(network, who)
    return writing.post(
        network,
        who,
        ask_title(given.title),
        given.date,
        given.standards,
        given.phase,
        given.prompt,
        given.cohort,
        given.audience,
    )


def _record(network: Network, kind: str, given: Given) -> writing.Draft:
    """Return the draft of a record of a described kind. One about a person is called after them."""
    about = KINDS[kind].about == "person"
    who = ask_person(given.person, "Whose folder", network) if about else given.person or ""
    title = given.title or who if about or KINDS[kind].file else ask_title(given.title)
    settings = {"title": title, "date": given.date, "cohort": given.cohort, "person": who}
    audience = [f"audience={given.audience}"] if given.audience else []
    return writing.record(network, KINDS[kind], settings, (*given.more, *audience))


@click.command()
@click.argument("target")
@content_option
@person_option
@click.option(
    "--title",
    default="",
    help="Give it a title and it gets a page of its own; without one it stands in the thread.",
)
@date_option
@audience_option
def reply(
    target: str, content: Path | None, person: str | None, title: str, date: str, audience: str
) -> None:
    """Start a reply to TARGET: a post's identity, such as rachna/on-listening, its file, or its address."""
    folder = find_content(content)
    chosen = options(folder)
    with refusals():
        network = writing.load(chosen)
        who = ask_person(person, "Your folder", network)
        if "://" in target or target.startswith("/"):
            target = writing.addressed(chosen, network, target)
        draft = writing.reply(chosen.content, network, who, target, title, the_day(date, folder), audience)
        report(writing.start(chosen, draft), folder)


def ask(given: str | None, flag: str, question: str, choices: Sequence[str] = ()) -> str:
    """Return a value from its flag; on a terminal it is asked for, elsewhere missing it is an error."""
    if given:
        return given
    if not sys.stdin.isatty():
        raise click.UsageError(f"Say {flag}.")
    if choices:
        click.echo(f"Known: {', '.join(choices)}", err=True)
    return str(click.prompt(question, err=True))


def ask_title(given: str | None) -> str:
    """Return a title, as `ask` does."""
    return ask(given, '--title "Its title"', "Title")


def ask_person(given: str | None, question: str, network: Network) -> str:
    """Return a participant's folder, as `ask` does."""
    return ask(given, "--as PERSON, a folder in participants/", question, sorted(network.people))


def report(started: writing.Started, folder: Path) -> None:
    """Print the name of the new file; what it still lacks goes to standard error."""
    show(started.diagnostics, folder)
    click.echo(os.path.relpath(started.path))
