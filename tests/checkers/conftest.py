"""One sample site and one browser for all of these tests that a process runs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.browser import chromium
from tests.checkers.sample import Sample, built
from tests.shared import SampleSite

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="session")
def sample(sample_site: SampleSite, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sample]:
    """The sample network, built and served."""
    with built(tmp_path_factory.mktemp("checked"), sample_site) as made:
        yield made


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A Chromium."""
    with chromium() as started:
        yield started
