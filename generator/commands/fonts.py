"""`enquiry fonts`: a serif and a sans that are served with the site."""

from __future__ import annotations

from pathlib import Path

import click

from generator.commands.messages import refusals
from generator.commands.options import content_option, find_content


@click.command()
@content_option
def fonts(content: Path | None) -> None:
    """Put a serif and a sans into the folder fonts beside the content folder, to be served with the site.

    They come from packages that `pip install 'enquiry[fonts]'` brings, cut down to what the pages need. Add
    the folder to Git, and every build has them, without these packages. Without the folder, pages are shown
    in the fonts of each reader's computer; a theme with an empty assets/fonts.css does so, too.
    """
    from generator.authoring.fonts import install

    with refusals():
        sizes = install(find_content(content))
    total = sum(size for name, size in sizes.items() if name.endswith(".woff2"))
    click.echo(f"fonts/: {len(sizes)} files; the fonts have {total // 1024} KB together.")
    click.echo("Add the folder to Git: every build serves what is in it.")
