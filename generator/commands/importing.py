"""`enquiry import`: portfolios, WordPress exports and folders of Markdown, brought into this network."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.commands.confirmation import confirm, yes_option
from generator.commands.dates import a_date
from generator.commands.messages import progress, refusals, shown_folder, unfinished
from generator.commands.options import content_option, find_content, options

if TYPE_CHECKING:
    from generator.authoring.importing.wordpress import Import

tags_option = click.option(
    "--tags",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    default=None,
    metavar="FILE",
    help="What categories and tags stand for: lines of `term: standard, phase:ID or prompt:ID`.",
)


def plan_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--to` and `--accept` to a command that makes a plan."""
    function = click.option(
        "--accept",
        "accepted",
        type=click.Path(path_type=Path, exists=True, dir_okay=False),
        default=None,
        metavar="PLAN",
        help="Bring in everything by this plan.",
    )(function)
    return click.option(
        "--to",
        type=click.Path(path_type=Path, dir_okay=False),
        default=None,
        metavar="PLAN",
        help="Write the plan into a file, to edit. What is new is added to one that is there.",
    )(function)


@click.group("import")
def import_() -> None:
    """Bring in what was made elsewhere."""


@import_.command("portfolio")
@click.argument("archive", metavar="FILE.zip", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@content_option
@yes_option
def import_portfolio(archive: Path, content: Path | None, yes: bool) -> None:
    """Bring somebody's portfolio into this network, from FILE.zip that `enquiry portfolio` wrote in another
    one.

    Nothing that is there is overwritten. Shows first what will be written, and asks.
    """  # noqa: D205 - the help of a command is a paragraph
    from generator.authoring.portfolio import importing

    folder = find_content(content)
    with refusals(), unfinished():
        confirm(importing.bring(options(folder), archive), folder, yes)


@import_.command("wordpress")
@click.argument(
    "exports",
    metavar="EXPORT...",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
)
@content_option
@click.option("--cohort", required=True, metavar="ID", help="The cohort that the blogs belong to.")
@click.option(
    "--people",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    default=None,
    metavar="FILE",
    help="Who is whom: lines of `login, name or address: folder`.",
)
@tags_option
@click.option(
    "--media",
    type=click.Path(path_type=Path, exists=True),
    default=None,
    metavar="FOLDER",
    help="The uploads of the blogs: a folder, or a zip of it. Nothing is fetched.",
)
@click.option(
    "--as-of",
    default="",
    metavar="YYYY-MM-DD",
    help="The day that the exports are from: what is dated later is a draft.  [default: as they say]",
)
@plan_options
@yes_option
def import_wordpress(
    exports: tuple[Path, ...],
    content: Path | None,
    cohort: str,
    people: Path | None,
    tags: Path | None,
    media: Path | None,
    as_of: str,
    to: Path | None,
    accepted: Path | None,
    yes: bool,
) -> None:
    """Bring in blogs from EXPORT files of WordPress, many at once, with the threads between them.

    Without --accept nothing is written but a plan: who is whom, what categories stand for, and who may read
    what. A second export adds what is new.
    """
    from generator.authoring.importing.wordpress import Import

    folder = find_content(content)
    if to is not None and accepted is not None:
        raise click.UsageError("Say --to, to get a plan, or --accept, to carry one out.")
    with refusals(), unfinished():
        work = Import(options(folder), exports, cohort, progress())
        if accepted is not None:
            _carry_out(work, accepted, media, folder, yes)
        else:
            _plan(work, people, tags, a_date(as_of) if as_of else "", to)


def _plan(work: Import, people: Path | None, tags: Path | None, as_of: str, to: Path | None) -> None:
    """Show what the exports hold and what has to be asked, and write the plan if it is wanted."""
    from generator.authoring.importing import plan as plans, report
    from generator.authoring.importing.planning import Given

    before = plans.read_plan(to).plan if to is not None and to.exists() else None
    plan = work.plan(as_of, Given(_answers(people), _answers(tags), before))
    click.echo(report.of_exports(work.exports))
    click.echo(report.of_plan(plan))
    done = f"{to}: {plans.written(to, plan, before)}" if to is not None else "Nothing was written."
    click.echo(done if to is not None else f"{done} Say --to PLAN for a plan to edit.")


def _carry_out(work: Import, accepted: Path, media: Path | None, folder: Path, yes: bool) -> None:
    """Bring in everything by a plan, and show what came of it. On a terminal somebody is asked first."""
    from generator.authoring.importing import plan as plans, report

    wanted = plans.read_plan(accepted)
    agree(yes, f"Bring these blogs into {shown_folder(folder) or 'this folder'}?")
    for line in report.of_outcome(work.accept(wanted, media), shown_folder(folder)):
        click.echo(line)


def _answers(file: Path | None) -> dict[str, tuple[str, ...]]:
    from generator.authoring.importing.plan import answers

    return answers(file) if file is not None else {}


def agree(yes: bool, question: str) -> None:
    """Ask on a terminal; elsewhere the plan that was accepted is the answer."""
    if not yes and sys.stdin.isatty() and not click.confirm(question, err=True):
        raise click.ClickException("Nothing was changed.")


@import_.command("markdown")
@click.argument("source", metavar="FOLDER", type=click.Path(path_type=Path, exists=True, file_okay=False))
@content_option
@click.option(
    "--as", "person", required=True, metavar="PERSON", help="The folder in participants/ of the writer."
)
@click.option(
    "--cohort", default="", metavar="ID", help="The cohort of the texts.  [default: the writer's last]"
)
@tags_option
@click.option(
    "--as-of", default="", metavar="YYYY-MM-DD", help="Texts of later days are drafts.  [default: today]"
)
@plan_options
@yes_option
def import_markdown(
    source: Path,
    content: Path | None,
    person: str,
    cohort: str,
    tags: Path | None,
    as_of: str,
    to: Path | None,
    accepted: Path | None,
    yes: bool,
) -> None:
    """Bring in the texts of FOLDER, a site made by Jekyll or Hugo, or any folder of Markdown with settings.

    By a plan, as `enquiry import wordpress` does it. Pictures come from the same folder.
    """
    from generator.authoring.importing.markdown import FolderImport

    folder = find_content(content)
    if to is not None and accepted is not None:
        raise click.UsageError("Say --to, to get a plan, or --accept, to carry one out.")
    with refusals(), unfinished():
        chosen = options(folder)
        work = FolderImport(chosen, source, person, cohort, progress())
        if accepted is not None:
            _carry_out(work, accepted, source, folder, yes)
        else:
            _plan(work, None, tags, a_date(as_of) if as_of else chosen.date, to)
