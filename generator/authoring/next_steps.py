"""The next steps after `enquiry init`: what to type, and what to set on the forge and at the host.

They are those of the guide's page about publishing, in its order.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from generator.authoring.init import Choices
from generator.model.forges import FORGES, NOWHERE
from generator.model.slugs import slugify
from generator.publish.composer.identifiers import host

_GUIDE: Final = "The guide's page “Publishing” has each step: content/pages/publishing.md"
_PUBLISHING: Final = {
    "server": (
        (
            "Set up the server: “A server of your own” in content/pages/publishing.md says how, and what is "
            "different where a forge's CI carries the editions there."
        ),
    ),
    "netlify": (
        "`enquiry build`, then make a site of the folder site/public at the host; it reads _headers.",
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
    person = slugify(choices.facilitator)
    yield f"cd {shlex.quote(str(folder))} && enquiry serve      # look at it; Ctrl+C ends it"
    yield (
        "Fill in what stands in square brackets in content/network.yaml, and the addresses at example.org; "
        f"write content/pages/about.md and content/participants/{person}/profile.md. `enquiry check` lists "
        "what is left."
    )
    yield (
        f'enquiry new post --as {person} --title "Why I write"      # then write it, until `enquiry check` '
        "finds nothing"
    )
    yield 'git init -b main && git add --all && git commit -m "A new network"'
    if choices.forge == NOWHERE:
        yield from _without_forge(choices)
    else:
        yield from _on_forge(choices)


def _without_forge(choices: Choices) -> Iterator[str]:
    """Yield the steps for a repository on the server itself."""
    if choices.publish == "server":
        yield "On the server, make a user and a repository: “A server of your own” in the guide says how."
        yield f"git remote add origin enquiry@{host(choices.address)}:network.git && git push -u origin main"
        yield "Go on there: passwords, the web server, certificates, and the script that publishes."
    else:
        yield from _PUBLISHING[choices.publish]


def _on_forge(choices: Choices) -> Iterator[str]:
    """Yield the steps for a repository on a forge, and for what is served from there."""
    forge, repository = FORGES[choices.forge], choices.repository or "ORGANISATION/NAME"
    yield (
        f"git remote add origin {forge.host}{repository}.git && git push -u origin main"
        f"      # once there is an empty private repository {repository} on {forge.title}"
    )
    yield from forge.protection
    if choices.publish == "pages":
        yield from forge.pages
    else:
        yield from _PUBLISHING[choices.publish]
    if choices.publish == "server":
        yield from forge.server
