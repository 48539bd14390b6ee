"""`enquiry standards`: every standard of the catalogues in use, with the id by which a post names it."""

from __future__ import annotations

from pathlib import Path

import click

from generator.authoring.files import writing
from generator.commands.dates import the_day
from generator.commands.messages import refusals
from generator.commands.options import content_option, day_option, find_content, options
from generator.network.catalogues import Standard, Standards


@click.command()
@click.argument("words", nargs=-1, metavar="[WORD]...")
@content_option
@day_option
def standards(words: tuple[str, ...], content: Path | None, date: str) -> None:
    """List the standards that a post can name, those in force first: the id, the number, the title.

    With WORDs, list those alone that hold them in the id, the number, the title or the statement.
    """
    folder = find_content(content)
    with refusals():
        known = writing.load(options(folder)).standards
        found = [suite for each in known.suites(the_day(date, folder)) if (suite := _holding(each, words))]
        if not found:
            raise writing.Refused(_nothing(known, " ".join(words)))
        click.echo("\n".join(_described(suite) for suite in found))


def _holding(suite: tuple[Standard, ...], words: tuple[str, ...]) -> list[Standard]:
    """Return the standards of a suite that hold all of these words."""
    wanted = [each.casefold() for each in words]
    return [each for each in suite if all(word in _text(each) for word in wanted)]


def _text(standard: Standard) -> str:
    return f"{standard.id} {standard.number} {standard.title} {standard.statement}".casefold()


def _nothing(known: Standards, words: str) -> str:
    """Return why nothing is listed, with what may be meant."""
    if not known.by_id:
        return "This network has no standards: `standards` in network.yaml names the catalogues in use."
    close = " or ".join(f"{each.id} ({each.title})" for each in known.meant(words))
    return f"No standard has “{words}” in it." + (f" Did you mean {close}?" if close else "")


def _described(suite: list[Standard]) -> str:
    """Return a suite as lines: its title with the time in which it is in force, then its standards."""
    first, wide = suite[0], max(len(each.id) for each in suite)
    start, end = first.in_force_from, first.in_force_to
    time = f" (in force from {start} to {end})" if end else f" (in force since {start})" if start else ""
    rows = (
        f"  {each.id:<{wide}}  {'  ' * (len(each.path) - 1)}{f'{each.number} {each.title}'.strip()}"
        for each in suite
    )
    return "\n".join([f"{first.catalogue}{time}", *rows, ""])
