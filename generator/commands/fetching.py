"""`enquiry fetch`: what is new in the blogs that participants keep elsewhere."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.commands.dates import the_day
from generator.commands.importing import tags_option
from generator.commands.messages import progress, refusals, show, shown_folder, unfinished
from generator.commands.options import content_option, find_content, options
from generator.model.numbers import number_of

if TYPE_CHECKING:
    from generator.authoring.fetching.fetching import Fetched


@click.command()
@click.argument("people", metavar="[PERSON]...", nargs=-1)
@content_option
@tags_option
@click.option(
    "--allow",
    multiple=True,
    envvar="ENQUIRY_ALLOW",
    metavar="HOST[:PORT]",
    help="A server on a private network that may be asked all the same.",
)
@click.option("--date", default="", metavar="YYYY-MM-DD", help="The day of the fetch.  [default: today]")
def fetch(
    people: tuple[str, ...], content: Path | None, tags: Path | None, allow: tuple[str, ...], date: str
) -> None:
    """Fetch what is new in blogs elsewhere: the `feed` of every profile, or of each PERSON.

    New posts become files in participants/PERSON/elsewhere/. A feed that can't be had is a warning.
    """
    from generator.authoring.fetching.fetching import fetch as run
    from generator.authoring.fetching.transport import Client
    from generator.authoring.importing.plan import answers

    folder = find_content(content)
    with refusals(), unfinished():
        chosen = options(folder, date=the_day(date, folder))
        client = Client(allowed=frozenset(each.lower() for each in allow))
        meanings = answers(tags) if tags is not None else {}
        done = run(chosen, people, meanings, client, progress(), time.sleep)
    _report(done, shown_folder(folder))
    show(done.warnings, folder)


def _report(done: Fetched, folder: str) -> None:
    """Show what came of it."""
    inside = f"{folder}/" if folder else ""
    for what, paths in (
        ("new", done.new),
        ("changed", done.updated),
        ("withdrawn", done.withdrawn),
        ("edited here, so its new version is left out", done.edited),
    ):
        click.echo("".join(f"{inside}{path}: {what}\n" for path in paths), nl=False)
    click.echo("".join(f"{inside}{path}: {note}\n" for path, note in done.notes), nl=False)
    new, changed = len(done.new), len(done.updated) + len(done.withdrawn)
    feeds = number_of(done.asked, "feed")
    click.echo(f"{feeds}: {new} new, {changed} changed, {len(done.warnings)} failing.")
