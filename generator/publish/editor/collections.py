"""Collections of the editor: the files of one writer, and those that facilitators keep."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from generator.network.records import Cohort
from generator.publish.composer.composer import Composer
from generator.publish.editor import choices
from generator.publish.editor.fields import BODY, Field, Form, fields
from generator.publish.editor.words import LATER
from generator.schema.kind import Kind
from generator.schema.shapes import Shape
from generator.source.files.acceptances import ACCEPTED
from generator.source.files.registry import SHAPES
from generator.subjects.registry import KINDS

Collection = dict[str, Any]

WRITER: Final = "{person}"
"""The place of a writer's folder in paths."""
TODAY: Final = "{{now}}"
WORDS: Final = "What you have to say. The buttons are for headings, links and pictures."
_DAY: Final = "{{date | date('YYYY-MM-DD')}}"
_OWN: Final = f"participants/{WRITER}"


def of_writer(composer: Composer, folder: str, cohort: Cohort | None) -> Iterator[Collection]:
    """Yield the collections of a writer: entries of three kinds, and the files that each person has once."""
    post = _form(composer, "post", choices.POST, cohort, {"date": TODAY})
    yield {
        **_folder("posts", "Posts", "Post", f"{folder}{_OWN}/posts", f"{_DAY}-{{{{title}}}}"),
        "format": _marked("post"),
        "fields": _with_text(_but(fields(SHAPES["post"], post), "reply_to")),
    }
    yield {
        **_folder("replies", "Replies", "Reply", f"{folder}{_OWN}/replies", f"{_DAY}-to-{{{{reply_to}}}}"),
        "format": _marked("reply"),
        "identifier_field": "reply_to",
        "summary": "{{date}} {{reply_to}}",
        "fields": _with_text(fields(SHAPES["reply"], post)),
    }
    yield {
        **_folder("elsewhere", "Posts from elsewhere", "Post", f"{folder}{_OWN}/elsewhere", "{{title}}"),
        "create": False,
        "format": _marked("elsewhere"),
        "fields": _with_text(_but(fields(SHAPES["elsewhere"], post), "reply_to")),
    }
    yield {
        "name": "about",
        "label": "About me",
        "files": [
            _file("profile", "Profile", f"{folder}{_OWN}/profile.md", _of_profile(composer)),
            *(
                _file(kind.name, kind.label, f"{folder}{kind.path(WRITER, '')}", _of_kind(composer, kind))
                for kind in KINDS.values()
                if kind.file and "*" in kind.folder
            ),
        ],
    }
    for kind in KINDS.values():
        if "*" in kind.folder and not kind.file:
            yield _records(composer, folder, kind)


def of_facilitators(composer: Composer, folder: str) -> Iterator[Collection]:
    """Yield the collections that are nobody's own: cohorts, pages, guests, records, acceptances."""
    yield {
        **_folder("cohorts", "Cohorts", "Cohort", f"{folder}cohorts", "{{title}}"),
        "extension": "yaml",
        "format": "cohort",
        "fields": fields(SHAPES["cohort"], _form(composer, "cohort", choices.COHORT)),
    }
    for kind in KINDS.values():
        if "*" not in kind.folder:
            yield _records(composer, folder, kind)
    yield {
        **_folder("pages", "Pages", "Page", f"{folder}pages", "{{title}}"),
        "format": _marked("page"),
        "fields": _with_text(fields(SHAPES["page"], Form("page"))),
    }
    guest = _form(composer, "guest", choices.POST, None, {"date": TODAY})
    yield {
        **_folder("guests", "Guests", "Guest’s reply", f"{folder}guests", "{{name}}"),
        "format": _marked("guest"),
        "identifier_field": "name",
        "fields": _with_text(fields(SHAPES["guest"], guest)),
    }
    accepted = fields(SHAPES["acceptances"], Form("acceptances"))
    yield {
        "name": "network",
        "label": "Network",
        "files": [_file("acceptances", "Accepted findings", f"{folder}{ACCEPTED}", accepted)],
    }


def _records(composer: Composer, folder: str, kind: Kind) -> Collection:
    """Return the collection of one kind of record."""
    titled = "title" in SHAPES[kind.name].required
    identifier = "title" if titled else kind.about or next(iter(SHAPES[kind.name].required))
    dated = f"{{{{{kind.when} | date('YYYY-MM-DD')}}}}-" if kind.dated else ""
    return {
        **_folder(
            kind.name, kind.label, kind.label, f"{folder}{kind.path(WRITER, 'x').rpartition('/')[0]}", ""
        ),
        "slug": f"{dated}{{{{{identifier}}}}}",
        "format": _marked(kind.name),
        "identifier_field": identifier,
        "fields": _of_kind(composer, kind),
    }


def _of_kind(composer: Composer, kind: Kind) -> list[Field]:
    """Return the form of a kind of record."""
    given = {name: TODAY if value == "{date}" else value for name, value in kind.start}
    defaults = {
        name: value
        for name, value in given.items()
        if value and name not in kind.to_write and (value == TODAY or "{" not in value)
    }
    shape: Shape[Any] = SHAPES[kind.name]
    area = {choices.AREA: choices.AREA} if choices.AREA in shape.readers else {}
    form = _form(composer, kind.name, {**kind.references, **area}, None, defaults)
    return _with_text(fields(shape, form), hint=kind.body or WORDS)


def _of_profile(composer: Composer) -> list[Field]:
    form = _form(composer, "profile", choices.PROFILE)
    return _with_text(fields(SHAPES["profile"], form), "About me", "A few lines about yourself.")


def _form(
    composer: Composer,
    kind: str,
    references: Mapping[str, str],
    cohort: Cohort | None = None,
    defaults: Mapping[str, Any] = {},
) -> Form:
    found = {name: choices.of(composer, what, cohort, name) for name, what in references.items()}
    return Form(
        kind,
        {name: options for name, options in found.items() if options},
        frozenset(name for name, what in references.items() if what in choices.NUMEROUS),
        defaults,
    )


def _folder(name: str, label: str, one: str, folder: str, slug: str) -> Collection:
    return {
        "name": name,
        "label": label,
        "label_singular": one,
        "folder": folder,
        "extension": "md",
        "slug": slug,
        "aliases_field": False,
        "media_folder": f"/{folder}",
        "public_folder": "",
    }


def _file(name: str, label: str, file: str, form: list[Field]) -> Collection:
    own = _marked(name) if file.endswith(".md") else name
    return {"name": name, "label": label, "file": file, "format": own, "fields": form}


def _with_text(form: list[Field], label: str = "Text", hint: str = WORDS) -> list[Field]:
    """Return a form with the text after what it can't do without, and with what few fill in at its end.

    The preview beside it shows these and the text, as readers do not see the other settings either.
    """
    text: Field = {"name": BODY, "label": label, "widget": "richtext", "required": False, "hint": hint}
    required = [each for each in form if each["required"]]
    rest = [{**each, "preview": False} for each in form if not each["required"]]
    return [*required, text, *sorted(rest, key=lambda each: each["name"] in LATER)]


def _but(form: list[Field], *names: str) -> list[Field]:
    return [each for each in form if each["name"] not in names]


def _marked(kind: str) -> str:
    """Return the name of the format of files of this kind that have settings and a text.

    Sveltia has such names for its own formats; ours are read and written by the theme's script.
    """
    return f"{kind}-frontmatter"
