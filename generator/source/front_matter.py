"""Front matter: the settings at the top of a text, between two lines of hyphens.

The only module that knows where settings end and the body begins, and how a file is put together of both.
`HANDLER` is one of python-frontmatter's, for `frontmatter.loads(text, handler=HANDLER)`. The library strips
the text that it parses, so whoever needs exact places, or the body as it was written, asks `HANDLER.find`.

Every line end is accepted (LF, CRLF, a lone CR, and a mixture), and so are a byte order mark, blanks behind a
fence, `...` as the closing fence, and no line end behind it. A blank line before the first fence is not: the
settings begin in the first line of the file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping as Table
from typing import Any, Final

import frontmatter
from frontmatter.default_handlers import BaseHandler
from msgspec import Struct

from generator.model.patterns import lazy_pattern
from generator.schema.tree import Mapping, Node, Scalar
from generator.source.characters import without_breaks
from generator.source.yaml import loader

BYTE_ORDER_MARK: Final = "\ufeff"
LINE_END: Final = lazy_pattern(r"\r\n|\r|\n")
_END: Final = r"\r\n|\r(?!\n)|\n"
_FRONT: Final = re.compile(
    rf"\ufeff*---[ \t]*(?:{_END})(?P<settings>.*?)(?<=[\r\n])(?:---|\.\.\.)[ \t]*(?:{_END}|\Z)", re.DOTALL
)


class Parts(Struct, frozen=True):
    """Offsets of the parts of a text: its settings from `start` to `end`, and the beginning of its body."""

    start: int
    end: int
    body: int


class Handler(BaseHandler):
    """Front matter in YAML, read by the strict loader."""

    FM_BOUNDARY = _FRONT
    START_DELIMITER = END_DELIMITER = "---"

    def find(self, text: str) -> Parts | None:
        """Return where the parts of the text are; None without front matter."""
        match = _FRONT.match(text)
        return Parts(match.start("settings"), match.end("settings"), match.end()) if match else None

    def split(self, text: str) -> tuple[str, str]:
        """Return the settings and the body, as they are written; raise ValueError without front matter."""
        parts = self.find(text)
        if parts is None:
            raise ValueError("This text has no front matter.")
        return text[parts.start : parts.end], text[parts.body :]

    def load(self, fm: str) -> dict[str, Any]:
        """Return the settings with values as text, in lists and dictionaries; raise `Refused`."""
        tree, _ = loader.parse(fm, "", first_line=2)
        return _plain(tree) if isinstance(tree, Mapping) else {}

    def export(self, metadata: dict[str, object], **_: object) -> str:
        """Return settings as YAML: a line for each that has a value, in the order given."""
        from generator.source.yaml.dumper import dump  # which reading does without

        return dump(metadata)

    def format(self, post: frontmatter.Post, **_: object) -> str:
        """Return a whole file, with a blank line between its settings and its body."""
        gap = "\n" if post.content and not post.content.startswith("\n") else ""
        fence = self.START_DELIMITER
        return f"{fence}\n{self.export(post.metadata)}{fence}\n{gap}{post.content}"


HANDLER: Final = Handler()


def _plain(node: Node) -> Any:
    """Return a tree without its places: text, lists and dictionaries."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Mapping):
        return {key.text: _plain(value) for key, value in node.pairs}
    return [_plain(each) for each in node.items]


def composed(settings: Table[str, object], body: str) -> str:
    """Return a file with these settings and this body."""
    post = frontmatter.Post(body, HANDLER)
    post.metadata.update(settings)
    return frontmatter.dumps(post)


def decoded(data: bytes, errors: str = "strict") -> str:
    """Return the text of a file, unified."""
    return unified(data.decode(errors=errors))


def unified(text: str) -> str:
    """Return the text without a byte order mark and unseen breaks, every line ending with LF."""
    return without_breaks(text.lstrip(BYTE_ORDER_MARK).replace("\r\n", "\n").replace("\r", "\n"))
