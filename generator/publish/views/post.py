"""The view of a post's page, with the conversation under it."""

from __future__ import annotations

from msgspec import Struct

from generator.publish.views.parts import Anchor, Card, Day, Head, Picture, RichText


class Writer(Struct, frozen=True, array_like=True):
    """Somebody who wrote the page's post. `role` is empty for a participant."""

    name: str
    address: str
    school: str
    role: str


class ReplyTarget(Struct, frozen=True, array_like=True):
    """The way to answer one entry, whose writers `label` names.

    `value` is the text of the new file for the forge's editor. Without a forge, `command` is to be typed, and
    `file` is the file that it writes. `write` is the address in the editor, where the edition has one.
    """

    label: str
    value: str
    command: str
    file: str
    write: str = ""


class ReplyForm(Struct, frozen=True, array_like=True):
    """The forge's page for a new file.

    `action` takes `file_field` (one of `choices`: label and path) and `value_field`. Without `choices` (a
    large cohort) the path is typed, beginning with `path`.
    """

    action: str
    file_field: str
    value_field: str
    choices: tuple[Anchor, ...]
    path: str


class ThreadItem(Struct, frozen=True, array_like=True):
    """An entry of a conversation, at its `level` (1 to 6; `depth` is the true one).

    With a `body` it stands here in full; without, it has a page of its own, or stands further up. `answers`
    names the writers of what it replies to, where that is not simply the post itself; the address of what
    stands on the same page begins with `#`.

    `below` counts the entries of the page under it, which can be folded away, and `closes` the folds that end
    with it; it is the `last` of its branch where none follows but at the first level.

    `withdrawn` is a sentence in the place of what was withdrawn; then there is nothing else to show but the
    number of replies at the card's address, if that is a page of its own.
    """

    anchor: str
    level: int
    depth: int
    card: Card
    body: RichText | None
    answers: tuple[Anchor, ...]
    edit: str
    reply: ReplyTarget | None
    withdrawn: str = ""
    below: int = 0
    closes: int = 0
    last: bool = False


class PostView(Struct, frozen=True, array_like=True):
    """`/participants/<person>/<slug>/`: the text, then the conversation.

    `minutes` is the time that the text takes to read. `pages` are all pages of a long thread, this one too.
    On the second and later pages of a thread `body` is None. `picture` is the first that the text shows. With
    `withdrawn`, a sentence, there is a thread and nothing else. `reflects_on` are records.
    `original` is where it was written, on another site.
    """

    head: Head
    card: Card
    writers: tuple[Writer, ...]
    cohort: Anchor | None
    prompt: Anchor | None
    body: RichText | None
    minutes: int
    updated: Day | None
    answers: tuple[Card, ...]
    thread: tuple[ThreadItem, ...]
    page: int
    pages: tuple[Anchor, ...]
    backlinks: tuple[Anchor, ...]
    previous: Anchor | None
    next: Anchor | None
    previous_in_cohort: Anchor | None
    next_in_cohort: Anchor | None
    edit: str
    reply: ReplyTarget | None
    form: ReplyForm | None
    picture: Picture | None
    withdrawn: str = ""
    reflects_on: tuple[Anchor, ...] = ()
    original: Anchor | None = None
