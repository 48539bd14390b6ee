"""Views of the editor's page and of its configurations."""

from __future__ import annotations

from msgspec import Struct

from generator.publish.views.parts import Head


class Writer(Struct, frozen=True, array_like=True):
    """Somebody who writes: their folder, their name, and the file of their configuration."""

    id: str
    name: str
    configuration: str


class WriteView(Struct, frozen=True, array_like=True):
    """`/write/`: who writes, and the configuration of what is nobody's own, where readers may change that."""

    head: Head
    writers: tuple[Writer, ...]
    general: str


class ConfigurationView(Struct, frozen=True, array_like=True):
    """A configuration of Sveltia CMS, as JSON."""

    text: str
