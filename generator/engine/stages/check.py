"""Check: the faults of a network's theme and language, and those of its records that depend on words.

These depend on the theme's files or on words, which admission does not see. (This is not the command
`enquiry check`.)
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Final

from generator.engine.committed import committed
from generator.engine.context import Context, stage
from generator.engine.stages.read import Reading
from generator.engine.theme import editor_files, sources
from generator.model.diagnostics import Diagnostic, Span, ordered
from generator.network.records import Admitted, Network
from generator.subjects.registry import modules

SETTINGS: Final = "network.yaml"


@stage("check")
def run(context: Context, reading: Reading, admitted: Admitted) -> Admitted:
    """Return the network with these diagnostics among the others."""
    network = admitted.network
    if network is None:
        return admitted
    faults = (
        *_theme(context, reading, network),
        *_language(context, reading, network),
        *_editor(context, reading, network),
        *_subjects(context, reading, network),
    )
    return Admitted(network, ordered((*admitted.diagnostics, *faults))) if faults else admitted


def _span(context: Context, reading: Reading, path: str, *keys: str | int) -> Span:
    """Return the place of a setting in a file."""
    return context.cache.documents.get(path, reading.entries[path].digest).span(*keys)


def _theme(context: Context, reading: Reading, network: Network) -> Iterator[Diagnostic]:
    """Return the faults of a network's own theme."""
    name = network.config.theme
    if not name:
        return
    folder = sources.own_folder(context.options.content, name)
    if folder.is_dir():
        yield from sources.faults(folder)
    else:
        yield Diagnostic(
            _span(context, reading, SETTINGS, "theme"),
            "no-theme",
            f"There is no folder themes/{name} beside the content folder.",
            "correct `theme`, or leave it out for the default one",
        )


def _language(context: Context, reading: Reading, network: Network) -> Iterator[Diagnostic]:
    """Return the faults of the language that a network asks for."""
    from generator.engine.theme import languages

    folders = sources.theme_folders(context.options.content, network.config.theme)
    spoken = languages.find_language(folders, network.config.language)
    yield from spoken.faults
    if spoken.language.draft or spoken.others:
        span = _span(context, reading, SETTINGS, "language")
        yield languages.incomplete(network.config.language, spoken, span)


def _editor(context: Context, reading: Reading, network: Network) -> Iterator[Diagnostic]:
    """Return a finding where the editor is asked for and can't be made here."""
    content = context.options.content
    if network.config.editor is None or not editor_files.missing(content):
        return
    if committed(editor_files.folder(content)):
        yield Diagnostic(
            _span(context, reading, SETTINGS, "editor"),
            "editor-committed",
            "The editor is left out: what it is made of is committed, so whoever may change it could put a "
            f"script into the page in which all write ({editor_files.MODULES}).",
            f"type `git rm -r --cached {editor_files.MODULES}`, and commit that; then `enquiry editor`",
        )
    else:
        yield Diagnostic(
            _span(context, reading, SETTINGS, "editor"),
            "no-editor",
            "The editor is left out: what it is made of is not in the network's folder.",
            "type `enquiry editor`",
        )


def _subjects(context: Context, reading: Reading, network: Network) -> Iterator[Diagnostic]:
    """Return the faults of records that depend on words."""
    for module in modules("checks"):
        for check in getattr(module, "TEXT_CHECKS", ()):
            yield from check(network, partial(_span, context, reading))
