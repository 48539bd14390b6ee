"""The configuration of the editor, as JSON."""

from __future__ import annotations

from typing import Any

from generator.publish.views.write import ConfigurationView


def editor(view: Any, _: object) -> str:
    """Return the text of a configuration."""
    shown: ConfigurationView = view
    return shown.text
