"""`enquiry headers`: settings for whatever serves an edition."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

import click

from generator.authoring.files import writing
from generator.commands.messages import refusals
from generator.commands.options import content_option, find_content, options
from generator.model.audience import EDITIONS, VIEWERS

OPEN: Final = """\
# Nothing is written: the {edition} edition is not public, and these settings would show it to everybody.
# Make a file of names and passwords, outside of the network's folder:
#     htpasswd -cB /etc/enquiry/{edition}.htpasswd NAME
# and name it: --auth /etc/enquiry/{edition}.htpasswd
# Where something before this host asks who somebody is, say so: --auth-elsewhere
"""


@click.command()
@content_option
@click.option(
    "--for",
    "host",
    required=True,
    type=click.Choice(["nginx", "netlify", "apache", "caddy"]),
    help="What serves the site; netlify stands for every host that reads a file _headers.",
)
@click.option(
    "--edition",
    type=click.Choice(EDITIONS),
    default="public",
    show_default=True,
    help="Which edition is served.",
)
@click.option(
    "--auth",
    "password_file",
    default="",
    metavar="FILE",
    help="Let in only whoever has a name and a password in FILE, which `htpasswd -B` writes.",
)
@click.option(
    "--auth-elsewhere",
    is_flag=True,
    help="Ask for no password, since something before this host does.",
)
def headers(content: Path | None, host: str, edition: str, password_file: str, auth_elsewhere: bool) -> None:
    """Print how a web server is to serve an edition: who is let in, security headers, lifetimes in caches,
    types, the page for what is not there, redirects from old addresses.

    Each edition holds a file _headers already, which Netlify and Cloudflare Pages read by themselves. An
    edition that is not public needs --auth or --auth-elsewhere: without, nothing but a comment is printed.
    """  # noqa: D205 - the help of a command is a paragraph
    from generator.engine.theme import sources
    from generator.network.cut import cut
    from generator.network.edition import link
    from generator.publish.composer.composer import Composer
    from generator.publish.hosting.hosts import HOSTS
    from generator.publish.hosting.login import NoLogin, login
    from generator.publish.hosting.rules import rules
    from generator.publish.pages.headers import facts
    from generator.publish.pages.moved import redirects

    folder = find_content(content)
    with refusals():
        network = writing.load(options(folder))
    viewer = VIEWERS[edition]
    if not (viewer.is_public or password_file or auth_elsewhere):
        click.echo(OPEN.format(edition=edition), nl=False)
        sys.exit(1)
    try:
        asked = login(HOSTS[host], password_file, _read(password_file, folder)) if password_file else None
    except NoLogin as error:
        raise click.UsageError(str(error)) from None
    composer = Composer(link(network, cut(network, viewer)))
    view = facts(network.config, viewer, composer.frame.base)
    assets = sources.find_theme(folder, network.config.theme).assets
    found = rules(view, assets, asked, redirects(composer))
    click.echo(HOSTS[host].write(found), nl=False)


def _read(password_file: str, content: Path) -> str | None:
    """Return the text of a password file, which is never where it would be committed or published.

    It is None where the file is not on this computer.
    """
    path = Path(password_file)
    if not path.is_absolute():
        raise click.UsageError("Give the whole path of the password file, from / on, as the server needs it.")
    if path.resolve().is_relative_to(content.resolve().parent):
        raise click.UsageError(
            f"{path} is in the network's folder, where it would be committed or published. Move it elsewhere."
        )
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError):
        raise click.UsageError(f"{path} can't be read as a password file.") from None
