"""`python3 -m tests`: everything that the tests need, and then the tests.

    python3 -m tests             the whole suite, with the versions in constraints.txt
    python3 -m tests --quick     the tests that need no browser, Node, Java, web server or patience: a minute
    python3 -m tests --newest    the whole suite, with the newest versions that pyproject.toml allows
    python3 -m tests --lock      write the newest versions into constraints.txt

From a fresh clone with Python 3.11 it makes a virtual environment, installs the project with what its tests
need (Node and a Java runtime come with it, and what runs on them from npm), finds a browser and a web server
or fetches them, and runs pytest. A later run starts at once unless `constraints.txt`, `pyproject.toml` or
`tests/package-lock.json` has changed. Other arguments go to pytest: `python3 -m tests -k cycle -x`.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from typing import Final

from tests.setup.common import ROOT, stop
from tests.setup.environment import FULL, NEWEST, QUICK, TESTED, prepare
from tests.setup.lock import lock
from tests.setup.tools import tools

OLDEST: Final = (3, 11)
LATER: Final = "browser or node or java or webserver or ssh or pdf or cluster or slow"
"""The markers of tests that are left out of the quick run; pyproject.toml says what each means."""


def main(arguments: list[str]) -> int:
    """Install what is missing, run pytest, and return its exit code."""
    if sys.version_info < OLDEST:
        raise stop(
            f"The tests need Python {OLDEST[0]}.{OLDEST[1]} or newer; this is {sys.version.split()[0]}."
        )
    chosen, others = options().parse_known_args(arguments)
    if chosen.lock:
        lock()
        return 0
    environment = NEWEST if chosen.newest else TESTED
    prepare(environment, QUICK if chosen.quick else FULL)
    found = {"ENQUIRY_QUICK": "1"} if chosen.quick else tools(environment.python)
    return subprocess.run(
        [
            *(environment.python, "-m", "pytest"),
            *(["-m", f"not ({LATER})"] if chosen.quick else []),
            *(
                []
                if any(each.startswith(("-n", "--numprocesses", "--pdb")) for each in others)
                else ["-n", "auto", "--dist", "loadgroup", "--no-loadscope-reorder"]
            ),
            *others,
        ],
        cwd=ROOT,
        env={**os.environ, **found},
        check=False,
    ).returncode


def options() -> argparse.ArgumentParser:
    """Return the parser of this command's own options."""
    parser = argparse.ArgumentParser(
        prog="python3 -m tests", allow_abbrev=False, epilog="Others go to pytest."
    )
    parser.add_argument("--quick", action="store_true", help="leave out what needs other programs or is slow")
    parser.add_argument("--newest", action="store_true", help="use the newest versions, not the tested ones")
    parser.add_argument("--lock", action="store_true", help="write the newest versions into constraints.txt")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
