"""Links that open a forge's own editor, so that a teacher needs nothing but a browser."""

from __future__ import annotations

from collections.abc import Container
from itertools import chain, count
from typing import Final
from urllib.parse import quote, urlencode

from generator.model.forges import FORGES
from generator.publish.views.parts import Anchor
from generator.publish.views.post import ReplyForm
from generator.source.files.network import Forge

MOST_CHOICES: Final = 60
"""People in the form of a reply; where there are more, the folder is typed."""


def _repository(forge: Forge) -> str:
    return f"{forge.address or FORGES[forge.kind].host}{forge.repository}/"


def home(forge: Forge | None) -> str:
    """Return the forge's address, to which forms of the site lead; empty without a forge."""
    return _repository(forge) if forge else ""


def _inside(forge: Forge, path: str) -> str:
    return f"{forge.folder.strip('/')}/{path}".lstrip("/")


def edit(forge: Forge | None, path: str) -> str:
    """Return the page that edits this file of the content folder; empty without a forge or a path."""
    if forge is None or not path:
        return ""
    return _repository(forge) + FORGES[forge.kind].edit.format(
        branch=quote(forge.branch, safe=""), path=quote(_inside(forge, path))
    )


def new(forge: Forge | None, path: str, value: str) -> str:
    """Return the page that starts a file at this path of the content folder, with this text in it."""
    if forge is None:
        return ""
    kind = FORGES[forge.kind]
    return f"{_action(forge)}?{urlencode({kind.file_field: _inside(forge, path), kind.value_field: value})}"


def _action(forge: Forge) -> str:
    return _repository(forge) + FORGES[forge.kind].new.format(branch=quote(forge.branch, safe=""))


def reply_form(
    forge: Forge, people: tuple[tuple[str, str], ...], name: str, taken: Container[str]
) -> ReplyForm:
    """Return a form that starts a reply in the folder of whoever is chosen.

    Its name is none of those `taken` there (identities: `emma/to-listening`). `people` are names with ids;
    where there are none or too many, the path is typed.
    """
    kind = FORGES[forge.kind]

    def file(person: str) -> str:
        names = chain([name], (f"{name}-{number}" for number in count(2)))
        free = next(each for each in names if f"{person}/{each}" not in taken)
        return _inside(forge, f"participants/{person}/replies/{free}.md")

    choices = (
        tuple(Anchor(label, file(person)) for label, person in people) if len(people) <= MOST_CHOICES else ()
    )
    return ReplyForm(_action(forge), kind.file_field, kind.value_field, choices, file("YOUR-FOLDER"))
