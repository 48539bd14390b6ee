"""`enquiry serve`: the first build, the servers, the watcher."""

from __future__ import annotations

import contextlib
import gc
import threading
from collections.abc import Callable
from typing import Final

from generator.engine.options import Options
from generator.engine.outcome import Outcome
from generator.engine.pipeline import warm
from generator.engine.theme.sources import packaged
from generator.model import report
from generator.preview.preview import Announce, Preview
from generator.preview.server import PreviewServer
from generator.preview.watch import watch

LOOPBACK: Final = {"127.0.0.1": "::1", "localhost": "::1", "::1": "127.0.0.1"}
"""The other address of this computer: a browser may look `localhost` up as either."""


class NoPort(Exception):
    """The preview can't listen on the given address; holds the reason."""


def serve(options: Options, host: str, port: int, folder_name: str, say: Callable[[str], None]) -> None:
    """Serve until interrupted. Raises `NoPort` where the port is taken.

    The pages come first: the search index is made a second after the last change (see `watch`), and until
    then a search finds what was there before.
    """
    preview = Preview(options, _announcement(folder_name, say))
    servers = _servers(host, port, preview, folder_name)
    preview.rebuild(frozenset())
    for server in servers:
        threading.Thread(target=server.serve_forever, daemon=True).start()
    viewer = options.viewers[0]
    seen = f"what {viewer.person} sees" if viewer.person else f"the {viewer.name} edition"
    say(f"http://{_shown(host)}:{servers[0].server_address[1]}/ shows {seen}; stop with Ctrl+C")
    themes = [folder for folder in (options.content.parent / "themes", packaged("themes")) if folder.is_dir()]
    try:
        _warm()
        watch([options.content, *dict.fromkeys(themes)], preview.rebuild, threading.Event())
    except KeyboardInterrupt:
        say("stopped")
    finally:
        for server in servers:
            server.shutdown()
            server.server_close()


def _warm() -> None:
    """Prepare for an edit."""
    loading = threading.Thread(target=warm, daemon=True)  # an interrupt during an import may be lost
    loading.start()
    loading.join()
    gc.freeze()  # what there is by now stays, and takes long to be looked through for garbage


def _servers(host: str, port: int, preview: Preview, folder_name: str) -> list[PreviewServer]:
    """Return a server on this address and, for a loopback address, one on the other where there is one."""
    try:
        servers = [PreviewServer((host, port), preview, folder_name)]
    except OSError as error:
        raise NoPort(error.strerror or str(error)) from None
    if other := LOOPBACK.get(host):
        with contextlib.suppress(OSError):
            servers.append(PreviewServer((other, servers[0].server_address[1]), preview, folder_name))
    return servers


def _shown(host: str) -> str:
    """Return a host as it stands in an address."""
    return "localhost" if host in LOOPBACK else f"[{host}]" if ":" in host else host


def _announcement(folder_name: str, say: Callable[[str], None]) -> Announce:
    """Return a function that says what came of each build."""

    def announce(outcome: Outcome, seconds: float) -> None:
        if outcome.diagnostics:
            say(report.text(outcome.diagnostics, folder_name).rstrip("\n"))
        rendered = sum(each.rendered for each in outcome.statistics.values())
        say(
            f"built in {seconds:.2f} s, {rendered} rendered"
            if outcome.written
            else f"not built: {report.summary(outcome.diagnostics)}"
        )

    return announce
