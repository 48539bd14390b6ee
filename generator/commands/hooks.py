"""`enquiry hooks`: the scripts that check and publish, for a repository on a server of one's own."""

from __future__ import annotations

from pathlib import Path

import click

from generator.commands.messages import refusals
from generator.commands.options import content_option, find_content


@click.command()
@click.argument("repository", type=click.Path(path_type=Path))
@click.argument("target", type=click.Path(path_type=Path))
@content_option
def hooks(repository: Path, target: Path, content: Path | None) -> None:
    """Check each push to REPOSITORY before it is taken, and publish to TARGET after it.

    REPOSITORY is a bare one of this computer, such as /srv/enquiry/network.git, and TARGET the folder that a
    web server reads, such as /srv/enquiry/www. Editions are built in the network's folder here, which is made
    to follow the branch main of REPOSITORY. Run it again after Enquiry was put elsewhere.
    """
    from generator.authoring.hooks import install

    with refusals():
        written = install(find_content(content).resolve().parent, repository, target)
    click.echo("".join(f"{path}\n" for path in written), nl=False)
