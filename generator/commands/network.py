"""Commands for whoever runs a network: `enquiry codeowners` and `translate`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

import click

from generator.authoring.files import writing
from generator.commands.messages import refusals
from generator.commands.options import content_option, find_content, options
from generator.model.forges import titles

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
