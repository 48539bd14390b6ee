"""Programs that a test needs besides Python. It declares them by markers; the quick tests need none."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

PROGRAMS: Final = ("browser", "cluster", "java", "node", "pdf", "ssh", "webserver")
"""The markers; pyproject.toml says what each of them means."""


class Declared:
    """The markers of the test that runs; None outside of pytest, where everything may be used."""

    markers: Collection[str] | None = None


def need(program: str) -> None:
    """Fail where a test uses a program that it does not declare."""
    assert Declared.markers is None or program in Declared.markers, (
        f"This test needs a program: mark it with `@pytest.mark.{program}`."
    )
