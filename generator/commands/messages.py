"""Messages of commands: findings, progress, refusals."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import click

from generator.engine.observer import Progress, silent
from generator.model import report
from generator.model.diagnostics import Diagnostic

NO_INDEX: Final = (
    "Search can't be built, since Pagefind can't be run here ({}). Install it, or build without it: "
    "--no-search."
)


def shown_folder(content: Path) -> str:
    """Return the content folder as messages name it: from here, where that is shorter than from the root."""
    relative = os.path.relpath(content.resolve())
    if relative == ".":
        return ""
    far = relative.startswith(os.path.join("..", ".."))
    return content.resolve().as_posix() if far else Path(relative).as_posix()


def show(diagnostics: Sequence[Diagnostic], content: Path) -> None:
    """Print findings to standard error."""
    click.echo(
        report.text(diagnostics, shown_folder(content), colour=sys.stderr.isatty()), err=True, nl=False
    )


def progress() -> Progress:
    """Return a progress bar for a terminal, which shows itself after a second; elsewhere nothing."""
    if not sys.stderr.isatty():
        return silent
    from generator.commands.progress import Bar

    return Bar()


@contextmanager
def refusals() -> Iterator[None]:
    """Report a refusal as an error of usage: a sentence, and exit code 2."""
    from generator.authoring.files.writing import Refused

    try:
        yield
    except Refused as error:
        raise click.UsageError(str(error)) from None


@contextmanager
def unfinished() -> Iterator[None]:
    """Report a file that can't be read or written.

    Each file is whole, and the same command goes on from there.
    """
    try:
        yield
    except OSError as error:
        raise click.ClickException(
            f"{error.strerror}: {error.filename}. Every file is whole; once that is mended, run the command "
            "again "
            "and it goes on from there."
        ) from None
