"""Rules for every test.

None is skipped, and each run tries the same examples unless it is told to look for new ones.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Generator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.needs import PROGRAMS, Declared
from tests.shared import SampleSite, build_sample, once

# A shell has what it starts in the background ignore Ctrl+C, and with it all that is started from there, such
# as the previews that are stopped so here.
signal.signal(signal.SIGINT, signal.default_int_handler)

settings.register_profile(
    "steady", deadline=None, derandomize=True, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile(
    "searching", deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("searching" if os.environ.get("ENQUIRY_EXAMPLES") else "steady")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A test that skips itself has not been run: it fails."""
    report = yield
    if report.skipped:
        report.outcome = "failed"
        report.longrepr = (
            f"{item.nodeid} was skipped. No test here may be: make what it needs, or fail saying how to get "
            "it."
        )
    return report


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Note the programs that a test declares; a fixture that uses one is made for such a test."""
    Declared.markers = {each.name for each in item.iter_markers()} & set(PROGRAMS)
    return (yield)


@pytest.fixture(scope="session")
def sample_site(tmp_path_factory: pytest.TempPathFactory) -> SampleSite:
    """The sample network's site, and the cache of its build."""
    folder = once(tmp_path_factory, "sample-site", build_sample)
    return SampleSite(folder / "site", folder / "cache")


SLOW = {"editions", "hardening", "incremental"}
"""Folders of tests that build networks again and again, and are left out of the quick run as a whole."""

TOGETHER = ("module", "session")
"""Scopes of fixtures that are made once in each process: tests that share one belong in one process."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the slow folders, keep tests that share a fixture of ours, and begin with them.

    Other tests fill the processes evenly at the end. Those of one folder share what its `conftest.py` makes.
    """
    for item in items:
        if SLOW & set(item.path.parts):
            item.add_marker(pytest.mark.slow)
        if group := _group(item):
            item.add_marker(pytest.mark.xdist_group(group))
    items.sort(key=lambda item: not any(item.iter_markers("xdist_group")))


def _group(item: pytest.Item) -> str:
    if not isinstance(item, pytest.Function):
        return ""
    folder = item.path.parent
    if (folder / "conftest.py").exists() and folder != Path(__file__).parent:
        return folder.name
    known = item._fixtureinfo.name2fixturedefs
    made = (each for name in item.fixturenames for each in known.get(name, ()))
    ours = (each for each in made if each.func.__module__ == item.module.__name__)
    return item.module.__name__ if any(each.scope in TOGETHER for each in ours) else ""
