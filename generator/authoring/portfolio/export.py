"""What somebody takes along in a portfolio, as a content folder of its own: all of theirs, and of the conversations around it what anybody may read.

What is theirs stays as they wrote it, but for references to what stays behind. Of others there is only what the public edition holds, under the names that it shows, and without
what it does not show of a text: comments, pictures. Where something hidden holds a conversation together, there is a tombstone in its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import fields as attributes, replace

from generator.authoring.files.edits import Edits
from generator.authoring.files.writing import Refused
from generator.authoring.portfolio.quoting import quoted
from generator.authoring.withdrawal import tombstones
from generator.authoring.withdrawal.survey import Scene
from generator.model import paths
from generator.model.audience import AUDIENCES, VIEWERS
from generator.model.diagnostics import errors
from generator.network.cut import cut
from generator.network.records import Post, Record
from generator.network.texts import Text
from generator.schema.kind import mapped
from generator.source.document import Document
from generator.source.files.cohort import CohortFields
from generator.source.files.post import PostFields
from generator.source.front_matter import composed
from generator.source.yaml.dumper import dump
from generator.subjects.plans import signatures
from generator.subjects.plans.kind import PlanFields
from generator.subjects.projects.kind import ProjectFields, parted
from generator.subjects.registry import KINDS

STAYED: Final = "not brought along"


class Chosen(Struct, frozen=True):
    """Whose portfolio, and what of it: from a day on, or on one standard and its parts."""

    person: str
    since: str = ""
    standard: str = ""

    @property
    def narrowed(self) -> bool:
        """Whether anything of theirs stays behind."""
        return bool(self.since or self.standard)


class Gathered(Struct, frozen=True):
    """The files of the content folder; the person's name, and the posts of theirs that are in it."""

    files: Mapping[str, bytes]
    name: str
    posts: tuple[Post, ...]


def gather(scene: Scene, chosen: Chosen) -> Gathered:
    """All that goes along. Refuses where something of theirs has an error: it would be missing without a word."""
    network, folder = scene.network, f"participants/{chosen.person}/"
    wrong = [each for each in errors(scene.now.admitted.diagnostics) if each.span.path.startswith(folder)]
    if wrong:
        raise Refused(
            f"{wrong[0].span}: {wrong[0].message} Mend it first, or it would be missing in the portfolio."
        )
    if chosen.standard and chosen.standard not in network.standards:
        meant = network.standards.meant(chosen.standard)
        raise Refused(
            f"There is no standard {chosen.standard}." + (f" Did you mean {meant[0].id}?" if meant else "")
        )
    luggage = _Luggage(scene, chosen)
    files = dict(
        sorted(
            {
                **luggage.own(),
                **luggage.others(),
                **luggage.records(),
                **luggage.cohorts(),
                **luggage.settings(),
            }.items()
        )
    )
    return Gathered(files, network.people[chosen.person].name, luggage.kept)


class _Luggage:
    """What goes along, and where what is referred to is then."""

    def __init__(self, scene: Scene, chosen: Chosen) -> None:
        self.scene, self.chosen, self.network = scene, chosen, scene.network
        self.folder = f"participants/{chosen.person}/"
        self.public = cut(scene.network, VIEWERS["public"])
        self.shown = {post.text.path: key for key, post in self.public.posts.items() if not post.withdrawn}
        posts = scene.network.posts
        self.kept = tuple(
            each for each in posts.values() if each.text.path.startswith(self.folder) and self._wanted(each)
        )
        around = _around(posts, [each.id for each in self.kept])
        if lost := sorted({above for key in around for above in posts[key].reply_to} - posts.keys()):
            raise Refused(
                f"{lost[0]} has an error, and belongs to a conversation that goes along. `enquiry check` says what is wrong with it: mend it first."
            )
        mine = {each.id for each in self.kept}
        self.brought = {
            key
            for key in around - mine
            if posts[key].text.path in self.shown and not posts[key].text.path.startswith(self.folder)
        }
        needed = _above(posts, mine | self.brought) - mine - self.brought
        self.stones = self._named(sorted(needed, key=lambda each: (posts[each].when, each)))
        self.mine: frozenset[str] = frozenset()
        self.here = {posts[key].text.path: self._path(key) for key in mine | self.brought | needed}
        self.events = {each.text.path: each for each in self.public.records.values() if not each.owner}
        left = {
            path
            for path in scene.documents
            if path not in self.here
            and path not in self.events
            and not path.startswith("cohorts/")
            and path not in self._plain()
        }
        names = {each.text.path: key for key, each in posts.items()} | {
            each.text.path: key for key, each in scene.network.records.items()
        }
        elsewhere = {posts[key].text.path for key in (*self.brought, *self.stones) if self._id(key) != key}
        short = (names[each].rpartition("/")[2] for each in left if names.get(each) in scene.network.records)
        self.gone = frozenset(
            (*left, *elsewhere, *short, *(names[each] for each in left | elsewhere if each in names))
        )
        self.moving = {
            path: self.here.get(path, "")
            for path in (*scene.documents, *scene.now.assets)
            if not path.startswith(self.folder) or path in left
        }

    def _wanted(self, post: Post) -> bool:
        lineage = {above for each in post.standards for above in self.network.standards.lineage(each)}
        return post.day >= self.chosen.since and (not self.chosen.standard or self.chosen.standard in lineage)

    def _plain(self) -> set[str]:
        return {f"{self.folder}profile.md", f"{self.folder}plan.md"}

    def _named(self, needed: Iterable[str]) -> dict[str, str]:
        """The names of the tombstones, in order of time; one that is a tombstone already keeps its name."""
        named, number = {}, 0
        for key in needed:
            if key.startswith("withdrawn/"):
                named[key] = key
            else:
                number += 1
                named[key] = f"withdrawn/{self.chosen.person}-{number:04}"
        return named

    def _id(self, key: str) -> str:
        """The identity that a post has in the portfolio."""
        return (
            self.stones.get(key) or self.shown.get(self.network.posts[key].text.path, key)
            if key in self.stones or key in self.brought
            else key
        )

    def _path(self, key: str) -> str:
        post = self.network.posts[key]
        if key in self.stones:
            return f"{self.stones[key]}.md"
        if key not in self.brought or not post.author:
            return post.text.path
        author = self.public.posts[self.shown[post.text.path]].author
        return f"participants/{author}/{post.text.path.split('/', 2)[2]}"

    def moved(self, document: Document, wanted: str) -> str:
        """What a record answers in the portfolio, that answered this."""
        key = wanted.strip("/")
        if key.endswith(".md"):
            path = paths.beside(document.path, key)
            key = next((each.id for each in self.network.posts.values() if each.text.path == path), key)
        return self._id(key) if key in self.network.posts and self._id(key) != key else wanted

    def own(self) -> dict[str, bytes]:
        """What is theirs, as they wrote it, without what it refers to that stays behind."""
        edits = Edits(self.scene)
        documents = self.scene.documents
        kept = [each.text.path for each in self.kept] + [
            each for each in sorted(self._plain()) if each in documents
        ]
        missing = sorted(set(self.network.people) - self._people() - {self.chosen.person})
        for path in kept:
            edits.links(documents[path], self.moving)
            edits.others(documents[path], "", self)
            for person in missing:
                fields = documents[path].fields
                if isinstance(fields, PostFields) and person in fields.with_:
                    edits.others(documents[path], person, self)
        if edits.left:
            raise Refused(f"{edits.left[0][0]}: {edits.left[0][1]}. Change it by hand first.")
        shown = {each.target for path in kept for each in documents[path].links} | {
            person.photo for person in self.network.people.values() if person.id == self.chosen.person
        }
        assets = [
            each
            for each in self.scene.now.assets
            if each.startswith(self.folder) and (not self.chosen.narrowed or each in shown)
        ]
        return {
            **{
                path: edits.text(path).encode() if path in edits.texts else self.scene.data(path)
                for path in kept
            },
            **{path: self.scene.data(path) for path in assets},
        }

    def _people(self) -> set[str]:
        """Those others of whom something is brought, by the names of their folders in the network."""
        return {post.author for key in self.brought if (post := self.network.posts[key]).author}

    def others(self) -> dict[str, bytes]:
        """What others wrote, who they are, and tombstones."""
        found = {}
        for person in self._people():
            shown = self.public.people[
                self.public.posts[
                    next(
                        self.shown[self.network.posts[key].text.path]
                        for key in sorted(self.brought)
                        if self.network.posts[key].author == person
                    )
                ].author
            ]
            consent = getattr(self.scene.documents[f"participants/{person}/profile.md"].fields, "consent", "")
            found[f"participants/{shown.id}/profile.md"] = _file({"name": shown.name, "consent": consent})
        for key in self.brought:
            found[self._path(key)] = self._brought(key)
        for key, name in self.stones.items():
            found[f"{name}.md"] = self._stone(key)
        return found

    def _brought(self, key: str) -> bytes:
        """A post of somebody else's, as the public edition has it."""
        post = self.network.posts[key]
        document, shown = self.scene.documents[post.text.path], self.public.posts[self.shown[post.text.path]]
        words = self.network.words[post.text.path]
        fields = document.fields
        settings: dict[str, object] = {
            "title": words.title,
            "date": getattr(fields, "date", ""),
            "updated": getattr(fields, "updated", ""),
            "standards": post.standards if post.tagged else (),
            "cohort": shown.cohort,
            "phase": shown.phase,
            "audience": AUDIENCES[post.audience],
            "summary": words.summary,
            "language": post.language,
            "reply_to": tuple(map(self._id, post.reply_to)),
            "name": post.guest,
            "consent": getattr(fields, "consent", "") if post.guest else "",
        }
        if shown.cohort not in self._cohorts():
            settings |= {"cohort": "", "phase": ""}
        return _file(settings, self._quoted(document, shown.text))

    def _quoted(self, document: Document, text: Text) -> str:
        return quoted(
            document,
            self.scene.text(document.path),
            text,
            self.public,
            {**self.moving, **dict.fromkeys(self.scene.now.assets, "")},
        )

    def _stone(self, key: str) -> bytes:
        """What holds the place of something that stays behind: it says nothing but that. Its day is that of the first that answers it."""
        post = self.network.posts[key]
        if post.withdrawn and key.startswith("withdrawn/"):
            return self.scene.data(post.text.path)
        day = min(
            (
                each.day
                for each in self.network.posts.values()
                if key in each.reply_to and (each.id in self.brought or each in self.kept)
            ),
            default=post.day,
        )
        stone = PostFields(
            withdrawn=STAYED,
            date=day,
            audience=AUDIENCES[post.audience],
            page=post.titled and bool(post.reply_to),
            reply_to=tuple(map(self._id, post.reply_to)),
        )
        return tombstones.written(
            replace(stone, cohort=post.cohort if post.cohort in self._cohorts() else "")
        )

    def records(self) -> dict[str, bytes]:
        """Events and the like that their own records name, as the public edition has them."""
        named = {each for post in self.kept for each in post.reflects_on}
        own = self.network.records.get(f"{self.folder}plan")
        named |= (
            set(signatures.named(own.fields))
            | {each for review in own.fields.reviews for each in review.evidence}
            if own and isinstance(own.fields, PlanFields)
            else set()
        )
        linked = {each.target for post in self.kept for each in post.text.links}
        return {
            path: self._record(each)
            for path, each in self.events.items()
            if each.id in named or path in linked
        }

    def _record(self, record: Record) -> bytes:
        fields: Any = parted(record.fields) if isinstance(record.fields, ProjectFields) else record.fields
        for setting, what in KINDS[record.kind].references.items():
            fields = mapped(fields, partial(self._there, what), *setting.split("."))
        for setting in KINDS[record.kind].links:
            fields = mapped(fields, lambda value: value if "://" in value else "", *setting.split("."))
        document = self.scene.documents[record.text.path]
        settings = {key: value for key, value in _plain(fields).items() if key != "audience"} | {
            "audience": AUDIENCES[record.audience]
        }
        settings["materials"] = [each for each in settings.get("materials", []) if each.get("link")]
        return _file(settings, self._quoted(document, record.text))

    def _there(self, what: str, value: str) -> str:
        return value if what == "standard" or (what == "cohort" and value in self._cohorts()) else ""

    def _cohorts(self) -> set[str]:
        """The cohorts that they were in, or wrote in."""
        return {each.cohort for each in self.kept if each.cohort} | {
            key
            for key, each in self.network.cohorts.items()
            if self.chosen.person in dict(each.fields.members)
        }

    def cohorts(self) -> dict[str, bytes]:
        """Their cohorts, without anybody else."""
        return {
            self.network.cohorts[key].path: _table(self._cohort(self.network.cohorts[key].fields))
            for key in self._cohorts()
            if key in self.network.cohorts
        }

    def _cohort(self, fields: CohortFields) -> dict[str, object]:
        said = {
            each.name: getattr(fields, each.name)
            for each in attributes(fields)
            if each.name not in ("members", "showcase")
        }
        member = dict(fields.members).get(self.chosen.person)
        members = (
            {self.chosen.person: {key: value for key, value in _plain(member).items() if value}}
            if member
            else {}
        )
        return {**{key: _built(value) for key, value in said.items() if value}, "members": members}

    def settings(self) -> dict[str, bytes]:
        """A network of one."""
        config = self.network.config
        name = self.network.people[self.chosen.person].name
        said: dict[str, object] = {
            "title": name,
            "address": "https://example.org/",
            "language": config.language,
            "timezone": config.timezone,
            "standards": list(config.standards),
            "theme": config.theme,
            "attachments": list(config.attachments),
        }
        catalogues = {f"standards/{each}.yaml" for each in config.standards}
        files = {each: self.scene.data(each) for each in self.scene.files("standards") if each in catalogues}
        return {"network.yaml": _table({key: value for key, value in said.items() if value}), **files}


def _above(posts: Mapping[str, Post], keys: Iterable[str]) -> set[str]:
    """All that these answer, and what that answers."""
    found: set[str] = set()
    pending = [above for key in keys for above in posts[key].reply_to]
    while pending:
        each = pending.pop()
        if each not in found:
            found.add(each)
            pending.extend(posts[each].reply_to if each in posts else ())
    return found


def _around(posts: Mapping[str, Post], keys: Iterable[str]) -> set[str]:
    """The conversations around these: what they answer, and all that answers any of it below them."""
    children: dict[str, list[str]] = {}
    for post in posts.values():
        for above in post.reply_to:
            children.setdefault(above, []).append(post.id)
    found = set(keys)
    pending = list(found)
    while pending:
        for each in children.get(pending.pop(), ()):
            if each not in found:
                found.add(each)
                pending.append(each)
    return found | (_above(posts, found) & posts.keys())


def _file(settings: Mapping[str, object], body: str = "") -> bytes:
    return composed(_values(settings), body).encode()


def _table(settings: Mapping[str, object]) -> bytes:
    return dump(_values(settings)).encode()


def _values(settings: Mapping[str, object]) -> dict[str, object]:
    return {key: _built(value) for key, value in settings.items()}


def _plain(fields: Struct) -> dict[str, Any]:
    """Settings by their names, without what they do not say."""
    return {
        each.name.rstrip("_"): _built(value)
        for each in attributes(fields)
        if (value := getattr(fields, each.name))
    }


def _built(value: object) -> object:
    if isinstance(value, Struct):
        return _plain(value)
    return [_built(each) for each in value] if isinstance(value, (tuple, list)) else value
