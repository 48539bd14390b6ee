"""The cohorts' programmes, arranged by what settings of posts refer to."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from msgspec import Struct

from generator.network.lookup import Index
from generator.network.records import Cohort
from generator.source.files.cohort import PromptFields


class Programmes(Struct, frozen=True, dict=True):
    """The cohorts, arranged by their phases and their prompts.

    `uncertain` says that some cohort's file has errors, so that nobody knows whom it is for and how wide it
    is.
    """

    cohorts: Mapping[str, Cohort]
    uncertain: bool

    @cached_property
    def prompts(self) -> dict[str, dict[str, PromptFields]]:
        """The prompts of each cohort, by their ids."""
        return {key: {each.id: each for each in one.fields.prompts} for key, one in self.cohorts.items()}

    @cached_property
    def phases(self) -> dict[str, dict[str, str]]:
        """The titles of the phases of each cohort, by their ids."""
        return {key: {each.id: each.title for each in one.fields.phases} for key, one in self.cohorts.items()}

    @cached_property
    def with_phase(self) -> dict[str, list[str]]:
        """The cohorts that have a phase of this id."""
        found: dict[str, list[str]] = {}
        for cohort, phases in self.phases.items():
            for phase in phases:
                found.setdefault(phase, []).append(cohort)
        return found

    def index(self, cohort: str, what: str) -> Index:
        """Return the index of a cohort's phases or prompts."""
        if (cohort, what) not in self._indexes:
            titles = (
                self.phases[cohort]
                if what == "phase"
                else {key: each.title for key, each in self.prompts[cohort].items()}
            )
            self._indexes[cohort, what] = Index(titles)
        return self._indexes[cohort, what]

    @cached_property
    def _indexes(self) -> dict[tuple[str, str], Index]:
        return {}
