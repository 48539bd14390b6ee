"""Commands for facilitators: `enquiry sign-off`, `digest`, `match`."""

from __future__ import annotations

import os
from pathlib import Path

import click

from generator.commands.confirmation import confirm, yes_option
from generator.commands.dates import a_date, the_day
from generator.commands.messages import refusals, shown_folder, unfinished
from generator.commands.options import content_option, find_content, options
from generator.model.audience import EDITIONS, VIEWERS


@click.command()
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
    """Write a cohort's digest as a mail to send (.eml) and as Markdown: what is new by standard, what waits
    for an answer, what is due next.

    Nothing is sent. The mail opens as a draft in most mail programs, and names no recipient.
    """  # noqa: D205 - the help of a command is a paragraph
    from generator.authoring import digest_mail

    folder = find_content(content)
    chosen = options(folder, date=date)
    with refusals():
        made = digest_mail.digest(chosen, VIEWERS[edition], name, a_date(since))
        written = digest_mail.write(made, to)
    click.echo("".join(f"{each}\n" for each in made.notes), err=True, nl=False)
    click.echo("".join(f"{os.path.relpath(each)}\n" for each in written), nl=False)


@click.command("sign-off")
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
    help="In which role: owner, or the one that the review names under `with`.",
)
@click.option(
    "--as",
    "signer",
    default="",
    metavar="PERSON",
    help="Who signs with an account of their own: their folder. Without it, the owner of the plan does.",
)
@click.option("--date", default="", metavar="YYYY-MM-DD", help="When.  [default: today]")
def sign_off(person: str, content: Path | None, day: str, role: str, signer: str, date: str) -> None:
    """Sign off a review of PERSON's development plan, as its owner or as the colleague that it was with.

    A colleague who has a folder here, or a facilitator for them, signs with --as and proposes the change with
    their own account; the plan then says that they signed. Otherwise it says that its owner recorded it.

    The sign-off is bound to the evidence that the plan names: if any of it changes later, the plan's page and
    `enquiry check` say so.
    """
    from generator.authoring.files.changes import carry_out
    from generator.subjects.plans import sign_off as signing

    folder = find_content(content)
    with refusals(), unfinished():
        change = signing.sign_off(options(folder), person, a_date(day), role, the_day(date, folder), signer)
        carry_out(folder, [change])
    click.echo(signing.shown(change, shown_folder(folder)))


@click.command()
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

    As many needs as possible are met, by people of other schools who offered or state an interest; near ones
    and those with little to do go first.
    """
    from generator.subjects.projects import proposals

    folder = find_content(content)
    chosen = options(folder)
    with refusals(), unfinished():
        if accepted is not None:
            confirm(proposals.accepted(chosen, accepted, the_day(date, folder)), folder, yes)
            return
        proposal = proposals.proposed(chosen, most)
        if to is not None:
            proposals.written(to, proposal)
    click.echo(proposals.as_json(proposal) if style == "json" else proposals.as_table(proposal), nl=False)
