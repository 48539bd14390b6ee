"""`enquiry export`: blogs for other programs, as an edition holds them."""

from __future__ import annotations

from pathlib import Path

import click

from generator.commands.messages import refusals
from generator.commands.options import content_option, day_option, find_content, options
from generator.model.audience import EDITIONS


@click.group("export")
def export() -> None:
    """Take blogs along, for another program."""


@export.command("wordpress")
@click.argument("person", default="")
@content_option
@click.option("--cohort", default="", metavar="ID", help="The blogs of a whole cohort, in place of PERSON's.")
@click.option(
    "--edition",
    type=click.Choice([*EDITIONS, "own"]),
    required=True,
    help="Whose eyes it is for: it holds only what this edition does. “own” is all that PERSON sees, "
    "drafts and private records, too.",
)
@click.option(
    "--to",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    metavar="FILE",
    help="Where to write it. A file that is there is left as it is.",
)
@day_option
def export_wordpress(
    person: str, content: Path | None, cohort: str, edition: str, to: Path, date: str
) -> None:
    """Write PERSON's blog, or those of a cohort, as an export of WordPress (WXR), with the threads.

    WordPress takes it with Tools, Import, WordPress. Leave “Change all imported URLs” unticked there, or
    links within a text break. It fetches the pictures from the edition's address, which must not ask for a
    password meanwhile. What is not public is private there, too. `enquiry import wordpress` takes it as well.
    """
    from generator.authoring.exporting import wordpress

    folder = find_content(content)
    with refusals():
        wordpress.write(wordpress.export(options(folder, date=date), edition, person, cohort), to)
    click.echo(to)
