"""The command `enquiry`. Each command is a few lines that call the packages; anything longer belongs there."""

from __future__ import annotations

import errno
import gc
import os
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator import __version__
from generator.engine.options import Options
from generator.engine.pipeline import Build, NoContent, Outcome, Progress, default_cache, silent
from generator.engine.statistics import NoIndexer
from generator.engine.theme.sources import BrokenTheme
from generator.engine.workers.pool import LostWorker, NoCluster
from generator.engine.writer.writer import NotOurs
from generator.model import report
from generator.model.audience import EDITIONS, VIEWERS
from generator.model.diagnostics import Diagnostic, errors, ordered
from generator.subjects.registry import KINDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from generator.authoring.files.changes import Plan
    from generator.authoring.files.writing import Started

CONTENT_ERRORS = 1
NO_INDEX = "Search can't be built, since Pagefind can't be run here ({}). Install it, or build without it: --no-search."
STANDS = "Every file of the site is whole; once this is mended, the next build puts everything right."


class Group(click.Group):
    """Commands in the order in which a network needs them, not of the alphabet."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click asks so
        """As they are defined."""
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; what the system refuses it is said in a sentence."""
        try:
            return super().invoke(ctx)
        except LostWorker:
            refused = "The system ended one of the processes that did the work, perhaps for want of memory; try --workers 1"
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise
            refused = ": ".join(filter(None, (error.strerror or str(error), _named(error))))
        raise click.ClickException(f"{refused}.{f' {STANDS}' if ctx.invoked_subcommand == 'build' else ''}")


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="enquiry")
def main() -> None:
    """Enquiry builds a network of reflective blogs from a folder of Markdown.

    Start a network with `enquiry init my-network`, look at it with `enquiry serve`, write with `enquiry new` and `enquiry reply`.
    """


def run_command() -> None:
    """The command as it is installed. It ends without taking its memory apart piece by piece, which would take as long as a small build."""
    try:
        main(prog_name="enquiry")
    except SystemExit as ended:  # whose traceback keeps what the command had
        code = ended.code if isinstance(ended.code, int) else 1 if ended.code else 0
        for stream in (sys.stdout, sys.stderr):
            try:
                stream.flush()
            except OSError:
                code = code or 1
        os._exit(code)


def _named(error: OSError) -> str:
    """The file that an error is about, on one line."""
    return (
        "".join(each if each.isprintable() else "\ufffd" for each in os.fsdecode(error.filename))
        if isinstance(error.filename, (str, bytes, os.PathLike))
        else ""
    )


def content_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """`--content`, on every command that reads a network."""
    return click.option(
        "--content",
        type=click.Path(path_type=Path),
        default=None,
        help="The content folder.  [default: content, here or in a folder above]",
    )(function)


def output_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """`--output` and `--cache`, on every command that writes a site."""
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


def day_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """`--date`, on every command that judges the content."""
    return click.option(
        "--date",
        default="",
        metavar="YYYY-MM-DD",
        help="The day of the build: permissions may have run out, events may be over.  [default: today]",
    )(function)


def find_content(given: Path | None) -> Path:
    """The content folder: as given, or found upwards from here."""
    if given is not None:
        if not given.is_dir():
            raise click.UsageError(f"There is no folder {given}.")
        return given
    for folder in (Path.cwd(), *Path.cwd().parents):
        if any((folder / "content" / each).exists() for each in ("network.yaml", "participants", "cohorts")):
            return folder / "content"
        if (folder / "network.yaml").is_file():
            return folder
    raise click.UsageError(
        "There is no content folder here, nor in a folder above. Name one with --content, or start a network with `enquiry init`."
    )


def options(content: Path, output: Path | None, cache: Path | None, date: str = "", **more: Any) -> Options:
    """The options of a build, with the places that are usual beside a content folder, and today where no date is given."""
    whole = content.resolve()
    place = output or Path(os.path.relpath(whole.parent / "site"))
    return Options(
        content=content,
        output=place,
        cache=cache or default_cache(whole),
        date=the_day(date, content),
        **more,
    )


def shown_folder(content: Path) -> str:
    """The content folder as messages name it: from here, where that is shorter than from the root."""
    relative = os.path.relpath(content.resolve())
    return (
        ""
        if relative == "."
        else content.resolve().as_posix()
        if relative.startswith(os.path.join("..", ".."))
        else Path(relative).as_posix()
    )


def show(diagnostics: Sequence[Diagnostic], content: Path) -> None:
    """Print findings where messages go."""
    click.echo(
        report.text(diagnostics, shown_folder(content), colour=sys.stderr.isatty()), err=True, nl=False
    )


def progress() -> Progress:
    """A progress bar, on a terminal and where it takes more than a second; otherwise nothing."""
    if not sys.stderr.isatty():
        return silent
    from generator.commands.progress import Bar

    return Bar()


@main.command()
@content_option
@output_option
@click.option(
    "--edition",
    "editions",
    multiple=True,
    type=click.Choice(EDITIONS),
    help="Build this edition only (may be repeated).  [default: all three]",
)
@click.option(
    "--keep-going", is_flag=True, help="Leave out what has errors and publish the rest; still exits with 1."
)
@click.option(
    "--workers",
    type=click.IntRange(1),
    default=None,
    help="How many processes may work at once.  [default: one a core]",
)
@click.option(
    "--scheduler",
    default="",
    metavar="ADDRESS",
    help="Build on the workers of a Dask cluster, which see the same folders.",
)
@click.option(
    "--releases",
    is_flag=True,
    help="Keep numbered releases and swap a symbolic link, for a folder that a web server reads.",
)
@click.option(
    "--keep",
    "kept",
    type=click.IntRange(1),
    default=3,
    show_default=True,
    help="How many releases stay. With 1, words that were edited out are in none.",
)
@click.option(
    "--no-search",
    is_flag=True,
    help="Build no search index: the page for searching then offers the ways to browse.",
)
@click.option(
    "--with-style-guide",
    "style_guide",
    is_flag=True,
    help="Add a page /style/ that shows the parts of the theme, for who makes one.",
)
@day_option
@click.option("--timings", is_flag=True, help="Say where the time went, stage by stage.")
def build(
    content: Path | None,
    output: Path | None,
    cache: Path | None,
    editions: tuple[str, ...],
    keep_going: bool,
    workers: int | None,
    scheduler: str,
    releases: bool,
    kept: int,
    no_search: bool,
    style_guide: bool,
    date: str,
    timings: bool,
) -> None:
    """Build the site: one folder for each edition.

    With errors in the content nothing is written, unless you say --keep-going.
    """
    folder = find_content(content)
    viewers = tuple(VIEWERS[name] for name in EDITIONS if not editions or name in editions)
    more = {
        "workers": workers or 0,
        "scheduler": scheduler,
        "releases": releases,
        "kept": kept,
        "search": not no_search,
        "style_guide": style_guide,
    }
    chosen = options(folder, output, cache, date, viewers=viewers, keep_going=keep_going, **more)
    outcome, _builder = run(chosen)
    show(outcome.diagnostics, folder)
    conclude(outcome, chosen, timings)


def run(chosen: Options) -> tuple[Outcome, Build]:
    """Build, and say what stands in the way in a sentence. The process ends with the build, so that looking for garbage in what it made, or taking it apart, would only cost time."""
    gc.disable()
    try:
        builder = Build(chosen, progress())
        return builder.run(), builder
    except NoCluster as error:
        raise click.UsageError(str(error)) from None
    except BrokenTheme as error:
        raise click.ClickException(f"{error} What was published before is as it was.") from None
    except NoIndexer as error:
        raise click.ClickException(
            f"{NO_INDEX.format(error)} What was published before is as it was."
        ) from None
    except NotOurs:
        raise click.UsageError(
            f"{chosen.output} holds something that Enquiry did not make, so it writes nothing there. Choose an empty folder with --output."
        ) from None
    except NoContent:
        raise click.UsageError(f"There is no folder {chosen.content}.") from None


def conclude(outcome: Outcome, chosen: Options, timings: bool) -> None:
    """The last words of a build, and the end of the process."""
    if timings:
        click.echo(
            "".join(f"{seconds * 1000:9.1f} ms  {stage}\n" for stage, seconds in outcome.timings),
            err=True,
            nl=False,
        )
    found = report.summary(outcome.diagnostics)
    if not outcome.written:
        click.echo(
            f"Nothing was written: {found}. Mend the errors, or publish the rest with --keep-going.", err=True
        )
        sys.exit(CONTENT_ERRORS)
    for name, work in outcome.statistics.items():
        click.echo(
            f"{chosen.output}/{name}: {work.pages} files, {work.rendered} rendered, {work.written} written, {work.removed} removed"
        )
    if outcome.failed:
        click.echo(f"What has errors was left out: {found}.", err=True)
    sys.exit(CONTENT_ERRORS if outcome.failed else 0)


@main.command()
@content_option
@click.option("--cache", type=click.Path(path_type=Path), default=None, hidden=True)
@click.option(
    "--format",
    "style",
    type=click.Choice(list(report.FORMATS)),
    default="text",
    show_default=True,
    help="github annotates the lines of a pull request.",
)
@click.option(
    "--as",
    "person",
    default=None,
    metavar="NAME-OR-EMAIL",
    help="Who proposes the change: a folder, a name, an e-mail address, or an account as @account.",
)
@click.option(
    "--since",
    default=None,
    metavar="REV",
    help="To which revision, such as origin/main: its profiles and cohorts say who may change what.",
)
@day_option
def check(
    content: Path | None, cache: Path | None, style: str, person: str | None, since: str | None, date: str
) -> None:
    """Check the content and report everything that is wrong with it.

    With --as and --since, it also guards a proposal: writers change their own folder only, facilitators everything.
    """
    folder = find_content(content)
    diagnostics = Build(options(folder, None, cache, date), progress()).check()
    if person is not None or since is not None:
        diagnostics = ordered((*diagnostics, *guarded(folder, person, since)))
    click.echo(report.FORMATS[style](diagnostics, shown_folder(folder)), nl=False)
    if style == "text":
        click.echo(f"{report.summary(diagnostics).capitalize()}.", err=bool(diagnostics))
    if errors(diagnostics):
        sys.exit(CONTENT_ERRORS)


def guarded(folder: Path, person: str | None, since: str | None) -> list[Diagnostic]:
    """What somebody proposes who may not."""
    from generator.authoring.proposals.guard import guard
    from generator.authoring.proposals.history import NoHistory

    if not person or not since:
        raise click.UsageError(
            "--as and --since belong together: who proposes the change, and to which revision."
        )
    try:
        return guard(folder, person, since)
    except NoHistory as error:
        raise click.UsageError(str(error)) from None


@main.command()
@click.argument("code", required=False)
def codes(code: str | None) -> None:
    """Explain every error and warning, or one CODE: an example, and how to mend it."""
    from generator.model.codes import CODES, explained

    if code is not None and code not in CODES:
        from generator.model.suggest import nearest

        close = nearest(code, CODES)
        raise click.UsageError(f"There is no code {code}." + (f" Did you mean {close[0]}?" if close else ""))
    click.echo("\n".join(explained(each) for each in ([code] if code else sorted(CODES))), nl=False)


@main.command()
@content_option
@output_option
@click.option(
    "--edition",
    type=click.Choice(EDITIONS),
    default="cohort",
    show_default=True,
    help="Which edition to show.",
)
@click.option(
    "--as",
    "person",
    default=None,
    metavar="PERSON",
    help="Show what PERSON sees: the cohort's edition and all of their own, private records too.",
)
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 chooses a free one."
)
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="Where to listen. Anything else than this computer shows the pages to others.",
)
@click.option(
    "--workers",
    type=click.IntRange(1),
    default=None,
    help="How many processes may work at once.  [default: one a core]",
)
@click.option(
    "--no-search",
    is_flag=True,
    help="Build no search index. With one, it follows the pages a second after the last change.",
)
@click.option(
    "--with-style-guide",
    "style_guide",
    is_flag=True,
    help="Add a page /style/ that shows the parts of the theme, for who makes one.",
)
def serve(
    content: Path | None,
    output: Path | None,
    cache: Path | None,
    edition: str,
    person: str | None,
    port: int,
    host: str,
    workers: int | None,
    no_search: bool,
    style_guide: bool,
) -> None:
    """Show the site while you write: it is built and reloaded at every change.

    An error in the content is shown over the last good site.
    """
    from generator.preview.run import NoPort, serve as run_preview

    folder = find_content(content)
    chosen = options(
        folder,
        output,
        cache,
        viewers=(VIEWERS[edition],),
        workers=workers or 0,
        search=not no_search,
        style_guide=style_guide,
    )
    if person is not None:
        chosen = as_writer(chosen, person)
    try:
        run_preview(chosen, host, port, shown_folder(folder), lambda line: click.echo(line, err=True))
    except NotOurs:
        raise click.UsageError(
            f"{chosen.output} holds something that Enquiry did not make. Choose an empty folder with --output."
        ) from None
    except NoPort as error:
        raise click.ClickException(
            f"Port {port} can't be used ({error}). Try another one with --port."
        ) from None
    except BrokenTheme as error:
        raise click.ClickException(str(error)) from None
    except NoIndexer as error:
        raise click.ClickException(NO_INDEX.format(error)) from None


def as_writer(chosen: Options, person: str) -> Options:
    """A writer's own view. It holds private records, so it stays in the cache's folder, away from what is published."""
    from msgspec.structs import replace

    from generator.engine.cache.manifests import PREVIEW
    from generator.model.audience import as_person

    people = sorted(each.parent.name for each in chosen.content.glob("participants/*/profile.md"))
    if person not in people:
        from generator.model.suggest import nearest

        close = nearest(person, people)
        raise click.UsageError(
            f"There is no participant {person}."
            + (f" Did you mean {close[0]}?" if close else f" There are: {', '.join(people)}.")
        )
    return replace(chosen, viewers=(as_person(person),), output=chosen.cache / PREVIEW)


@main.command()
@click.argument("page")
@content_option
@output_option
@click.option(
    "--edition", type=click.Choice(EDITIONS), default="public", show_default=True, help="Of which edition."
)
def explain(page: str, content: Path | None, output: Path | None, cache: Path | None, edition: str) -> None:
    """Say from which files PAGE is made, and whether the next build renders it.

    PAGE is an address such as participants/rachna/, or a file of the content folder.
    """
    from generator.engine.explain import NoPage, explain as explained

    folder = find_content(content)
    chosen = options(folder, output, cache)
    try:
        found = explained(chosen, VIEWERS[edition], page)
    except NoPage as error:
        raise click.UsageError(str(error)) from None
    prefix = shown_folder(folder)
    click.echo(f"{chosen.output}/{found.edition}/{found.path}")
    click.echo(f"  made with    {found.renderer}")
    for index, source in enumerate(found.sources):
        click.echo(f"  {'' if index else 'from':<13}{os.path.join(prefix, source)}")
    click.echo(
        f"  fingerprint  {found.fingerprint}"
        + ("" if found.written in ("", found.fingerprint) else f" (last written: {found.written})")
    )
    click.echo(f"  state        {found.state}")


@main.command()
@content_option
def codeowners(content: Path | None) -> None:
    """Print CODEOWNERS: whom GitHub, GitLab or Forgejo asks before a change is accepted.

    It follows from `accounts` in the profiles, from who facilitates a cohort, and from `forge` in network.yaml.
    """
    from generator.authoring.files import writing
    from generator.authoring.proposals.codeowners import codeowners as made

    folder = find_content(content)
    with refusals():
        click.echo(made(folder, writing.load(options(folder, None, None)).config.forge), nl=False)


@main.command()
@click.argument("language")
@content_option
@click.option(
    "--theme",
    type=click.Path(path_type=Path),
    default=None,
    help="The theme's folder.  [default: the network's own, in themes/ beside the content]",
)
def translate(language: str, content: Path | None, theme: Path | None) -> None:
    """Write what the site says around its texts into a catalogue of messages, for somebody to translate into LANGUAGE (gd, cy, fr-CA …).

    Run it again after a change to the theme, or with a newer Enquiry: what is translated stays.
    """
    from generator.authoring import translating
    from generator.authoring.files import writing
    from generator.engine.theme import sources

    with refusals():
        folder = find_content(content) if theme is None else Path()
        name = writing.load(options(folder, None, None)).config.theme if theme is None else ""
        made = translating.translate(theme or sources.own_folder(folder, name or "ours"), language)
    click.echo(
        f"{Path(os.path.relpath(made.path)).as_posix()}: {made.messages} messages, {made.missing} of them not translated, {made.drafts} not checked"
    )
    if theme is None and not name:
        click.echo("To use it, write `theme: ours` into network.yaml.")


@main.command()
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
def headers(content: Path | None, host: str, edition: str) -> None:
    """Print how a web server is to serve an edition: security headers, lifetimes in caches, types, the page for what is not there.

    Each edition holds a file _headers already, which Netlify and Cloudflare Pages read by themselves.
    """
    from generator.authoring.files import writing
    from generator.engine.theme import sources
    from generator.publish import hosting
    from generator.publish.pages.headers import facts

    folder = find_content(content)
    with refusals():
        config = writing.load(options(folder, None, None)).config
    view = facts(config, VIEWERS[edition], dict(config.addresses).get(edition, config.address))
    click.echo(
        hosting.HOSTS[host](hosting.rules(view, sources.find_theme(folder, config.theme).assets)), nl=False
    )


@main.command()
@content_option
@click.option(
    "--cohort", "name", required=True, metavar="ID", help="Whose digest: the name of its file in cohorts/."
)
@click.option("--since", required=True, metavar="YYYY-MM-DD", help="The first day of what counts as new.")
@click.option(
    "--edition",
    type=click.Choice(EDITIONS),
    default="cohort",
    show_default=True,
    help="Whose eyes it is for: it says only what this edition holds.",
)
@click.option(
    "--to",
    type=click.Path(path_type=Path),
    default=Path(),
    help="A folder, or a file that ends in .eml or .md.  [default: here]",
)
@click.option(
    "--date",
    default="",
    metavar="YYYY-MM-DD",
    help="The day of the digest, which is as things were then.  [default: today]",
)
def digest(content: Path | None, name: str, since: str, edition: str, to: Path, date: str) -> None:
    """Write a cohort's digest as a mail to send (.eml) and as Markdown: what is new by standard, what waits for an answer, what is due next.

    Nothing is sent. The mail opens as a draft in most mail programs, and names no recipient.
    """
    from generator.authoring import digest_mail

    folder = find_content(content)
    chosen = options(folder, None, None, date)
    with refusals():
        made = digest_mail.digest(chosen, VIEWERS[edition], name, a_date(since))
        written = digest_mail.write(made, to)
    click.echo("".join(f"{each}\n" for each in made.notes), err=True, nl=False)
    click.echo("".join(f"{os.path.relpath(each)}\n" for each in written), nl=False)


@main.command()
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
    type=click.Choice(["github", "gitlab", "forgejo"]),
    default="github",
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
def init(
    folder: Path,
    title: str,
    address: str,
    facilitator: str,
    forge: str,
    repository: str,
    account: str,
    today: str,
) -> None:
    """Start a network in FOLDER. It builds as it is: look at it with `enquiry serve`."""
    import shlex

    from generator.authoring.files.writing import Refused
    from generator.authoring.init import Choices, init as start

    try:
        written = start(
            folder,
            Choices(
                title, address, facilitator, forge, repository, the_day(today, folder / "content"), account
            ),
        )
    except Refused as error:
        raise click.UsageError(str(error)) from None
    click.echo(
        "".join(f"{path}\n" for path in written) + f"\nNow: cd {shlex.quote(str(folder))} && enquiry serve",
        nl=True,
    )


def the_day(given: str, content: Path) -> str:
    """The date that was given, or today where the network is: whoever builds it may be elsewhere."""
    if given:
        return a_date(given)
    import datetime as dt

    from generator.model import paths
    from generator.source.document import MOST_BYTES
    from generator.source.timezone import timezone

    try:
        settings = paths.contents(content / "network.yaml", MOST_BYTES)
    except OSError:
        settings = b""
    return dt.datetime.fromtimestamp(time.time(), timezone(settings)).date().isoformat()


def a_date(given: str) -> str:
    """The date that was given."""
    import datetime as dt

    try:
        return dt.date.fromisoformat(given).isoformat()
    except ValueError:
        raise click.UsageError(f"“{given}” is not a date. Write it as 2018-01-15.") from None


person_option = click.option(
    "--as", "person", default=None, metavar="PERSON", help="Your folder in participants/."
)
date_option = click.option("--date", default="", metavar="YYYY-MM-DD", help="Its date.  [default: today]")
audience_option = click.option(
    "--audience", default="", help="private, facilitators, cohort or public.  [default: the cohort's]"
)


@main.command(epilog=f"KIND is one of: post (where it is left out), person, page, {', '.join(KINDS)}.")
@click.argument(
    "kind", type=click.Choice(["post", "person", "page", *KINDS]), default="post", metavar="[KIND]"
)
@content_option
@person_option
@click.option("--title", default=None, help="The title of a post or page.")
@click.option("--name", default=None, help="The name of a new person.")
@click.option("--school", default="", help="The school of a new person, which may be described.")
@date_option
@click.option(
    "--standard",
    "standards",
    multiple=True,
    metavar="ID",
    help="A standard that the post addresses (may be repeated).",
)
@click.option("--phase", default="", metavar="ID", help="The phase.  [default: that of the date]")
@click.option("--prompt", default="", metavar="ID", help="The prompt that the post answers.")
@click.option("--cohort", default="", metavar="ID", help="The cohort, for who is in several at that date.")
@audience_option
@click.option(
    "--set",
    "more",
    multiple=True,
    metavar="KEY=VALUE",
    help='A setting of another kind of record, such as place="The Old Mill" (may be repeated).',
)
def new(
    kind: str,
    content: Path | None,
    person: str | None,
    title: str | None,
    name: str | None,
    school: str,
    date: str,
    standards: tuple[str, ...],
    phase: str,
    prompt: str,
    cohort: str,
    audience: str,
    more: tuple[str, ...],
) -> None:
    """Start a post, or something of another KIND, with its settings filled in.

    On a terminal, what you leave out is asked for. Nothing is ever overwritten.
    """
    from generator.authoring.files import writing

    folder = find_content(content)
    chosen = options(folder, None, None)
    with refusals():
        if kind == "person":
            draft = writing.person(asked(name, '--name "First and last name"', "Name"), school)
        elif kind == "page":
            draft = writing.page(asked(title, '--title "Its title"', "Title"))
        elif kind in KINDS:
            network = writing.load(chosen)
            about = KINDS[kind].about == "person"
            who = (
                asked(
                    person, "--as PERSON, a folder in participants/", "Whose folder", sorted(network.people)
                )
                if about
                else person or ""
            )
            called = (
                title or who if about or KINDS[kind].file else asked(title, '--title "Its title"', "Title")
            )
            given = {"title": called, "date": the_day(date, folder), "cohort": cohort, "person": who}
            draft = writing.record(
                network, KINDS[kind], given, (*more, *([f"audience={audience}"] if audience else []))
            )
        else:
            network = writing.load(chosen)
            who = asked(
                person, "--as PERSON, a folder in participants/", "Your folder", sorted(network.people)
            )
            writing.writer(network, who)
            draft = writing.post(
                network,
                who,
                asked(title, '--title "Its title"', "Title"),
                the_day(date, folder),
                standards,
                phase,
                prompt,
                cohort,
                audience,
            )
        tell(writing.start(chosen, draft), folder)
        if kind == "person":
            click.echo(
                f"Now add a line to `members` in a file of {shown_folder(folder)}/cohorts/:  {draft.path.split('/')[1]}: participant",
                err=True,
            )


@main.command()
@click.argument("target")
@content_option
@person_option
@click.option(
    "--title",
    default="",
    help="Give it a title and it gets a page of its own; without one it stands in the thread.",
)
@date_option
@audience_option
def reply(
    target: str, content: Path | None, person: str | None, title: str, date: str, audience: str
) -> None:
    """Start a reply to TARGET: a post's identity, such as rachna/on-listening, or its file."""
    from generator.authoring.files import writing

    folder = find_content(content)
    chosen = options(folder, None, None)
    with refusals():
        network = writing.load(chosen)
        who = asked(person, "--as PERSON, a folder in participants/", "Your folder", sorted(network.people))
        draft = writing.reply(network, who, target, title, the_day(date, folder), audience)
        tell(writing.start(chosen, draft), folder)


@main.command("sign-off")
@click.argument("person")
@content_option
@click.option(
    "--review", "day", required=True, metavar="YYYY-MM-DD", help="Which review of the plan: its date."
)
@click.option(
    "--by",
    "role",
    required=True,
    metavar="ROLE",
    help="Who signs: owner, or the role that the review names under `with`.",
)
@click.option("--date", default="", metavar="YYYY-MM-DD", help="When.  [default: today]")
def sign_off(person: str, content: Path | None, day: str, role: str, date: str) -> None:
    """Sign off a review of PERSON's development plan, as its owner or as the colleague that it was with.

    The sign-off is bound to the evidence that the plan names: if any of it changes later, the plan's page and `enquiry check` say so.
    """
    from generator.authoring import sign_off as signing
    from generator.authoring.files.changes import carry_out

    folder = find_content(content)
    with refusals(), unfinished():
        change = signing.sign_off(
            options(folder, None, None), person, a_date(day), role, the_day(date, folder)
        )
        carry_out(folder, [change])
    click.echo(signing.shown(change, shown_folder(folder)))


@main.command()
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

    It opens from the disk (site/index.html), and holds the sources, a PDF for a review, and a manifest. Of others it holds what anybody may read.
    """
    from generator.authoring.portfolio import portfolio as portfolios
    from generator.authoring.portfolio.export import Chosen

    folder = find_content(content)
    with refusals():
        data = portfolios.portfolio(
            options(folder, None, None, date),
            Chosen(person, a_date(since) if since else "", standard),
            with_pdf=not no_pdf,
        )
    try:
        with open(to, "xb") as file:
            file.write(data)
    except FileExistsError:
        raise click.UsageError(
            f"{to} is there already, and is left as it is. Choose another name with --to."
        ) from None
    click.echo(to)


@main.group("import")
def bring_in() -> None:
    """Bring in what was made elsewhere."""


@bring_in.command("portfolio")
@click.argument("archive", metavar="FILE.zip", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@content_option
@click.option("--yes", is_flag=True, help="Do it without asking, for scripts.")
def import_portfolio(archive: Path, content: Path | None, yes: bool) -> None:
    """Bring somebody's portfolio into this network, from FILE.zip that `enquiry portfolio` wrote in another one.

    Nothing that is there is overwritten. Shows first what will be written, and asks.
    """
    from generator.authoring.portfolio import importing

    folder = find_content(content)
    with refusals(), unfinished():
        agreed(importing.bring(options(folder, None, None), archive), folder, yes)


@main.command()
@click.argument("place", metavar="FILE:LINE:COLUMN")
@content_option
@click.option("--by", required=True, metavar="NAME", help="Who accepts it.")
@click.option("--why", required=True, metavar="REASON", help="Why it may be published.")
@click.option("--date", default="", metavar="YYYY-MM-DD", help="When.  [default: today]")
def accept(place: str, content: Path | None, by: str, why: str, date: str) -> None:
    """Accept what looks like personal data at FILE:LINE:COLUMN: it may be published.

    The place is that of an error or warning of `enquiry check`. What is accepted is noted in accepted.yaml, in the content folder.
    """
    from generator.authoring import accepting

    folder = find_content(content)
    with refusals():
        path, accepted = accepting.accept(options(folder, None, None), place, by, why, the_day(date, folder))
    click.echo(os.path.relpath(path))
    click.echo("".join(f"Accepted: {each}.\n" for each in accepted), err=True, nl=False)


@contextmanager
def refusals() -> Iterator[None]:
    """A refusal is a matter of usage: a sentence, and exit code 2."""
    from generator.authoring.files.writing import Refused

    try:
        yield
    except Refused as error:
        raise click.UsageError(str(error)) from None


def asked(given: str | None, flag: str, question: str, choices: Sequence[str] = ()) -> str:
    """A value from its flag; on a terminal it is asked for, elsewhere it is missed."""
    if given:
        return given
    if not sys.stdin.isatty():
        raise click.UsageError(f"Say {flag}.")
    if choices:
        click.echo(f"Known: {', '.join(choices)}", err=True)
    return str(click.prompt(question, err=True))


def tell(started: Started, folder: Path) -> None:
    """Name the new file; what it still lacks, if anything, goes where messages go."""
    show(started.diagnostics, folder)
    click.echo(os.path.relpath(started.path))


yes_option = click.option("--yes", is_flag=True, help="Do it without asking, for scripts.")
cache_option = click.option(
    "--cache",
    type=click.Path(path_type=Path),
    default=None,
    help="Where builds keep what the next one can use again.  [default: .cache/enquiry beside the content]",
)


@main.command()
@click.argument("person")
@content_option
@yes_option
def withdraw(person: str, content: Path | None, yes: bool) -> None:
    """Take all of PERSON's out of the public edition. The other editions stay as they are.

    PERSON is a folder in participants/. Shows first what will change, and asks.
    """
    from generator.authoring.withdrawal import withdrawing

    folder = find_content(content)
    with refusals(), unfinished():
        agreed(withdrawing.withdraw(options(folder, None, None), person), folder, yes)


@main.command()
@click.argument("person")
@content_option
@cache_option
@yes_option
def erase(person: str, content: Path | None, cache: Path | None, yes: bool) -> None:
    """Remove PERSON and everything of theirs. Replies of others stay, under tombstones that name nobody.

    PERSON is a folder in participants/; for somebody who wrote as a guest, the reply: guests/a-parent, or its file.
    Shows first what will change, which lines still name them, and what only a person can do; then asks.
    """
    from generator.authoring.withdrawal import withdrawing

    folder = find_content(content)
    chosen = options(folder, None, cache)
    with refusals(), unfinished():
        agreed(withdrawing.erase(chosen, person), folder, yes, lambda: withdrawing.forget(chosen))


@main.command()
@click.argument("post")
@content_option
@click.option(
    "--by",
    type=click.Choice(["author", "facilitators"]),
    default="facilitators",
    show_default=True,
    help="Who withdraws it; the page says so.",
)
@yes_option
def takedown(post: str, content: Path | None, by: str, yes: bool) -> None:
    """Put a tombstone in the place of POST, in every edition. The conversation around it stays as it is.

    POST is an identity, such as rachna/on-listening, or a file. Shows first what will change, and asks.
    """
    from generator.authoring.withdrawal import withdrawing

    folder = find_content(content)
    with refusals(), unfinished():
        agreed(
            withdrawing.takedown(
                options(folder, None, None),
                post,
                "by its author" if by == "author" else "by the facilitators",
            ),
            folder,
            yes,
        )


@main.command()
@content_option
@click.option(
    "--most",
    type=click.IntRange(1),
    default=1,
    show_default=True,
    help="How many projects somebody may have at once.",
)
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How the proposal is shown.",
)
@click.option(
    "--to",
    type=click.Path(path_type=Path),
    default=None,
    metavar="FILE",
    help="Write the proposal into a new FILE, to edit.",
)
@click.option(
    "--accept",
    "accepted",
    type=click.Path(path_type=Path),
    default=None,
    metavar="FILE",
    help="Write the matches of FILE into the projects. Shows first what will change, and asks.",
)
@click.option("--date", default="", metavar="YYYY-MM-DD", help="The day of the matches.  [default: today]")
@yes_option
def match(
    content: Path | None, most: int, style: str, to: Path | None, accepted: Path | None, date: str, yes: bool
) -> None:
    """Propose who takes on which school's project, and accept what the coordinator made of the proposal.

    As many needs as possible are met, by people of other schools who offered or state an interest; near ones and those with little to do go first.
    """
    from generator.authoring import matching

    folder = find_content(content)
    chosen = options(folder, None, None)
    with refusals(), unfinished():
        if accepted is not None:
            agreed(matching.accepted(chosen, accepted, the_day(date, folder)), folder, yes)
            return
        proposal = matching.proposed(chosen, most)
        if to is not None:
            matching.written(to, proposal)
    click.echo(matching.as_json(proposal) if style == "json" else matching.as_table(proposal), nl=False)


@contextmanager
def unfinished() -> Iterator[None]:
    """A file that can't be read or written ends it with a sentence; each file is whole, and the same command goes on from there."""
    try:
        yield
    except OSError as error:
        raise click.ClickException(
            f"{error.strerror}: {error.filename}. Every file is whole; once that is mended, run the command again and it goes on from there."
        ) from None


def agreed(plan: Plan, folder: Path, yes: bool, before: Callable[[], None] = lambda: None) -> None:
    """Show a plan, and carry it out once somebody has said yes."""
    from generator.authoring.files.changes import carry_out, shown

    click.echo(shown(plan, shown_folder(folder)))
    if not plan.changes:
        return
    if not yes and not sys.stdin.isatty():
        raise click.UsageError(
            "Nothing was changed. There is nobody to ask here: look at the plan, and say --yes if it is right."
        )
    if not yes and not click.confirm("\nChange these files?", err=True):
        raise click.ClickException("Nothing was changed.")
    before()
    carry_out(folder, plan.changes)
    click.echo("\nDone.")
