"""The areas of needs that schools can ask for help with."""

from __future__ import annotations

from collections.abc import Iterable

from generator.model.diagnostics import Report, Span
from generator.model.suggest import nearest
from generator.subjects.projects.kind import AREAS


def areas(own: Iterable[str]) -> tuple[str, ...]:
    """Return the areas of needs: those of every network, and this network's own."""
    return tuple(dict.fromkeys((*AREAS, *own)))


def check_area(value: str, known: Iterable[str], span: Span, report: Report) -> None:
    """Report an unknown area."""
    if value not in known:
        called = {each.casefold(): each for each in known}
        close = [called[value.casefold()]] if value.casefold() in called else nearest(value, known)
        hint = (
            f"did you mean `{close[0]}`?"
            if close
            else f"one of: {', '.join(known)}; a network adds its own as `areas` in network.yaml"
        )
        report(span, "unknown-area", f"There is no area “{value}”.", hint)
