"""The next steps after `enquiry init`: what to type, and what to set on the forge and at the host."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from generator.authoring.init import Choices
from generator.model.forges import FORGES

_GUIDE: Final = "The guide's page “Publishing” has each step: content/pages/publishing.md"
_PUBLISHING: Final = {
    "server": (
        (
            "Follow “A server of your own” in content/pages/publishing.md: `enquiry headers` for the web "
            "server, and `enquiry publish` for what it serves."
        ),
    ),
    "netlify": (
        "At the host, make a site from the folder site/public. The file _headers in it is read there.",
        "Make another for site/cohort, and set a password or a list of members before the first upload.",
    ),
    "folder": ("`enquiry build --edition cohort --zip` makes an archive that opens from any folder.",),
    "later": (),
}


def next_steps(folder: Path, choices: Choices) -> str:
    """Return the steps as numbered lines."""
    steps = "".join(f"{number}. {step}\n" for number, step in enumerate(_steps(folder, choices), start=1))
    return f"Next:\n\n{steps}\n{_GUIDE}"


def _steps(folder: Path, choices: Choices) -> Iterator[str]:
    forge = FORGES[choices.forge]
    repository = choices.repository or "ORGANISATION/NAME"
    yield f"cd {shlex.quote(str(folder))} && enquiry serve      # look at it; Ctrl+C ends it"
    yield 'git init -b main && git add -A && git commit -m "A new network"'
    yield (
        f"git remote add origin {forge.host}{repository}.git && git push -u origin main"
        f"      # once there is an empty repository {repository} on {forge.title}"
    )
    yield "Fill in content/network.yaml, where something stands in square brackets; `enquiry check` lists it."
    yield from forge.protection
    if choices.publish == "pages":
        yield from forge.pages
    else:
        yield from _PUBLISHING[choices.publish]
