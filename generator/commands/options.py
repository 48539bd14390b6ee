"""Options that several commands have, and the options of a build that follow from them."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from generator.commands.dates import the_day
from generator.engine.options import Options, default_cache

NETWORK_FILES = ("network.yaml", "participants", "cohorts")
"""Files and folders by which a content folder is known."""

content_option = click.option(
    "--content",
    type=click.Path(path_type=Path),
    default=None,
    help="The content folder.  [default: content, here or in a folder above]",
)
day_option = click.option(
    "--date",
    default="",
    metavar="YYYY-MM-DD",
    help="The day of the build: what waits for it is shown, what has expired is not.  [default: today]",
)
workers_option = click.option(
    "--workers",
    type=click.IntRange(1),
    default=None,
    help="How many processes may work at once.  [default: one a core]",
)
style_guide_option = click.option(
    "--with-style-guide",
    "style_guide",
    is_flag=True,
    help="Add a page /style/ that shows the parts of the theme, for who makes one.",
)


def output_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--output` and `--cache` to a command that writes a site."""
    function = click.option(
        "--cache",
        type=click.Path(path_type=Path),
        default=None,
        help="Where to keep what the next build can use again.  [default: .cache/enquiry beside the content]",
    )(function)
    return click.option(
        "--output",
        type=click.Path(path_type=Path),
        default=None,
        help="Where the editions go.  [default: site, beside the content folder]",
    )(function)


def find_content(given: Path | None) -> Path:
    """Return the content folder: as given, or found upwards from here."""
    if given is not None:
        if not given.is_dir():
            raise click.UsageError(f"There is no folder {given}.")
        return given
    for folder in (Path.cwd(), *Path.cwd().parents):
        if any((folder / "content" / each).exists() for each in NETWORK_FILES):
            return folder / "content"
        if (folder / "network.yaml").is_file():
            return folder
    raise click.UsageError(
        "There is no content folder here, nor in a folder above. Name one with --content, or start a network "
        "with `enquiry init`."
    )


def options(
    content: Path, output: Path | None = None, cache: Path | None = None, date: str = "", **more: Any
) -> Options:
    """Return the options of a build, with the usual places beside a content folder, and today's date."""
    whole = content.resolve()
    place = output or Path(os.path.relpath(whole.parent / "site"))
    return Options(
        content=content,
        output=place,
        cache=cache or default_cache(whole),
        date=the_day(date, content),
        **more,
    )
