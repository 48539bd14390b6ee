"""`enquiry headers` and `enquiry publish`: settings for whatever serves an edition, and the way there."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from generator.authoring.files import writing
from generator.commands.messages import refusals
from generator.commands.options import content_option, find_content, options, output_option
from generator.engine.writer.releases import KEPT_RELEASES
from generator.model.audience import EDITIONS, VIEWERS

if TYPE_CHECKING:
    from generator.deploy.run import Work
    from generator.publish.hosting.rules import Login

OPEN: Final = """\
# Nothing is written: the {edition} edition is not public, and these settings would show it to everybody.
# Make a file of names and passwords, outside of the network's folder:
#     htpasswd -cB /etc/enquiry/{edition}.htpasswd NAME
# and name it: --auth /etc/enquiry/{edition}.htpasswd
# Where something before this host asks who somebody is, say so: --auth-elsewhere
"""
NOT_HERE: Final = (
    "Warning: There is no file {file} on this computer. If it is not on the server under this very name "
    "either, the server lets nobody in."
)


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
    from generator.publish.editor.configuration import has_editor
    from generator.publish.hosting.hosts import HOSTS
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
    asked = _login(host, password_file, folder) if password_file else None
    theme = sources.find_theme(folder, network.config.theme)
    edits = has_editor(network.config, viewer) and bool(theme.editor)
    composer = Composer(link(network, cut(network, viewer)), edits=edits)
    found = rules(facts(composer), theme.assets, asked, redirects(composer))
    click.echo(HOSTS[host].write(found), nl=False)


def _login(host: str, password_file: str, content: Path) -> Login:
    """Return the login by a password file; say so where the file is not here."""
    from generator.publish.hosting.hosts import HOSTS
    from generator.publish.hosting.login import NoLogin, login

    text = _read(password_file, content)
    try:
        asked = login(HOSTS[host], password_file, text)
    except NoLogin as error:
        raise click.UsageError(str(error)) from None
    if text is None:
        click.echo(NOT_HERE.format(file=password_file), err=True)
    return asked


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


PUBLISH: Final = """Carry built editions to TARGET, where readers see each all at once.

\b
TARGET is one of
  /srv/enquiry                     a folder of this computer
  anna@host:/srv/enquiry           a folder of a server, by rsync and ssh
  ssh://anna@host:2222/srv/enquiry the same, with a port
  sftp://anna@host/srv/enquiry     a server that takes files and no commands
  git:https://host/org/site.git#pages   a branch, which then holds the edition and nothing else

In a folder, releases are kept side by side in releases/, and a link called as the edition leads to the
one that is shown: let the web server read from there. An edition that is not public is only put where its
address in network.yaml (`addresses`) asks for a password, unless that does nothing but take something back.
"""


@click.command(help=PUBLISH)
@click.argument("target")
@content_option
@output_option
@click.option(
    "--edition",
    "editions",
    type=click.Choice(EDITIONS),
    multiple=True,
    default=("public",),
    show_default=True,
    help="Which edition. Give it again for others: one that can't be published holds up none of them.",
)
@click.option(
    "--keep",
    type=click.IntRange(1),
    default=KEPT_RELEASES,
    show_default=True,
    help="How many releases stay at the target. One that holds what has been taken back goes at once.",
)
@click.option("--dry-run", is_flag=True, help="Say what would be published, and change nothing.")
@click.option(
    "--assume-closed",
    is_flag=True,
    help="Don't ask the address of the edition whether it lets in strangers: you have made sure.",
)
def publish(
    target: str,
    content: Path | None,
    output: Path | None,
    cache: Path | None,
    editions: tuple[str, ...],
    keep: int,
    dry_run: bool,
    assume_closed: bool,
) -> None:
    """Carry built editions to a target."""
    from generator.deploy.run import Work
    from generator.engine.pipeline import Build

    folder = find_content(content)
    chosen = options(folder, output, cache)
    with refusals():
        network = writing.load(chosen)
    several = dict.fromkeys(editions)
    if len(several) > 1 and target.startswith("git:"):
        raise click.UsageError("A branch holds one edition. Give each one a branch of its own.")
    stale = Build(chosen).stale(several)
    works = [
        Work(chosen.output, each, network, keep, dry_run, asks=not assume_closed, stale=each in stale)
        for each in several
    ]
    if [each for each in works if not _published(each, target)]:
        sys.exit(1)


def _published(work: Work, target: str) -> bool:
    """Publish one edition, say what is to be said, and return whether all is well."""
    from generator.deploy.errors import NotPublished, StillOpen
    from generator.deploy.run import run

    try:
        for line in run(work, target):
            click.echo(line)
    except StillOpen as error:
        click.echo(f"Error: {error}", err=True)
    except NotPublished as error:
        click.echo(f"Error: {error} The {work.edition} edition was not published.", err=True)
    else:
        return True
    return False
