"""`enquiry editor`: fetch what forms in the browser are made of."""

from __future__ import annotations

from pathlib import Path

import click

from generator.commands.messages import refusals
from generator.commands.options import content_option, find_content


@click.command()
@content_option
def editor(content: Path | None) -> None:
    """Fetch the editor for this computer: forms in the browser for every kind of record.

    Its packages go into the folder node_modules beside the content folder, in the versions that
    package-lock.json pins. Then `enquiry serve --edit` opens it on your own files, and `enquiry build` puts
    it into the editions for members, if network.yaml says `editor: yes`.
    """
    from generator.authoring.editor import install

    with refusals():
        installed = install(find_content(content))
    click.echo(f"Installed: {', '.join(installed)}" if installed else "Everything is here.")
    click.echo("`enquiry serve --edit` opens it.")
