"""`enquiry portfolio`: somebody's work, taken along."""

from __future__ import annotations

from pathlib import Path

import click

from generator.commands.dates import a_date
from generator.commands.messages import refusals
from generator.commands.options import content_option, day_option, find_content, options


@click.command()
@click.argument("person")
@content_option
@click.option(
    "--to",
    type=click.Path(path_type=Path),
    required=True,
    metavar="FILE.zip",
    help="Where to write it. A file that is there is left as it is.",
)
@click.option(
    "--since", default="", metavar="YYYY-MM-DD", help="Leave out what PERSON wrote before that day."
)
@click.option(
    "--standard",
    default="",
    metavar="ID",
    help="Only what PERSON wrote on this standard, or on a part of it.",
)
@click.option("--no-pdf", is_flag=True, help="Without the PDF, for which WeasyPrint is needed.")
@day_option
def portfolio(
    person: str, content: Path | None, to: Path, since: str, standard: str, no_pdf: bool, date: str
) -> None:
    """Write all that is PERSON's into an archive, to take along: private records too.

    It opens from the disk (site/index.html), and holds the sources, a PDF for a review, and a manifest. Of
    others it holds what anybody may read.
    """
    from generator.authoring.portfolio import portfolio as portfolios
    from generator.authoring.portfolio.contents import Selection

    folder = find_content(content)
    with refusals():
        selection = Selection(person, a_date(since) if since else "", standard)
        data = portfolios.portfolio(options(folder, date=date), selection, with_pdf=not no_pdf)
    try:
        with open(to, "xb") as file:
            file.write(data)
    except FileExistsError:
        raise click.UsageError(
            f"{to} is there already, and is left as it is. Choose another name with --to."
        ) from None
    click.echo(to)
