"""`enquiry serve`: the preview."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from generator.commands.messages import NO_INDEX, shown_folder
from generator.commands.options import (
    content_option,
    day_option,
    find_content,
    options,
    output_option,
    style_guide_option,
    workers_option,
)
from generator.engine.errors import BrokenTheme, NoIndexer, NotOurs
from generator.engine.options import Options
from generator.model.audience import EDITIONS, VIEWERS
from generator.publish.page import TwoPages


@click.command()
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
@workers_option
@click.option(
    "--no-search",
    is_flag=True,
    help="Build no search index. With one, it follows the pages a second after the last change.",
)
@click.option(
    "--edit",
    is_flag=True,
    help="Open forms in the browser at /write/, on the folder that is shown; `enquiry editor` fetches them.",
)
@style_guide_option
@day_option
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
    edit: bool,
    style_guide: bool,
    date: str,
) -> None:
    """Show the site while you write: it is built and reloaded at every change.

    An error in the content is shown over the last good site.
    """
    folder = find_content(content)
    more: dict[str, Any] = {"search": not no_search, "style_guide": style_guide, "edit": edit}
    if edit:
        _need_editor(folder, edition)
    chosen = options(folder, output, cache, date, viewers=(VIEWERS[edition],), workers=workers or 0, **more)
    run(chosen if person is None else as_writer(chosen, person), host, port, folder)


def _need_editor(folder: Path, edition: str) -> None:
    """Refuse where the editor can't be shown, in a sentence; else say how to open it."""
    from generator.engine.theme.editor_files import missing

    if VIEWERS[edition].is_public:
        raise click.UsageError("The public edition has no editor. Leave --edition out, or choose another.")
    if missing(folder):
        raise click.ClickException("The editor can't be shown yet. Type `enquiry editor` first.")
    click.echo(
        "Write at /write/, in Chrome or Edge: choose “Work with Local Repository”, and the folder "
        f"{folder.resolve().parent}",
        err=True,
    )


def run(chosen: Options, host: str, port: int, folder: Path) -> None:
    """Serve until somebody ends it, and report what stands in the way in a sentence."""
    from generator.preview.run import NoPort, serve as run_preview

    try:
        run_preview(chosen, host, port, shown_folder(folder), lambda line: click.echo(line, err=True))
    except NotOurs:
        raise click.UsageError(
            f"{chosen.output} holds something that Enquiry did not make. Choose an empty folder with "
            "--output."
        ) from None
    except NoPort as error:
        raise click.ClickException(
            f"Port {port} can't be used ({error}). Try another one with --port."
        ) from None
    except (BrokenTheme, TwoPages) as error:
        raise click.ClickException(str(error)) from None
    except NoIndexer as error:
        raise click.ClickException(NO_INDEX.format(error)) from None


def as_writer(chosen: Options, person: str) -> Options:
    """Return the options of a writer's own view.

    It holds private records, so it stays in the cache's folder, away from what is published.
    """
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
