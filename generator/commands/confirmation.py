"""Changes that somebody is asked about before they are made."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import click

from generator.authoring.files.changes import ChangeSet, carry_out, shown
from generator.commands.messages import shown_folder

yes_option = click.option("--yes", is_flag=True, help="Do it without asking, for scripts.")


def confirm(changes: ChangeSet, folder: Path, yes: bool, before: Callable[[], None] = lambda: None) -> None:
    """Show changes, and make them once somebody has said yes. `before` is called first."""
    click.echo(shown(changes, shown_folder(folder)))
    if not changes.files:
        return
    if not yes and not sys.stdin.isatty():
        raise click.UsageError(
            "Nothing was changed. There is nobody to ask here: look at the plan, and say --yes if it is "
            "right."
        )
    if not yes and not click.confirm("\nChange these files?", err=True):
        raise click.ClickException("Nothing was changed.")
    before()
    carry_out(folder, changes.files)
    click.echo("\nDone.")
