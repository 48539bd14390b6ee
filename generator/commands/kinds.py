"""`enquiry kinds`: the kinds of records and an example of each, from their descriptions."""

from __future__ import annotations

import click

from generator.authoring.files import writing
from generator.schema.kind import Kind
from generator.schema.values import audience
from generator.subjects.registry import KINDS


@click.command()
@click.argument("kind", type=click.Choice(list(KINDS)), required=False, metavar="[KIND]")
def kinds(kind: str | None) -> None:
    """List the kinds of records beside posts; for one KIND, show an example and all settings."""
    if kind is not None:
        click.echo(_described(KINDS[kind]))
        return
    wide = max(map(len, KINDS))
    for name, each in KINDS.items():
        click.echo(f"{name:<{wide}}  {each.label}: {writing.example(each).path}")


def _described(kind: Kind) -> str:
    draft = writing.example(kind)
    shape = kind.shape(audience(kind.noun, kind.widest))
    settings = (f"{each} (needed)" if each in shape.required else each for each in shape.readers)
    text = writing.draft_text(draft)
    return f"{draft.path}:\n\n{text}\nSettings: {', '.join(settings)}"
