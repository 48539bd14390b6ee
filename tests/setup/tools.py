"""Programs that are no Python packages, found or fetched: a browser, a web server, a typesetter."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tests.setup.common import say, stop, succeeds

PANGO: Final = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")
BROWSERS: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SERVERS: Final = (
    ("nginx", "nginx", "nginx-light", "-v"),
    ("apache", "apache2", "apache2-bin", "-v"),
    ("caddy", "caddy", "caddy", "version"),
)
"""Web servers: their names, their commands, Debian's packages, and how each tells its version."""
TRANSFER: Final = {
    "rsync": "rsync",
    "sftp": "openssh-client",
    "ssh": "openssh-client",
    "sshd": "openssh-server",
}
"""Commands that carry files to a server, and the packages that bring them."""
PLAYWRIGHTS: Final = """
from playwright.sync_api import sync_playwright
with sync_playwright() as started:
    print(started.chromium.executable_path)
"""


def tools(python: Path) -> dict[str, str]:
    """Return the environment variables that name the programs."""
    typesetter(python)
    file_transfer()
    servers = {f"ENQUIRY_{each[0].upper()}": web_server(*each) for each in SERVERS}
    return {"ENQUIRY_CHROMIUM": browser(python), **servers}


def browser(python: Path) -> str:
    """Return a Chromium that starts: the one that is named, one on this computer, or one fetched."""
    named = os.environ.get("ENQUIRY_CHROMIUM")
    if named and not starts(named):
        raise stop(f"ENQUIRY_CHROMIUM names {named}, which does not start.")
    if named:
        return named
    for found in candidates(python):
        if starts(found):
            return found
    raise stop(
        "There is no Chromium here and none could be fetched; install one (`apt-get install chromium`), "
        "or name one in ENQUIRY_CHROMIUM."
    )


def web_server(name: str, command: str, package: str, version: str) -> str:
    """Return a web server: the one that is named, one on this computer, or Debian's, installed."""
    path = f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin"
    variable = f"ENQUIRY_{name.upper()}"
    found = os.environ.get(variable) or shutil.which(command, path=path)
    if not found and may_install():
        install(package, what=name)
        found = shutil.which(command, path=path)
    if found and succeeds([found, version]):
        return found
    raise stop(
        f"There is no {name} here that starts; install one (`apt-get install {package}`), "
        f"or name one in {variable}."
    )


def typesetter(python: Path) -> None:
    """Find Pango, with which PDFs are set, or install Debian's."""
    asked: list[str | Path] = [python, "-c", "import weasyprint"]
    if succeeds(asked):
        return
    if may_install():
        install(*PANGO, what="Pango")
    if not succeeds(asked):
        raise stop(
            "The library Pango is not here, which WeasyPrint needs for the PDF of a portfolio; "
            f"install it (`apt-get install {' '.join(PANGO)}`)."
        )


def file_transfer() -> None:
    """Find OpenSSH and rsync, or install Debian's."""
    path = f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin"
    missing = {package for command, package in TRANSFER.items() if not shutil.which(command, path=path)}
    if missing and may_install():
        install(*sorted(missing), what=" and ".join(sorted(missing)))
        missing = {package for command, package in TRANSFER.items() if not shutil.which(command, path=path)}
    if missing:
        raise stop(f"There is no {' or '.join(sorted(missing))} here; `apt-get install {' '.join(missing)}`.")


def may_install() -> bool:
    """Return whether this is Debian or the like, with the right to install packages."""
    return os.name == "posix" and os.geteuid() == 0 and shutil.which("apt-get") is not None


def install(*packages: str, what: str) -> None:
    """Install Debian's packages."""
    say(f"no {what} found, installing it")
    succeeds(["apt-get", "update"])
    succeeds(["apt-get", "install", "-y", "--no-install-recommends", *packages])


def candidates(python: Path) -> Iterator[str]:
    """Yield browsers, the cheapest to find first; a step is taken when those before came to nothing."""
    yield from on_path()
    yield from playwrights_own(python)
    say("no Chromium found, fetching one")
    succeeds([python, "-m", "playwright", "install", "chromium"])
    yield from playwrights_own(python)
    if may_install():
        install("chromium", what="Chromium")
        yield from on_path()


def on_path() -> Iterator[str]:
    """Yield browsers among the computer's commands."""
    yield from filter(None, map(shutil.which, BROWSERS))


def playwrights_own(python: Path) -> Iterator[str]:
    """Yield the browser that Playwright would use, whether or not it has been fetched."""
    asked = subprocess.run([python, "-c", PLAYWRIGHTS], capture_output=True, text=True, check=False)
    if asked.returncode == 0:
        yield asked.stdout.strip()


def starts(command: str) -> bool:
    """Return whether a browser runs here: one may be on the path and lack its libraries."""
    return succeeds([command, "--version"])
