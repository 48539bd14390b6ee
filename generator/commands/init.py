"""`enquiry init`: a new network; on a terminal it asks for what was not given."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

import click
from click.core import ParameterSource

from generator.commands.dates import a_date, the_day
from generator.commands.messages import refusals
from generator.model.forges import FORGES, NOWHERE, USUAL

WEEKS: Final = 12
"""Length of the first cohort, unless its end is given."""
PLACES: Final = ("pages", "server", "netlify", "folder", "later")
"""Places of publication: the forge's own pages, a web server, Netlify or the like, a shared folder."""
OPTIONS: Final = (
    ("title", "A network of enquiry", "What the network is called."),
    ("cohort_title", "Our first cohort", "What the first cohort is called."),
    ("starts", "", "When it starts (YYYY-MM-DD).  [default: Monday of this week]"),
    ("ends", "", f"When it ends (YYYY-MM-DD).  [default: after {WEEKS} weeks]"),
    ("facilitator", "First Facilitator", "The name of the first facilitator."),
    ("publish", "pages", "Where it will be published: decides the CI files and the next steps."),
    (
        "forge",
        "",
        f"Where it will be kept: decides CI files.  [default: {USUAL}; for a server or a folder {NOWHERE}]",
    ),
    ("repository", "", "The repository there, as ORGANISATION/NAME: “New post” and “Reply” open there."),
    ("account", "", "The facilitator's account there, by which proposals are known."),
    ("address", "https://example.org/", "Where the public edition will be."),
    ("language", "en-GB", "The language of the menus and dates."),
    ("timezone", "Europe/London", "The time zone whose clocks decide what today is."),
)
"""The choices, in the order in which they are asked for: each with a default and a description."""
CHOICES: Final = {"forge": click.Choice([*FORGES, NOWHERE]), "publish": click.Choice(PLACES)}
ON_A_FORGE: Final = ("repository", "account")
"""Choices that only a network on a forge has."""
WITHOUT_FORGE: Final = ("server", "folder")
"""Places of publication for which a network needs no forge, unless it names one."""


def options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add an option for each choice."""
    for name, usual, about in reversed(OPTIONS):
        function = click.option(
            f"--{name.replace('_', '-')}",
            default=usual if usual or name not in CHOICES else None,
            show_default=bool(usual),
            type=CHOICES.get(name),
            help=about,
        )(function)
    return function


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@options
@click.option(
    "--vendor",
    is_flag=True,
    help="Put a copy of Enquiry into the folder, from which CI installs it, with digests of all packages.",
)
@click.option(
    "--date", default="", metavar="YYYY-MM-DD", help="The day on which it is made.  [default: today]"
)
@click.pass_context
def init(context: click.Context, /, folder: Path, vendor: bool, date: str, **chosen: str) -> None:
    """Start a network in FOLDER, and say what to do next.

    On a terminal it asks for what you did not give. Look at the network with `enquiry serve`.
    """
    from generator.authoring.init import Choices, init as start
    from generator.authoring.next_steps import next_steps

    today = the_day(date, folder / "content")
    if sys.stdin.isatty() and sys.stderr.isatty():
        for name, *_ in OPTIONS:
            chosen[name] = _asked(context, name, chosen, today)
    chosen["forge"] = _forge(chosen)
    starts = a_date(chosen.pop("starts") or _monday(today))
    ends = a_date(chosen.pop("ends") or _later(starts))
    if ends <= starts:
        raise click.UsageError(f"The cohort would end on {ends}, before it starts on {starts}.")
    choices = Choices(**chosen, today=today, starts=starts, ends=ends, vendor=vendor)
    with refusals():
        written = start(folder, choices)
    click.echo("".join(f"{path}\n" for path in written))
    click.echo(next_steps(folder, choices))


def _forge(chosen: Mapping[str, str]) -> str:
    """Return the forge: the one that was named, or the usual one where the other choices need any."""
    named = [f"--{each}" for each in ON_A_FORGE if chosen[each]]
    forge = chosen["forge"] or (NOWHERE if chosen["publish"] in WITHOUT_FORGE and not named else USUAL)
    if forge == NOWHERE and named:
        raise click.UsageError(f"{named[0]} is for a network on a forge. Name it: --forge {USUAL}.")
    if forge == NOWHERE and chosen["publish"] == "pages":
        raise click.UsageError(
            "These pages would be served by a forge, and there is none. Say where the network is published: "
            f"--publish {' | '.join(PLACES[1:])}."
        )
    return forge


def _asked(context: click.Context, name: str, chosen: Mapping[str, str], today: str) -> str:
    """Ask for a choice that was not given on the command line, and return it."""
    if context.get_parameter_source(name) is not ParameterSource.DEFAULT:
        return chosen[name]
    if name in ON_A_FORGE and chosen["forge"] == NOWHERE:
        return ""
    first = {
        "starts": _monday(today),
        "ends": _later(chosen["starts"] or _monday(today)),
        "forge": NOWHERE if chosen["publish"] in WITHOUT_FORGE else USUAL,
    }.get(name, chosen[name])
    about = next(about for each, _, about in OPTIONS if each == name).partition("  [")[0]
    answer: str = click.prompt(about, default=first, type=CHOICES.get(name), err=True)
    return answer


def _monday(today: str) -> str:
    day = dt.date.fromisoformat(today)
    return (day - dt.timedelta(days=day.weekday())).isoformat()


def _later(day: str) -> str:
    return (dt.date.fromisoformat(day) + dt.timedelta(weeks=WEEKS, days=-3)).isoformat()
