"""Taking out what was published: all of somebody's from the public edition, one post, or everything that somebody wrote.

Each is a plan, made by looking at the network as it is and as it would be, cut for every edition. Nothing may come into an edition by it.
"""

from __future__ import annotations

import posixpath
import shutil
from collections.abc import Collection, Iterator, Mapping

from msgspec.structs import replace

from generator.authoring.files import settings
from generator.authoring.files.changes import Plan
from generator.authoring.files.edits import Edits
from generator.authoring.files.writing import Refused, named
from generator.authoring.withdrawal.mentions import called, mentions
from generator.authoring.withdrawal.survey import Scene, survey
from generator.authoring.withdrawal.tombstones import PLACE, Graves, tombstone, written
from generator.engine.cache.cache import Cache
from generator.engine.cache.manifests import PREVIEW
from generator.engine.hypothetical import HypotheticalNetwork
from generator.engine.options import Options
from generator.model.diagnostics import Span, errors
from generator.model.suggest import nearest
from generator.network.admission.identities import post_identity
from generator.network.records import Post
from generator.source.files.cohort import CohortFields
from generator.source.files.post import PostFields
from generator.source.files.profile import ProfileFields
from generator.subjects.registry import KINDS

PUBLISH = "Build the site and publish it: until then, what is online stays as it is."
ELSEWHERE = "Ask search engines and web archives to drop the old addresses, and your host to empty its caches. Feed readers may keep what they have fetched."
HISTORY = "Commit the change. Git still keeps every earlier version: the words stay in the history of the repository until somebody rewrites it without them."


def withdraw(options: Options, person: str) -> Plan:
    """Take all of somebody's out of the public edition: they no longer consent."""
    scene = survey(options)
    if guest := _guest(scene, person):
        raise Refused(
            f"{guest} is a guest's reply. Take its line `consent` out, or take it down with `enquiry takedown`."
        )
    person = _person(scene, person)
    path = f"participants/{person}/profile.md"
    document = scene.documents.get(path)
    if document is None or not isinstance(document.fields, ProfileFields):
        raise Refused(
            f"{path} can't be read, so nothing of {person} is in the public edition. `enquiry check` says what is wrong with it."
        )
    if not document.fields.consent:
        return Plan(f"There is no consent in {path}, so nothing of {person} is in the public edition.", ())
    edits = Edits(scene)
    edits.settle(
        path,
        "consent is taken out",
        replace(document.fields, consent=""),
        settings.edited(path, scene.text(path), settings.removed("consent")),
        document.span("consent"),
    )
    if not edits.texts:
        raise Refused(
            f"The line `consent` could not be taken out of {document.span('consent')}. Take it out by hand."
        )
    plan = _plan(
        scene,
        f"To take all of {person} out of the public edition:",
        edits,
        f"participants/{person}/",
        _names(scene, person),
        (PUBLISH, ELSEWHERE),
    )
    public = scene.then(edits.supposed())[1]["public"]
    hidden = set(_references(scene, person))
    return replace(
        plan,
        mentions=tuple(
            each for each in plan.mentions if each.span.path in public and each.span not in hidden
        ),
    )


def takedown(options: Options, target: str, by: str) -> Plan:
    """Put a tombstone in the place of a post; the conversation around it stays as it is."""
    scene = survey(options)
    post = named(scene.network, target)
    if post.withdrawn:
        raise Refused(f"{post.id} was withdrawn already.")
    path = post.text.path
    edits = Edits(scene)
    edits.write(path, f"tombstone: withdrawn {by}", written(tombstone(scene, post.id, path, by)))
    for other in scene.documents.values():
        if other.path != path:
            edits.links(other, {path: path})
            edits.cohort(other.path, "", {post.id})
            edits.references(other.path, "", {post.id, path})
    edits.remove(_own_files(scene, post), "removed: nothing else shows it")
    return _plan(scene, f"To take {post.id} down:", edits, path, (), (PUBLISH, HISTORY, ELSEWHERE))


def erase(options: Options, person: str) -> Plan:
    """Remove somebody's records, or a guest's reply. What others wrote to them stays, under tombstones that name nobody."""
    scene = survey(options)
    guest = _guest(scene, person)
    person = "" if guest else _person(scene, person)
    folder = guest or f"participants/{person}/"
    about = () if guest else _about(scene, person)
    files = _of_guest(scene, guest) if guest else [*scene.files(folder), *about]
    graves = Graves(scene, folder, about)
    edits = Edits(scene)
    for key, name in graves.names.items():
        edits.note(graves.mine[key].path, f"{PLACE}{name}")
        if key in graves.stones:
            edits.write(
                f"withdrawn/{name}.md",
                f"tombstone in the place of {key}, which others wrote to",
                written(graves.stones[key]),
            )
    moved = {path: graves.files.get(path, "") for path in files}
    for document in scene.documents.values():
        if not document.path.startswith(folder) and document.path not in about:
            edits.links(document, moved)
            edits.others(document, person, graves)
    edits.remove(
        sorted(files, key=lambda each: (each == f"{folder}profile.md", each)),
        "removed",
        _co_written(scene, folder),
    )
    names = _guests_names(scene, guest) if guest else _names(scene, person)
    return _plan(
        scene,
        f"To erase {person or guest}:",
        edits,
        folder,
        names | _titles(graves),
        _steps(scene, folder, edits),
    )


def forget(options: Options) -> None:
    """Empty the cache, which holds what was read and somebody's own view of it; the next build makes it anew."""
    Cache.at(options.cache).store.clear()
    preview = options.cache / PREVIEW
    if not preview.is_symlink() and (preview / ".enquiry").is_dir():
        shutil.rmtree(preview)


def _person(scene: Scene, wanted: str) -> str:
    """Somebody's folder; the name of whoever has it will not do, but leads to it."""
    people = sorted({path.split("/")[1] for path in scene.files("participants") if path.count("/") > 1})
    name = wanted.strip("/").removeprefix("content/").removeprefix("participants/")
    if name in people:
        return name
    guests = [
        each.id
        for each in scene.network.posts.values()
        if each.guest and each.guest.casefold() == wanted.casefold()
    ]
    called_so = (
        guests
        or [key for key, each in scene.network.people.items() if each.name.casefold() == wanted.casefold()]
        or nearest(name, people)
    )
    raise Refused(
        f"There is no participant {wanted}."
        + (f" Did you mean {called_so[0]}?" if called_so else f" There are: {', '.join(people[:20])}.")
    )


def _guest(scene: Scene, wanted: str) -> str:
    """A guest's file, by its path or its identity; empty where it is none."""
    name = wanted.strip("/").removeprefix("content/")
    return next(
        (
            path
            for path, each in scene.documents.items()
            if each.file.kind == "guest" and name in (path, post_identity(each))
        ),
        "",
    )


def _of_guest(scene: Scene, path: str) -> list[str]:
    """A guest's file, and the pictures that nothing else shows."""
    post = scene.network.posts.get(post_identity(scene.documents[path]))
    return [path, *(_own_files(scene, post) if post else ())]


def _about(scene: Scene, person: str) -> tuple[str, ...]:
    """Records in no folder of theirs that are about nobody else."""
    kinds = {each.name: each.about for each in KINDS.values() if each.about}
    return tuple(
        path
        for path, each in scene.documents.items()
        if each.file.kind in kinds and getattr(each.fields, kinds[each.file.kind], "") == person
    )


def _guests_names(scene: Scene, path: str) -> set[str]:
    fields = scene.documents[path].fields
    name = fields.name if isinstance(fields, PostFields) else ""
    return {each for each in called(name) if each == name or each[0].isupper()}  # a guest may be “a parent”


def _names(scene: Scene, person: str) -> set[str]:
    """Everything that somebody may be called by."""
    profile = scene.documents.get(f"participants/{person}/profile.md")
    fields = profile.fields if profile else None
    if not isinstance(fields, ProfileFields):
        return called(person)
    return {person, fields.public_id, fields.public_name, *fields.also_known_as, *called(fields.name)} - {""}


def _references(scene: Scene, person: str) -> Iterator[Span]:
    """Where cohorts name somebody by their folder, which no edition shows that does not show them."""
    for document in scene.documents.values():
        if isinstance(document.fields, CohortFields):
            yield document.span("members", person)
            yield from (
                document.span("showcase", index, "post") for index in range(len(document.fields.showcase))
            )


def _titles(graves: Graves) -> set[str]:
    """The titles of somebody's posts, as they may be quoted; a title of a word or two would be found everywhere."""
    titles = {each.fields.title for each in graves.mine.values() if isinstance(each.fields, PostFields)} | {
        key.partition("/")[2].replace("-", " ") for key in graves.mine
    }
    return {each for each in titles if len(each.split()) > 2}


def _own_files(scene: Scene, post: Post) -> list[str]:
    """Pictures and attachments in the writer's folder that nothing but this post shows."""
    folder = f"participants/{post.author}/" if post.author else "guests/"
    others = {
        link.target for each in scene.documents.values() if each.path != post.text.path for link in each.links
    } | {each.photo for each in scene.network.people.values()}
    return sorted(
        {
            each.target
            for each in post.text.links
            if each.target in scene.now.assets and each.target.startswith(folder)
        }
        - others
    )


def _co_written(scene: Scene, folder: str) -> dict[str, str]:
    posts = [
        each
        for each in scene.documents.values()
        if each.path.startswith(folder) and isinstance(each.fields, PostFields)
    ]
    return {
        each.path: f" (written with {', '.join(each.fields.with_)})"
        for each in posts
        if isinstance(each.fields, PostFields) and each.fields.with_
    }


def _steps(scene: Scene, folder: str, edits: Edits) -> tuple[str, ...]:
    """What this command can't do."""
    unread = scene.unreadable(edits.removed)
    some = f", for instance {unread[0]}" if unread else ""
    return (
        "Commit the change, build every edition and publish it: until then, what is online stays as it is.",
        f"Git still keeps every earlier version. Rewrite its history without {posixpath.join(scene.content.name, folder)} and without the names in other files, and push it by force.",
        "Whoever has a clone or a fork deletes it and clones anew. Ask the forge to drop its cached views, and what closed pull requests and stored results of its CI still hold.",
        ELSEWHERE,
        "Look through backups, mails and printed copies.",
        *(
            [
                f"Look at {len(unread)} pictures and attachments of others, which can't be searched for words{some}."
            ]
            if unread
            else []
        ),
    )


def _plan(
    scene: Scene, title: str, edits: Edits, own: str, names: Collection[str], steps: tuple[str, ...]
) -> Plan:
    """The plan, once it is certain that it shows nothing to anybody who could not see it before."""
    then, shown = scene.then(edits.supposed())
    for path in sorted(scene.entering(shown) & edits.texts.keys()):
        edits.narrow(path, scene.reach(path))
        then, shown = scene.then(edits.supposed())
    if entering := sorted(scene.entering(shown)):
        raise Refused(
            f"{entering[0]} would come into an edition that does not show it now. Give it a narrower `audience` first."
        )
    leaving = (
        path
        for path in scene.shown["public"] - shown["public"]
        if not path.startswith(own) and isinstance(scene.documents[path].fields, PostFields)
    )
    found = sorted(mentions(scene.texts(edits.texts, edits.removed), names)) if names else ()
    theirs = [each for each in found if not each.span.path.startswith(own)]
    return Plan(
        title,
        tuple(edits.changes()),
        tuple(sorted(leaving)),
        _faults(scene, then, edits),
        tuple(theirs),
        steps,
    )


def _faults(scene: Scene, then: HypotheticalNetwork, edits: Edits) -> tuple[str, ...]:
    """What could not be done, and what the checks would then find that they do not find now."""
    before = {(each.span.path, each.code, each.message) for each in scene.now.admitted.diagnostics}
    left: Mapping[str, str] = {str(span): what for span, what in edits.left}
    found = {
        str(each.span): each.message
        for each in errors(then.admitted.diagnostics)
        if (each.span.path, each.code, each.message) not in before
    }
    return tuple(f"{span}  {what}" for span, what in sorted({**found, **left}.items()))
