"""Choices in forms: what an edition holds that a setting may refer to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from generator.network.catalogues import Standard
from generator.network.records import Cohort
from generator.publish.composer.composer import Composer
from generator.publish.editor.fields import Options
from generator.subjects.projects.kind import AREAS
from generator.subjects.registry import KINDS

POST: Final = {
    "standards": "standard",
    "phase": "phase",
    "cohort": "cohort",
    "prompt": "prompt",
    "with": "person",
    "reply_to": "post",
    "reflects_on": "record",
    "outreach": "cited",
}
PROFILE: Final = {"interests": "area"}
COHORT: Final = {"focus": "standard", "members._key": "person", "showcase.post": "post"}
"""References of the settings of posts, profiles and cohorts, as a `Kind` has them."""
AREA: Final = "area"
NUMEROUS: Final = frozenset({"post", "entry"})


def of(composer: Composer, what: str, cohort: Cohort | None, setting: str = "") -> Options:
    """Return what can be chosen where a setting refers to this; empty where there is nothing.

    A setting that is called as a kind of record refers to those of this kind.
    """
    edition = composer.edition
    match what:
        case "person":
            return people(composer, cohort)
        case "standard":
            return _standards(composer, cohort)
        case "cohort":
            return [_option(each.fields.title, each.id) for each in composer.cohorts.newest]
        case "phase" if cohort:
            return [_option(each.title, each.id) for each in cohort.fields.phases]
        case "prompt" if cohort:
            return [_option(each.title, each.id) for each in cohort.fields.prompts]
        case "area" if not edition.config.areas:
            # A network's own areas may be those of records that the edition does not hold.
            return [_option(each.capitalize(), each) for each in AREAS]
        case "record" | "cited":
            return [
                _option(each.title, each.id)
                for each in edition.records.values()
                if (each.kind == setting if setting in KINDS else _may_be_named(each.kind, what))
            ]
    return []


def _may_be_named(kind: str, what: str) -> bool:
    """Return whether a post may be about records of a kind, or cite them."""
    return KINDS[kind].anonymous == (what == "cited") and "*" not in KINDS[kind].folder


def people(composer: Composer, cohort: Cohort | None) -> Options:
    """Return people under their own names: the members of a cohort, or all."""
    edition = composer.edition
    members = [name for name, _ in cohort.fields.members] if cohort else edition.people
    shown = [
        edition.people[each]
        for each in members
        if edition.paths.get(f"participants/{each}/profile.md") == ("person", each)
    ]
    return sorted((_option(each.name, each.id) for each in shown), key=lambda each: each["label"].casefold())


def _standards(composer: Composer, cohort: Cohort | None) -> Options:
    """Return the standards: those in focus first, then suite by suite, with their official numbers."""
    standards = composer.edition.standards
    focus = [standards[each] for each in (cohort.fields.focus if cohort else ()) if each in standards]
    suites = standards.suites(cohort.fields.starts if cohort else "")
    rest = [each for suite in suites for each in suite if each not in focus]
    return [*_entitled(composer, focus, " (in focus)"), *_entitled(composer, rest, "")]


def _entitled(composer: Composer, standards: Iterable[Standard], mark: str) -> Iterable[dict[str, str]]:
    for each in standards:
        above = [composer.edition.standards[one].title for one in reversed(each.path[:-1])]
        numbered = f"{each.number} {each.title}".strip()
        yield _option(f"{numbered}{mark}{' · ' if above else ''}{', '.join(above)}", each.id)


def _option(label: str, value: str) -> dict[str, str]:
    return {"label": label, "value": value}
