"""Commands that decide what stays public: `enquiry accept`, `withdraw`, `erase`, `takedown`."""

from __future__ import annotations

import os
from pathlib import Path

import click

from generator.commands.confirmation import confirm, yes_option
from generator.commands.dates import the_day
from generator.commands.messages import refusals, unfinished
from generator.commands.options import content_option, find_content, options


@click.command()
@click.argument("place", metavar="FILE:LINE:COLUMN")
@content_option
@click.option("--by", required=True, metavar="NAME", help="Who accepts it.")
@click.option("--why", required=True, metavar="REASON", help="Why it may be published.")
@click.option("--date", default="", metavar="YYYY-MM-DD", help="When.  [default: today]")
def accept(place: str, content: Path | None, by: str, why: str, date: str) -> None:
    """Accept what looks like personal data at FILE:LINE:COLUMN: it may be published.

    The place is that of an error or warning of `enquiry check`. What is accepted is noted in accepted.yaml,
    in the content folder.
    """
    from generator.authoring import accepting

    folder = find_content(content)
    with refusals():
        path, accepted = accepting.accept(options(folder), place, by, why, the_day(date, folder))
    click.echo(os.path.relpath(path))
    click.echo("".join(f"Accepted: {each}.\n" for each in accepted), err=True, nl=False)


@click.command()
@click.argument("person")
@content_option
@yes_option
def withdraw(person: str, content: Path | None, yes: bool) -> None:
    """Take all of PERSON's out of the public edition. The other editions stay as they are.

    PERSON is a folder in participants/. Shows first what will change, and asks.
    """
    from generator.authoring.withdrawal import withdrawing

    folder = find_content(content)
    with refusals(), unfinished():
        confirm(withdrawing.withdraw(options(folder), person), folder, yes)


@click.command()
@click.argument("person")
@content_option
@click.option(
    "--cache",
    type=click.Path(path_type=Path),
    default=None,
    help="Where builds keep what the next one can use again.  [default: .cache/enquiry beside the content]",
)
@yes_option
def erase(person: str, content: Path | None, cache: Path | None, yes: bool) -> None:
    """Remove PERSON and everything of theirs. Replies of others stay, under tombstones that name nobody.

    PERSON is a folder in participants/; for somebody who wrote as a guest, the reply: guests/a-parent, or its
    file. Shows first what will change, which lines still name them, and what only a person can do; then asks.
    """
    from generator.authoring.withdrawal import withdrawing

    folder = find_content(content)
    chosen = options(folder, cache=cache)
    with refusals(), unfinished():
        confirm(withdrawing.erase(chosen, person), folder, yes, lambda: withdrawing.forget(chosen))


@click.command()
@click.argument("post")
@content_option
@click.option(
    "--by",
    type=click.Choice(["author", "facilitators"]),
    default="facilitators",
    show_default=True,
    help="Who withdraws it; the page says so.",
)
@yes_option
def takedown(post: str, content: Path | None, by: str, yes: bool) -> None:
    """Put a tombstone in the place of POST, in every edition. The conversation around it stays as it is.

    POST is an identity, such as rachna/on-listening, or a file. Shows first what will change, and asks.
    """
    from generator.authoring.withdrawal import withdrawing

    folder = find_content(content)
    who = "by its author" if by == "author" else "by the facilitators"
    with refusals(), unfinished():
        confirm(withdrawing.takedown(options(folder), post, who), folder, yes)
