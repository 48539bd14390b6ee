"""The handler of python-frontmatter by which files are cut and put together.

It is for `frontmatter.loads(text, handler=HANDLER)`. The library strips the text that it parses, so whoever
needs exact places, or the body as it was written, asks `front_matter.find`, as reading does.
"""

from __future__ import annotations

from collections.abc import Mapping as Table
from typing import Any, Final

import frontmatter
from frontmatter.default_handlers import BaseHandler

from generator.schema.tree import Mapping, Node, Scalar
from generator.source.front_matter import FRONT_MATTER, find
from generator.source.yaml import loader


class Handler(BaseHandler):
    """Front matter in YAML, read by the strict loader."""

    FM_BOUNDARY = FRONT_MATTER
    START_DELIMITER = END_DELIMITER = "---"

    def split(self, text: str) -> tuple[str, str]:
        """Return the settings and the body, as they are written; raise ValueError without front matter."""
        parts = find(text)
        if parts is None:
            raise ValueError("This text has no front matter.")
        return text[parts.start : parts.end], text[parts.body :]

    def load(self, fm: str) -> dict[str, Any]:
        """Return the settings with values as text, in lists and dictionaries; raise `Refused`."""
        tree, _ = loader.parse(fm, "", first_line=2)
        return _plain(tree) if isinstance(tree, Mapping) else {}

    def export(self, metadata: dict[str, object], **_: object) -> str:
        """Return settings as YAML: a line for each that has a value, in the order given."""
        from generator.source.yaml.dumper import dump  # which importing a site does without

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
