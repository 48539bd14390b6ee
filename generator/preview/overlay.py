"""The additions of the preview to a page: the errors, over the last good site, and the reload.

Nothing of it is written to disk. It needs no script to be read, and no style or script stands inside the
page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from typing import Final

from generator.model.codes import SEVERITIES
from generator.model.diagnostics import Diagnostic
from generator.model.report import SEE_ALL, bounded, further, summary

PREFIX: Final = "/.enquiry/"

STYLE: Final = """\
.enquiry-overlay {
  position: fixed; inset: auto 0 0 0; z-index: 1000; max-height: 70vh; overflow: auto;
  margin: 0; padding: 1rem 1.5rem;
  background: #fff8f6; color: #2b1714; border-top: 4px solid #b3261e; font: 1rem/1.5 system-ui, sans-serif; }
.enquiry-overlay h2 { margin: 0 0 .5rem; font: 700 1.1rem/1.3 system-ui, sans-serif; }
.enquiry-overlay ol { margin: 0; padding-left: 1.5rem; }
.enquiry-overlay li { margin: 0 0 .75rem; }
.enquiry-overlay code { font: .9rem/1.4 ui-monospace, monospace; overflow-wrap: anywhere; }
.enquiry-overlay p { margin: 0; }
@media (prefers-color-scheme: dark) { .enquiry-overlay { background: #2b1714; color: #fdeeea; } }
@media print { .enquiry-overlay { display: none; } }
"""

SCRIPT: Final = """\
const version = document.currentScript.dataset.version;
const stream = new EventSource("/.enquiry/events?since=" + encodeURIComponent(version));
stream.addEventListener("reload", () => { stream.close(); location.reload(); });
addEventListener("pagehide", () => stream.close());
"""


_POLICY: Final = re.compile(rb'<meta http-equiv="Content-Security-Policy" content="([^"]*)">\n?')


def policy(page: bytes) -> tuple[bytes, str]:
    """Return the page without its policy, and the policy for the header.

    It is the same policy, but that the additions of the preview may run.
    """
    found = _POLICY.search(page)
    if not found:
        return page, ""
    sources = dict(each.partition(" ")[::2] for each in found[1].decode().split("; "))
    sources = {"script-src": "'self'", "connect-src": "'self'", **sources}
    return page[: found.start()] + page[found.end() :], "; ".join(" ".join(each) for each in sources.items())


def with_overlay(page: bytes, diagnostics: Sequence[Diagnostic], folder: str, version: str) -> bytes:
    """Return the page with the preview's additions before its end."""
    addition = (
        f'<link rel="stylesheet" href="{PREFIX}overlay.css">{_errors(diagnostics, folder)}'
        f'<script src="{PREFIX}reload.js" data-version="{escape(version)}"></script>'
    )
    head, found, tail = page.rpartition(b"</body>")
    return head + addition.encode() + found + tail if found else page + addition.encode()


def _errors(diagnostics: Sequence[Diagnostic], folder: str) -> str:
    if not diagnostics:
        return ""
    shown, more = bounded(diagnostics)
    rows = "".join(
        _row(each, folder) for each in sorted(shown, key=lambda each: SEVERITIES.index(each.severity))
    )
    rest = "".join(f"<p>{escape(further(*each))}</p>" for each in more.items())
    rest += f"<p>{escape(SEE_ALL)}</p>" if more else ""
    note = "This is the site as it was before. It is built anew when you save the mended file."
    return (
        '<section class="enquiry-overlay" role="alert" tabindex="0" aria-label="Errors in the content">'
        f"<h2>{escape(summary(diagnostics).capitalize())}</h2><p>{note}</p><ol>{rows}</ol>{rest}</section>"
    )


def _row(diagnostic: Diagnostic, folder: str) -> str:
    place = f"{folder}/{diagnostic.span}" if folder else str(diagnostic.span)
    hint = f"<p>Hint: {escape(diagnostic.hint)}</p>" if diagnostic.hint else ""
    return (
        f"<li><p><code>{escape(place)}</code> <b>{escape(diagnostic.code)}</b></p>"
        f"<p>{escape(diagnostic.message)}</p>{hint}</li>"
    )


def nothing_yet(title: str) -> bytes:
    """Return a page for when there is no site to show."""
    shown = escape(title)
    return (
        f'<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>{shown}</title></head>'
        f"<body><main><h1>{shown}</h1></main></body></html>"
    ).encode()
