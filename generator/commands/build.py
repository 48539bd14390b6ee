"""`enquiry build` and `enquiry explain`: the site, and the reasons why a page is made."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path
from typing import Any, Final

import click

from generator.commands.messages import NO_INDEX, progress, show, shown_folder
from generator.commands.options import (
    content_option,
    day_option,
    find_content,
    options,
    output_option,
    style_guide_option,
    workers_option,
)
from generator.engine import archives
from generator.engine.errors import BrokenTheme, LostCluster, NoCluster, NoContent, NoIndexer, NotOurs
from generator.engine.options import Options
from generator.engine.outcome import Outcome
from generator.engine.pipeline import Build
from generator.model import report
from generator.model.audience import EDITIONS, VIEWERS
from generator.model.numbers import number_of
from generator.publish.page import TwoPages

CONTENT_ERRORS: Final = 1
UNPUBLISHED: Final = "The public edition was not built, since its privacy notice is not filled in."
AS_IT_WAS: Final = "What was published before is as it was."


@click.command()
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
@workers_option
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
    "--zip",
    "zipped",
    is_flag=True,
    help="Make an archive of each edition, too, which opens from any folder, without a server.",
)
@click.option(
    "--no-search",
    is_flag=True,
    help="Build no search index: the page for searching then offers the ways to browse.",
)
@style_guide_option
@day_option
@click.option("--quiet", is_flag=True, help="Count what is wrong, and leave the rest to `enquiry check`.")
@click.option("--timings", is_flag=True, help="Say where the time went, stage by stage.")
def build(
    content: Path | None,
    output: Path | None,
    cache: Path | None,
    date: str,
    editions: tuple[str, ...],
    workers: int | None,
    no_search: bool,
    zipped: bool,
    quiet: bool,
    timings: bool,
    **more: Any,  # named as the options of a build are
) -> None:
    """Build the site: one folder for each edition.

    With errors in the content nothing is written, unless you say --keep-going.
    """
    folder = find_content(content)
    viewers = tuple(VIEWERS[name] for name in EDITIONS if not editions or name in editions)
    chosen = options(
        folder, output, cache, date, viewers=viewers, workers=workers or 0, search=not no_search, **more
    )
    outcome, _builder = run(chosen)
    show(() if quiet else outcome.diagnostics, folder)
    if zipped and outcome.written:
        for name in outcome.statistics:
            click.echo(archives.write(chosen.output, name))
    conclude(outcome, chosen, timings)


def run(chosen: Options) -> tuple[Outcome, Build]:
    """Build, and report what stands in the way in a sentence.

    The process ends with the build, so that looking for garbage in what it made, or freeing it, would only
    cost time: the caller keeps the build.
    """
    gc.disable()
    try:
        builder = Build(chosen, progress())
        return builder.run(), builder
    except NoCluster as error:
        raise click.UsageError(str(error)) from None
    except LostCluster as error:
        raise click.ClickException(
            f"The cluster at {error}, or its last worker, went away. {AS_IT_WAS}"
        ) from None
    except (BrokenTheme, TwoPages) as error:
        raise click.ClickException(f"{error} {AS_IT_WAS}") from None
    except NoIndexer as error:
        raise click.ClickException(f"{NO_INDEX.format(error)} {AS_IT_WAS}") from None
    except NotOurs:
        raise click.UsageError(
            f"{chosen.output} holds something that Enquiry did not make, so it writes nothing there. Choose "
            "an "
            "empty folder with --output."
        ) from None
    except NoContent:
        raise click.UsageError(f"There is no folder {chosen.content}.") from None


def conclude(outcome: Outcome, chosen: Options, timings: bool) -> None:
    """Report a build, and end the process."""
    if timings:
        rows = (f"{seconds * 1000:9.1f} ms  {stage}\n" for stage, seconds in outcome.timings)
        click.echo("".join(rows), err=True, nl=False)
    found = report.summary(outcome.diagnostics)
    if outcome.unpublished:
        click.echo(UNPUBLISHED, err=True)
    if not outcome.written and not outcome.failed:
        sys.exit(CONTENT_ERRORS)
    if not outcome.written:
        click.echo(
            f"Nothing was written: {found}. Mend the errors, or publish the rest with --keep-going.", err=True
        )
        sys.exit(CONTENT_ERRORS)
    for name, work in outcome.statistics.items():
        click.echo(
            f"{chosen.output}/{name}: {number_of(work.pages, 'file')}, {work.rendered} rendered, "
            f"{work.written} written, {work.removed} removed"
        )
    if outcome.failed:
        click.echo(f"What has errors was left out: {found}.", err=True)
    sys.exit(CONTENT_ERRORS if outcome.failed or outcome.unpublished else 0)


@click.command()
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
    unlike = "" if found.written in ("", found.fingerprint) else f" (last written: {found.written})"
    click.echo(f"  fingerprint  {found.fingerprint}{unlike}")
    click.echo(f"  state        {found.state}")
    for index, each in enumerate(found.reasons):
        click.echo(f"  {'' if index else 'edition':<13}{each}")
