"""Change sets that take something back: a person's consent, one post, or all that somebody wrote.

Each is made by comparing the network as it is with the network as it would be, cut for every edition. Nothing
may come into an edition by it.
"""

from __future__ import annotations

import posixpath
import shutil
from collections.abc import Collection, Iterator, Mapping

from msgspec.structs import replace

from generator.authoring.files import settings
from generator.authoring.files.changes import ChangeSet
from generator.authoring.files.name_search import name_parts, occurrences
from generator.authoring.files.pending import PendingChanges
from generator.authoring.files.writing import Refused, find_post
from generator.authoring.withdrawal.tombstones import PLACE, Tombstones, tombstone, tombstone_file
from generator.authoring.workspace import Workspace, open_workspace
from generator.engine.cache.cache import Cache
from generator.engine.cache.manifests import PREVIEW
from generator.engine.hypothetical import HypotheticalNetwork
from generator.engine.options import Options
from generator.model.diagnostics import Span, errors
from generator.model.numbers import number_of
from generator.model.suggest import nearest
from generator.network.admission.identities import post_identity
from generator.network.records import Post
from generator.source.document import Document
from generator.source.files.cohort import CohortFields
from generator.source.files.post import PostFields
from generator.source.files.profile import ProfileFields
from generator.subjects.registry import KINDS

PUBLISH = (
    "Commit the change and push it. Then build every edition and publish it, unless a push does that by "
    "itself: until then, what is online stays as it is."
)
ELSEWHERE = (
    "Ask search engines and web archives to drop the old addresses, and your host to empty its caches. Feed "
    "readers may keep what they have fetched."
)
UNREAD = ("picture or attachment", "pictures and attachments")
HISTORY = (
    "Git still keeps every earlier version: the words stay in the history of the repository until somebody "
    "rewrites it without them."
)


def withdraw(options: Options, person: str) -> ChangeSet:
    """Take all of somebody's out of the public edition, by removing their consent."""
    workspace = open_workspace(options)
    if guest := _guest(workspace, person):
        raise Refused(
            f"{guest} is a guest's reply. Take its line `consent` out, or take it down with "
            "`enquiry takedown`."
        )
    person = _person(workspace, person)
    path = f"participants/{person}/profile.md"
    document = workspace.documents.get(path)
    if document is None or not isinstance(document.fields, ProfileFields):
        raise Refused(
            f"{path} can't be read, so nothing of {person} is in the public edition. `enquiry check` says "
            "what is wrong with it."
        )
    if not document.fields.consent:
        return ChangeSet(
            f"There is no consent in {path}, so nothing of {person} is in the public edition.", ()
        )
    pending = _without_consent(workspace, document, document.fields)
    changes = _change_set(
        workspace,
        f"To take all of {person} out of the public edition:",
        pending,
        f"participants/{person}/",
        _names(workspace, person),
        (PUBLISH, ELSEWHERE),
    )
    public = workspace.with_changes(pending.contents())[1]["public"]
    hidden = set(_references(workspace, person))
    left = (each for each in changes.occurrences if each.span.path in public and each.span not in hidden)
    return replace(changes, occurrences=tuple(left))


def _without_consent(workspace: Workspace, document: Document, fields: ProfileFields) -> PendingChanges:
    """Take the consent out of a profile; refuse where that can't be done."""
    path, span = document.path, document.span("consent")
    pending = PendingChanges(workspace)
    edited = settings.edited(path, workspace.text(path), settings.removed("consent"))
    pending.edit(path, "consent is taken out", replace(fields, consent=""), edited, span)
    if not pending.texts:
        raise Refused(f"The line `consent` could not be taken out of {span}. Take it out by hand.")
    return pending


def takedown(options: Options, target: str, by: str) -> ChangeSet:
    """Put a tombstone in the place of a post; the conversation around it stays as it is."""
    workspace = open_workspace(options)
    post = find_post(workspace.network, target)
    if post.withdrawn:
        raise Refused(f"{post.id} was withdrawn already.")
    path = post.text.path
    pending = PendingChanges(workspace)
    pending.write(path, f"tombstone: withdrawn {by}", tombstone_file(tombstone(workspace, post.id, path, by)))
    for other in workspace.documents.values():
        if other.path != path:
            pending.links(other, {path: path})
            pending.cohort(other.path, "", {post.id})
            pending.references(other.path, "", {post.id, path})
    pending.remove(_own_files(workspace, post), "removed: nothing else shows it")
    return _change_set(
        workspace, f"To take {post.id} down:", pending, path, (), (PUBLISH, HISTORY, ELSEWHERE)
    )


def erase(options: Options, person: str) -> ChangeSet:
    """Remove somebody's records, or a guest's reply.

    What others wrote to them stays, under tombstones that name nobody.
    """
    workspace = open_workspace(options)
    guest = _guest(workspace, person)
    person = "" if guest else _person(workspace, person)
    folder = guest or f"participants/{person}/"
    about = () if guest else _about(workspace, person)
    files = _of_guest(workspace, guest) if guest else [*workspace.files(folder), *about]
    tombstones = Tombstones(workspace, folder, about)
    pending = PendingChanges(workspace)
    _put_up(pending, tombstones)
    moved = {path: tombstones.files.get(path, "") for path in files}
    for document in workspace.documents.values():
        if not document.path.startswith(folder) and document.path not in about:
            pending.links(document, moved)
            pending.take_out(document, person, tombstones)
    pending.remove(
        sorted(files, key=lambda each: (each == f"{folder}profile.md", each)),
        "removed",
        _co_written(workspace, folder),
    )
    names = _guests_names(workspace, guest) if guest else _names(workspace, person)
    return _change_set(
        workspace,
        f"To erase {person or guest}:",
        pending,
        folder,
        names | _titles(tombstones),
        _steps(workspace, folder, pending),
    )


def _put_up(pending: PendingChanges, tombstones: Tombstones) -> None:
    """Write the tombstones that are not there yet, and a note into each post that has one."""
    for key, name in tombstones.names.items():
        pending.note(tombstones.mine[key].path, f"{PLACE}{name}")
        if key in tombstones.fields:
            what = f"tombstone in the place of {key}, which others wrote to"
            pending.write(f"withdrawn/{name}.md", what, tombstone_file(tombstones.fields[key]))


def forget(options: Options) -> None:
    """Empty the cache, which holds what was read, and somebody's own view of it."""
    Cache.at(options.cache).store.clear()
    preview = options.cache / PREVIEW
    if not preview.is_symlink() and (preview / ".enquiry").is_dir():
        shutil.rmtree(preview)


def _person(workspace: Workspace, wanted: str) -> str:
    """Return somebody's folder. A name is not enough, but leads to it in the refusal."""
    people = sorted({path.split("/")[1] for path in workspace.files("participants") if path.count("/") > 1})
    name = wanted.strip("/").removeprefix("content/").removeprefix("participants/")
    if name in people:
        return name
    guests = [
        each.id
        for each in workspace.network.posts.values()
        if each.guest and each.guest.casefold() == wanted.casefold()
    ]
    meant = (
        guests
        or [
            key for key, each in workspace.network.people.items() if each.name.casefold() == wanted.casefold()
        ]
        or nearest(name, people)
    )
    raise Refused(
        f"There is no participant {wanted}."
        + (f" Did you mean {meant[0]}?" if meant else f" There are: {', '.join(people[:20])}.")
    )


def _guest(workspace: Workspace, wanted: str) -> str:
    """Return a guest's file, given by its path or its identity; empty where it is none."""
    name = wanted.strip("/").removeprefix("content/")
    return next(
        (
            path
            for path, each in workspace.documents.items()
            if each.file.kind == "guest" and name in (path, post_identity(each))
        ),
        "",
    )


def _of_guest(workspace: Workspace, path: str) -> list[str]:
    """Return a guest's file, and the pictures that nothing else shows."""
    post = workspace.network.posts.get(post_identity(workspace.documents[path]))
    return [path, *(_own_files(workspace, post) if post else ())]


def _about(workspace: Workspace, person: str) -> tuple[str, ...]:
    """Return records outside a person's folder that are about them."""
    kinds = {each.name: each.about for each in KINDS.values() if each.about}
    return tuple(
        path
        for path, each in workspace.documents.items()
        if each.file.kind in kinds and getattr(each.fields, kinds[each.file.kind], "") == person
    )


def _guests_names(workspace: Workspace, path: str) -> set[str]:
    fields = workspace.documents[path].fields
    name = fields.name if isinstance(fields, PostFields) else ""
    return {
        each for each in name_parts(name) if each == name or each[0].isupper()
    }  # a guest may be “a parent”


def _names(workspace: Workspace, person: str) -> set[str]:
    """Return all names by which somebody may be called."""
    profile = workspace.documents.get(f"participants/{person}/profile.md")
    fields = profile.fields if profile else None
    if not isinstance(fields, ProfileFields):
        return name_parts(person)
    return {person, fields.public_id, fields.public_name, *fields.also_known_as, *name_parts(fields.name)} - {
        ""
    }


def _references(workspace: Workspace, person: str) -> Iterator[Span]:
    """Yield the places where cohorts name somebody by their folder: editions without them hide these."""
    for document in workspace.documents.values():
        if isinstance(document.fields, CohortFields):
            yield document.span("members", person)
            yield from (
                document.span("showcase", index, "post") for index in range(len(document.fields.showcase))
            )


def _titles(tombstones: Tombstones) -> set[str]:
    """Return the titles of somebody's posts of three words or more; shorter ones are everywhere."""
    titles = {
        each.fields.title for each in tombstones.mine.values() if isinstance(each.fields, PostFields)
    } | {key.partition("/")[2].replace("-", " ") for key in tombstones.mine}
    return {each for each in titles if len(each.split()) > 2}


def _own_files(workspace: Workspace, post: Post) -> list[str]:
    """Return pictures and attachments in the writer's folder that nothing but this post shows."""
    folder = f"participants/{post.author}/" if post.author else "guests/"
    others = {
        link.target
        for each in workspace.documents.values()
        if each.path != post.text.path
        for link in each.links
    } | {each.photo for each in workspace.network.people.values()}
    return sorted(
        {
            each.target
            for each in post.text.links
            if each.target in workspace.now.assets and each.target.startswith(folder)
        }
        - others
    )


def _co_written(workspace: Workspace, folder: str) -> dict[str, str]:
    posts = [
        each
        for each in workspace.documents.values()
        if each.path.startswith(folder) and isinstance(each.fields, PostFields)
    ]
    return {
        each.path: f" (written with {', '.join(each.fields.with_)})"
        for each in posts
        if isinstance(each.fields, PostFields) and each.fields.with_
    }


def _steps(workspace: Workspace, folder: str, pending: PendingChanges) -> tuple[str, ...]:
    """Return the steps that only a person can do."""
    unread = workspace.unreadable(pending.removed)
    some = f", for instance {unread[0]}" if unread else ""
    return (
        PUBLISH,
        (
            "Git still keeps every earlier version. Rewrite its history without "
            f"{posixpath.join(workspace.content.name, folder)} and without the names in other files, and "
            "push it by force."
        ),
        (
            "Whoever has a clone or a fork deletes it and clones anew. Ask the forge to drop its cached "
            "views, and what closed pull requests and stored results of its CI still hold."
        ),
        ELSEWHERE,
        "Look through backups, mails and printed copies.",
        *(
            [
                (
                    f"Look at {number_of(len(unread), *UNREAD)} of others, which can't be searched for "
                    f"words{some}."
                )
            ]
            if unread
            else []
        ),
    )


def _change_set(
    workspace: Workspace,
    title: str,
    pending: PendingChanges,
    own: str,
    names: Collection[str],
    steps: tuple[str, ...],
) -> ChangeSet:
    """Return the change set; refuse one that shows something to anybody who could not see it before."""
    then, shown = workspace.with_changes(pending.contents())
    for path in sorted(workspace.entering(shown) & pending.texts.keys()):
        pending.narrow(path, workspace.widest_audience(path))
        then, shown = workspace.with_changes(pending.contents())
    if entering := sorted(workspace.entering(shown)):
        raise Refused(
            f"{entering[0]} would come into an edition that does not show it now. Give it a narrower "
            "`audience` first."
        )
    leaving = (
        path
        for path in workspace.shown["public"] - shown["public"]
        if not path.startswith(own) and isinstance(workspace.documents[path].fields, PostFields)
    )
    found = sorted(occurrences(workspace.texts(pending.texts, pending.removed), names)) if names else ()
    theirs = [each for each in found if not each.span.path.startswith(own)]
    return ChangeSet(
        title,
        tuple(pending.changes()),
        tuple(sorted(leaving)),
        _faults(workspace, then, pending),
        tuple(theirs),
        steps,
    )


def _faults(workspace: Workspace, then: HypotheticalNetwork, pending: PendingChanges) -> tuple[str, ...]:
    """Return what could not be done, and the errors that the checks would find then and do not find now."""
    before = {(each.span.path, each.code, each.message) for each in workspace.now.admitted.diagnostics}
    left: Mapping[str, str] = {str(span): what for span, what in pending.undone}
    found = {
        str(each.span): each.message
        for each in errors(then.admitted.diagnostics)
        if (each.span.path, each.code, each.message) not in before
    }
    return tuple(f"{span}  {what}" for span, what in sorted({**found, **left}.items()))
