"""Commands for whoever runs a network: `enquiry init`, `codeowners`, `translate`."""

from __future__ import annotations

import os
import shlex
from pathlib import Path
from typing import Final

import click

from generator.authoring.files import writing
from generator.commands.dates import the_day
from generator.commands.messages import refusals
from generator.commands.options import content_option, find_content, options
from generator.model.forges import FORGES, USUAL, titles


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--title", default="A network of enquiry", show_default=True, help="What the network is called."
)
@click.option(
    "--address", default="https://example.org/", show_default=True, help="Where the public edition will be."
)
@click.option(
    "--facilitator", default="First Facilitator", show_default=True, metavar="NAME", help="Your name."
)
@click.option(
    "--forge",
    type=click.Choice(list(FORGES)),
    default=USUAL,
    show_default=True,
    help="Where it will be kept: decides the CI files.",
)
@click.option(
    "--repository",
    default="",
    metavar="ORG/NAME",
    help="The repository there, for “New post”, “Reply” and “Edit” in the browser.",
)
@click.option(
    "--account",
    default="",
    metavar="NAME",
    help="Your account there: proposals are checked to come from whose folder they change.",
)
@click.option(
    "--date",
    "today",
    default="",
    metavar="YYYY-MM-DD",
    help="When the first cohort starts.  [default: today]",
)
def init(folder: Path, today: str, **chosen: str) -> None:
    """Start a network in FOLDER. It builds as it is: look at it with `enquiry serve`."""
    from generator.authoring.init import Choices, init as start

    with refusals():
        written = start(folder, Choices(**chosen, today=the_day(today, folder / "content")))
    rows = "".join(f"{path}\n" for path in written)
    click.echo(f"{rows}\nNow: cd {shlex.quote(str(folder))} && enquiry serve")


CODEOWNERS: Final = f"""Print CODEOWNERS: whom {titles()} asks before a change is accepted.

It follows from `accounts` in the profiles, from who facilitates a cohort, and from `forge` in network.yaml.
"""


@click.command(help=CODEOWNERS)
@content_option
def codeowners(content: Path | None) -> None:
    """Print CODEOWNERS."""
    from generator.authoring.proposals.codeowners import codeowners as made

    folder = find_content(content)
    with refusals():
        click.echo(made(folder, writing.load(options(folder)).config.forge), nl=False)


@click.command()
@click.argument("language")
@content_option
@click.option(
    "--theme",
    type=click.Path(path_type=Path),
    default=None,
    help="The theme's folder.  [default: the network's own, in themes/ beside the content]",
)
def translate(language: str, content: Path | None, theme: Path | None) -> None:
    """Write what the site says around its texts into a catalogue of messages, for somebody to translate into
    LANGUAGE (gd, cy, fr-CA …).

    Run it again after a change to the theme, or with a newer Enquiry: what is translated stays.
    """  # noqa: D205 - the help of a command is a paragraph
    from generator.authoring import translating
    from generator.engine.theme import sources

    with refusals():
        folder = find_content(content) if theme is None else Path()
        name = writing.load(options(folder)).config.theme if theme is None else ""
        made = translating.translate(theme or sources.own_folder(folder, name or "ours"), language)
    click.echo(
        f"{Path(os.path.relpath(made.path)).as_posix()}: {made.messages} messages, "
        f"{made.missing} of them not translated, {made.drafts} not checked"
    )
    if theme is None and not name:
        click.echo("To use it, write `theme: ours` into network.yaml.")
