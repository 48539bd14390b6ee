"""Checks of development plans: signatures that no longer fit their evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from generator.model.diagnostics import Diagnostic, Span
from generator.network.records import Network
from generator.subjects.plans.signatures import fault, outdated


def check_signatures(network: Network, locate: Callable[..., Span]) -> Iterator[Diagnostic]:
    """Report signatures that were given for other evidence than there is now; `locate` finds a setting."""
    for each in outdated(network):
        yield fault(locate(each.path, "reviews", each.review, each.setting, each.number), each)


TEXT_CHECKS: Final = (check_signatures,)
"""Checks that depend on words, and so can't be made at admission."""
