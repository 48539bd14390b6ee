"""`enquiry serve`: the first build, the server, the watcher."""

from __future__ import annotations

import threading
from collections.abc import Callable

from generator.engine.options import Options
from generator.engine.outcome import Outcome
from generator.engine.theme.sources import packaged
from generator.model import report
from generator.preview.preview import Preview
from generator.preview.server import PreviewServer
from generator.preview.watch import watch


class NoPort(Exception):
    """The preview can't listen where it was asked to."""


def serve(options: Options, host: str, port: int, folder_name: str, say: Callable[[str], None]) -> None:
    """Serve until interrupted. Raises `NoPort` where the port is taken.

    The pages come first: the search index is made a second after the last change (see `watch`), and until then a search finds what was there before.
    """

    def announce(outcome: Outcome, seconds: float) -> None:
        if outcome.diagnostics:
            say(report.text(outcome.diagnostics, folder_name).rstrip("\n"))
        rendered = sum(work.rendered for work in outcome.statistics.values())
        say(
            f"built in {seconds:.2f} s, {rendered} rendered"
            if outcome.written
            else f"not built: {report.summary(outcome.diagnostics)}"
        )

    preview = Preview(options, announce)
    try:
        server = PreviewServer((host, port), preview, folder_name)
    except OSError as error:
        raise NoPort(error.strerror or str(error)) from None
    stop = threading.Event()
    preview.rebuild(frozenset())
    threading.Thread(target=server.serve_forever, daemon=True).start()
    viewer = options.viewers[0]
    seen = f"what {viewer.person} sees" if viewer.person else f"the {viewer.name} edition"
    say(
        f"http://{'localhost' if host == '127.0.0.1' else host}:{server.server_address[1]}/ shows {seen}; stop with Ctrl+C"
    )
    themes = [folder for folder in (options.content.parent / "themes", packaged("themes")) if folder.is_dir()]
    try:
        watch([options.content, *dict.fromkeys(themes)], preview.rebuild, stop)
    except KeyboardInterrupt:
        say("stopped")
    finally:
        server.shutdown()
        server.server_close()
