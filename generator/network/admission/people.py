"""Admission of people: their pseudonyms, interests and photos."""

from __future__ import annotations

import posixpath

from generator.model import paths
from generator.model.audience import level
from generator.model.slugs import folded
from generator.network.admission.context import Context
from generator.network.admission.names import fits, fitting, refusal
from generator.network.lookup import Index
from generator.network.records import Person
from generator.network.texts import Text
from generator.schema.publication import kept_back
from generator.source.document import Document
from generator.source.files.profile import ProfileFields
from generator.source.markdown.slots import IMAGES
from generator.subjects.projects.areas import check_area


def admit_people(context: Context) -> dict[str, Person]:
    """Return the people whose profile can be read, by the folders that they are named by."""
    people = {
        owner: _person(context, document, document.fields)
        for owner, document in context.sources.profiles.items()
        if isinstance(document.fields, ProfileFields)
    }
    taken = {folded(each) for each in people}
    for person in people.values():
        if person.public_id and folded(person.public_id) in taken:
            context.report(
                context.sources.profiles[person.id].span("public_id"),
                "duplicate-identity",
                f"“{person.public_id}” is already somebody's folder or `public_id`.",
                "choose another",
            )
        taken.add(folded(person.public_id))
    return people


def _person(context: Context, document: Document, fields: ProfileFields) -> Person:
    _check_pseudonym(context, document, fields)
    for position, area in enumerate(fields.interests):
        check_area(area, context.lookup.areas, document.span("interests", position), context.report)
    return Person(
        id=document.file.owner,
        name=fields.name,
        text=Text(document.path, document.links),
        school=fields.school,
        authority=fields.authority,
        links=fields.links,
        photo=_photo(context, document, fields.photo) if fields.photo else "",
        consent=bool(fields.consent),
        public_id=fields.public_id,
        public_name=fields.public_name,
        audience=level(fields.audience),
        interests=fields.interests,
        aliases=fields.aliases,
        kept_back=kept_back(fields, context.sources.date),
    )


def _photo(context: Context, document: Document, name: str) -> str:
    """Return the path of a profile's picture; empty where it is not there, or is somebody else's."""
    span, assets = document.span("photo"), context.sources.assets
    photo = context.sources.asset(paths.beside(document.path, name))
    if not photo:
        beside = Index(dict.fromkeys(context.sources.assets_beside(document.path), ""))
        hint = beside.did_you_mean(name, "put it into the same folder as profile.md")
        context.report(span, "broken-link", f"There is no file “{name}” beside this profile.", hint)
        return ""
    if not photo.startswith(f"participants/{document.file.owner}/"):
        message = f"“{name}” is not in this person's own folder."
        context.report(span, "outside-content", message, "put the picture beside profile.md")
        return ""
    if posixpath.splitext(photo)[1].lower() not in IMAGES:
        message = f"“{name}” is not a picture that can be shown."
        context.report(span, "asset-kind", message, f"save it as one of: {', '.join(sorted(IMAGES))}")
    if (medium := assets[photo].medium) is not None and medium.fault is not None:
        context.report(span, *medium.fault)
    return photo


def _check_pseudonym(context: Context, document: Document, fields: ProfileFields) -> None:
    """Report a pseudonym that lacks the name that is shown, or the id that stands in addresses."""
    name, identity = fields.public_name, fields.public_id
    if identity and not fits(identity):
        message, hint = refusal(identity, "pseudonym"), f"write `public_id: {fitting(identity)}`"
        context.report(document.span("public_id"), "bad-name", message, hint)
    if bool(name) != bool(identity):
        given, hint = (
            ("public_name", f"add `public_id: {fitting(name)}`, which stands in addresses")
            if name
            else ("public_id", "add `public_name: …`, the name that is shown")
        )
        message = "A pseudonym needs both `public_name` and `public_id`."
        context.report(document.span(given), "half-pseudonym", message, hint)
