"""`enquiry check` and `enquiry codes`: everything that is wrong with the content, and what it means."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from generator.commands.messages import progress, shown_folder
from generator.commands.options import content_option, day_option, find_content, options
from generator.engine.pipeline import Build
from generator.model import report
from generator.model.diagnostics import Diagnostic, errors, ordered

if TYPE_CHECKING:
    from generator.authoring.proposals.guarding import Guarded

CONTENT_ERRORS: Final = 1
NOT_ITS_OWN: Final = "{} elsewhere, from before, not of this {}; `enquiry check` shows all."


@click.command()
@content_option
@click.option("--cache", type=click.Path(path_type=Path), default=None, hidden=True)
@click.option(
    "--format",
    "style",
    type=click.Choice(list(report.FORMATS)),
    default="text",
    show_default=True,
    help=f"{' or '.join(list(report.FORMATS)[2:])} annotates the lines of a pull request.",
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
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help=f"Show more than {report.MOST_OF_A_KIND} findings of one kind. JSON always holds all.",
)
@click.option(
    "--only-guard",
    is_flag=True,
    help="With --as and --since: only whether the proposal is its writer's to make, whatever is wrong in it.",
)
@click.option("--push", is_flag=True, help="With --as and --since: what is judged is a push, not a proposal.")
@day_option
def check(
    content: Path | None,
    cache: Path | None,
    style: str,
    person: str | None,
    since: str | None,
    everything: bool,
    only_guard: bool,
    push: bool,
    date: str,
) -> None:
    """Check the content and report everything that is wrong with it.

    With --as and --since, it guards a proposal: writers change their own folder only, facilitators
    everything. Then it reports what is wrong with the proposal, and only counts what was wrong elsewhere
    before.
    """
    folder = find_content(content)
    called = "push" if push else "proposal"
    if only_guard:
        diagnostics = guarded(folder, person, since, called)
    else:
        diagnostics = Build(options(folder, None, cache, date), progress()).check()
        if person is not None or since is not None:
            diagnostics = of_proposal(folder, diagnostics, person, since, date, called)
    written = report.FORMATS[style]
    if everything:
        written = report.UNBOUNDED.get(written, written)
    click.echo(written(diagnostics, shown_folder(folder)), nl=False)
    if style == "text" and (diagnostics or not only_guard):
        click.echo(f"{report.summary(diagnostics).capitalize()}.", err=bool(diagnostics))
    if errors(diagnostics):
        sys.exit(CONTENT_ERRORS)


def of_proposal(
    folder: Path, found: tuple[Diagnostic, ...], person: str | None, since: str | None, date: str, called: str
) -> tuple[Diagnostic, ...]:
    """Return what is wrong with a proposal; say how much more was wrong elsewhere before."""
    from generator.authoring.proposals.concerning import concerning

    def check_before(content: Path, cache: Path) -> tuple[Diagnostic, ...]:
        return Build(options(content, None, cache, date)).check()

    with _with_history():
        about = concerning(_guard(folder, person, since, called), found, check_before)
    if about.others:
        findings = "finding" if about.others == 1 else "findings"
        click.echo(NOT_ITS_OWN.format(f"{about.others:,} {findings}", called), err=True)
    return about.diagnostics


def guarded(folder: Path, person: str | None, since: str | None, called: str) -> tuple[Diagnostic, ...]:
    """Return what in a proposal is not its writer's to make."""
    with _with_history():
        return ordered(_guard(folder, person, since, called).found)


def _guard(folder: Path, person: str | None, since: str | None, called: str) -> Guarded:
    """Return a proposal as the guard finds it."""
    from generator.authoring.proposals.guarding import guard

    if not person or not since:
        raise click.UsageError(
            "--as and --since belong together: who proposes the change, and to which revision."
        )
    return guard(folder, person, since, called)


@contextmanager
def _with_history() -> Iterator[None]:
    """Say in a sentence that Git can't tell what a proposal changes."""
    from generator.authoring.proposals.history import NoHistory

    try:
        yield
    except NoHistory as error:
        raise click.UsageError(str(error)) from None


@click.command()
@click.argument("code", required=False)
def codes(code: str | None) -> None:
    """Explain every error and warning, or one CODE: an example, and how to mend it."""
    from generator.model.codes import CODES, explained

    if code is not None and code not in CODES:
        from generator.model.suggest import nearest

        close = nearest(code, CODES)
        raise click.UsageError(f"There is no code {code}." + (f" Did you mean {close[0]}?" if close else ""))
    click.echo("\n".join(explained(each) for each in ([code] if code else sorted(CODES))), nl=False)
