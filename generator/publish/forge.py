"""Links that open a forge's own editor, so that a teacher needs nothing but a browser.

GitHub and Forgejo take `filename` and `value` for a new file, GitLab `file_name` and `content`.
"""

from __future__ import annotations

from collections.abc import Container
from itertools import chain, count
from urllib.parse import quote, urlencode

from generator.publish.views.parts import Anchor
from generator.publish.views.post import ReplyForm
from generator.source.files.network import Forge

_HOSTS = {
    "github": "https://github.com/",
    "gitlab": "https://gitlab.com/",
    "forgejo": "https://codeberg.org/",
}
_NEW = {"github": "new/{branch}", "gitlab": "-/new/{branch}", "forgejo": "_new/{branch}/"}
_EDIT = {
    "github": "edit/{branch}/{path}",
    "gitlab": "-/edit/{branch}/{path}",
    "forgejo": "_edit/{branch}/{path}",
}
_FIELDS = {
    "github": ("filename", "value"),
    "gitlab": ("file_name", "content"),
    "forgejo": ("filename", "value"),
}


def _repository(forge: Forge) -> str:
    return f"{forge.address or _HOSTS[forge.kind]}{forge.repository}/"


def home(forge: Forge | None) -> str:
    """Where the forge is, which is where forms of the site lead; empty without one."""
    return _repository(forge) if forge else ""


def _inside(forge: Forge, path: str) -> str:
    return f"{forge.folder.strip('/')}/{path}".lstrip("/")


def edit(forge: Forge | None, path: str) -> str:
    """The page that edits this file of the content folder; empty without a forge or a path."""
    if forge is None or not path:
        return ""
    return _repository(forge) + _EDIT[forge.kind].format(
        branch=quote(forge.branch, safe=""), path=quote(_inside(forge, path))
    )


def new(forge: Forge | None, path: str, value: str) -> str:
    """The page that starts a file at this path of the content folder, with this text in it."""
    if forge is None:
        return ""
    file_field, value_field = _FIELDS[forge.kind]
    return f"{_action(forge)}?{urlencode({file_field: _inside(forge, path), value_field: value})}"


def _action(forge: Forge) -> str:
    return _repository(forge) + _NEW[forge.kind].format(branch=quote(forge.branch, safe=""))


def reply_form(
    forge: Forge, people: tuple[tuple[str, str], ...], name: str, taken: Container[str]
) -> ReplyForm:
    """A form that starts a reply in the folder of whoever is chosen, under a name that is not `taken` there (identities: `emma/to-listening`).

    `people` are names with ids; too many are typed, not chosen.
    """
    file_field, value_field = _FIELDS[forge.kind]

    def file(person: str) -> str:
        names = chain([name], (f"{name}-{number}" for number in count(2)))
        free = next(each for each in names if f"{person}/{each}" not in taken)
        return _inside(forge, f"participants/{person}/replies/{free}.md")

    choices = (
        tuple(Anchor(label, file(person)) for label, person in people) if len(people) <= MOST_CHOICES else ()
    )
    return ReplyForm(_action(forge), file_field, value_field, choices, file("YOUR-FOLDER"))


MOST_CHOICES = 60
