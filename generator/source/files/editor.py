"""`editor:` in `network.yaml`: forms in the browser for every kind of record."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from generator.schema.reading import Reading
from generator.schema.shapes import Shape
from generator.schema.tree import Node, Scalar
from generator.schema.values import Spellings, link, text, yes_or_no


class Editor(Struct, frozen=True, array_like=True):
    """The settings of the editor, which can't be guessed.

    `helper` is the address of a small program that signs people in to GitHub; `application` the id under
    which GitLab or Forgejo knows the editor. Without them, people sign in with a token.
    """

    helper: str = ""
    application: str = ""


_FULL: Final = Shape(Editor, {}, {"helper": link("https"), "application": text}, name="an editor")


def _editor(node: Node, reading: Reading, at: str) -> Editor | None:
    if isinstance(node, Scalar):
        return Editor() if yes_or_no(node, reading, at) else None
    return _FULL(node, reading, at)


EDITOR: Final = Spellings(_editor, _FULL)
"""The reader of the setting: `yes`, or what can't be guessed."""
